import hashlib
import hmac
import logging
import os

from django.core.exceptions import PermissionDenied
from werkzeug.security import check_password_hash

logger = logging.getLogger(__name__)
API_KEY = os.environ.get("API_KEY")


# Assertions.


def delete_user(request, user):
    # ruleid: assert-for-authorization
    assert request.user.is_staff
    # ruleid: assert-for-authorization
    assert request.user.has_perm("users.delete"), "not allowed"
    user.delete()


def edit(request, document):
    # ruleid: assert-for-authorization
    assert document.owner == request.user
    document.save()


def login(user, password):
    # ruleid: assert-for-authorization
    assert check_password_hash(user.digest, password)
    return user


def delete_user_well(request, user, rows):
    # ok: assert-for-authorization
    if not request.user.is_staff:
        raise PermissionDenied
    # ok: assert-for-authorization
    assert user.pk is not None
    # ok: assert-for-authorization
    assert isinstance(rows, list)
    # ok: assert-for-authorization
    assert len(rows) == 1, "one row"
    user.delete()


def test_staff(user):
    # ok: assert-for-authorization
    assert user.is_staff


# Logs.


def sign_in(name, password, request, user):
    # ruleid: secret-logged
    logger.info("login of %s with %s", name, password)
    # ruleid: secret-logged
    logging.debug(f"token of {name}: {user.access_token}")
    # ruleid: secret-logged
    print("password: " + request.form["password"])
    # ruleid: secret-logged
    logger.warning("key {}".format(user.api_key))
    # ruleid: secret-logged
    print("environment", os.environ["DB_PASSWORD"])


def sign_in_well(name, password, token, user, count):
    # ok: secret-logged
    logger.info("login of %s", name)
    # ok: secret-logged
    logger.info("the password of %s was changed", name)
    # ok: secret-logged
    logger.debug("password of %d characters", len(password))
    # ok: secret-logged
    logger.info("key ends in %s", user.api_key[-4:])
    # ok: secret-logged
    logger.info("token is set: %s", user.access_token is not None)
    # ok: secret-logged
    print("read", count, "tokens", token)
    # ok: secret-logged
    logger.info("key %s", mask(user.api_key))
    # ok: secret-logged
    print("key set" if API_KEY else "no key")


# Comparisons.


def webhook(request, key, body):
    # ruleid: timing-comparison
    if request.headers["X-Signature"] == hmac.new(key, body, hashlib.sha256).hexdigest():
        return True
    expected_signature = hmac.new(key, body, hashlib.sha256).hexdigest()
    # ruleid: timing-comparison
    if expected_signature != request.headers["X-Hub-Signature"]:
        return False
    mac = hmac.new(key, body, "sha256").digest()
    # ruleid: timing-comparison
    return request.data == mac


def webhook_well(request, key, body, algorithm):
    computed = hmac.new(key, body, hashlib.sha256).hexdigest()
    # ok: timing-comparison
    if hmac.compare_digest(computed, request.headers["X-Signature"]):
        return True
    # ok: timing-comparison
    if algorithm == "hmac":
        return None
    # ok: timing-comparison
    if len(request.headers["X-Signature"]) != len(computed):
        return None
    # ok: timing-comparison
    return hashlib.sha256(body).hexdigest() == request.etag


class Function:
    def __eq__(self, other):
        # ok: timing-comparison
        return self.signature == other.signature
