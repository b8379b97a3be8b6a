"""A server starts safe from its environment variables alone, and the README tells which there are."""

import os
import re
import subprocess
import sys

import pytest
from django.core.management import call_command

from .sources import LAYERS, ROOT

PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": "x9" + "abcdefghijklmnopqrstuvwxyz-0123456789-ABCDEFGHIJKLM",
    "ALLOWED_HOSTS": "www.example.org",
    "BASE_URL": "https://www.example.org",
    "DATABASE_URL": "postgres://site@localhost/site",
    "CACHE_URL": "rediscache://localhost:6379/0",
}


def run(code: str, **environment: str) -> subprocess.CompletedProcess:
    kept = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
    path = os.pathsep.join([str(ROOT), str(ROOT / "site")])
    return subprocess.run(
        [sys.executable, "-W", "error::DeprecationWarning:config", "-c", code],
        env=kept | PRODUCTION | {"PYTHONPATH": path} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def setting(name: str, **environment: str) -> str:
    done = run(f"from django.conf import settings; print(settings.{name})", **environment)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_check_deploy_is_silent():
    code = "from django.core.management import call_command as run; "
    code += "run('check', deploy=True, fail_level='DEBUG')"
    done = run("import django; django.setup(); " + code)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "System check identified no issues (0 silenced)."
    assert not done.stderr


@pytest.mark.parametrize(
    "variable", ["SECRET_KEY", "ALLOWED_HOSTS", "BASE_URL", "DATABASE_URL", "CACHE_URL"]
)
def test_server_does_not_start_without(variable):
    code = f"import os; os.environ.pop({variable!r}); import config.settings.production"
    assert f"Set the {variable} environment variable" in run(code).stderr


def test_mail_server_comes_from_one_address():
    mail = "smtp+tls://me%40example.org:se%2Fcret@mail.example.org:587"
    assert setting("EMAIL_HOST", EMAIL_URL=mail) == "mail.example.org"
    assert setting("EMAIL_HOST_USER", EMAIL_URL=mail) == "me@example.org"
    assert setting("EMAIL_HOST_PASSWORD", EMAIL_URL=mail) == "se/cret"
    assert setting("EMAIL_PORT", EMAIL_URL=mail) == "587"
    assert setting("EMAIL_USE_TLS", EMAIL_URL=mail) == "True"


def test_header_of_a_proxy_is_believed_only_behind_one():
    assert "HTTP_X_FORWARDED_PROTO" in setting("SECURE_PROXY_SSL_HEADER")
    assert setting("SECURE_PROXY_SSL_HEADER", TRUSTED_PROXY_COUNT="0") == "None"


def test_uploads_go_to_a_bucket_when_one_is_named():
    bucket = {"S3_BUCKET": "uploads", "S3_CUSTOM_DOMAIN": "media.example.org"}
    assert "storages.backends.s3.S3Storage" in setting("STORAGES", **bucket)
    assert "https://media.example.org" in setting("CONTENT_SECURITY_POLICY", **bucket)
    assert "FileSystemStorage" in setting("STORAGES")


def test_readme_lists_every_environment_variable():
    read = re.compile(r"env(?:\.\w+)?\(\s*\"(\w+)\"|environ(?:\.get\(|\[)[\"'](\w+)")
    files = [*(ROOT / "site/config/settings").glob("*.py"), ROOT / "site/gunicorn.conf.py"]
    names = {a or b for path in files for a, b in read.findall(path.read_text())}
    readme = (ROOT / "README.md").read_text()
    assert {"SECRET_KEY", "PORT"} < names
    assert not {each for each in names if f"`{each}`" not in readme}


@pytest.mark.django_db
def test_every_change_of_a_model_has_its_migration():
    from django.apps import apps

    ours = [app for app in LAYERS if apps.is_installed(app)]
    call_command("makemigrations", *ours, check=True, dry_run=True, verbosity=3)


def test_log_lines_leave_out_addresses_and_secrets():
    import logging

    from config.log_format import DiscreetFormatter

    message = "Mail to jan@example.org from 10.1.2.3 failed: /invite/a1b2c3d4e5f6g7h8i9j0k1l2/ at /modules/x/"
    record = logging.LogRecord("x", logging.INFO, "", 0, message, (), None)
    expected = "Mail to [address] from [ip] failed: /invite/[secret]/ at /modules/x/"
    assert DiscreetFormatter().format(record) == expected
