"""Django's makemessages, told where this project keeps the texts of each app."""

from pathlib import Path

from django.core.management.commands import makemessages


class Command(makemessages.Command):
    """Puts the texts of templates/<app>/ and its mails into the app's own locale/."""

    def find_files(self, root):
        files = super().find_files(root)
        for file in files:
            file.locale_dir = locale_of_app(file.dirpath) or file.locale_dir
        return files


def locale_of_app(folder: str) -> str | None:
    """The locale/ folder of the app whose templates or mails these are, if that app has one."""
    parts = Path(folder).resolve().relative_to(Path.cwd()).parts
    if parts[:1] != ("templates",):
        return None
    for name in parts[1:3]:  # templates/<app>/ or templates/email/<app>/
        for locale in (Path.cwd() / name / "locale", Path.cwd() / "site" / name / "locale"):
            if locale.is_dir():
                return str(locale)
    return None
