"""Addresses in two languages. Fixed here, so that a better translation never breaks a link."""

from django.conf import settings
from django.utils.functional import lazystr
from django.utils.translation import get_language


class LocalPath:
    """A path that reads differently in each language, for use within `i18n_patterns`."""

    def __init__(self, **paths: str):
        self.paths = paths

    def __str__(self) -> str:
        return self.paths.get(get_language(), self.paths[settings.LANGUAGE_CODE])


def local_path(**paths: str):
    """`local_path(nl="zoeken/", en="search/")`, as the first argument of `path()`."""
    return lazystr(LocalPath(**paths))
