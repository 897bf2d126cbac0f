import crypt
import hashlib
import hmac
import os
import secrets
from hashlib import sha512

import bcrypt
import OpenSSL
import rsa
from Crypto.Hash import MD5, SHA1, SHA256
from Crypto.Protocol.KDF import PBKDF2
from Crypto.Signature import pkcs1_15
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from passlib.context import CryptContext
from passlib.hash import ldap_md5, md5_crypt


# Passwords.


def store_password(user, password):
    # ruleid: weak-password-hash
    user.digest = hashlib.sha256(password.encode()).hexdigest()


def with_salt(salt, new_password):
    # ruleid: weak-password-hash
    return sha512((salt + new_password).encode("utf-8")).hexdigest()


def by_name(user):
    # ruleid: weak-password-hash
    return hashlib.new("sha384", user.password.encode()).digest()


def in_steps(salt, passwd):
    state = hashlib.sha3_256()
    state.update(salt)
    # ruleid: weak-password-hash
    state.update(passwd)
    return state.digest()


def pycryptodome(request):
    # ruleid: weak-password-hash
    return SHA256.new(request.form["password"].encode()).hexdigest()


def other_library(pwd):
    digest = hashes.Hash(hashes.SHA256())
    # ruleid: weak-password-hash
    digest.update(pwd.encode())
    return digest.finalize()


def scrypt(password, salt):
    # ok: weak-password-hash
    return hashlib.scrypt(password.encode(), salt=salt, n=2**14, r=8, p=1)


def rounds(password, salt):
    # ok: weak-password-hash
    return hashlib.pbkdf2_hmac("sha256", password.encode(), salt, 600_000)


def of_the_hash(password_hash):
    # ok: weak-password-hash
    return hashlib.sha256(password_hash).hexdigest()


def before_bcrypt(password):
    # ok: weak-password-hash
    return hashlib.sha256(bcrypt.hashpw(password, bcrypt.gensalt())).digest()


def is_leaked(password):
    # ok: weak-password-hash
    digest = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper()
    found = fetch("https://api.pwnedpasswords.com/range/" + digest[:5])
    return digest[5:] in found


def mysql_native(password):
    # ok: weak-password-hash
    return hashlib.sha256(password).digest()


def of_a_file(path):
    # ok: weak-password-hash
    return hashlib.sha256(path.read_bytes()).hexdigest()


def password_reset_key(user):
    # ok: weak-password-hash
    return hashlib.sha256(user.password_reset_token.encode()).hexdigest()


# Settings.

# ruleid: weak-password-hasher-setting
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# ruleid: weak-password-hasher-setting
PASSWORD_HASHERS = (
    "django.contrib.auth.hashers.UnsaltedSHA1PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
)

# ruleid: weak-password-hasher-setting
context = CryptContext(schemes=["md5_crypt", "bcrypt"], deprecated="auto")


def passlib_hash(password):
    # ruleid: weak-password-hasher-setting
    first = md5_crypt.hash(password)
    # ruleid: weak-password-hasher-setting
    second = ldap_md5.hash(password)
    # ruleid: weak-password-hasher-setting
    third = crypt.crypt(password, crypt.mksalt(crypt.METHOD_MD5))
    return first, second, third


# ok: weak-password-hasher-setting
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.MD5PasswordHasher",
]
# ok: weak-password-hasher-setting
better_context = CryptContext(schemes=["argon2", "md5_crypt"], deprecated="auto")


def passlib_verify(password, stored):
    # ok: weak-password-hasher-setting
    return md5_crypt.verify(password, stored)


def strong_crypt(password):
    # ok: weak-password-hasher-setting
    return crypt.crypt(password, crypt.mksalt(crypt.METHOD_SHA512))


# Rounds.

FEW = 1000


def derive(password, salt):
    # ruleid: weak-key-derivation
    first = hashlib.pbkdf2_hmac("sha256", password, salt, 1000)
    # ruleid: weak-key-derivation
    second = hashlib.pbkdf2_hmac("sha512", password, salt, iterations=FEW)
    # ruleid: weak-key-derivation
    third = PBKDF2HMAC(algorithm=hashes.SHA256(), length=32, salt=salt, iterations=10_000)
    # ruleid: weak-key-derivation
    fourth = bcrypt.hashpw(password, bcrypt.gensalt(4))
    # ruleid: weak-key-derivation
    fifth = hashlib.scrypt(password, salt=salt, n=1024, r=8, p=1)
    # ruleid: weak-key-derivation
    sixth = PBKDF2(password, salt, dkLen=32)
    return first, second, third, fourth, fifth, sixth


MANY = 600_000


def derive_well(password, salt, rounds):
    # ok: weak-key-derivation
    first = hashlib.pbkdf2_hmac("sha256", password, salt, MANY)
    # ok: weak-key-derivation
    second = hashlib.pbkdf2_hmac("sha256", password, salt, rounds)
    # ok: weak-key-derivation
    third = bcrypt.hashpw(password, bcrypt.gensalt())
    # ok: weak-key-derivation
    fourth = hashlib.scrypt(password, salt=salt, n=2**14, r=8, p=1)
    # ok: weak-key-derivation
    fifth = PBKDF2(password, salt, dkLen=32, count=1_000_000)
    return first, second, third, fourth, fifth


# Signatures.


def sign(key, data):
    # ruleid: weak-signature-hash
    return key.sign(data, padding.PKCS1v15(), hashes.SHA1())


def certificate(key, names):
    builder = x509.CertificateBuilder().subject_name(names)
    # ruleid: weak-signature-hash
    return builder.sign(private_key=key, algorithm=hashes.MD5())


def pycryptodome_sign(key, data):
    # ruleid: weak-hash
    state = SHA1.new(data)
    # ruleid: weak-signature-hash
    return pkcs1_15.new(key).sign(state)


def pycryptodome_sign_at_once(key, data):
    # ruleid: weak-signature-hash
    return pkcs1_15.new(key).sign(MD5.new(data))


def pure(key, data):
    # ruleid: weak-signature-hash
    return rsa.sign(data, key, "SHA-1")


def own_certificate(cert, key):
    # ruleid: weak-signature-hash
    cert.sign(key, "sha1")


def message(key, body):
    # ruleid: weak-signature-hash
    return hmac.new(key, body, hashlib.md5).hexdigest()


def reset_link(user):
    # ruleid: weak-signature-hash
    reset_token = hashlib.md5(f"{user.id}{user.email}".encode()).hexdigest()
    return f"/reset/{reset_token}"


def sign_well(key, data):
    # ok: weak-signature-hash
    return key.sign(data, padding.PKCS1v15(), hashes.SHA256())


def certificate_well(cert, key):
    # ok: weak-signature-hash
    cert.sign(key, "sha256")


def webhook(key, body):
    # ok: weak-signature-hash
    return hmac.new(key, body, hashlib.sha256).hexdigest()


def random_token():
    # ok: weak-signature-hash
    token = hashlib.sha1(os.urandom(64)).hexdigest()
    return token


def page_token(page):
    # ok: weak-signature-hash
    page.token = hashlib.md5(page.url.encode(), usedforsecurity=False).hexdigest()


def opaque():
    # ok: weak-signature-hash
    token = secrets.token_urlsafe(32)
    return token


# Elsewhere.


def verify_download(body, expected):
    # ruleid: weak-hash
    return hashlib.md5(body).hexdigest() == expected


def same(first, second):
    # ruleid: weak-hash
    return hashlib.new("sha1", first).digest() == hashlib.sha256(second).digest()


def third(body):
    # ruleid: weak-hash
    digest = hashes.Hash(hashes.SHA1())
    digest.update(body)
    return digest.finalize()


def fourth(body):
    # ruleid: weak-hash
    return MD5.new(body).digest()


def declared(body):
    # ok: weak-hash
    return hashlib.md5(body, usedforsecurity=False).hexdigest()


def named(query):
    # ok: weak-hash
    cache_key = "query:" + hashlib.md5(query.encode()).hexdigest()
    return cache_key


def strong(body):
    # ok: weak-hash
    return hashlib.sha256(body).hexdigest()


def make_etag(body):
    # ok: weak-hash
    return '"' + hashlib.sha1(body).hexdigest() + '"'


class UnsaltedMD5PasswordHasher(Base):
    def encode(self, password, salt):
        # ok: weak-password-hash
        return hashlib.md5(password.encode()).hexdigest()
