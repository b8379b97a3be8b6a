from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SignUpsConfig(AppConfig):
    """Sign-up forms, the intake of requests, facilitators and quotes."""

    name = "signups"
    verbose_name = _("Sign-ups")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import listening, on_pages, personal_data, retention, starting_mails

        personal_data.declare()
        starting_mails.connect(self)
        retention.connect(self)
        listening.connect()
        on_pages.register()
