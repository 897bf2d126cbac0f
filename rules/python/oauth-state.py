import requests
from fastapi.responses import RedirectResponse
from flask import Flask, redirect, request, session
from google_auth_oauthlib.flow import Flow
from requests_oauthlib import OAuth2Session

app = Flask(__name__)


@app.route("/callback")
def callback():
    github = OAuth2Session(CLIENT_ID)
    # ruleid: oauth-without-state
    return github.fetch_token(TOKEN_URL, client_secret=SECRET, authorization_response=request.url)


@app.route("/google/callback")
def google_callback():
    flow = Flow.from_client_secrets_file("client.json", scopes=SCOPES)
    # ruleid: oauth-without-state
    flow.fetch_token(authorization_response=request.url)


@app.route("/begin")
def begin():
    # ruleid: oauth-without-state
    return redirect(f"https://id.example.com/authorize?response_type=code&client_id={CLIENT_ID}")


@app.route("/by-hand")
def by_hand():
    code = request.args.get("code")
    # ruleid: oauth-without-state
    answer = requests.post(TOKEN_URL, data={"grant_type": "authorization_code", "code": code})
    return answer.json()


@app.route("/safe/callback")
def safe_callback():
    github = OAuth2Session(CLIENT_ID, state=session["oauth_state"])
    # ok: oauth-without-state
    return github.fetch_token(TOKEN_URL, client_secret=SECRET, authorization_response=request.url)


@app.route("/safe/google")
def safe_google():
    flow = Flow.from_client_secrets_file("client.json", scopes=SCOPES, state=session["state"])
    # ok: oauth-without-state
    flow.fetch_token(authorization_response=request.url)


@app.route("/safe/begin")
def safe_begin():
    # ok: oauth-without-state
    return redirect(f"https://id.example.com/authorize?response_type=code&client_id={CLIENT_ID}&state={make_state()}")


@app.route("/safe/by-hand")
def safe_by_hand():
    if request.args.get("state") != session.pop("oauth_state"):
        return "no", 400
    code = request.args.get("code")
    # ok: oauth-without-state
    answer = requests.post(TOKEN_URL, data={"grant_type": "authorization_code", "code": code})
    return answer.json()


def machine():
    # Nobody logs in here.
    # ok: oauth-without-state
    return requests.post(TOKEN_URL, data={"grant_type": "client_credentials"})


async def elsewhere():
    # ok: oauth-without-state
    return RedirectResponse(f"https://app.example.com/page?client_id={CLIENT_ID}")
