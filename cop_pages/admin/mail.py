"""Mail that did not leave: who keeps the site running sees it here, and sends it again."""

from django.contrib import messages
from django.contrib.admin.filters import SimpleListFilter
from django.shortcuts import redirect
from django.urls import re_path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail_modeladmin.helpers import ButtonHelper, PermissionHelper
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import InstanceSpecificView

from modules_library.admin.modeladmin_views import GuardedHistoryView, GuardedIndexView

from ..mail import try_again
from ..models import OutgoingMail

AGAIN = "again"


class MailPermissionHelper(PermissionHelper):
    """A recipient is personal data, so only who may change mail sees it. Nobody writes mail here."""

    def user_can_list(self, user) -> bool:
        return self.user_has_specific_permission(user, self.get_perm_codename("change"))

    def user_can_create(self, user) -> bool:
        return False

    def user_can_edit_obj(self, user, obj) -> bool:
        return False

    def user_can_retry(self, user) -> bool:
        return self.user_can_list(user)


class MailButtonHelper(ButtonHelper):
    """Each row can be sent again."""

    def get_buttons_for_obj(self, obj, exclude=None, classnames_add=None, classnames_exclude=None):
        buttons = super().get_buttons_for_obj(obj, exclude, classnames_add, classnames_exclude)
        if not self.permission_helper.user_can_retry(self.request.user):
            return buttons
        return [self.again_button(obj.pk, classnames_add or []), *buttons]

    def again_button(self, pk, classnames: list[str]) -> dict:
        return {
            "url": self.url_helper.get_action_url(AGAIN, pk),
            "label": _("Send again"),
            "title": _("Send this mail again"),
            "classname": self.finalise_classname(["button-secondary", *classnames]),
        }


class SendAgainView(InstanceSpecificView):
    """GET asks, POST sends."""

    page_title = gettext_lazy("Send again")

    def check_action_permitted(self, user) -> bool:
        return self.permission_helper.user_can_retry(user)

    def post(self, request, *args, **kwargs):
        try_again(self.instance)
        messages.success(request, _("On its way. What fails again comes back in this list."))
        return redirect(self.index_url)

    def get_template_names(self) -> list[str]:
        return ["cop_pages/admin/send_again.html"]


class StateFilter(SimpleListFilter):
    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request, model_admin) -> list[tuple[str, str]]:
        return [("failed", _("given up")), ("waiting", _("waiting"))]

    def queryset(self, request, queryset):
        states = {"failed": queryset.failed, "waiting": queryset.waiting}
        return states[self.value()]() if self.value() in states else queryset


class MailAdmin(ModelAdmin):
    model = OutgoingMail
    menu_label = gettext_lazy("Mail that waits")
    menu_icon = "mail"
    index_view_class = GuardedIndexView
    history_view_class = GuardedHistoryView
    permission_helper_class = MailPermissionHelper
    button_helper_class = MailButtonHelper
    list_display = ("template", "recipient", "created_at", "attempts", "error", "state")
    list_filter = (StateFilter,)
    list_per_page = 50
    search_fields = ("recipient", "template")
    ordering = ("-attempts", "-created_at")

    def get_list_filter(self, request) -> tuple:
        """Not super's, which adds a filter per relation."""
        return self.list_filter

    def get_admin_urls_for_registration(self):
        again = re_path(
            self.url_helper.get_action_url_pattern(AGAIN),
            self.send_again_view,
            name=self.url_helper.get_action_url_name(AGAIN),
        )
        return (*super().get_admin_urls_for_registration(), again)

    def send_again_view(self, request, instance_pk):
        view = SendAgainView.as_view(model_admin=self, instance_pk=instance_pk)
        return view(request)

    def state(self, mail) -> str:
        return _("waiting") if mail.is_waiting else _("given up")

    state.short_description = gettext_lazy("state")
