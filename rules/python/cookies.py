import starlette.middleware
from aiohttp_session.cookie_storage import EncryptedCookieStorage
from django.http import HttpResponse
from fastapi import FastAPI
from fastapi_users.authentication import CookieTransport
from flask import Flask, make_response
from starlette.middleware.sessions import SessionMiddleware

app = Flask(__name__)
api = FastAPI()


def login(request):
    response = HttpResponse("welcome")
    # ruleid: session-cookie-flags
    response.set_cookie("session_token", make_token(request.user))
    return response


def login_flask():
    response = make_response("welcome")
    # ruleid: session-cookie-flags
    response.set_cookie(key="auth", value=make_token(), httponly=True)
    # ruleid: session-cookie-flags
    response.set_cookie("remember_me", make_token(), secure=True, max_age=86400)
    # ruleid: session-cookie-flags
    response.set_cookie("access_token", make_token(), secure=False, httponly=True, samesite="Lax")
    return response


@api.post("/login")
def login_api(response):
    # ruleid: session-cookie-flags
    response.set_cookie(SESSION_COOKIE_NAME, make_token(), max_age=3600)
    # ok: session-cookie-flags
    response.set_cookie(SESSION_COOKIE_NAME, make_token(), secure=True, httponly=True, samesite="lax")
    # ok: session-cookie-flags
    response.set_cookie("session_id", make_token(), secure=settings.SECURE, httponly=True)
    # A token against CSRF is read by the page.
    # ok: session-cookie-flags
    response.set_cookie("csrf_token", make_token())
    # ok: session-cookie-flags
    response.set_cookie("theme", "dark")
    # Named after a download that the page waits for.
    # ok: session-cookie-flags
    response.set_cookie(token, "done")
    # The flags come from elsewhere.
    # ok: session-cookie-flags
    response.set_cookie("auth_token", make_token(), **COOKIE_OPTIONS)
    # It is taken away.
    # ok: session-cookie-flags
    response.set_cookie("auth_token", "", max_age=0)
    # ok: session-cookie-flags
    response.set_cookie("session_id", make_token(), 3600, None, "/", None, True, True)
    # ok: session-cookie-flags
    test_client.set_cookie("session_id", "x")
    return response


def embedded(response):
    # ruleid: session-cookie-samesite-none
    response.set_cookie("session_id", make_token(), secure=True, httponly=True, samesite="None")
    # ok: session-cookie-samesite-none
    response.set_cookie("session_id", make_token(), secure=True, httponly=True, samesite="Strict")
    # ok: session-cookie-samesite-none
    response.set_cookie("theme", "dark", samesite="None", secure=True)
    # ok: session-cookie-samesite-none
    response.set_cookie("session_id", make_token(), secure=True, httponly=True)


# ruleid: session-cookie-samesite-none
app.config["SESSION_COOKIE_SAMESITE"] = "None"
# ok: session-cookie-samesite-none
app.config["SESSION_COOKIE_SAMESITE"] = "Lax"

# ruleid: session-cookie-samesite-none
api.add_middleware(SessionMiddleware, secret_key=key, same_site="none", https_only=True)
# ok: session-cookie-samesite-none
api.add_middleware(SessionMiddleware, secret_key=key, same_site="strict", https_only=True)

# ruleid: cookie-settings-off
app.config["SESSION_COOKIE_HTTPONLY"] = False
# ok: cookie-settings-off
app.config["SESSION_COOKIE_SECURE"] = True
# ruleid: cookie-settings-off
app.config.update(SESSION_COOKIE_SECURE=False, SESSION_COOKIE_SAMESITE="Lax")
# ok: cookie-settings-off
app.config.update(TESTING=True, SESSION_COOKIE_SECURE=False)

# ruleid: cookie-settings-off
SESSION_COOKIE_SECURE = False
# ruleid: cookie-settings-off
CSRF_COOKIE_SECURE = False
# ok: cookie-settings-off
SESSION_COOKIE_HTTPONLY = True
# Scripts read this one on purpose.
# ok: cookie-settings-off
CSRF_COOKIE_HTTPONLY = False
# ok: cookie-settings-off
LANGUAGE_COOKIE_SECURE = not DEBUG

if DEBUG:
    # ok: cookie-settings-off
    REMEMBER_COOKIE_SECURE = False


class BaseSettings:
    # ok: cookie-settings-off
    REMEMBER_COOKIE_SECURE = False


class ProductionSettings(BaseSettings):
    REMEMBER_COOKIE_SECURE = True


class Config:
    # ruleid: cookie-settings-off
    SESSION_COOKIE_HTTPONLY = False


class DevelopmentConfig(Config):
    # ok: cookie-settings-off
    SESSION_COOKIE_SECURE = False


# ruleid: cookie-settings-off
api.add_middleware(SessionMiddleware, secret_key=key, https_only=False)
# ok: cookie-settings-off
api.add_middleware(SessionMiddleware, secret_key=key, https_only=True)
# ruleid: cookie-settings-off
storage = EncryptedCookieStorage(key, secure=True, httponly=False)
# ok: cookie-settings-off
storage = EncryptedCookieStorage(key, secure=True, httponly=True)
# ruleid: cookie-settings-off
transport = CookieTransport(cookie_max_age=3600, cookie_secure=False)
# ok: cookie-settings-off
transport = CookieTransport(cookie_max_age=3600)
