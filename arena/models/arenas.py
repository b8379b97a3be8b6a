"""The arena: a circle of one organisation's staff, managers and directors around one or more CoPs."""

from typing import ClassVar

from django.core.paginator import Paginator
from django.db import models
from django.db.models import CharField, Exists, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import StreamField
from wagtail.models import PageManager, Revision, WorkflowState

from cop_pages.blocks import CircleBodyBlock
from cop_pages.models import Circle, CopPage, InCirclePage, Membership, Organisation
from cop_pages.models.circles import CircleQuerySet, InCircleQuerySet
from meetings.models.base import TrackerModel

from ..admin.panels import arena_edit_handler, update_edit_handler

UPDATES_PER_PAGE = 6


class ArenaRole(models.TextChoices):
    EMPLOYEE = "employee", _("employee")
    MANAGER = "manager", _("manager")
    DIRECTOR = "director", _("director")
    LEAD = "arena_lead", _("arena lead")


class ArenaPageQuerySet(CircleQuerySet):
    def around(self, cop):
        """Arenas that follow this CoP now."""
        return self.published().filter(cops=cop)

    def without_lead(self):
        """Where nobody can invite people or write updates, for example since an account was closed."""
        leads = Membership.objects.active().facilitating()
        leads = leads.filter(circle=OuterRef("pk"), user__is_active=True)
        return self.published().filter(~Exists(leads))


class ArenaPage(Circle):
    """The tribune of one organisation around the CoPs it takes part in."""

    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        related_name="arenas",
    )
    cops = ParentalManyToManyField(
        CopPage, verbose_name=_("CoPs it follows"), related_name="arenas"
    )
    intro = models.TextField(_("in short"), max_length=400, blank=True)
    learning_question = models.TextField(
        _("what we want to learn"),
        max_length=600,
        blank=True,
        help_text=_("As an organisation, while the CoP does its work."),
    )
    body = StreamField(
        CircleBodyBlock(required=False), verbose_name=_("more for followers"), blank=True
    )

    objects = PageManager.from_queryset(ArenaPageQuerySet)()

    is_creatable = True
    roles = ArenaRole
    leading_role = ArenaRole.LEAD
    welcomes_at_log_in = True
    needs_a_leader = True
    edit_handler = arena_edit_handler
    subpage_types: ClassVar = ["arena.ArenaUpdatePage"]

    class Meta:
        verbose_name = _("transition arena")
        verbose_name_plural = _("transition arenas")

    @property
    def published_cops(self):
        """The CoPs it follows, as far as they are published."""
        return CopPage.objects.published().filter(arenas=self).order_by("title")

    @property
    def lines(self):
        """What the organisation works on now."""
        return self.organisation.programme_lines.current()

    @property
    def updates(self):
        return ArenaUpdatePage.objects.current().child_of(self).newest_first()

    def get_context(self, request, *args, **kwargs):
        """The head of the page; the template asks for what is on the tribune by tags of its own."""
        context = super().get_context(request, *args, **kwargs)
        people = self.active_memberships().select_related("organisation")
        mine = people.filter(user=request.user).first()
        is_lead = mine is not None and mine.role == ArenaRole.LEAD
        updates = self.updates.select_related("cop").prefetch_related("programme_lines")
        updates = updates.with_stage() if is_lead else updates
        page = Paginator(updates, UPDATES_PER_PAGE).get_page(request.GET.get("page"))
        return context | {
            "membership": mine,
            "is_facilitator": is_lead,
            "updates": page,
            "unpublished": self.unpublished_updates() if is_lead else [],
        }

    def get_import_url(self) -> str:
        return reverse("arena:import_people", args=[self.pk])

    def get_following_url(self) -> str:
        return reverse("arena:following")

    def updates_for_leads(self):
        """Those that followers read or have read, and those that leads wrote; no draft of an editor."""
        leads = self.memberships.filter(role=ArenaRole.LEAD).values("user")
        planned = Q(comes_out_at__isnull=False)
        theirs = Q(live=True) | Q(first_published_at__isnull=False) | Q(owner__in=leads) | planned
        return ArenaUpdatePage.objects.child_of(self).with_stage().filter(theirs)

    def unpublished_updates(self):
        """What waits for a moderator or for its hour, and what was taken down."""
        return (
            self.updates_for_leads().filter(live=False).order_by("-latest_revision_created_at")[:10]
        )


class ProgrammeLineQuerySet(models.QuerySet):
    def current(self):
        return self.filter(is_current=True)


class ProgrammeLine(TrackerModel):
    """One of the programmes an organisation works by, such as housing or care."""

    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        related_name="programme_lines",
    )
    name = models.CharField(_("name"), max_length=80)
    is_current = models.BooleanField(
        _("current"), default=True, help_text=_("Switch off when the programme has ended.")
    )

    objects = ProgrammeLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("programme line")
        verbose_name_plural = _("programme lines")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"],
                name="programme_line_once",
                violation_error_message=_("This programme line is there already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Stage(models.TextChoices):
    """How far a version of an update has come that followers do not read."""

    WAITING = "waiting", _("waits for a moderator")
    RETURNED = "returned", _("a moderator asks you to change it")
    PLANNED = "planned", _("comes out later")
    TAKEN_DOWN = "taken_down", _("taken down")
    NOT_OUT = "not_out", _("not published")


class ArenaUpdatePageQuerySet(InCircleQuerySet):
    def newest_first(self):
        return self.order_by("-date", "-pk")

    def with_stage(self):
        """What `stage` needs, for many pages in as many queries as for one."""
        planned = Revision.page_revisions.filter(
            object_id=Cast(OuterRef("pk"), output_field=CharField()),
            approved_go_live_at__isnull=False,
        )
        moment = Subquery(planned.values("approved_go_live_at")[:1])
        moderation = WorkflowState.objects.active().select_related("current_task_state__task")
        # Wagtail's own prefetch finds nothing for pages that are read as what they are.
        moderation = Prefetch("_specific_workflow_states", moderation, "_current_workflow_states")
        return self.annotate(comes_out_at=moment).prefetch_related(moderation)


class ArenaUpdatePage(InCirclePage):
    """What happened, and what it asks of the organisation."""

    date = models.DateField(_("date"), default=timezone.localdate)
    cop = models.ForeignKey(
        CopPage,
        verbose_name=_("about the CoP"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="arena_updates",
    )
    happened = models.TextField(_("what happened"), max_length=600)
    asks = models.TextField(_("what it asks of the organisation"), max_length=600, blank=True)
    programme_lines = ParentalManyToManyField(
        ProgrammeLine,
        verbose_name=_("programme lines it touches"),
        blank=True,
        related_name="updates",
    )
    body = StreamField(CircleBodyBlock(required=False), verbose_name=_("text"), blank=True)

    objects = PageManager.from_queryset(ArenaUpdatePageQuerySet)()

    edit_handler = update_edit_handler
    parent_page_types: ClassVar = ["arena.ArenaPage"]
    subpage_types: ClassVar = []

    class Meta:
        verbose_name = _("arena update")
        verbose_name_plural = _("arena updates")

    @property
    def circle(self) -> ArenaPage:
        return ArenaPage.objects.get(path=self.path[: -self.steplen])

    @cached_property
    def comes_out_at(self):
        """The hour at which a version that is ready appears by itself."""
        planned = self.revisions.filter(approved_go_live_at__isnull=False)
        return planned.values_list("approved_go_live_at", flat=True).first()

    @property
    def stage(self) -> str:
        """How far the newest version has come; empty when followers read it."""
        moderation = self.current_workflow_state
        if moderation:
            is_waiting = moderation.status == WorkflowState.STATUS_IN_PROGRESS
            return Stage.WAITING if is_waiting else Stage.RETURNED
        if self.comes_out_at:
            return Stage.PLANNED
        if self.live:
            return ""
        return Stage.TAKEN_DOWN if self.first_published_at else Stage.NOT_OUT

    @property
    def stage_name(self) -> str:
        return Stage(self.stage).label if self.stage else ""

    @property
    def newest(self) -> "ArenaUpdatePage":
        """What a lead goes on with: what followers read, or the version on its way to them.

        An editor's draft too where somebody moderates, for it would go under otherwise.
        """
        is_drafted = self.has_unpublished_changes and self.get_workflow()
        return self.get_latest_revision_as_object() if self.stage or is_drafted else self

    @property
    def moderator_says(self) -> str:
        """Why it was sent back."""
        moderation = self.current_workflow_state
        return moderation.current_task_state.comment if self.stage == Stage.RETURNED else ""
