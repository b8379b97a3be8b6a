"""What Wagtail's admin knows of circles: log messages and a refusal to alias private pages."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail_modeladmin.options import modeladmin_register

from .admin.modeladmins import CopAdminGroup
from .admin.pictures import pictures_of_circles
from .models.circles import PrivatePage

modeladmin_register(CopAdminGroup)

LOG_ACTIONS = {
    "cop_pages.invite": (_("Invite"), _("Invited somebody")),
    "cop_pages.withdraw": (_("Withdraw an invitation"), _("Withdrew an invitation")),
    "cop_pages.join": (_("Join"), _("Joined the circle")),
    "cop_pages.role": (_("Change a role"), _("Changed somebody's role")),
    "cop_pages.leave": (_("Leave"), _("Left the circle")),
    "cop_pages.end": (_("End a membership"), _("Ended a membership")),
    "cop_pages.news": (_("Write news"), _("Wrote news for the members")),
    "cop_pages.edit_news": (_("Correct news"), _("Corrected news for the members")),
    "cop_pages.take_down_news": (_("Take news down"), _("Took news for the members down")),
    "cop_pages.add_file": (_("Add a file"), _("Added a file")),
    "cop_pages.delete_file": (_("Delete a file"), _("Deleted a file")),
    "cop_pages.edit": (_("Edit the members' part"), _("Edited the members' part")),
}


@hooks.register("register_admin_viewset")
def register_pictures_of_circles():
    return pictures_of_circles


@hooks.register("register_log_actions")
def register_log_actions(actions):
    for action, (label, message) in LOG_ACTIONS.items():
        actions.register_action(action, label, message)


@hooks.register("before_copy_page")
def refuse_alias_of_private_pages(request, page):
    """An alias would stand outside the circle; say so before Wagtail tries."""
    if request.method != "POST" or not request.POST.get("alias"):
        return None
    if not page.get_descendants(inclusive=True).type(PrivatePage).exists():
        return None
    messages.error(request, _("A private page cannot have an alias. Make a copy instead."))
    return redirect("wagtailadmin_pages:copy", page.pk)
