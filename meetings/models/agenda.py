"""What an agenda is woven from: its items, the circle's backlog, and templates."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..querysets import AgendaItemQuerySet, AgendaTemplateQuerySet, BacklogItemQuerySet
from .base import BlockModel, TrackerModel


class AgendaItem(BlockModel, TrackerModel):
    """One block of an agenda. Parts of a block lie inside its minutes, nested once."""

    class Kind(models.TextChoices):
        BLOCK = "block", _("block")
        BREAK = "break", _("break")
        NEXT_STEP = "next_step", _("next step")

    class State(models.TextChoices):
        OPEN = "open", _("open")
        DONE = "done", _("done")
        UNFINISHED = "unfinished", _("unfinished")
        MOVED = "moved", _("moved to another meeting")

    meeting = models.ForeignKey(
        "meetings.Meeting",
        verbose_name=_("meeting"),
        on_delete=models.CASCADE,
        related_name="agenda_items",
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="parts",
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.BLOCK)
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who leads it"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    goals = models.ManyToManyField(
        "modules_library.Goal", verbose_name=_("goals"), blank=True, related_name="+"
    )
    # What came along from the module: [{"title": str, "minutes": int, "facilitator": html, …}, …].
    steps = models.JSONField(_("steps"), default=list, blank=True)
    public_note = models.TextField(_("note for everybody"), max_length=2000, blank=True)
    participants_note = models.TextField(_("note for participants"), max_length=2000, blank=True)
    facilitators_note = models.TextField(_("note for facilitators"), max_length=2000, blank=True)
    minutes_text = models.TextField(_("what was said"), max_length=20_000, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    moved_to = models.ForeignKey(
        "self",
        verbose_name=_("moved to"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="moved_from",
    )

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        ordering = ["order", "pk"]
        indexes = [models.Index(fields=["meeting", "order"], name="agenda_in_order")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_break(self) -> bool:
        return self.kind == self.Kind.BREAK

    @property
    def is_finished(self) -> bool:
        return self.state in {self.State.DONE, self.State.MOVED}

    def clean(self):
        super().clean()
        if self.parent is None:
            return
        if self.parent.parent_id or (self.pk and self.parts.exists()):
            raise ValidationError({"parent": _("A part cannot have parts of its own.")})
        if self.parent_id == self.pk or self.parent.meeting_id != self.meeting_id:
            raise ValidationError({"parent": _("Choose a block of this agenda.")})


class BacklogItem(BlockModel, TrackerModel):
    """Something for a later meeting of this circle."""

    class Source(models.TextChoices):
        FACILITATOR = "facilitator", _("a facilitator")
        PARKED = "parked", _("parked in the planner")
        MEMBER = "member", _("a member")
        INTEREST = "interest", _("an interest of the arena")

    circle = models.ForeignKey(
        "cop_pages.Circle",
        verbose_name=_("circle"),
        on_delete=models.CASCADE,
        related_name="backlog_items",
    )
    note = models.TextField(_("remark"), max_length=2000, blank=True)
    source = models.CharField(
        _("came from"), max_length=12, choices=Source, default=Source.FACILITATOR
    )
    # All of an item that was parked, so that nothing is lost on the way back; no person in it.
    content = models.JSONField(default=dict, blank=True, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("added by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = BacklogItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("backlog item")
        verbose_name_plural = _("backlog items")
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return self.title


class AgendaTemplate(TrackerModel):
    """An agenda to start from: of one circle, or of the whole network when it has no circle.

    `items` are plain dicts as `agenda_content.content_of` writes them; they hold no person.
    """

    circle = models.ForeignKey(
        "cop_pages.Circle",
        verbose_name=_("circle"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="agenda_templates",
    )
    name = models.CharField(_("name"), max_length=120)
    items = models.JSONField(_("items"), default=list, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AgendaTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("agenda template")
        verbose_name_plural = _("agenda templates")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def minutes(self) -> int:
        """All blocks together."""
        return sum(item.get("minutes", 0) for item in self.items)
