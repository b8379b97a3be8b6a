"""Questions and reactions under an update: answered by the lead or the facilitator, never public."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cop_pages.models import CopPage
from meetings.models.base import TrackerModel

from .arenas import ArenaPage, ArenaUpdatePage


class Discussion(TrackerModel):
    """Whether questions are welcome under an update. Without this row they are."""

    class State(models.TextChoices):
        OPEN = "open", _("open for questions")
        CLOSED = "closed", _("closed: what was asked stays to be read")
        HIDDEN = "hidden", _("hidden")

    update = models.OneToOneField(
        ArenaUpdatePage, on_delete=models.CASCADE, related_name="discussion"
    )
    state = models.CharField(_("questions"), max_length=6, choices=State, default=State.OPEN)

    class Meta:
        verbose_name = _("questions under an update")
        verbose_name_plural = _("questions under updates")

    def __str__(self) -> str:
        return _("Questions %(number)s") % {"number": self.pk}

    @classmethod
    def state_of(cls, update: ArenaUpdatePage) -> str:
        row = cls.objects.filter(update=update).first()
        return row.state if row else cls.State.OPEN


class QuestionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own; answered ones in one's arenas; all for who may answer. Nothing once hidden."""
        if not user.is_authenticated:
            return self.none()
        updates = ArenaUpdatePage.objects.visible_to(user)
        own_or_answered = Q(asker=user) | Q(kind=Question.Kind.QUESTION) & ~Q(answer="")
        hidden = Q(update__discussion__state=Discussion.State.HIDDEN)
        shown = Q(update__in=updates) & own_or_answered & ~hidden
        return self.filter(shown | self._answerable_by(user))

    def answerable_by(self, user):
        """Those in an arena this user leads, or under an update about a CoP they facilitate."""
        return self.filter(self._answerable_by(user))

    @staticmethod
    def _answerable_by(user) -> Q:
        updates = ArenaUpdatePage.objects.current()
        led = updates.under(ArenaPage.objects.facilitated_by(user))
        cops = CopPage.objects.facilitated_by(user)
        about_theirs = updates.under(ArenaPage.objects.published().filter(cops__in=cops))
        return Q(update__in=led) | Q(update__in=about_theirs, update__cop__in=cops)

    def about(self, cop):
        """What was asked under updates about this CoP, in arenas that still follow it."""
        updates = ArenaUpdatePage.objects.current().under(ArenaPage.objects.around(cop))
        return self.filter(update__in=updates, update__cop=cop)

    def waiting(self):
        return self.filter(answer="")


class Question(TrackerModel):
    """A question gets an answer that all followers read; a reaction is read by who may answer it only."""

    class Kind(models.TextChoices):
        QUESTION = "question", _("a question")
        REACTION = "reaction", _("a reaction")

    update = models.ForeignKey(ArenaUpdatePage, on_delete=models.CASCADE, related_name="questions")
    asker = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    submission = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.QUESTION)
    text = models.TextField(_("your text"), max_length=1000)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["asked_at", "pk"]
        indexes = [models.Index(fields=["update", "asked_at"], name="question_of_update")]

    def __str__(self) -> str:
        return _("Question %(number)s") % {"number": self.pk}
