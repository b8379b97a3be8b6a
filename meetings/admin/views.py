"""The list of meetings and one meeting: to read along, not to write in."""

import logging

from django.contrib.admin.utils import lookup_field
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail_modeladmin.helpers import DjangoORMSearchHandler

from modules_library.admin.modeladmin_views import GuardedIndexView, HiddenInspectView

from .meeting import meeting_context

logger = logging.getLogger(__name__)
MOST_WORDS = 10
MOST_EXPORTED = 5_000


class FewWords(DjangoORMSearchHandler):
    """Each word is a condition of the query: a pasted page must not become a thousand of them."""

    def search_queryset(self, queryset, search_term, **kwargs):
        words = search_term.split()[:MOST_WORDS]
        return super().search_queryset(queryset, " ".join(words), **kwargs)


class MeetingIndexView(GuardedIndexView):
    """Whoever takes the list out leaves a trace of it."""

    def as_spreadsheet(self, queryset, spreadsheet_format):
        if not self.list_export:
            raise PermissionDenied
        rows = queryset.count()
        if rows > MOST_EXPORTED:
            return self.refuse(rows)
        logger.info("member %s exports %s meetings", self.request.user.pk, rows)
        return super().as_spreadsheet(queryset, spreadsheet_format)

    def refuse(self, rows: int):
        """Half a list would look like a whole one."""
        words = {"rows": rows, "most": MOST_EXPORTED}
        text = _(
            "These are %(rows)s meetings; a file holds at most %(most)s. Filter the list first."
        )
        messages.error(self.request, text % words)
        return redirect(self.index_url)

    def to_row_dict(self, item) -> dict:
        """Not modeladmin's, which makes a dash of a zero."""
        return {field: lookup_field(field, item, self.model_admin)[2] for field in self.list_export}


class MeetingView(HiddenInspectView):
    """A meeting of a circle that one does not follow does not exist."""

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs) | meeting_context(self.request, self.instance)
