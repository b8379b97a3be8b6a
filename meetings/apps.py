from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    """The tracker: meetings with their agendas, attendance, minutes, decisions and actions."""

    name = "meetings"
    verbose_name = _("Meetings")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from cop_pages import schedule

        from . import invitations, learning, letters, on_pages, personal_data, receivers, reminders  # noqa: F401  Receivers connect themselves.

        personal_data.declare()
        on_pages.register()
        letters.register()
        learning.register()
        schedule.register("meetings.invitations", invitations.invite_ahead)
        schedule.register("meetings.reminders", reminders.remind)
