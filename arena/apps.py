from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArenaConfig(AppConfig):
    """The transition arena: what a CoP shows its organisations, and what they bring in."""

    name = "arena"
    verbose_name = _("Transition arena")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from cop_pages import schedule

        from . import listening, on_pages, personal_data  # noqa: F401  Receivers connect themselves.
        from .services import telling

        personal_data.declare()
        on_pages.register()
        schedule.register("arena digests", telling.send_digests)
