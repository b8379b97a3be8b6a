"""Django's makemessages, told where this project keeps the texts of each app."""

from pathlib import Path

from django.core.management.commands import makemessages


class Command(makemessages.Command):
    """Puts the texts of templates/<app>/ into the app's own locale/, which travels in its package."""

    def find_files(self, root):
        files = super().find_files(root)
        for file in files:
            file.locale_dir = locale_of_app(file.dirpath) or file.locale_dir
        return files


def locale_of_app(folder: str) -> str | None:
    """The locale/ folder of the app whose templates these are, if that app has one.

    Mails called after an app, such as email/arena_news, are that app's.
    """
    parts = Path(folder).resolve().relative_to(Path.cwd()).parts
    if len(parts) < 2 or parts[0] != "templates":
        return None
    app = parts[2].partition("_")[0] if parts[1] == "email" and len(parts) > 2 else parts[1]
    locale = Path.cwd() / app / "locale"
    return str(locale) if locale.is_dir() else None
