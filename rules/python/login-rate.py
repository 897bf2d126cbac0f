from fastapi import FastAPI
from flask import Flask, request
from werkzeug.security import check_password_hash

app = Flask(__name__)
api = FastAPI()


@app.route("/login", methods=["GET", "POST"])
# ruleid: login-without-rate-limit
def login():
    user = find(request.form["name"])
    if user and check_password_hash(user.password_hash, request.form["password"]):
        return welcome(user)
    return "no", 401


@api.post("/auth/token")
# ruleid: login-without-rate-limit
async def token(form: LoginForm):
    user = authenticate(form.username, form.password)
    return {"token": make_token(user)}


@api.post("/2fa")
# ruleid: login-without-rate-limit
def second_factor(body: Code, user: CurrentUser):
    if user.totp.verify(body.code):
        return {"token": make_token(user)}


# Only shows the form.
@app.route("/login", methods=["GET"])
# ok: login-without-rate-limit
def login_form():
    return check_password_hash(DUMMY, "")


@app.route("/profile", methods=["POST"])
# ok: login-without-rate-limit
def profile():
    return store(request.form)


# Somebody else checks the password.
@app.route("/sso/login", methods=["POST"])
# ok: login-without-rate-limit
def sso_login():
    return provider.authorize_redirect(CALLBACK)


@api.post("/users")
# ok: login-without-rate-limit
def add_user(body: NewUser):
    return store(body)
