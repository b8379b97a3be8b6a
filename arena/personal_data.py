"""The personal data of the arena: who said what, who heard what, and who was where."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cop_pages import privacy

from .models import (
    DigestLog,
    FeedToken,
    FollowPreference,
    Interest,
    InterestEvent,
    Question,
    ReadMark,
    SharedItem,
    ShownPerson,
    Visit,
)

MARK_RETENTION = timedelta(days=120)
DIGEST_RETENTION = timedelta(days=60)
TOKEN_RETENTION = timedelta(days=90)
VISIT_RETENTION = timedelta(days=730)
STEP_RETENTION = timedelta(days=365)
WITH_ACCOUNT = _("As long as the account exists.")
NAME_GOES = _("The text stays for the arena, the name goes.")


def declare() -> None:
    for each in (
        (Interest, export_interests, forget(Interest, "sender"), NAME_GOES),
        (InterestEvent, export_nothing, forget(InterestEvent, "by"), _("One year."), purge_steps),
        (Question, export_questions, forget_questions, NAME_GOES),
        (SharedItem, export_nothing, forget(SharedItem, "shared_by"), NAME_GOES),
        (ShownPerson, export_agreements, erase_agreements, WITH_ACCOUNT),
        (FollowPreference, export_preferences, erase(FollowPreference), WITH_ACCOUNT),
        (ReadMark, export_marks, erase(ReadMark), _("120 days."), purge_marks),
        (Visit, export_visits, erase(Visit), _("Two years."), purge_visits),
        (DigestLog, export_digests, erase(DigestLog), _("60 days."), purge_digests),
        (FeedToken, export_feeds, erase(FeedToken), WITH_ACCOUNT, purge_feeds),
    ):
        privacy.declare(privacy.PersonalData(*each))


def erase(model):
    return lambda user: model.objects.filter(user=user).delete()


def forget(model, field: str):
    return lambda user: model.objects.filter(**{field: user}).update(**{field: None})


def export_nothing(_user):
    """What somebody did for the circle stands in the circle's own log, without a name."""
    return []


def export_interests(user):
    for row in Interest.objects.filter(sender=user).select_related("arena", "programme_line"):
        yield {
            "arena": row.arena.title,
            "title": row.title,
            "programme_line": row.programme_line.name,
            "why": row.why,
            "state": row.get_state_display(),
            "created_at": row.created_at.isoformat(),
        }


def export_questions(user):
    for row in Question.objects.filter(asker=user):
        yield {"text": row.text, "answer": row.answer, "asked_at": row.asked_at.isoformat()}


def forget_questions(user) -> None:
    """A reaction was for the lead's eyes and goes; a question that was answered belongs to all."""
    own = Question.objects.filter(asker=user)
    own.filter(kind=Question.Kind.REACTION).delete()
    own.filter(answer="").delete()
    own.update(asker=None)
    Question.objects.filter(answered_by=user).update(answered_by=None)


def export_agreements(user):
    rows = ShownPerson.objects.filter(membership__user=user)
    for row in rows.select_related("membership__circle"):
        yield {
            "circle": row.membership.circle.title,
            "shows_name": row.shows_name,
            "shows_contribution": row.shows_contribution,
            "agreed_at": row.agreed_at.isoformat(),
        }


def erase_agreements(user) -> None:
    ShownPerson.objects.filter(membership__user=user).delete()


def export_preferences(user):
    for row in FollowPreference.objects.filter(user=user).select_related("arena"):
        yield {"arena": row.arena.title, "frequency": row.get_frequency_display()}


def export_marks(user):
    for row in ReadMark.objects.filter(user=user).select_related("arena", "update"):
        page = row.update or row.arena
        yield {"page": page.title, "read_at": row.read_at.isoformat()}


def export_visits(user):
    for row in Visit.objects.filter(user=user).select_related("arena"):
        yield {"arena": row.arena.title, "month": row.month.isoformat()}


def export_digests(user):
    for row in DigestLog.objects.filter(user=user):
        yield {"day": row.day.isoformat(), "items": row.items}


def export_feeds(user):
    for row in FeedToken.objects.filter(user=user):
        yield {"created_at": row.created_at.isoformat(), "is_active": row.revoked_at is None}


def purge_steps() -> int:
    """The step stays; who took it is forgotten."""
    old = InterestEvent.objects.filter(happened_at__lt=timezone.now() - STEP_RETENTION)
    return old.exclude(by=None).update(by=None)


def purge_marks() -> int:
    return ReadMark.objects.filter(read_at__lt=timezone.now() - MARK_RETENTION).delete()[0]


def purge_visits() -> int:
    return Visit.objects.filter(month__lt=timezone.localdate() - VISIT_RETENTION).delete()[0]


def purge_digests() -> int:
    return DigestLog.objects.filter(day__lt=timezone.localdate() - DIGEST_RETENTION).delete()[0]


def purge_feeds() -> int:
    return FeedToken.objects.filter(revoked_at__lt=timezone.now() - TOKEN_RETENTION).delete()[0]
