"""The menu 'Meetings', by wagtail-modeladmin's public API only."""

from typing import ClassVar

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail_modeladmin.helpers import AdminURLHelper, ButtonHelper
from wagtail_modeladmin.options import ModelAdmin, ModelAdminGroup

from ..missing import missing_at
from ..models import Meeting
from ..spoken import with_zone
from .columns import FileColumns
from .filters import MissingFilter, PeriodFilter, TrackedCircleFilter
from .permissions import EXPORT, TRACK, TrackerPermissionHelper, permissions_of_the_tracker
from .views import FewWords, MeetingIndexView, MeetingView


class TitleIsTheLink(ButtonHelper):
    """The title leads to the meeting; there is nothing else to do with one row."""

    def get_buttons_for_obj(self, obj, *args, **kwargs) -> list:
        return []


class NumbersOnly(AdminURLHelper):
    """An address with a word where the key belongs is no address; modeladmin would fail on it."""

    def get_action_url_pattern(self, action) -> str:
        return super().get_action_url_pattern(action).replace(r"[-\w]+", "[0-9]{1,18}")


class MeetingAdmin(FileColumns, ModelAdmin):
    model = Meeting
    menu_label = _("Meetings across circles")
    menu_icon = "list-ul"
    index_view_class = MeetingIndexView
    index_template_name = "meetings/admin/index.html"
    index_view_extra_css: ClassVar = [
        "modules_library/admin/admin.css",
        "meetings/admin/tracker.css",
    ]
    inspect_view_enabled = True
    inspect_view_class = MeetingView
    inspect_template_name = "meetings/admin/meeting.html"
    history_view_enabled = False
    permission_helper_class = TrackerPermissionHelper
    url_helper_class = NumbersOnly
    button_helper_class = TitleIsTheLink
    search_handler_class = FewWords
    list_display_add_buttons = (
        "none"  # A link of modeladmin's own would wrap the one to the meeting.
    )
    empty_value_display = ""
    list_display = ("choose", "meeting", "circle_title", "when", "status", "people", "missing")
    list_export = (
        "number", "circle_title", "kind_of_circle", "title", "day", "start", "end", "time_zone",
        "state", "invited", "yes", "present", "guests", "items", "decisions", "actions",
        "open_actions", "report_on", "missing",
    )  # fmt: skip
    list_filter = ("status", TrackedCircleFilter, PeriodFilter, MissingFilter)
    list_select_related = ("circle",)
    list_per_page = 50
    search_fields = ("title", "circle__title", "place")
    ordering = ("-starts_at", "-pk")
    export_filename = "bijeenkomsten"

    def get_list_filter(self, request) -> tuple:
        """Not super's, which adds a filter per relation."""
        return self.list_filter

    def get_list_export(self, request) -> tuple:
        return self.list_export if request.user.has_perm(EXPORT) else ()

    def get_queryset(self, request):
        rows = super().get_queryset(request).tracked_by(request.user)
        return rows.select_related("circle").with_missing().with_totals()

    def get_permissions_for_registration(self):
        return permissions_of_the_tracker()

    def get_extra_class_names_for_field_col(self, obj, field_name) -> list[str]:
        return ["mt-cell"]

    def choose(self, meeting) -> str:
        label = _("Choose %(title)s") % {"title": meeting.title}
        box = '<input type="checkbox" name="meeting" value="{}" form="remind" aria-label="{}">'
        return format_html(box, meeting.pk, label)

    choose.short_description = _("choose")

    def meeting(self, meeting) -> str:
        url = reverse("meetings_meeting_modeladmin_inspect", args=[meeting.pk])
        return format_html('<a href="{}">{}</a>', url, meeting.title)

    meeting.short_description = _("title")
    meeting.admin_order_field = "title"

    def circle_title(self, meeting) -> str:
        return meeting.circle.title

    circle_title.short_description = _("circle")
    circle_title.admin_order_field = "circle__title"

    def when(self, meeting) -> str:
        return with_zone(date_format(meeting.local_start, "D j b Y, H:i"), meeting)

    when.short_description = _("when")
    when.admin_order_field = "starts_at"

    def people(self, meeting) -> str:
        """Who was there once that is known, and before that who said to come."""
        if meeting.was_held:
            number = meeting.number_present + meeting.number_guests
            return _("%(number)s were there") % {"number": number}
        return _("%(yes)s of %(invited)s come") % {
            "yes": meeting.number_yes,
            "invited": meeting.number_invited,
        }

    people.short_description = _("people")

    def missing(self, meeting) -> str:
        return ", ".join(str(each.label) for each in missing_at(meeting))

    missing.short_description = _("missing")


class QuietMenuItem(MenuItem):
    def is_shown(self, request) -> bool:
        return request.user.has_perm(TRACK)


class TrackerAdminGroup(ModelAdminGroup):
    menu_label = _("Meetings")
    menu_icon = "calendar-alt"
    menu_order = 165
    items = (MeetingAdmin,)

    def get_submenu_items(self) -> list[MenuItem]:
        quiet = QuietMenuItem(
            _("Circles that are quiet"),
            reverse("meetings_quiet"),
            icon_name="warning",
            name="meetings-quiet",
            order=90,
        )
        return [*super().get_submenu_items(), quiet]
