import os

from django.utils.decorators import method_decorator
from django.views.decorators.clickjacking import xframe_options_exempt, xframe_options_sameorigin
from flask_talisman import Talisman
from starlette.middleware.trustedhost import TrustedHostMiddleware

if os.environ.get("DEVELOPMENT"):
    # ok: django-any-host
    ALLOWED_HOSTS = ["*"]

# ruleid: django-any-host
ALLOWED_HOSTS += ["*"]
# ruleid: django-any-host
ALLOWED_HOSTS = ["www.example.com", "*"]


class Base:
    # ruleid: django-any-host
    ALLOWED_HOSTS = ["*"]


class Local(Base):
    # ok: django-any-host
    ALLOWED_HOSTS = ["*"]


class Production(Base):
    # ok: django-any-host
    ALLOWED_HOSTS = ["www.example.com", ".example.org"]


# ok: django-any-host
CORS_EXPOSE_HEADERS = ["*"]
# ruleid: django-any-host
app.add_middleware(TrustedHostMiddleware, allowed_hosts=["*"])
# ok: django-any-host
app.add_middleware(TrustedHostMiddleware, allowed_hosts=["www.example.com"])

# ruleid: django-hardening-off
SECURE_SSL_REDIRECT = False
# ruleid: django-hardening-off
SECURE_HSTS_SECONDS = 0
# ruleid: django-hardening-off
SECURE_CONTENT_TYPE_NOSNIFF = False
# ruleid: django-hardening-off
X_FRAME_OPTIONS = "ALLOWALL"
# ruleid: django-hardening-off
AUTH_PASSWORD_VALIDATORS = []
# ruleid: django-hardening-off
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
]


class Safe:
    # ok: django-hardening-off
    MIDDLEWARE = [
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ]
    # ok: django-hardening-off
    SECURE_HSTS_SECONDS = 31536000
    # ok: django-hardening-off
    X_FRAME_OPTIONS = "SAMEORIGIN"
    # ok: django-hardening-off
    SECURE_SSL_REDIRECT = not DEBUG


class Dev(Safe):
    # ok: django-hardening-off
    SECURE_SSL_REDIRECT = False


if DEBUG:
    # ok: django-hardening-off
    SECURE_REFERRER_POLICY = "unsafe-url"


# ruleid: framing-allowed
@xframe_options_exempt
def settings(request):
    return render(request, "settings.html")


# ruleid: framing-allowed
@method_decorator(xframe_options_exempt, name="dispatch")
class AccountView(View):
    pass


def page(request):
    response = render(request, "page.html")
    # ruleid: framing-allowed
    response["X-Frame-Options"] = "ALLOWALL"
    return response


# ruleid: framing-allowed
Talisman(app, frame_options=None)


# Made to be embedded.
# ok: framing-allowed
@xframe_options_exempt
def embed_player(request):
    return render(request, "player.html")


# ok: framing-allowed
@xframe_options_sameorigin
def preview(request):
    return render(request, "preview.html")


# ok: framing-allowed
@method_decorator(xframe_options_exempt, name="dispatch")
class ChartWidget(View):
    def get(self, request):
        response = render(request, "chart.html")
        # ok: framing-allowed
        response["X-Frame-Options"] = "DENY"
        return response
