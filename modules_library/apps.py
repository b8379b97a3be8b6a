from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ModulesLibraryConfig(AppConfig):
    """The module catalogue: installable on its own in any Wagtail site."""

    name = "modules_library"
    verbose_name = _("Module catalogue")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import signals  # noqa: F401
        from .api import routers
        from .api_v3 import api

        for prefix, router in routers.items():
            api.add_router(prefix, router)
