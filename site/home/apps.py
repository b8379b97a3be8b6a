from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Website")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from wagtail.images import get_image_model
        from wagtail.models import Locale, Page, PageViewRestriction, Site

        from .generations import renew_when_saved
        from .models import NetworkSettings

        renew_when_saved(
            Page, PageViewRestriction, Site, Locale, NetworkSettings, get_image_model()
        )
