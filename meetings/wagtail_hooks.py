"""What Wagtail's admin knows of the tracker: a menu, its screens, and messages in a page's history."""

from django.urls import path
from wagtail import hooks
from wagtail_modeladmin.options import modeladmin_register

from .admin.modeladmins import TrackerAdminGroup
from .admin.quiet import quiet_circles
from .admin.reminding import remind
from .services.log import LOG_ACTIONS

modeladmin_register(TrackerAdminGroup)


@hooks.register("register_log_actions")
def register_log_actions(actions):
    for action, (label, message) in LOG_ACTIONS.items():
        actions.register_action(action, label, message)


@hooks.register("register_admin_urls")
def register_urls():
    return [
        path("meetings/quiet/", quiet_circles, name="meetings_quiet"),
        path("meetings/remind/", remind, name="meetings_remind"),
    ]
