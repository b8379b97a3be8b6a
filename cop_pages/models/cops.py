"""A CoP's own page: a public profile, and a part for its members."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Orderable, PageManager

from ..admin.panels import cop_edit_handler, update_edit_handler
from ..blocks import CopBodyBlock
from ..links import read_links, validate_links
from ..roles import TAKING_PART, Role
from .circles import Circle, CircleQuerySet, InCirclePage, InCircleQuerySet
from .people import Invitation, Membership


class CopPageQuerySet(CircleQuerySet):
    def with_public_profile(self):
        """CoPs whose public profile visitors may read in the directory."""
        return self.published().filter(show_in_directory=True)

    def with_taken_places(self):
        """How many take part in each CoP, or may at any moment: a place that was offered is taken."""
        members = number_in(Membership.objects.active())
        return self.annotate(taken_places=members + number_in(Invitation.objects.open()))


def number_in(people) -> Coalesce:
    """How many of these memberships or invitations take a place in the circle at hand."""
    here = people.filter(circle=OuterRef("pk"), role__in=TAKING_PART).order_by()
    numbers = here.values("circle").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(numbers), 0)


class CopPage(Circle):
    """A Community of Practice in one wijk or dorp."""

    class Status(models.TextChoices):
        FORMING = "forming", _("forming")
        ACTIVE = "active", _("active")
        RESTING = "resting", _("resting")
        COMPLETED = "completed", _("completed")

    class CaseKind(models.TextChoices):
        ASSIGNMENT = "assignment", _("assignment")
        POLICY_GOAL = "policy_goal", _("policy goal")
        INITIATIVE = "initiative", _("residents' initiative")

    place = models.CharField(_("neighbourhood or village"), max_length=80)
    municipality = models.CharField(_("municipality"), max_length=80, db_index=True)
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.FORMING, db_index=True
    )
    case_kind = models.CharField(
        _("kind of case"),
        max_length=12,
        choices=CaseKind,
        default=CaseKind.INITIATIVE,
        db_index=True,
    )
    case_summary = models.TextField(
        _("the case in short"), max_length=400, help_text=_("Everybody can read this.")
    )
    seeking = models.TextField(_("who we still look for"), max_length=300, blank=True)
    places = models.PositiveSmallIntegerField(
        _("number of places"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_(
            "For residents and professionals. Leave empty when there is room for everybody. "
            "When a place opens, the next on the waiting list is invited."
        ),
    )
    picture = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("A public picture, without people who have not agreed to it."),
    )
    picture_alt = models.CharField(_("what the picture shows"), max_length=160, blank=True)
    show_in_directory = models.BooleanField(_("show in the directory"), default=True)

    case = models.TextField(_("the case"), blank=True)
    values = models.TextField(_("values"), blank=True)
    interests = models.TextField(_("interests"), blank=True)
    role_agreements = models.TextField(_("roles"), blank=True)
    starting_points = models.TextField(_("starting points"), blank=True)
    links = models.TextField(
        _("links"),
        blank=True,
        validators=[validate_links],
        help_text=_("One on each line: a name, and then the address."),
    )
    body = StreamField(CopBodyBlock(required=False), verbose_name=_("more for members"), blank=True)
    modules_used = ParentalManyToManyField(
        "modules_library.ModulePage", verbose_name=_("modules used"), blank=True, related_name="+"
    )

    objects = PageManager.from_queryset(CopPageQuerySet)()

    is_creatable = True
    edit_handler = cop_edit_handler
    subpage_types: ClassVar = ["cop_pages.CopUpdatePage"]

    class Meta:
        verbose_name = _("CoP")
        verbose_name_plural = _("CoPs")

    @property
    def shared_journey(self):
        return self.journey_steps.filter(is_shared=True)

    @property
    def has_map_point(self) -> bool:
        return self.latitude is not None and self.longitude is not None

    @property
    def map_places(self) -> list[tuple]:
        """Longitude, latitude and number, as the drawn map takes them."""
        return [(self.longitude, self.latitude, 1)] if self.has_map_point else []

    @property
    def is_open_for_members(self) -> bool:
        return self.status in {self.Status.FORMING, self.Status.ACTIVE}

    @property
    def free_places(self) -> int | None:
        """How many can still join; None without a limit. A place that was offered is taken."""
        if self.places is None:
            return None
        return max(0, self.places - self.number_taking_part())

    def number_taking_part(self) -> int:
        """As `with_taken_places` counted it for a whole list, or counted now."""
        if "taken_places" in self.__dict__:
            return self.taken_places
        counted = CopPage.objects.with_taken_places().values_list("taken_places", flat=True)
        return counted.get(pk=self.pk)

    @property
    def places_in_short(self) -> str:
        """For in a list; empty without a limit, and where nobody can join."""
        free = self.free_places if self.is_open_for_members else None
        if free is None:
            return ""
        if free == 0:
            return gettext("full: waiting list")
        return ngettext("%(free)d place left", "%(free)d places left", free) % {"free": free}

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        people = list(self.active_memberships().in_who_is_who())
        mine = next((each for each in people if each.user_id == request.user.pk), None)
        is_facilitator = mine is not None and mine.role == Role.FACILITATOR
        return context | {
            "is_facilitator": is_facilitator,
            "membership": mine,
            "people": people,
            "contributors": [each for each in people if each.get_shown_contribution()],
            "journey": self.journey_steps.all() if is_facilitator else self.shared_journey,
            "updates": CopUpdatePage.objects.current().child_of(self).order_by("-date", "-pk")[:5],
            "files": self.files.all(),
            "links": read_links(self.links),
            "modules": self.modules_used.visible_to(request.user),
        }


class JourneyStep(Orderable):
    """One step of the CoP's own path; what is not shared yet only its facilitator sees."""

    page = ParentalKey(CopPage, on_delete=models.CASCADE, related_name="journey_steps")
    date = models.DateField(_("date"), default=timezone.localdate)
    title = models.CharField(_("title"), max_length=120)
    happened = models.TextField(_("what happened"), blank=True)
    learned = models.TextField(_("what it taught us"), blank=True)
    next_step = models.TextField(_("next step"), blank=True)
    is_shared = models.BooleanField(_("members may see this step"), default=True)

    class Meta(Orderable.Meta):
        verbose_name = _("journey step")
        verbose_name_plural = _("journey steps")

    def __str__(self) -> str:
        return self.title


class CopUpdatePage(InCirclePage):
    """News from a CoP to its members."""

    date = models.DateField(_("date"), default=timezone.localdate)
    intro = models.TextField(_("in short"), max_length=300, blank=True)
    body = StreamField(CopBodyBlock(required=False), verbose_name=_("text"), blank=True)

    objects = PageManager.from_queryset(InCircleQuerySet)()

    edit_handler = update_edit_handler
    parent_page_types: ClassVar = ["cop_pages.CopPage"]
    subpage_types: ClassVar = []

    class Meta:
        verbose_name = _("CoP update")
        verbose_name_plural = _("CoP updates")

    def get_context(self, request, *args, **kwargs):
        is_facilitator = self.circle.is_facilitated_by(request.user)
        return super().get_context(request, *args, **kwargs) | {"is_facilitator": is_facilitator}
