"""What Wagtail knows of the arena: what was read, log messages, and the lists in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail_modeladmin.options import modeladmin_register

from .admin.desk import LeaderlessPanel
from .admin.modeladmins import ProgrammeLineAdmin
from .models import ArenaPage, ArenaUpdatePage
from .reading import note_visit

modeladmin_register(ProgrammeLineAdmin)

LOG_ACTIONS = {
    "arena.share": (_("Share with arenas"), _("Changed what arenas see")),
    "arena.interest": (_("Move an interest"), _("An interest took a step")),
    "arena.answer": (_("Answer a question"), _("Answered a question")),
    "arena.discussion": (_("Open or close questions"), _("Changed whether questions are welcome")),
    "arena.edit_update": (_("Correct an update"), _("Corrected an update")),
    "arena.take_down_update": (_("Take an update down"), _("Took an update down")),
    "arena.import": (_("Invite a department"), _("Invited a department")),
}


@hooks.register("register_log_actions")
def register_log_actions(actions):
    for action, (label, message) in LOG_ACTIONS.items():
        actions.register_action(action, label, message)


@hooks.register("construct_homepage_panels")
def show_arenas_without_lead(request, panels):
    panels.append(LeaderlessPanel(request))


@hooks.register("before_serve_page")
def remember_reading(page, request, serve_args, serve_kwargs):
    """A digest leaves out what its reader saw here."""
    if request.method != "GET" or not isinstance(page, ArenaPage | ArenaUpdatePage):
        return
    if not page.can_be_seen_by(request.user):
        return
    if isinstance(page, ArenaPage):
        note_visit(request.user, page)
    else:
        note_visit(request.user, page.circle, page)
