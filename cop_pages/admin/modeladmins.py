"""The menu 'CoPs': memberships and organisations, by wagtail-modeladmin's public API only."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdmin, ModelAdminGroup

from modules_library.admin.modeladmin_views import GuardedHistoryView, GuardedIndexView
from modules_library.admin.permissions import TermPermissionHelper

from ..models import Membership, Organisation
from .filters import CircleFilter, StateFilter
from .mail import MailAdmin
from .views import MembershipDeleteView, MembershipEditView


class MembershipPermissionHelper(PermissionHelper):
    """Only who may change memberships sees any; adding one goes by invitation, with consent."""

    def user_can_list(self, user) -> bool:
        return self.user_can_edit_obj(user, None)

    def user_can_create(self, user) -> bool:
        return False


class MembershipAdmin(ModelAdmin):
    model = Membership
    menu_label = _("Memberships")
    menu_icon = "group"
    index_view_class = GuardedIndexView
    history_view_class = GuardedHistoryView
    edit_view_class = MembershipEditView
    delete_view_class = MembershipDeleteView
    permission_helper_class = MembershipPermissionHelper
    list_display = ("person", "circle", "role", "organisation", "joined_on", "state")
    list_export = ("person", "circle", "role", "organisation", "joined_on", "state")
    list_filter = ("role", CircleFilter, StateFilter)
    list_select_related = ("user", "circle", "organisation")
    list_per_page = 50
    search_fields = ("user__name", "circle__title", "organisation__name")
    ordering = ("circle__title", "user__name")
    export_filename = "memberships"
    edit_handler = ObjectList(
        [FieldRowPanel([FieldPanel("role"), FieldPanel("organisation")]), FieldPanel("joined_on")]
    )

    def get_edit_handler(self):
        return self.edit_handler

    def get_list_filter(self, request) -> tuple:
        """Not super's, which adds a filter per relation."""
        return self.list_filter

    def get_queryset(self, request):
        """Row by row: the circles this editor may see."""
        return super().get_queryset(request).of_circles_visible_to(request.user)

    def person(self, membership) -> str:
        return str(membership.user)

    person.short_description = _("member")
    person.admin_order_field = "user__name"

    def state(self, membership) -> str:
        return _("active") if membership.is_active else _("ended")

    state.short_description = _("state")
    state.admin_order_field = "ended_at"


class OrganisationAdmin(ModelAdmin):
    model = Organisation
    menu_label = _("Organisations")
    menu_icon = "home"
    index_view_class = GuardedIndexView
    history_view_class = GuardedHistoryView
    permission_helper_class = TermPermissionHelper
    list_display = ("name", "kind", "municipality")
    list_export = ("name", "kind", "municipality", "website")
    list_filter = ("kind",)
    search_fields = ("name", "municipality")
    export_filename = "organisations"
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldRowPanel([FieldPanel("kind"), FieldPanel("municipality")]),
            FieldPanel("website"),
        ]
    )

    def get_edit_handler(self):
        return self.edit_handler


class CopAdminGroup(ModelAdminGroup):
    menu_label = _("CoPs")
    menu_icon = "group"
    menu_order = 160
    items = (MembershipAdmin, OrganisationAdmin, MailAdmin)
