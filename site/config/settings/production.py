"""Settings for a server. Everything that differs per server comes from environment variables.

Required
  SECRET_KEY           a long random text
  SECRET_KEY_FALLBACKS earlier keys, comma-separated, while sessions move over ("")
  ALLOWED_HOSTS        host names, comma-separated
  BASE_URL             the address people type, e.g. https://www.example.org
  DATABASE_URL         postgres://user:password@host:5432/name
  CACHE_URL            rediscache://host:6379/0 ; shared by all processes, as rate limits need
Optional (default)
  EMAIL_URL            smtp+tls://user:password@host:587 (smtp://localhost:25)
  DEFAULT_FROM_EMAIL, SERVER_EMAIL  sender addresses (the network's)
  VAR_DIR              folder for static and uploaded files (var/ beside the code)
  MEDIA_ROOT           folder for uploaded files (VAR_DIR/media)
  S3_BUCKET            bucket for uploaded files instead of MEDIA_ROOT ("")
  S3_PRIVATE_BUCKET    bucket for the files of circles, closed to the world ("": VAR_DIR/private)
  S3_ENDPOINT_URL, S3_REGION, S3_CUSTOM_DOMAIN  of these buckets (the provider's)
  TRUSTED_PROXY_COUNT  reverse proxies in front that set X-Forwarded-For and -Proto (1)
  REQUIRE_ADMIN_MFA    ask a second factor of everybody who enters the admin (true)
  SECURE_SSL_REDIRECT  send http on to https (true)
  HSTS_SECONDS         how long browsers insist on https (63072000: two years)
  DATABASE_CONN_MAX_AGE  seconds a connection is kept (60)
  TASKS_BACKEND        "database", emptied by `manage.py db_worker`, or "immediate" (database)
  API_DOCS_ENABLED     publish the API's schema and interactive docs (true)
  LOG_LEVEL            DEBUG, INFO, WARNING or ERROR (INFO)
"""

from .base import *  # noqa: F403
from .base import CONTENT_SECURITY_POLICY, DATABASES, env

DEBUG = False
SECRET_KEY = env("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = [env("BASE_URL")]
# On top of what base sets for SQLite, should a small network run on that.
DATABASES["default"] |= env.db("DATABASE_URL") | {
    "CONN_MAX_AGE": env.int("DATABASE_CONN_MAX_AGE", default=60),
    "CONN_HEALTH_CHECKS": True,
}
CACHES = {"default": env.cache("CACHE_URL")}

SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=63_072_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrftoken"
LANGUAGE_COOKIE_SECURE = True
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=1)
if ALLAUTH_TRUSTED_PROXY_COUNT:
    # Without a proxy anybody could send this header, so then it is not believed.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
REQUIRE_ADMIN_MFA = env.bool("REQUIRE_ADMIN_MFA", default=True)

# EMAIL_BACKEND, EMAIL_HOST, EMAIL_PORT, … all at once.
vars().update(env.email("EMAIL_URL", default="smtp://localhost:25"))
EMAIL_TIMEOUT = 10

if env("TASKS_BACKEND", default="database") == "database":
    TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
s3 = {
    "endpoint_url": env("S3_ENDPOINT_URL", default=None),
    "region_name": env("S3_REGION", default=None),
    "file_overwrite": False,
}
if bucket := env("S3_BUCKET", default=""):
    domain = env("S3_CUSTOM_DOMAIN", default=None)
    options = s3 | {"bucket_name": bucket, "custom_domain": domain, "querystring_auth": False}
    STORAGES["default"] = {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
    media_origin = f"https://{domain}" if domain else env("S3_ENDPOINT_URL")
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["img-src"].append(media_origin)
# Read through the site's own check of who may see it, never by an address of the bucket.
if private_bucket := env("S3_PRIVATE_BUCKET", default=""):
    options = s3 | {"bucket_name": private_bucket, "default_acl": "private"}
    STORAGES["private"] = {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}

WAGTAILAPI_DOCS_ENABLED = env.bool("API_DOCS_ENABLED", default=True)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "config.log_format.DiscreetFormatter",
            "format": "{levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="INFO")},
    # Django would mail whole requests, with what people typed, to ADMINS.
    "loggers": {"django": {"handlers": [], "propagate": True}},
}
