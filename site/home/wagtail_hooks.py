"""Wagtail's admin dressed as this network's: its mark, its colours, and a first panel that helps."""

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.viewsets.pages import PageViewSet

from modules_library.admin.editing import OneAtATimeEditView

from .desk import FirstStepsPanel

# Menus with nothing in them for editors: reports are for who moderates, Wagtail's help is in English.
ONLY_FOR_MODERATORS = {"reports", "help"}


@hooks.register("insert_global_admin_css")
def admin_colours() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("home/admin/admin.css"))


@hooks.register("insert_global_admin_js")
def leave_typed_dates_alone() -> str:
    return format_html('<script src="{}"></script>', static("home/admin/dates.js"))


class EveryPageViewSet(PageViewSet):
    """For the kinds of page that have none of their own."""

    edit_view_class = OneAtATimeEditView


@hooks.register("register_admin_viewset")
def register_view_set_of_every_page() -> PageViewSet:
    return EveryPageViewSet()


@hooks.register("construct_homepage_panels")
def put_first_steps_on_the_desk(request, panels) -> None:
    panels.append(FirstStepsPanel(request))


@hooks.register("construct_main_menu")
def hide_what_a_role_does_not_need(request, menu_items) -> None:
    """Shorter, not safer: permissions guard the screens themselves."""
    if not request.user.has_perm("modules_library.change_goal"):
        menu_items[:] = [item for item in menu_items if item.name not in ONLY_FOR_MODERATORS]
