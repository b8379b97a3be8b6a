"""Wagtail's page views with what a module adds to them."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from wagtail.admin import messages
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.workflow import WorkflowActionView
from wagtail.admin.viewsets.pages import PageViewSet

from ..models import ModulePage
from ..publishing import problems_of
from .checklist import checklist
from .editing import OneAtATimeEditView
from .side_panels import ChecklistSidePanel


class ChecklistMixin:
    """Puts the check-list beside the editor."""

    def get_side_panels(self) -> MediaContainer:
        panels = [*super().get_side_panels(), ChecklistSidePanel(self.page, self.request)]
        return MediaContainer(sorted(panels, key=lambda panel: panel.order))


class ModuleCreateView(ChecklistMixin, CreateView):
    pass


class ModuleEditView(ChecklistMixin, OneAtATimeEditView):
    pass


class ModuleWorkflowActionView(WorkflowActionView):
    """A draft may have changed since it was handed in: approving checks it once more."""

    def post(self, request, *args, **kwargs):
        found = problems_of(self.object.get_latest_revision_as_object())
        if self.action_name == "approve" and found:
            for message in found.values():
                messages.error(request, message)
            return redirect(self.redirect_url)
        return super().post(request, *args, **kwargs)


class ModulePageViewSet(PageViewSet):
    model = ModulePage
    add_view_class = ModuleCreateView
    edit_view_class = ModuleEditView
    workflow_action_view_class = ModuleWorkflowActionView


def checklist_of(request: HttpRequest, page_id: int) -> HttpResponse:
    """The lines of the list, fetched anew after Wagtail saved the draft by itself."""
    page = get_object_or_404(ModulePage, pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    draft = page.get_latest_revision_as_object()
    return render(request, "modules_library/admin/checklist.html", {"checks": checklist(draft)})
