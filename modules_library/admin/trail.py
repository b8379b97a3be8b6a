"""The way back: breadcrumbs of a page in the admin."""

from django.urls import reverse
from django.utils.translation import gettext as _


def trail(*steps: tuple[str, str]) -> list[dict]:
    """From the admin's front page to here, as Wagtail's header reads it. A step: label, address or ""."""
    home = (_("Home"), reverse("wagtailadmin_home"))
    return [{"label": label, "url": url} for label, url in (home, *steps)]
