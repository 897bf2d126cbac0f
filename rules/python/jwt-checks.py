import jwt
from authlib.jose import JsonWebToken
from authlib.jose import jwt as authlib_jwt
from flask import Flask
from flask_jwt_extended import create_access_token
from jose import jwt as jose_jwt

app = Flask(__name__)


def claims_of(token):
    # ruleid: jwt-verification-off
    return jwt.decode(token, options={"verify_signature": False})


def old_form(token):
    # ruleid: jwt-verification-off
    return jwt.decode(token, verify=False)


def jose_claims(token):
    # ruleid: jwt-verification-off
    return jose_jwt.get_unverified_claims(token)["sub"]


def jose_options(token, key):
    # ruleid: jwt-verification-off
    return jose_jwt.decode(token, None, options={"verify_signature": False, "verify_aud": False})


def none_allowed(token, key):
    # ruleid: jwt-none-algorithm
    return jwt.decode(token, key, algorithms=["HS256", "none"])


def unsigned(payload):
    # ruleid: jwt-none-algorithm
    return jwt.encode(payload, "", algorithm="none")


def by_options(token):
    options = {"verify_signature": False, "verify_exp": True}
    # ruleid: jwt-verification-off
    return jwt.decode(token, options=options)


def with_a_key(token, key):
    # ruleid: jwt-verification-off
    return jwt.decode(token, key, algorithms=["HS256"], options={"verify_signature": False})


# ruleid: jwt-none-algorithm
authlib_any = JsonWebToken(["RS256", "none"])


def verified(token, key):
    # ok: jwt-verification-off
    return jwt.decode(token, key, algorithms=["RS256"], audience="api")


def no_audience(token, key):
    # ok: jwt-verification-off
    return jwt.decode(token, key, algorithms=["RS256"], options={"verify_aud": False})


def header(token):
    # ok: jwt-verification-off
    return jwt.get_unverified_header(token)["kid"]


def by_issuer(token, keys):
    # ok: jwt-verification-off
    issuer = jwt.decode(token, options={"verify_signature": False})["iss"]
    return jwt.decode(token, keys[issuer], algorithms=["RS256"])


def peek_claims(token):
    # ok: jwt-verification-off
    return jwt.decode(token, options={"verify_signature": False})


def is_our_token(token):
    # ok: jwt-verification-off
    return "ours" in jwt.decode(token, options={"verify_signature": False})


def runs_out(token):
    # ok: jwt-verification-off
    return jwt.decode(token, options={"verify_signature": False})["exp"]


def with_one(token, key, payload):
    # ok: jwt-none-algorithm
    claims = jwt.decode(token, key, algorithms=["HS256"])
    # ok: jwt-none-algorithm
    return claims, jwt.encode(payload, key, algorithm="HS256")


# ok: jwt-none-algorithm
authlib_one = JsonWebToken(["RS256"])


# Algorithms.


def any_algorithm(token, key):
    # ruleid: jwt-algorithm-open
    return jwt.decode(token, key)


def jose_any(token, key):
    # ruleid: jwt-algorithm-open
    return jose_jwt.decode(token, key, audience="api")


def as_the_token_says(token, key):
    header = jwt.get_unverified_header(token)
    # ruleid: jwt-algorithm-open
    return jwt.decode(token, key, algorithms=[header["alg"]])


def mixed(token, key):
    # ruleid: jwt-algorithm-open
    return jwt.decode(token, key, algorithms=["HS256", "RS256"])


def one_algorithm(token, key):
    # ok: jwt-algorithm-open
    return jwt.decode(token, key, algorithms=["HS256"])


def a_family(token, key):
    # ok: jwt-algorithm-open
    return jwt.decode(token, key, algorithms=["RS256", "RS512", "ES256"])


def from_settings(token, settings):
    # ok: jwt-algorithm-open
    return jwt.decode(token, settings["key"], algorithms=settings["algorithms"])


def authlib(token, key):
    # ok: jwt-algorithm-open
    return authlib_jwt.decode(token, key)


def positional(token, key):
    # ok: jwt-algorithm-open
    return jwt.decode(token, key, ["HS256"])


# Expiry.


def without_end(token, key):
    # ruleid: jwt-expiry-ignored
    return jwt.decode(token, key, algorithms=["HS256"], options={"verify_exp": False})


def jose_without_end(token, key):
    # ruleid: jwt-expiry-ignored
    return jose_jwt.decode(token, key, algorithms=["HS256"], options={"verify_aud": True, "verify_exp": False})


# ruleid: jwt-expiry-ignored
app.config["JWT_ACCESS_TOKEN_EXPIRES"] = False


def login(user):
    # ruleid: jwt-expiry-ignored
    return create_access_token(identity=user.id, expires_delta=False)


def with_end(token, key):
    # ok: jwt-expiry-ignored
    return jwt.decode(token, key, algorithms=["HS256"], options={"verify_exp": True, "require": ["exp"]})


def refresh_access(token, key):
    # ok: jwt-expiry-ignored
    return jwt.decode(token, key, algorithms=["HS256"], options={"verify_exp": False})


def other_check(token, key):
    # ok: jwt-expiry-ignored
    return jwt.decode(token, key, algorithms=["HS256"], options={"verify_iat": False})
