"""A CoP as it looks after half a year: people, steps, news, files, a story. Also built on a live site."""

import io
import json
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image as Drawing
from wagtail.models import Page

from cop_pages import services
from cop_pages.models import (
    CircleFile,
    CircleIndexPage,
    CopDirectoryPage,
    CopPage,
    CopUpdatePage,
    JourneyStep,
    Membership,
    Role,
    StoryIndexPage,
    StoryPage,
)

from .factories import CopPageFactory, OrganisationFactory, home_page

CASE = "Achter de flat ligt een veldje waar niemand komt."
LESSON = "Eerst luisteren kost tijd, en scheelt later ruis."
HIDDEN_STEP = "Het gesprek dat niet liep"


@dataclass
class RichCircle:
    cop: CopPage
    facilitator: AbstractBaseUser
    member: AbstractBaseUser
    outsider: AbstractBaseUser
    update: CopUpdatePage
    picture: CircleFile
    directory: CopDirectoryPage
    stories: StoryIndexPage
    story: StoryPage
    token: str

    def membership(self, user) -> Membership:
        return self.cop.memberships.get(user=user)


def build(*, members: int = 4, steps: int = 4, slug: str = "waterwijk-groen") -> RichCircle:
    cop = CopPageFactory(
        parent=section(),
        title="Waterwijk groen",
        slug=slug,
        status=CopPage.Status.ACTIVE,
        latitude="52.39000",
        longitude="5.23000",
        seeking="Iemand met verstand van pompen.",
        case=CASE,
        values="Iedereen telt mee\nKlein beginnen",
        starting_points="Wat hier gezegd wordt, blijft hier",
    )
    facilitator, member, outsider = people(slug)
    join(cop, facilitator, member, members)
    add_steps(cop, steps)
    stories = index_page(StoryIndexPage, "Verhalen", f"verhalen-{slug}")
    return RichCircle(
        cop=CopPage.objects.get(pk=cop.pk),
        facilitator=facilitator,
        member=member,
        outsider=outsider,
        update=add_update(cop),
        picture=add_files(cop),
        directory=index_page(CopDirectoryPage, "CoP’s in het land", f"cops-{slug}"),
        stories=stories,
        story=add_story(stories, cop),
        token=invite(cop, facilitator, slug),
    )


def section() -> CircleIndexPage:
    existing = CircleIndexPage.objects.first()
    return existing or home_page().add_child(
        instance=CircleIndexPage(title="Projecten", slug="projecten")
    )


def index_page(model: type[Page], title: str, slug: str) -> Page:
    page = home_page().add_child(instance=model(title=title, slug=slug))
    if model is CopDirectoryPage:
        page.start_page = page.join_page = home_page()
        page.save()
    return page


def people(slug: str) -> list[AbstractBaseUser]:
    names = {"fatima": "Fatima Bakker", "soraya": "Soraya el Amrani", "otto": "Otto Buiten"}
    create = get_user_model().objects.create_user
    return [create(f"{key}-{slug}@example.org", name=name) for key, name in names.items()]


def join(cop: CopPage, facilitator, member, number: int) -> None:
    organisation = OrganisationFactory()
    Membership.objects.create(
        circle=cop,
        user=facilitator,
        role=Role.FACILITATOR,
        organisation=organisation,
        contribution="Ik ken de wegen in het stadhuis.",
    )
    Membership.objects.create(circle=cop, user=member, shares_email=True)
    add_members(cop, number - 2)


def add_members(cop: CopPage, number: int) -> None:
    create = get_user_model().objects.create_user
    present = cop.memberships.count()
    for index in range(present, present + number):
        user = create(f"lid{index}-{cop.slug}@example.org", name=f"Lid {index}")
        Membership.objects.create(
            circle=cop,
            user=user,
            role=Role.PROFESSIONAL,
            organisation=OrganisationFactory(),
            contribution=f"Bijdrage {index}",
        )


def add_steps(cop: CopPage, number: int) -> None:
    """The last but one is not shared with members."""
    for index in range(number):
        is_hidden = index == number - 2 > 0
        JourneyStep.objects.create(
            page=cop,
            sort_order=index,
            date=date(2026, 1, 14) + timedelta(days=30 * index),
            title=HIDDEN_STEP if is_hidden else f"Stap nummer {index + 1}",
            happened="We liepen langs het water.",
            learned=LESSON if index % 2 == 0 else "",
            next_step="Een proef van zes weken.",
            is_shared=not is_hidden,
        )


def add_update(cop: CopPage) -> CopUpdatePage:
    body = [("text", "<p>Woensdag kregen we de sleutel.</p>")]
    page = CopUpdatePage(title="De schuur is van ons", slug="de-schuur", intro="Kom!", body=body)
    return cop.add_child(instance=page)


def add_files(cop: CopPage) -> CircleFile:
    document = CircleFile(circle=cop, title="Plattegrond")
    document.file.save("plattegrond.pdf", ContentFile(b"%PDF-1.4"))
    drawn = io.BytesIO()
    Drawing.new("RGB", (8, 6), "#86B08B").save(drawn, "PNG")
    picture = CircleFile(circle=cop, title="De tomaten", alt_text="Drie tomaten in de zon")
    picture.file.save("tomaten.png", ContentFile(drawn.getvalue()))
    return picture


def add_story(index: StoryIndexPage, cop: CopPage) -> StoryPage:
    story = StoryPage(
        title="De bank waar alles begon",
        slug="de-bank",
        intro="Hoe een kapotte bank de buurt bij elkaar bracht.",
        author_line="Ria Kuipers, bewoner",
        cop=cop,
        body=[("text", "<p>Het begon met een kapotte bank.</p>")],
    )
    index.add_child(instance=story)
    story.tags.add("ontmoeten")
    story.save_revision().publish()
    return StoryPage.objects.get(pk=story.pk)


def invite(cop: CopPage, by, slug: str) -> str:
    """The secret of the link; only its digest is kept, so the mail is the one other place it stands."""
    invitation = services.invite(
        circle=cop, email=f"nieuw-{slug}@example.org", role=Role.RESIDENT, by=by
    )
    token = invitation.renew_token()
    invitation.save()
    return token


def session_of(user) -> str:
    """A log-in for a browser, without the log-in screen."""
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def describe(rich: RichCircle) -> str:
    """All that a browser needs to know of it, on one line of JSON."""
    return json.dumps(
        {
            "circle": rich.cop.pk,
            "project": rich.cop.url,
            "update": rich.update.url,
            "directory": rich.directory.url,
            "profile": f"{rich.directory.url}{rich.cop.slug}/",
            "stories": rich.stories.url,
            "story": rich.story.url,
            "picture": str(rich.picture.key),
            "member": rich.membership(rich.member).pk,
            "token": rich.token,
            "facilitator session": session_of(rich.facilitator),
            "member session": session_of(rich.member),
            "outsider session": session_of(rich.outsider),
        }
    )
