"""The log of a circle's page: numbers only, never a name or a word that somebody wrote."""

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from cop_pages.models import Circle

# What can be logged, with its label and what the history says; registered in wagtail_hooks.
LOG_ACTIONS = {
    "meetings.create": (_("Add a meeting"), _("Added a meeting")),
    "meetings.change": (_("Change a meeting"), _("Changed a meeting")),
    "meetings.plan": (_("Plan a meeting"), _("Showed a meeting to the members")),
    "meetings.cancel": (_("Cancel a meeting"), _("Cancelled a meeting")),
    "meetings.discard": (_("Throw a draft away"), _("Threw the draft of a meeting away")),
    "meetings.series": (_("Set a rhythm"), _("Set a rhythm of meetings")),
    "meetings.extend": (_("Add dates"), _("Added dates to a series of meetings")),
    "meetings.stop": (_("End a series"), _("Ended a series of meetings")),
    "meetings.hold": (_("Close a meeting"), _("Closed a meeting")),
    "meetings.publish": (_("Publish a report"), _("Published the report of a meeting")),
    "meetings.invite": (_("Invite to a meeting"), _("Sent the invitations to a meeting")),
    "meetings.nudge": (
        _("Remind of what is missing"),
        _("Reminded the facilitators of what is missing"),
    ),
}


def record(circle: Circle, action: str, by, **data) -> None:
    log(circle.specific_deferred, action, user=by, data=data)
