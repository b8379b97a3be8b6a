"""What the catalogue adds to Wagtail's admin."""

from django.contrib.auth.models import Permission
from django.shortcuts import redirect
from django.urls import path, register_converter, reverse
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.models import Page
from wagtail_modeladmin.options import modeladmin_register

from .admin.modeladmins import CatalogueAdminGroup
from .admin.ordering import move_term
from .admin.views import ModulePageViewSet, checklist_of
from .models import ModulePage
from .publishing import PublishReadyPageAction, problems_of
from .rich_text import OpenPageLinkHandler

modeladmin_register(CatalogueAdminGroup)


class TermModelConverter:
    regex = "goal|journeyphase"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(TermModelConverter, "term_model")


@hooks.register("register_admin_viewset")
def register_module_viewset():
    return ModulePageViewSet()


@hooks.register("register_actions")
def refuse_unready_modules(registry):
    """API v3 asks this registry for the way to publish a page."""
    registry.register(Page, PublishReadyPageAction)


@hooks.register("register_rich_text_features", order=10)
def keep_hidden_pages_out_of_texts(features):
    """After Wagtail's own handler, in its place."""
    features.register_link_type(OpenPageLinkHandler)


@hooks.register("register_admin_urls")
def register_urls():
    return [
        path("modules/<int:page_id>/checklist/", checklist_of, name="modules_library_checklist"),
        path(
            "modules/<term_model:model_name>/<int:pk>/move/<slug:way>/",
            move_term,
            name="modules_library_move_term",
        ),
    ]


@hooks.register("register_permissions")
def register_permissions():
    """So that an administrator can give or take the notes for facilitators in the group screens."""
    return Permission.objects.filter(
        content_type__app_label="modules_library", codename="view_facilitator_notes"
    )


@hooks.register("before_bulk_action")
def check_before_publishing_many(request, action_type, objects, action_class_instance):
    """Publishing a selection stops, with names, when one of its modules is not ready."""
    if action_type != "publish" or request.method != "POST":
        return None
    below = "include_descendants" in request.POST
    unready = [page for page in _modules_among(objects, below) if problems_of(page)]
    if not unready:
        return None
    messages.error(request, _refusal(unready))
    return redirect(
        get_valid_next_url_from_request(request) or reverse("wagtailadmin_explore_root")
    )


def _modules_among(pages, below: bool):
    """The latest drafts of the modules that would be published."""
    for page in pages:
        if not isinstance(page, Page):
            continue
        modules = ModulePage.objects.filter(pk=page.pk)
        if below:
            modules |= ModulePage.objects.descendant_of(page).not_live()
        for module in modules:
            yield module.get_latest_revision_as_object()


def _refusal(unready: list) -> str:
    titles = ", ".join(page.title for page in unready[:5])
    return ngettext(
        "Nothing is published: %(titles)s is not ready. Open it to see what it lacks.",
        "Nothing is published: %(titles)s are not ready. Open them to see what they lack.",
        len(unready),
    ) % {"titles": titles}
