import base64
import crypt
import hashlib
import hmac
import os

import bcrypt
import OpenSSL
import paramiko
import pyDes
import rsa
from argon2 import PasswordHasher
from argon2.low_level import hash_secret_raw
from Crypto.Cipher import AES, ARC4, DES, DES3
from Crypto.PublicKey import DSA, RSA
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa as crypto_rsa
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from django.contrib.auth.hashers import make_password

# Ciphers.


def weak(key, iv, data):
    # ruleid: weak-cipher
    first = DES.new(key, DES.MODE_CBC, iv).encrypt(data)
    # ruleid: weak-cipher
    second = ARC4.new(key).encrypt(data)
    # ruleid: weak-cipher
    third = Cipher(algorithms.TripleDES(key), modes.CBC(iv)).encryptor()
    # ruleid: weak-cipher
    fourth = pyDes.triple_des(key)
    # ruleid: weak-cipher
    fifth = DES3.new(key, DES3.MODE_CFB, iv)
    return first, second, third, fourth, fifth


def strong(key, iv, data):
    # ok: weak-cipher
    first = AES.new(key, AES.MODE_GCM)
    # ok: weak-cipher
    second = Cipher(algorithms.AES(key), modes.CTR(iv)).encryptor()
    # ok: weak-cipher
    third = ChaCha20Poly1305(key).encrypt(os.urandom(12), data, None)
    return first, second, third


def read_old_file(key, iv, data):
    # ok: weak-cipher
    return Cipher(algorithms.Blowfish(key), modes.CBC(iv)).decryptor().update(data)


def decrypt_old(key, iv, data):
    # ok: weak-cipher
    cipher = DES3.new(key, DES3.MODE_CBC, iv)
    return cipher.decrypt(data)


# ECB.


def ecb(key, data):
    # ruleid: ecb-mode
    first = AES.new(key, AES.MODE_ECB)
    # ruleid: ecb-mode
    second = AES.new(key)
    # ruleid: ecb-mode
    third = Cipher(algorithms.AES(key), modes.ECB()).encryptor()
    # ruleid: ecb-mode
    fourth = Cipher(algorithm=algorithms.AES(key), mode=modes.ECB())
    return first, second, third, fourth


def not_ecb(key, iv):
    # ok: ecb-mode
    first = AES.new(key, AES.MODE_EAX)
    # ok: ecb-mode
    second = AES.new(key, AES.MODE_CBC, iv)
    # ok: ecb-mode
    third = Cipher(algorithms.AES(key), modes.GCM(iv)).encryptor()
    return first, second, third


def header_protection(key, sample):
    # ok: ecb-mode
    return Cipher(algorithms.AES(key), modes.ECB()).encryptor().update(sample)


# Initial values.

IV = b"0123456789abcdef"


def fixed(key, data):
    # ruleid: static-iv
    first = AES.new(key, AES.MODE_CBC, b"\x00" * 16)
    # ruleid: static-iv
    second = AES.new(key, AES.MODE_CBC, iv=IV)
    # ruleid: static-iv
    third = Cipher(algorithms.AES(key), modes.CTR(bytes(16)))
    # ruleid: static-iv
    fourth = AESGCM(key).encrypt(b"unique nonce", data, None)
    box = ChaCha20Poly1305(key)
    # ruleid: static-iv
    fifth = box.encrypt(bytes.fromhex("000102030405060708090a0b"), data, None)
    # ruleid: static-iv
    sixth = AES.new(key, AES.MODE_CFB, "16 letters here.".encode())
    return first, second, third, fourth, fifth, sixth


def fresh(key, data, header):
    iv = os.urandom(16)
    # ok: static-iv
    first = AES.new(key, AES.MODE_CBC, iv)
    # ok: static-iv
    second = AES.new(key, AES.MODE_GCM)
    # ok: static-iv
    third = AESGCM(key).encrypt(os.urandom(12), data, b"header")
    # ok: static-iv
    fourth = Cipher(algorithms.AES(key), modes.CBC(header["iv"]))
    # ok: static-iv
    fifth = Cipher(algorithms.AES(key), modes.CBC(bytes(header.iv)))
    # ok: static-iv
    sixth = AES.new(key, AES.MODE_CBC, header.iv.encode("latin-1"))
    return first, second, third, fourth, fifth, sixth


def decrypt(key, data):
    # ok: static-iv
    return AES.new(key, AES.MODE_CBC, b"\x00" * 16).decrypt(data)


# Salts.

SALT = b"our own salt"


def fixed_salt(password):
    # ruleid: static-salt
    first = hashlib.pbkdf2_hmac("sha256", password, b"salt", 600_000)
    # ruleid: static-salt
    second = hashlib.scrypt(password, salt=SALT, n=2**14, r=8, p=1)
    # ruleid: static-salt
    third = PBKDF2HMAC(algorithm=hashes.SHA256(), length=32, salt=b"\x00" * 16, iterations=600_000)
    # ruleid: static-salt
    fourth = bcrypt.hashpw(password, b"$2b$12$0000000000000000000000")
    # ruleid: static-salt
    fifth = make_password(password, salt="pepper")
    # ruleid: static-salt
    sixth = hash_secret_raw(password, "some salt".encode(), 3, 65536, 4, 32, 2)
    # ruleid: static-salt
    seventh = crypt.crypt(password, "ab")
    return first, second, third, fourth, fifth, sixth, seventh


def fresh_salt(password, user, settings):
    salt = os.urandom(16)
    # ok: static-salt
    first = hashlib.pbkdf2_hmac("sha256", password, salt, 600_000)
    # ok: static-salt
    second = bcrypt.hashpw(password, bcrypt.gensalt())
    # ok: static-salt
    third = hashlib.scrypt(password, salt=user.salt, n=2**14, r=8, p=1)
    # ok: static-salt
    fourth = PBKDF2HMAC(hashes.SHA256(), 32, settings["salt"], 600_000)
    # ok: static-salt
    fifth = hashlib.scrypt(password, salt=user.mail.encode("utf-8"), n=2**14, r=8, p=1)
    # ok: static-salt
    fifth = PasswordHasher().hash(password)
    # ok: static-salt
    sixth = crypt.crypt(password, crypt.mksalt(crypt.METHOD_SHA512))
    return first, second, third, fourth, fifth, sixth


# Keys.


def short():
    # ruleid: short-key
    first = crypto_rsa.generate_private_key(public_exponent=65537, key_size=1024)
    # ruleid: short-key
    second = RSA.generate(1024)
    # ruleid: short-key
    third = DSA.generate(bits=1024)
    # ruleid: short-key
    public, private = rsa.newkeys(512)
    # ruleid: short-key
    fourth = paramiko.RSAKey.generate(1024)
    fifth = OpenSSL.crypto.PKey()
    # ruleid: short-key
    fifth.generate_key(OpenSSL.crypto.TYPE_RSA, 1024)
    # ruleid: short-key
    sixth = ec.generate_private_key(ec.SECP192R1())
    return first, second, third, public, private, fourth, fifth, sixth


def long(bits):
    # ok: short-key
    first = crypto_rsa.generate_private_key(public_exponent=65537, key_size=3072)
    # ok: short-key
    second = RSA.generate(bits)
    # ok: short-key
    public, private = rsa.newkeys(2048)
    # ok: short-key
    third = ec.generate_private_key(ec.SECP256R1())
    return first, second, public, private, third


KEY = b"not a real key.."


def keys_in_code(data, iv):
    # ruleid: hardcoded-encryption-key
    first = AES.new(KEY, AES.MODE_GCM)
    # ruleid: hardcoded-encryption-key
    second = Fernet("bm90LWEtcmVhbC1rZXktbm90LWEtcmVhbC1rZXktMDA=")
    # ruleid: hardcoded-encryption-key
    third = Cipher(algorithms.AES(b"another fake key"), modes.CBC(iv))
    # ruleid: hardcoded-encryption-key
    fourth = hmac.new("shared example".encode(), data, hashlib.sha256)
    # ruleid: hardcoded-encryption-key
    fifth = AESGCM(base64.b64decode("bm90IGEgcmVhbCBrZXkhIQ=="))
    return first, second, third, fourth, fifth


def keys_elsewhere(data, iv, key, settings):
    # ok: hardcoded-encryption-key
    first = AES.new(key, AES.MODE_GCM)
    # ok: hardcoded-encryption-key
    second = Fernet(os.environ["DATA_KEY"])
    # ok: hardcoded-encryption-key
    third = Fernet(Fernet.generate_key())
    # ok: hardcoded-encryption-key
    fourth = hmac.new(settings["secret"].encode(), data, hashlib.sha256)
    # ok: hardcoded-encryption-key
    fifth = hmac.new(os.environ.get("SIGNING_KEY").encode(), data, hashlib.sha256)
    # ok: hardcoded-encryption-key
    sixth = hmac.new(b"WebAppData", data, hashlib.sha256)
    # ok: hardcoded-encryption-key
    seventh = hmac.new(key.encode("utf-8"), data, hashlib.sha256)
    return first, second, third, fourth, fifth, sixth, seventh
