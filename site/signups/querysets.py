"""Reads of sign-ups, waiting lists and quotes as verbs; `visible_to` says who may see which rows."""

from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from cop_pages.models import Membership, Role

from .models.intake_settings import IntakeSettings

CONFIRM_WITHIN = timedelta(days=14)


class SignUpQuerySet(QuerySet):
    def visible_to(self, user):
        """All for who handles sign-ups; for who may only view them those that are theirs to do."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.has_perm("signups.handle_signups"):
            return self
        if user.has_perm("signups.view_signup"):
            return self.filter(owner=user)
        return self.none()

    def led_by(self, user):
        """Cases whose CoP this person leads now, or was chosen to lead and is still being made."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        mine = Membership.objects.active().filter(user=user, role=Role.FACILITATOR)
        chosen = self.filter(
            facilitator_searches__requests__state="chosen",
            facilitator_searches__requests__profile__user=user,
        )
        begins = Q(placed_in__isnull=True) | Q(placed_in__live=False)
        cases = self.filter(intent__in=["start_cop", "quote"], merged_into__isnull=True)
        return cases.filter(
            Q(placed_in__in=mine.values("circle")) | Q(begins, pk__in=chosen.values("pk"))
        )

    def with_notes_for(self, user):
        """Cases whose shared notes this person may read: who leads the CoP, and the intake itself."""
        if user.is_active and user.has_perm("signups.handle_signups"):
            return self
        return self.led_by(user)

    def of_address(self, email: str):
        return self.filter(email__iexact=email.strip())

    def with_status(self, *statuses: str):
        return self.filter(status__in=statuses)

    def unmerged(self):
        """Without those that turned out to be doubles of another."""
        return self.filter(merged_into__isnull=True)

    def open(self):
        """Confirmed, and waiting for us to do something."""
        return self.unmerged().filter(status__in=["confirmed", "in_conversation"])

    def closed(self):
        return self.filter(
            Q(status__in=["placed", "declined", "withdrawn"]) | Q(merged_into__isnull=False)
        )

    def unconfirmed(self):
        return self.filter(status="new", confirmed_at__isnull=True)

    def never_confirmed(self):
        """Whose link has run out."""
        return self.unconfirmed().filter(created_at__lt=timezone.now() - CONFIRM_WITHIN)

    def without_answer_since(self, moment):
        """Open, and nobody of the network answered: too long when `moment` is days ago."""
        return self.open().filter(answered_at__isnull=True, confirmed_at__lt=moment)

    def late(self):
        """Without answer for longer than the network allows itself."""
        return self.without_answer_since(IntakeSettings.load().answer_since)

    def overdue(self):
        return self.open().filter(due_on__lt=timezone.localdate())

    def by_urgency(self):
        return self.order_by(F("due_on").asc(nulls_last=True), "created_at", "pk")

    def for_list(self):
        return self.select_related("owner", "cop", "page")

    def doubles_of(self, sign_up):
        """Others of what seems the same person: same address, same phone, or same name and postcode."""
        same = Q(email__iexact=sign_up.email)
        if sign_up.phone:
            same |= Q(phone=sign_up.phone)
        if sign_up.postcode:
            same |= Q(name__iexact=sign_up.name, postcode=sign_up.postcode)
        return self.unmerged().filter(same).exclude(pk=sign_up.pk)

    def with_marks(self):
        """Adds `is_late` and `has_double` to each row, as lists and the board show them."""
        late = self.model.objects.late().filter(pk=OuterRef("pk"))
        others = self.model.objects.unmerged().exclude(pk=OuterRef("pk"))
        # One subquery per way of being the same, so that each can use its own index.
        doubles = (
            Exists(others.filter(email__iexact=OuterRef("email")))
            | Exists(others.exclude(phone="").filter(phone=OuterRef("phone")))
            | Exists(
                others.exclude(postcode="").filter(
                    name__iexact=OuterRef("name"), postcode=OuterRef("postcode")
                )
            )
        )
        unmerged = Q(merged_into__isnull=True)
        return self.annotate(is_late=Exists(late), has_double=Q(unmerged & Q(doubles)))


class EntryQuerySet(QuerySet):
    def shared(self):
        """What the facilitator may read too."""
        return self.filter(is_shared=True)


class WaitingListQuerySet(QuerySet):
    def waiting(self):
        return self.filter(state="waiting")

    def in_line(self):
        return self.waiting().order_by("since", "pk")

    def next_for(self, cop):
        return self.in_line().filter(cop=cop).first()


class ArenaRequestQuerySet(QuerySet):
    def open(self):
        return self.filter(state="open")


class QuoteQuerySet(QuerySet):
    def of_address(self, email: str):
        return self.filter(email__iexact=email.strip())

    def sent(self):
        return self.filter(state="sent")

    def draft(self):
        return self.filter(state="draft")

    def accepted(self):
        return self.filter(state="accepted")

    def lapsed(self):
        """Sent, unanswered, and past their date."""
        return self.sent().filter(valid_until__lt=timezone.localdate())


class FormEntryQuerySet(QuerySet):
    def are_shown_to(self, user) -> bool:
        """Answers are personal data: who edits a form does not see them for that."""
        return user.is_active and user.has_perm("signups.view_formentry")

    def visible_to(self, user):
        return self if self.are_shown_to(user) else self.none()

    def standing(self):
        """With a place or in line for one."""
        return self.exclude(state="withdrawn")

    def with_place(self):
        return self.filter(state="in")

    def in_line(self):
        """Who waits longest comes first."""
        return self.filter(state="waiting").order_by("submit_time", "pk")

    def of_address(self, email: str):
        return self.filter(email__iexact=email.strip())
