import logging

from flask import Flask, request

app = Flask(__name__)
logger = logging.getLogger(__name__)


@app.before_request
def show():
    # ruleid: request-with-secrets-logged
    logger.info("headers: %s", request.headers)
    # ruleid: request-with-secrets-logged
    app.logger.debug(f"cookies {request.cookies}")
    # ruleid: request-with-secrets-logged
    print("login", request.form)
    # ruleid: request-with-secrets-logged
    logging.debug("body: " + str(request.get_data()))
    # ruleid: request-with-secrets-logged
    logger.info("token %s", request.headers.get("Authorization"))


def view(request):
    headers = dict(request.headers)
    # ruleid: request-with-secrets-logged
    logger.warning("refused: %s", headers)
    # ruleid: request-with-secrets-logged
    logger.info("login with %s", request.POST["password"])


def safe_view(request):
    # ok: request-with-secrets-logged
    logger.info("%s %s", request.method, request.path)
    # ok: request-with-secrets-logged
    logger.info("agent %s", request.headers.get("User-Agent"))
    # ok: request-with-secrets-logged
    logger.info("host %s", request.META["HTTP_HOST"])
    # ok: request-with-secrets-logged
    logger.info("%d bytes", len(request.body))
    # ok: request-with-secrets-logged
    logger.info("headers: %s", redacted(request.headers))
    # ok: request-with-secrets-logged
    logger.info("names: %s", list(request.headers.keys()))
    # ok: request-with-secrets-logged
    logger.info("search for %s", request.POST["query"])
    name = request.form.get("name")
    # ok: request-with-secrets-logged
    logger.info("name %s", name)
    # ok: request-with-secrets-logged
    audit.store(request.headers)
