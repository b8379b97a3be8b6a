from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class MembersConfig(AppConfig):
    default = True
    name = "members"
    verbose_name = _("Members")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import addresses, middleware, personal_data, provisioning

        addresses.connect()
        personal_data.declare()
        middleware.connect()
        provisioning.connect(self)


class MemberAdminConfig(WagtailUsersAppConfig):
    """Wagtail's own screens for accounts, with members who have no username."""

    default = False
    user_viewset = "members.viewsets.MemberViewSet"
