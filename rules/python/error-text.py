import logging
import traceback

from aiohttp import web
from django.http import HttpResponse, JsonResponse
from fastapi import FastAPI, HTTPException
from fastapi.responses import JSONResponse
from flask import Flask, jsonify
from rest_framework.response import Response

from neighbour import trace, trimmed

app = Flask(__name__)
api = FastAPI()
logger = logging.getLogger(__name__)


@app.route("/import")
def bring_in():
    try:
        return run()
    except Exception:
        # ruleid: stack-trace-to-client
        return jsonify(error=traceback.format_exc()), 500


def view(request):
    try:
        return run(request)
    except Exception as e:
        trace = traceback.format_exc()
        logger.error(trace)
        # ruleid: stack-trace-to-client
        return HttpResponse("<pre>" + trace + "</pre>", status=500)


@app.errorhandler(500)
def failed(error):
    # ruleid: stack-trace-to-client
    return "".join(traceback.format_tb(error.__traceback__)), 500


@api.exception_handler(Exception)
async def broken(request, exc):
    # ruleid: stack-trace-to-client
    return JSONResponse({"trace": traceback.format_exception(exc)}, status_code=500)


@app.route("/safe/import")
def safe_import():
    try:
        return run()
    except Exception:
        logger.error(traceback.format_exc())
        # ok: stack-trace-to-client
        return jsonify(error="internal error"), 500


@app.errorhandler(503)
def safe_failed(error):
    if app.debug:
        # ok: stack-trace-to-client
        return jsonify(trace=traceback.format_exc()), 503
    # ok: stack-trace-to-client
    return jsonify(error="internal error"), 503


def job():
    try:
        run()
    except Exception:
        # Kept for the operator.
        # ok: stack-trace-to-client
        return traceback.format_exc()


@app.route("/load")
def load():
    try:
        return run()
    except Exception as e:
        # ruleid: error-text-to-client
        return jsonify({"error": str(e)}), 500


@api.get("/load")
def load_api():
    try:
        return run()
    except Exception as exc:
        # ruleid: error-text-to-client
        raise HTTPException(status_code=500, detail=f"failed: {exc}")


def load_view(request):
    try:
        return run(request)
    except DatabaseError as e:
        text = repr(e)
        # ruleid: error-text-to-client
        return JsonResponse({"error": text}, status=500)
    finally:
        close()


async def load_aio(request):
    try:
        return await run(request)
    except OSError as e:
        # ruleid: error-text-to-client
        return web.json_response({"error": e.args[0]}, status=500)


class LoadView:
    def get(self, request):
        try:
            return Response(run(request))
        except ValidationError as e:
            # The text is meant for the user.
            # ok: error-text-to-client
            return Response({"error": str(e)}, status=400)
        except Exception as e:
            logger.exception("load failed: %s", e)
            # ok: error-text-to-client
            return Response({"error": "internal error"}, status=500)


@app.route("/kind")
def kind():
    try:
        return run()
    except Exception as e:
        # ok: error-text-to-client
        return jsonify(error=type(e).__name__), 500


@app.route("/own")
def own():
    try:
        return run()
    except OutOfStock as e:
        # ok: error-text-to-client
        return jsonify(error=str(e)), 409


# Through another file.


@app.route("/across/trace")
def across_trace():
    try:
        return run()
    except Exception:
        # ruleid: stack-trace-to-client
        return jsonify(error=trace()), 500


@app.route("/across/logged")
def across_logged():
    try:
        return run()
    except Exception:
        logger.error(trace())
        # ok: stack-trace-to-client
        return jsonify(error="internal error"), 500


@app.route("/across/text")
def across_text():
    try:
        return run()
    except Exception as e:
        # ruleid: error-text-to-client
        return jsonify({"error": trimmed(str(e))}), 500


def described(error):
    return {"error": str(error)}


@app.route("/through/text")
def through_text():
    try:
        return run()
    except Exception as e:
        # ruleid: error-text-to-client
        return jsonify(described(e)), 500


def reported():
    return "failed: " + traceback.format_exc()


@app.route("/through/trace")
def through_trace():
    try:
        return run()
    except Exception:
        # ruleid: stack-trace-to-client
        return jsonify(error=reported()), 500


@app.route("/trace")
def trace_view():
    try:
        return run()
    except Exception:
        # ruleid: stack-trace-to-client
        return traceback.format_exc()


def trace_of():
    try:
        return run()
    except Exception:
        # ok: stack-trace-to-client
        return traceback.format_exc()
