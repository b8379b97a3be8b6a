"""What facilitators see of the undercurrent: totals of closed rounds, and words without a name."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from .models import PulseAnswer, PulseRound
from .sealing import unseal
from .services.pulse import FEWEST_ANSWERS

SCORES = (1, 2, 3, 4, 5)
QUESTIONS = {
    "between_us": _("How is it between us?"),
    "can_speak": _("Can everything be said?"),
}
MOST_ROUNDS = 12


@dataclass(frozen=True)
class Total:
    """How often each score was given to one question in one round."""

    question: str
    counts: tuple[int, ...]

    @property
    def label(self) -> str:
        return QUESTIONS[self.question]

    @property
    def answers(self) -> int:
        return sum(self.counts)

    @property
    def mean(self) -> float | None:
        """None until enough people answered this question."""
        if self.answers < FEWEST_ANSWERS:
            return None
        points = sum(score * count for score, count in zip(SCORES, self.counts, strict=True))
        return points / self.answers


@dataclass(frozen=True)
class Round:
    """A closed round. With too few answers it has no totals at all."""

    pulse: PulseRound
    answers: int

    @property
    def is_shown(self) -> bool:
        return self.answers >= FEWEST_ANSWERS

    @property
    def totals(self) -> list[Total]:
        if not self.is_shown:
            return []
        return [
            Total(name, tuple(getattr(self.pulse, f"{name}_{score}") for score in SCORES))
            for name in QUESTIONS
        ]


class Undercurrent:
    """The rounds of a circle over time. Open rounds are left out: watching them would give answers away."""

    def __init__(self, circle):
        self.circle = circle

    @cached_property
    def rounds(self) -> list[Round]:
        """Oldest first, with their totals, in one query."""
        counts = {
            f"{name}_{score}": Count("answers", filter=Q(**{f"answers__{name}": score}))
            for name in QUESTIONS
            for score in SCORES
        }
        closed = PulseRound.objects.of_circle(self.circle).closed().select_related("meeting")
        closed = closed.annotate(number=Count("answers"), **counts)
        newest = closed.order_by("-meeting__starts_at", "-pk")[:MOST_ROUNDS]
        return [Round(pulse, pulse.number) for pulse in newest][::-1]

    @property
    def shown(self) -> list[Round]:
        return [each for each in self.rounds if each.is_shown]

    @property
    def too_few(self) -> list[Round]:
        return [each for each in self.rounds if not each.is_shown]

    @cached_property
    def words(self) -> list[dict]:
        """What is unsaid, by meeting with the newest first; within one in the order of random keys."""
        readable = {each.pulse.pk: each.pulse for each in self.shown}
        answers = PulseAnswer.objects.filter(round__in=readable).exclude(unsaid=b"").order_by("pk")
        found: dict[int, list[str]] = {}
        for answer in answers:
            if text := unseal(answer.unsaid):
                found.setdefault(answer.round_id, []).append(text)
        newest = reversed(readable.values())
        return [
            {"meeting": pulse.meeting, "texts": found[pulse.pk]}
            for pulse in newest
            if pulse.pk in found
        ]
