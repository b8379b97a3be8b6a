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
    """The locale/ folder of the app whose templates or mails these are, if that app has one."""
    parts = Path(folder).resolve().relative_to(Path.cwd()).parts
    if parts[:1] != ("templates",):
        return None
    app = parts[2:3] if parts[1:2] == ("email",) else parts[1:2]
    locale = Path.cwd().joinpath(*app, "locale")
    return str(locale) if app and locale.is_dir() else None
