"""Reads of facilitators, and of the searches for them, as verbs."""

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from cop_pages.models import Membership, Role


class FacilitatorQuerySet(QuerySet):
    def visible_to(self, user):
        """All for who keeps the profiles; for others in the admin only their own."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.has_perm("signups.change_facilitatorprofile"):
            return self
        return self.filter(user=user)

    def active(self):
        """Those who can be asked, and can be reached."""
        return self.filter(is_active=True).exclude(user__is_active=False)

    def of_address(self, email: str):
        return self.filter(Q(email__iexact=email.strip()) | Q(user__email__iexact=email.strip()))

    def for_matching(self):
        """With all that a ranking looks at, in a constant number of queries."""
        return self.with_load().select_related("user").prefetch_related("regions", "modules")

    def with_load(self):
        """Adds `load`: the CoPs that they lead, and those that they agreed to but that still begin."""
        led = Membership.objects.active().filter(role=Role.FACILITATOR, user=OuterRef("user"))
        counted = led.order_by().values("user").annotate(number=Count("pk")).values("number")
        begins = (
            Q(requests__search__cop__isnull=True)
            | Q(requests__search__cop__live=False)
            | Q(user__isnull=True)
        )
        promised = Count("requests", filter=Q(requests__state="chosen") & begins, distinct=True)
        leads = Coalesce(Subquery(counted, output_field=IntegerField()), 0)
        return self.annotate(leads=leads, promised=promised, load=F("leads") + F("promised"))


class SearchQuerySet(QuerySet):
    def visible_to(self, user):
        """They belong to the intake."""
        is_known = user.is_authenticated and user.is_active
        return self if is_known and user.has_perm("signups.handle_signups") else self.none()

    def open(self):
        return self.filter(state="open")

    def of_request_only(self):
        """For what may become a CoP: over as soon as the request is."""
        return self.open().filter(cop=None)

    def filled(self):
        return self.filter(state="filled")

    def with_subject(self):
        return self.select_related("cop", "sign_up__merged_into", "replaces__user")


class RequestQuerySet(QuerySet):
    def of_address(self, email: str):
        email = email.strip()
        return self.filter(Q(profile__email__iexact=email) | Q(profile__user__email__iexact=email))

    def undecided(self):
        return self.filter(state__in=["asked", "accepted", "declined"])

    def chosen(self):
        return self.filter(state="chosen")

    def with_people(self):
        return self.select_related("profile__user", "search__cop", "search__sign_up")
