"""Who follows meetings in the admin, circles and meetings to follow, and the addresses there."""

from datetime import timedelta

from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from cop_pages.models import CircleIndexPage, CopPage
from meetings.models import Meeting
from tests.cop_pages.factories import CircleIndexPageFactory, CopPageFactory
from tests.factories import MemberFactory

from .factories import MeetingFactory

LIST = "/admin/meetings/meeting/"
QUIET = "/admin/meetings/quiet/"
REMIND = "/admin/meetings/remind/"


def with_permissions(*codenames: str, member=None):
    """Somebody of the admin with just these permissions."""
    member = member or MemberFactory()
    codenames = ("access_admin", *codenames)
    member.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return member


def page_of(meeting) -> str:
    return reverse("meetings_meeting_modeladmin_inspect", args=[meeting.pk])


def new_cop(**fields) -> CopPage:
    """A CoP beside the others of the one private section."""
    section = CircleIndexPage.objects.first() or CircleIndexPageFactory()
    return CopPageFactory(parent=section, **fields)


def active_cop(**fields) -> CopPage:
    """An active CoP that has been there for a year."""
    year_ago = timezone.now() - timedelta(days=365)
    fields = {"first_published_at": year_ago, "status": CopPage.Status.ACTIVE} | fields
    return new_cop(**fields)


def new_meeting(**fields) -> Meeting:
    """In a CoP of its own, unless you say otherwise."""
    return MeetingFactory(**{"circle": fields.pop("circle", None) or new_cop(), **fields})
