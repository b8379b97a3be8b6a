from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CopPagesConfig(AppConfig):
    """Circles and their members, CoP project pages, the directory and stories."""

    name = "cop_pages"
    verbose_name = _("CoP project pages")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        # Guards and receivers connect themselves.
        from . import guards, mail, news, personal_data, privacy, schedule, stored_files  # noqa: F401

        personal_data.declare()
        schedule.register("mail", mail.send_waiting)
        schedule.register("retention", privacy.purge)
