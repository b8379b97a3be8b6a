"""A CoP in the network, with canaries in all that its members keep to themselves, and its rows."""

from django.core.files.base import ContentFile
from django.urls import reverse

from cop_pages.models import CircleFile, CopPage, JourneyStep
from tests.cop_pages.rich_circle import RichCircle, build
from tests.meetings.factories import (
    ActionItemFactory,
    AgendaItemFactory,
    DecisionFactory,
    MeetingFactory,
)
from tests.network import CANARIES, Network

from .cells import NOBODY, PUBLIC, Row, answer


def add_circle(network: Network, people: dict) -> None:
    """Give the network a CoP; two more people come with it."""
    rich = build(slug="kikkerveld")
    keep_to_members(rich)
    rich.cop = CopPage.objects.get(pk=rich.cop.pk)
    network.circle = rich
    network.circle_samples = {
        "circle_id": rich.cop.pk,
        "membership_id": rich.membership(rich.member).pk,
        "invitation_id": rich.cop.invitations.get().pk,
        "key": rich.picture.key,
        "update_id": rich.update.pk,
        "token": rich.token,
    }
    people |= {"cop member": rich.member, "cop facilitator": rich.facilitator}


def keep_to_members(rich: RichCircle) -> None:
    """Put a word that stands nowhere else in each private thing."""
    CopPage.objects.filter(pk=rich.cop.pk).update(case=CANARIES["case of a CoP"])
    JourneyStep.objects.filter(page=rich.cop, is_shared=False).update(
        title=CANARIES["hidden step of a CoP"]
    )
    rich.update.intro = CANARIES["news of a CoP"]
    rich.update.save()
    rich.cop.memberships.filter(user=rich.member).update(
        contribution=CANARIES["contribution of a person"]
    )
    text = CANARIES["file of a CoP"]
    file = CircleFile(circle=rich.cop, title=text)
    file.file.save("besloten.txt", ContentFile(text.encode()))
    rich.file = file
    rich.not_out = report(rich, "held", CANARIES["report that is not out"])
    rich.report = report(rich, "published", CANARIES["report of a CoP"])


def report(rich: RichCircle, status: str, word: str):
    """A meeting with the word in its summary, its minutes, a decision and an action."""
    meeting = MeetingFactory(circle=rich.cop, summary=word, **{status: True})
    AgendaItemFactory(meeting=meeting, minutes_text=word)
    DecisionFactory(meeting=meeting, text=word)
    ActionItemFactory(circle=rich.cop, meeting=meeting, text=word, owner=rich.facilitator)
    return meeting


def of_circle(name: str):
    return lambda network: getattr(network.circle, name).url


def profile(network: Network) -> str:
    return f"{network.circle.directory.url}{network.circle.cop.slug}/"


def file(network: Network) -> str:
    return reverse("cop_pages:file", args=[network.circle.file.key])


IN_CIRCLE = answer(
    404, visitor=302, editor=200, moderator=200, admin=200, cop_member=200, cop_facilitator=200
)
OWN_MEMBERSHIP = answer(404, visitor=302, cop_member=200, cop_facilitator=200)
HOST = answer(404, visitor=302, cop_facilitator=200)
HOST_CHANGES = answer(404, visitor=302, cop_facilitator=303)
HERE = "/cirkels/%(circle_id)s/"

CIRCLES = [
    Row("page:cop_pages.CopDirectoryPage", PUBLIC, of_circle("directory")),
    Row(
        "page:cop_pages.CopDirectoryPage/points/",
        PUBLIC,
        lambda n: f"{n.circle.directory.url}points/",
    ),
    Row(
        "page:cop_pages.CopDirectoryPage/offline-worker/",
        PUBLIC,
        lambda n: f"{n.circle.directory.url}offline-worker/",
    ),
    Row("page:cop_pages.CopDirectoryPage/%(slug)s/", PUBLIC, profile),
    Row("page:cop_pages.StoryIndexPage", PUBLIC, of_circle("stories")),
    Row("page:cop_pages.StoryIndexPage/feed/", PUBLIC, lambda n: f"{n.circle.stories.url}feed/"),
    Row("page:cop_pages.StoryPage", PUBLIC, of_circle("story")),
    Row(
        "page:cop_pages.CircleIndexPage",
        answer(200, visitor=302),
        lambda n: n.circle.cop.get_parent().url,
    ),
    Row("page:cop_pages.CopPage", IN_CIRCLE, of_circle("cop")),
    Row("page:cop_pages.CopUpdatePage", IN_CIRCLE, of_circle("update")),
    Row("/cirkels/", answer(200, visitor=302)),
    Row("/cirkels/files/%(key)s/", IN_CIRCLE | {"visitor": 404}, file),
    Row("/cirkels/invitations/%(token)s/", PUBLIC),
    Row(
        "/cirkels/invitations/%(token)s/",
        NOBODY,
        lambda n: "/cirkels/invitations/geraden/",
        "guessed",
    ),
    Row(f"{HERE}me/", OWN_MEMBERSHIP),
    Row(f"{HERE}leave/", OWN_MEMBERSHIP),
    Row(f"{HERE}members/", HOST),
    Row(f"{HERE}edit/", HOST),
    Row(f"{HERE}modules/", HOST),
    Row(f"{HERE}news/", HOST),
    Row(f"{HERE}news/%(update_id)s/", HOST),
    Row(f"{HERE}news/%(update_id)s/take-down/", HOST),
    Row(f"{HERE}news/%(update_id)s/take-down/", HOST_CHANGES, method="post"),
    Row(f"{HERE}files/", HOST),
    Row(f"{HERE}members/%(membership_id)s/end/", HOST),
    Row(f"{HERE}members/%(membership_id)s/end/", HOST_CHANGES, method="post"),
    Row(f"{HERE}members/%(membership_id)s/role/", HOST_CHANGES, method="post"),
    Row(f"{HERE}invitations/%(invitation_id)s/withdraw/", HOST_CHANGES, method="post"),
    Row(f"{HERE}files/%(key)s/delete/", HOST_CHANGES, method="post"),
]
