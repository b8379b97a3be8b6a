"""Take each guard away in turn: something private must then show, or the guard guards nothing."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser, Permission
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from cop_pages import guards, querysets, services
from cop_pages.models import (
    Circle,
    CircleFile,
    CopPage,
    CopUpdatePage,
    Invitation,
    Membership,
    Role,
    StoryIndexPage,
    StoryPage,
)
from cop_pages.models import circles as circle_models
from cop_pages.models.circles import CircleQuerySet, InCircleQuerySet, PrivatePage
from cop_pages.models.cops import CopPageQuerySet
from cop_pages.models.files import CircleFileQuerySet
from cop_pages.models.people import InvitationQuerySet, MembershipQuerySet
from members import profile
from members.models import Member

from .factories import (
    CircleFileFactory,
    CircleIndexPageFactory,
    CopPageFactory,
    CopUpdatePageFactory,
    MembershipFactory,
    UserFactory,
    home_page,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(settings, tmp_path):
    """Two CoPs; one has a member who left, one is in no directory, one has expired."""
    settings.MEDIA_ROOT = tmp_path / "media"
    cop = CopPageFactory(title="Waterwijk", case="kanarie-casus")
    section = cop.get_parent()
    hidden = CopPageFactory(parent=section, title="kanarie-verborgen", show_in_directory=False)
    expired = CopPageFactory(parent=section, title="Oud")
    Page.objects.filter(pk=expired.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    dark = CopPageFactory(parent=CircleIndexPageFactory(slug="donker", live=False))
    stories = home_page().add_child(instance=StoryIndexPage(title="Verhalen"))
    return SimpleNamespace(
        cop=cop,
        hidden=hidden,
        expired=expired,
        section=section,
        update=CopUpdatePageFactory(parent=cop),
        file=CircleFileFactory(circle=cop),
        story=stories.add_child(instance=StoryPage(title="Verhaal", intro="Kort", cop=hidden)),
        member=MembershipFactory(circle=cop).user,
        shown=with_portrait(circle=cop, shares_picture=True),
        shy=with_portrait(circle=cop, shares_picture=False),
        withdrawn=withdrawn_invitation(cop),
        bookkeeper=bookkeeper(),
        in_dark=MembershipFactory(circle=dark).user,
        of_expired=MembershipFactory(circle=expired).user,
        former=MembershipFactory(circle=cop, ended_at=timezone.now()).user,
        stranger=UserFactory(),
    )


def with_portrait(**sharing):
    user = MembershipFactory(user__name="Kanarie", **sharing).user
    user.picture.save("portret.webp", ContentFile(b"kanarie"))
    return user


def withdrawn_invitation(cop) -> tuple[Invitation, str]:
    """With the secret that stood in its mail."""
    invitation = services.invite(circle=cop, email="weg@example.org", role=Role.RESIDENT, by=None)
    token = invitation.renew_token()
    invitation.withdrawn_at = timezone.now()
    invitation.save()
    return invitation, token


def bookkeeper():
    """May change memberships in the admin, and is in no circle."""
    user = UserFactory()
    codenames = ["access_admin", "change_membership"]
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return user


def portrait_shows(user, to) -> bool:
    return browser(to).get(user.get_portrait_url()).status_code == 200


def invitation_is_taken(world) -> bool:
    invitation, _token = world.withdrawn
    with transaction.atomic():
        try:
            services.accept(invitation=invitation, user=world.stranger)
        except services.InvitationGoneError:
            return False
        transaction.set_rollback(True)
    return True


def invitation_opens(world) -> bool:
    _invitation, token = world.withdrawn
    return Client().get(reverse("cop_pages:accept", args=[token])).status_code == 200


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def lifted_restriction_exposes(world) -> bool:
    PageViewRestriction.objects.all().delete()
    return Page.objects.live().public().filter(pk=world.cop.pk).exists()


def alias_is_made(world) -> bool:
    try:
        world.update.create_alias(parent=home_page(), update_slug="alias")
    except circle_models.ValidationError:
        return False
    return True


def addresses_differ(world) -> bool:
    unknown = Client().get(f"{world.section.url}bestaat-niet/")
    return Client().get(world.cop.url).status_code != unknown.status_code


# Each probe answers whether something private shows to somebody who may not see it.
PROBES = {
    "a stranger opens the page": lambda w: browser(w.stranger).get(w.cop.url).status_code == 200,
    "a former member opens the page": lambda w: browser(w.former).get(w.cop.url).status_code == 200,
    "a stranger lists circles": lambda w: Circle.objects.visible_to(w.stranger).exists(),
    "an expired circle is seen": lambda w: Circle.objects.visible_to(w.of_expired).exists(),
    "a circle in an unpublished section is seen": lambda w: Circle.objects.visible_to(
        w.in_dark
    ).exists(),
    "a stranger lists updates": lambda w: CopUpdatePage.objects.visible_to(w.stranger).exists(),
    "a stranger lists files": lambda w: CircleFile.objects.visible_to(w.stranger).exists(),
    "a stranger opens a file": lambda w: (
        browser(w.stranger).get(w.file.get_absolute_url()).status_code == 200
    ),
    "a stranger lists people": lambda w: Membership.objects.visible_to(w.stranger).exists(),
    "a member manages members": lambda w: (
        browser(w.member).get(reverse("cop_pages:members", args=[w.cop.pk])).status_code == 200
    ),
    "a stranger sees a portrait": lambda w: portrait_shows(w.shown, to=w.stranger),
    "a member sees a portrait that is not shared": lambda w: portrait_shows(w.shy, to=w.member),
    "a withdrawn invitation opens": invitation_opens,
    "a withdrawn invitation is taken": invitation_is_taken,
    "a stranger reads names in the admin": lambda w: (
        "Kanarie" in browser(w.bookkeeper).get("/admin/cop_pages/membership/").text
    ),
    "a story names a hidden CoP": lambda w: w.story.public_cop is not None,
    "the directory lists a hidden CoP": lambda w: (
        CopPage.objects.with_public_profile().filter(pk=w.hidden.pk).exists()
    ),
    "the sitemap lists private pages": lambda w: bool(w.cop.get_sitemap_urls()),
    "visitors' channels list private pages": lifted_restriction_exposes,
    "an alias stands outside": alias_is_made,
    "a visitor tells real addresses from others": addresses_differ,
}


def everything(queryset, *_args):
    return queryset


ANY = {
    "the page asks who sees it": (PrivatePage, "can_be_seen_by", lambda *_: True),
    "a circle is for its members": (CircleQuerySet, "visible_to", everything),
    "a circle asks for a membership": (CircleQuerySet, "with_member", everything),
    "a membership can end": (
        CircleQuerySet,
        "with_member",
        lambda queryset, user: queryset.filter(memberships__user=user),
    ),
    "what has expired is gone": (querysets, "current", Q),
    "the section must be published too": (circle_models, "current", Q),
    "an update follows its circle": (InCircleQuerySet, "visible_to", everything),
    "a file follows its circle": (CircleFileQuerySet, "visible_to", everything),
    "people follow their circle": (MembershipQuerySet, "visible_to", everything),
    "a portrait is for who shares a circle": (
        profile,
        "_portraits_for",
        lambda _user: Member.objects.exclude(picture=""),
    ),
    "an invitation can be withdrawn": (InvitationQuerySet, "open", everything),
    "an invitation is taken once": (Invitation, "is_pending", property(lambda _self: True)),
    "the books are kept row by row": (
        MembershipQuerySet,
        "of_circles_visible_to",
        everything,
    ),
    "only facilitators manage": (Circle, "is_facilitated_by", lambda *_: True),
    "the directory leaves hidden CoPs out": (CopPageQuerySet, "with_public_profile", everything),
    "no private page is in a sitemap": (PrivatePage, "get_sitemap_urls", lambda *_: ["/"]),
    "a restriction comes back": (guards, "ensure_restriction", lambda _page: None),
    "a private page takes no alias": (PrivatePage, "save", Page.save),
    "the section answers visitors alike": (circle_models.CircleIndexPage, "route", Page.route),
}


def leaks(world) -> set[str]:
    return {name for name, probe in PROBES.items() if probe(world)}


def test_with_all_guards_in_place_nothing_shows(world):
    assert leaks(world) == set()


@pytest.mark.parametrize("guard", ANY)
def test_without_a_guard_something_shows(guard, world, monkeypatch):
    owner, name, replacement = ANY[guard]
    monkeypatch.setattr(owner, name, replacement)
    assert leaks(world)


def test_every_probe_is_able_to_sound(world, monkeypatch):
    """A probe that no missing guard sets off would prove nothing."""
    sounded = set()
    for owner, name, replacement in ANY.values():
        with monkeypatch.context() as patch:
            patch.setattr(owner, name, replacement)
            PageViewRestriction.objects.all().delete()
            sounded |= {probe for probe, sounds in PROBES.items() if sounds(world)}
        Page.objects.filter(slug="alias").delete()
        guards.restrict_below(Page.get_first_root_node())
    assert sounded == set(PROBES)


def test_a_visitor_is_never_told_what_a_member_reads(world):
    assert not Circle.objects.visible_to(AnonymousUser()).exists()
    response = browser(world.stranger).get(reverse("cop_pages:my_membership", args=[world.cop.pk]))
    assert response.status_code == 404
