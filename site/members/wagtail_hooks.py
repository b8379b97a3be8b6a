"""What members add to the account screen of Wagtail's admin."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.views.account import BaseSettingsPanel

from .forms import NameForm


class NamePanel(BaseSettingsPanel):
    name = "name"
    title = _("Name and language of mails")
    order = 100
    form_class = NameForm


@hooks.register("register_account_settings_panel")
def register_name_panel(request, user, profile):
    return NamePanel(request, user, profile)


@hooks.register("register_account_menu_item")
def link_to_own_account(request) -> dict:
    """Address, password and second step are changed on the site, as for every member."""
    return {
        "url": reverse("account_email"),
        "label": _("Email address, password and second step"),
        "help_text": _("Change how you log in."),
        "icon_name": "key",
    }
