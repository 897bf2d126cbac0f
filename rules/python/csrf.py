import hmac

import tornado.web
from django.urls import path
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST
from flask import Flask
from flask_wtf.csrf import CSRFProtect
from rest_framework.authentication import SessionAuthentication
from rest_framework.decorators import api_view

app = Flask(__name__)
csrf = CSRFProtect(app)


# ruleid: csrf-exempt-view
@csrf_exempt
def change_email(request):
    request.user.email = request.POST["email"]
    request.user.save()


@require_POST
# ruleid: csrf-exempt-view
@csrf_exempt
def remove_account(request):
    request.user.delete()


@app.route("/transfer", methods=["POST"])
# ruleid: csrf-exempt-view
@csrf.exempt
def transfer():
    return "done"


# ruleid: csrf-exempt-view
@method_decorator(csrf_exempt, name="dispatch")
class ProfileView(View):
    def post(self, request):
        request.user.save()


class OrderView(View):
    # ruleid: csrf-exempt-view
    @method_decorator([csrf_exempt, require_POST])
    def dispatch(self, *args, **kwargs):
        return super().dispatch(*args, **kwargs)


urlpatterns = [
    # ruleid: csrf-exempt-view
    path("profile/", csrf_exempt(ProfileView.as_view())),
    # ok: csrf-exempt-view
    path("orders/", OrderView.as_view()),
    # ok: csrf-exempt-view
    path("hooks/stripe/", csrf_exempt(StripeWebhookView.as_view())),
]

# ruleid: csrf-exempt-view
csrf.exempt(accounts)


# Nothing is changed here.
# ok: csrf-exempt-view
@csrf_exempt
@require_GET
def news(request):
    return render(request, "news.html")


# The sender signs its messages.
# ok: csrf-exempt-view
@csrf_exempt
def paid(request):
    expected = hmac.new(KEY, request.body, "sha256").hexdigest()
    if not hmac.compare_digest(expected, request.headers["X-Signature"]):
        raise PermissionDenied
    book(request.body)


# ok: csrf-exempt-view
@csrf_exempt
def stripe_events(request):
    event = stripe.Webhook.construct_event(request.body, request.META["HTTP_STRIPE_SIGNATURE"], SECRET)
    book(event)


# ok: csrf-exempt-view
@csrf_exempt
@token_required("write")
def machine(request):
    book(request.body)


# ok: csrf-exempt-view
@csrf_exempt
@api_view(["POST"])
def rest(request):
    book(request.data)


# ok: csrf-exempt-view
@csrf_protect
def protected(request):
    request.user.save()


# ruleid: csrf-off
app.config["WTF_CSRF_ENABLED"] = False

# ruleid: csrf-off
app.config.update(SECRET_KEY=key, WTF_CSRF_ENABLED=False)


class Config:
    # ruleid: csrf-off
    WTF_CSRF_ENABLED = False


class Production(Config):
    # ok: csrf-off
    WTF_CSRF_ENABLED = True


class TestConfig(Config):
    # ok: csrf-off
    WTF_CSRF_ENABLED = False


class Automatic(Config):
    TESTING = True
    # ok: csrf-off
    WTF_CSRF_ENABLED = False


# ok: csrf-off
app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)

# ruleid: csrf-off
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]

# ok: csrf-off
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]

# An API without sessions.
# ok: csrf-off
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware", "django.middleware.common.CommonMiddleware"]


class LaxSession(SessionAuthentication):
    # ruleid: csrf-off
    def enforce_csrf(self, request):
        return


class LoggedSession(SessionAuthentication):
    # ok: csrf-off
    def enforce_csrf(self, request):
        log(request)
        super().enforce_csrf(request)


# ruleid: csrf-off
tornado.web.Application(handlers, cookie_secret=key, xsrf_cookies=False)

# ok: csrf-off
tornado.web.Application(handlers, cookie_secret=key, xsrf_cookies=True)
