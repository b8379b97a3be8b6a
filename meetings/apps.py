from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    """The tracker: meetings with their agendas, attendance, minutes, decisions and actions."""

    name = "meetings"
    verbose_name = _("Meetings")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import on_pages, personal_data

        personal_data.declare()
        on_pages.register()
