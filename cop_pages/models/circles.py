"""Circles: groups of people with a private area. What hangs under a circle asks it who may see."""

from typing import ClassVar

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, PageManager, get_page_models
from wagtail.url_routing import RouteResult

from ..querysets import CirclePageQuerySet, current
from ..roles import Role


class PrivatePage(Page):
    """A page of the private section: never an alias, never in a sitemap, never in a shared cache."""

    objects = PageManager.from_queryset(CirclePageQuerySet)()

    api_fields: ClassVar = []

    class Meta:
        abstract = True

    def can_be_seen_by(self, user) -> bool:
        return type(self).objects.visible_to(user).filter(pk=self.pk).exists()

    def serve(self, request, *args, **kwargs):
        """Ask the circle, and answer like a page that does not exist when it says no."""
        if not self.can_be_seen_by(request.user):
            raise Http404
        response = super().serve(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    def save(self, *args, **kwargs):
        if self.alias_of_id:
            raise ValidationError(_("A private page cannot have an alias."))
        return super().save(*args, **kwargs)

    def get_sitemap_urls(self, request=None):
        return []


class CircleIndexPage(PrivatePage):
    """The one private section; every circle lies directly under it, behind one log-in restriction."""

    intro = models.TextField(_("introduction"), blank=True, max_length=500)

    max_count_per_parent = 1
    objects = PageManager.from_queryset(CirclePageQuerySet)()

    class Meta:
        verbose_name = _("private section")
        verbose_name_plural = _("private sections")

    @classmethod
    def clean_subpage_models(cls):
        """Any kind of circle, also those of apps above this one."""
        return kinds_of_circle()

    def can_be_seen_by(self, user) -> bool:
        return user.is_authenticated

    def route(self, request, path_components):
        """Every address in the section answers a visitor alike, whether or not it exists."""
        if not request.user.is_authenticated:
            return RouteResult(self)
        return super().route(request, path_components)

    def serve(self, request, *args, **kwargs):
        """The section has no page of its own: it is the member's list of circles."""
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return super().serve(request, *args, **kwargs)

    def get_context(self, request, *args, **kwargs):
        circles = Circle.objects.visible_to(request.user).specific()
        return super().get_context(request, *args, **kwargs) | {"circles": circles}


class CircleQuerySet(CirclePageQuerySet):
    def published(self):
        """Circles whose members can reach them: published, below a published section."""
        return self.current().under(CircleIndexPage.objects.filter(current()))

    def visible_to(self, user):
        """Published circles this user may see: their own, or all for who may view all circles."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        circles = self.published()
        if user.has_perm("cop_pages.view_all_circles"):
            return circles
        return circles.with_member(user)

    def with_member(self, user):
        """One active membership per person and circle, so that the join gives no doubles."""
        return self.filter(memberships__user=user, memberships__ended_at__isnull=True)

    def welcoming(self, user) -> "Circle | None":
        """The circle that greets this person at log-in: the only one they are in, if it is of that kind."""
        mine = list(self.visible_to(user).with_member(user)[:2].specific())
        return mine[0] if len(mine) == 1 and mine[0].welcomes_at_log_in else None

    def facilitated_by(self, user):
        return self.visible_to(user).filter(
            memberships__user=user,
            memberships__ended_at__isnull=True,
            memberships__role__in=leading_roles(),
        )


class Circle(PrivatePage):
    """A group with a private area. Create a kind of circle, such as a CoP."""

    objects = PageManager.from_queryset(CircleQuerySet)()

    roles = Role
    leading_role = Role.FACILITATOR
    welcomes_at_log_in = False  # Whether who is in this circle only, lands here at log-in.
    needs_a_leader = False  # Whether the last one who leads must find another before they leave.
    organisation = None  # Whose people its members are, in a circle of one organisation.

    is_creatable = False
    parent_page_types: ClassVar = ["cop_pages.CircleIndexPage"]

    class Meta:
        verbose_name = _("circle")
        verbose_name_plural = _("circles")
        permissions = [("view_all_circles", _("Can see every circle"))]

    @property
    def circle(self) -> "Circle":
        return self

    def active_memberships(self):
        return self.memberships.active()

    def is_facilitated_by(self, user) -> bool:
        """Whether this user leads the circle now; editors curate through the admin instead."""
        return (
            user.is_authenticated
            and self.active_memberships().facilitating().filter(user=user).exists()
        )

    @property
    def leading_role_name(self) -> str:
        return self.roles(self.leading_role).label

    def get_members_url(self) -> str:
        return reverse("cop_pages:members", args=[self.pk])

    def get_import_url(self) -> str:
        """Where many people are invited at a time; empty where that cannot be done."""
        return ""

    def get_following_url(self) -> str:
        """Where one chooses how often to hear of it; empty where the membership itself says so."""
        return ""


def kinds_of_circle() -> list[type[Circle]]:
    return [model for model in get_page_models() if issubclass(model, Circle)]


def leading_roles() -> set[str]:
    """Who leads, whatever that is called in each kind of circle."""
    return {kind.leading_role for kind in kinds_of_circle()}


class InCircleQuerySet(CirclePageQuerySet):
    def visible_to(self, user):
        """Pages directly under a circle that this user may see."""
        return self.current().under(Circle.objects.visible_to(user))


class InCirclePage(PrivatePage):
    """A page directly under a circle, visible to whom the circle is visible."""

    objects = PageManager.from_queryset(InCircleQuerySet)()

    class Meta:
        abstract = True

    @property
    def circle(self) -> Circle:
        """The circle it lies under; `DoesNotExist` where a script has moved it out of any."""
        return Circle.objects.get(path=self.parent_path)

    @property
    def parent_path(self) -> str:
        return self.path[: -self.steplen]
