"""Settings for the test suite: fast hashing, mail in memory, production's templates and policy.

DATABASE_URL picks the database: SQLite in memory, or postgres://… for the same tests on PostgreSQL.
"""

import os
import tempfile
from pathlib import Path

from .base import *  # noqa: F403

DEBUG = False
SECRET_KEY = "only-for-tests-" * 4
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# A folder per process, set before any model takes its storage: parallel runs leave each other's files alone.
MEDIA_ROOT = Path(tempfile.gettempdir()) / f"all-inclusive-wijk-tests-{os.getpid()}" / "media"
WAGTAILAPI_DOCS_ENABLED = True
WHITENOISE_AUTOREFRESH = True
