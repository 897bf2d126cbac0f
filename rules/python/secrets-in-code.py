import os
import secrets
import smtplib
from os import environ, getenv

import environ as django_environ
import jwt
import paramiko
import psycopg2
import requests
from decouple import config
from fastapi import FastAPI
from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from pydantic import Field
from pydantic_settings import BaseSettings
from redis import Redis
from requests.auth import HTTPBasicAuth
from starlette.middleware.sessions import SessionMiddleware

app = Flask(__name__)
api = FastAPI()
env = django_environ.Env()

# Fallbacks.

# ruleid: fallback-secret
SECRET_KEY = os.environ.get("SECRET_KEY", "change me")
# ruleid: fallback-secret
JWT_SECRET = getenv("JWT_SECRET") or "example word"
# ruleid: fallback-secret
SIGNING = config("APP_SIGNING_KEY", default="insecure word")
# ruleid: fallback-secret
DJANGO = env("DJANGO_SECRET_KEY", default="only for development")
# ruleid: fallback-secret
os.environ.setdefault("SESSION_SECRET", "another word")
# ruleid: fallback-secret
SALT = environ.get("SECURITY_PASSWORD_SALT", "salty")

# ok: fallback-secret
SECRET_KEY = os.environ["SECRET_KEY"]
# ok: fallback-secret
SECRET_KEY = os.environ.get("SECRET_KEY", secrets.token_hex(32))
# ok: fallback-secret
SECRET_KEY = os.environ.get("SECRET_KEY", "")
# ok: fallback-secret
SECRET_FILE = os.environ.get("SECRET_KEY_FILE", "/run/secrets/key")
# ok: fallback-secret
ALGORITHM = os.getenv("JWT_ALGORITHM", "HS256")
# ok: fallback-secret
NAME = os.environ.get("APP_NAME", "change me")
# ok: fallback-secret
MANAGER = os.environ.get("AWS_SECRET_NAME", "prod/app")

if os.environ.get("STAGE") == "development":
    # ok: fallback-secret
    SECRET_KEY = os.environ.get("SECRET_KEY", "only here")
if __name__ == "__main__":
    # ruleid: fallback-secret
    SECRET_KEY = os.environ.get("SECRET_KEY", "word of the program")

# ruleid: fallback-password
DB_PASSWORD = os.getenv("DB_PASSWORD", "postgres")
# ruleid: fallback-password
ADMIN = os.environ.get("ADMIN_PASSWORD") or "admin"
# ruleid: fallback-password
MAIL = env.str("SMTP_PASSWORD", default="mailpass")

# ok: fallback-password
DB_PASSWORD = os.getenv("DB_PASSWORD", "")
# ok: fallback-password
DB_PASSWORD = os.environ["DB_PASSWORD"]
# ok: fallback-password
DB_USER = os.getenv("DB_USER", "postgres")
# ok: fallback-password
PASSWORD_FILE = os.getenv("PASSWORD_FILE", "/run/secrets/db")
# ok: fallback-password
LOCAL_KEY = os.getenv("OPENAI_API_KEY", "not-needed")

# Keys of sessions and tokens.

# ruleid: hardcoded-signing-key
app.config.update(SECRET_KEY="some words", SESSION_COOKIE_SECURE=True)
# ruleid: hardcoded-signing-key
api.add_middleware(SessionMiddleware, secret_key="some other words")
# ruleid: hardcoded-signing-key
serializer = URLSafeTimedSerializer("more words")

KEY = "words of a key"


def issue(user):
    # ruleid: hardcoded-signing-key
    return jwt.encode({"sub": user.id}, KEY, algorithm="HS256")


def read(token):
    # ruleid: hardcoded-signing-key
    return jwt.decode(token, KEY, algorithms=["HS256"])


class Settings(BaseSettings):
    # ruleid: hardcoded-signing-key
    jwt_secret: str = "words of the settings"
    # ruleid: hardcoded-signing-key
    session_key: str = Field(default="words of the sessions")
    # ok: hardcoded-signing-key
    jwt_secret_key: str
    # ok: hardcoded-signing-key
    jwt_algorithm: str = "HS256"
    # ok: hardcoded-signing-key
    cookie_secret: str = Field(..., min_length=32)


# ok: hardcoded-signing-key
app.config.update(SECRET_KEY=os.environ["SECRET_KEY"])
# ok: hardcoded-signing-key
api.add_middleware(SessionMiddleware, secret_key=env("SESSION_KEY"))
# ok: hardcoded-signing-key
good_serializer = URLSafeTimedSerializer(app.secret_key, salt="reset")

PUBLIC = """-----BEGIN PUBLIC KEY-----
not a key
-----END PUBLIC KEY-----"""


def read_public(token):
    # ok: hardcoded-signing-key
    return jwt.decode(token, PUBLIC, algorithms=["RS256"])


def issue_well(user):
    # ok: hardcoded-signing-key
    return jwt.encode({"sub": user.id}, app.config["JWT_KEY"], algorithm="HS256")


def create_app():
    site = Flask(__name__)
    # ok: hardcoded-signing-key
    site.config.from_mapping(SECRET_KEY="dev")
    site.config.from_pyfile("config.py", silent=True)
    return site


# Passwords.

WORD = "word of the mail server"


def connect(host, password, request):
    # ruleid: hardcoded-password
    db = psycopg2.connect(host=host, user="app", password="just words")
    # ruleid: hardcoded-password
    cache = Redis(host=host, password="cache words")
    client = paramiko.SSHClient()
    # ruleid: hardcoded-password
    client.connect(host, username="root", password="root words")
    with smtplib.SMTP_SSL(host) as mail:
        # ruleid: hardcoded-password
        mail.login("robot@example.org", WORD)
    # ruleid: hardcoded-password
    requests.get(host, auth=("admin", "admin words"), timeout=5)
    # ruleid: hardcoded-password
    if request.form["password"] == "open sesame":
        return db, cache
    # ruleid: hardcoded-password
    if password == "letmein":
        return None


# ruleid: hardcoded-password
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "app", "PASSWORD": "words for it"}}


def connect_well(host, settings, request):
    # ok: hardcoded-password
    db = psycopg2.connect(host=host, user="app", password=settings["db"])
    # ok: hardcoded-password
    cache = Redis(host=host, password=os.environ["REDIS_PASSWORD"])
    # ok: hardcoded-password
    basic = HTTPBasicAuth(settings["user"], settings["password"])
    # ok: hardcoded-password
    requests.get(host, auth=(settings["token"], ""), timeout=5)
    # ok: hardcoded-password
    if settings["field"] == "password":
        return basic
    # ok: hardcoded-password
    if settings.update_password == "always":
        return None
    # ok: hardcoded-password
    if request.form["password"] == "":
        return db, cache


# ok: hardcoded-password
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "PASSWORD": os.environ["DB_PASSWORD"]}}
