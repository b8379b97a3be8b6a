"""Wagtail's lists of answers on forms, for who may see them: not for everybody who edits the form."""

import logging

from django.core.exceptions import PermissionDenied
from wagtail.contrib.forms.views import (
    DeleteSubmissionsView,
    FormPagesListView,
    SubmissionsListView,
)
from wagtail.models import Page

from cop_pages.responses import SeeOther
from modules_library.admin.exports import GuardedExportMixin

from ..entries import places
from ..models import FormEntry, FormPage

logger = logging.getLogger(__name__)
DELETE = "signups.delete_formentry"
DIGITS = 18  # As many as every key has room for.


def forms_for(user, _editable):
    """The forms whose answers somebody may see, whether or not they edit these pages."""
    pages = Page.objects.type(FormPage)
    return pages if FormEntry.objects.are_shown_to(user) else pages.none()


class FormsView(FormPagesListView):
    """Open to who sees the answers, not to who edits pages."""

    any_permission_required = None

    def dispatch(self, request, *args, **kwargs):
        if not FormEntry.objects.are_shown_to(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class EntriesView(GuardedExportMixin, SubmissionsListView):
    """The answers on one form. Whoever takes them out leaves a trace of it."""

    def get_base_queryset(self):
        return super().get_base_queryset().visible_to(self.request.user)

    def as_spreadsheet(self, queryset, spreadsheet_format):
        rows, form = queryset.count(), self.form_page.pk
        logger.info("member %s exports %s answers of form %s", self.request.user.pk, rows, form)
        return super().as_spreadsheet(queryset, spreadsheet_format)


class DeleteEntriesView(DeleteSubmissionsView):
    """To see answers is one thing, to remove them another."""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(DELETE):
            raise PermissionDenied
        response = super().dispatch(request, *args, **kwargs)
        return SeeOther(response.url) if request.method == "POST" else response

    def get_queryset(self):
        chosen = self.request.GET.getlist("selected-submissions")
        keys = [int(each) for each in chosen if each.isdecimal() and len(each) <= DIGITS]
        return self.page.get_submissions().visible_to(self.request.user).filter(pk__in=keys)

    def handle_delete(self, submissions):
        rows, form = submissions.count(), self.page.pk
        logger.info("member %s removes %s answers of form %s", self.request.user.pk, rows, form)
        super().handle_delete(submissions)
        places.fill(page=self.page)
