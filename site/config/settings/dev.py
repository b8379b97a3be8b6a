"""Settings for a laptop: SQLite, mail on the console, the API's interactive docs.

Environment variables (default): DEBUG (true; false shows the site's own error pages),
BASE_URL (http://localhost:8000), DATABASE_URL (SQLite in VAR_DIR), VAR_DIR (var/).
"""

from .base import *  # noqa: F403
from .base import VAR_DIR, env

VAR_DIR.mkdir(parents=True, exist_ok=True)  # SQLite makes its file, not the folder around it.

DEBUG = env.bool("DEBUG", default=True)
SECRET_KEY = env("SECRET_KEY", default="only-for-a-laptop-never-for-a-server")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]", "testserver"])
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
WAGTAILAPI_DOCS_ENABLED = True
# Static files straight from the apps, without collectstatic.
WHITENOISE_USE_FINDERS = True
