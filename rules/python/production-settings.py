import os

# ruleid: django-debug
DEBUG = True
# ruleid: django-debug
DEBUG = os.environ.get("DEBUG", "1") == "1"
# ruleid: django-debug
DEBUG = os.getenv("DJANGO_DEBUG", "True") == "True"

# ok: django-debug
DEBUG = False
# ok: django-debug
DEBUG = os.environ.get("DEBUG", "0") == "1"
# ok: django-debug
DEBUG_TOOLBAR = True
if os.environ.get("STAGE") == "development":
    # ok: django-debug
    DEBUG = True


class Options:
    # ok: django-debug
    DEBUG = True
