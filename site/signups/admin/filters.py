"""The menus above the list of sign-ups."""

from django.contrib.admin.filters import SimpleListFilter
from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cop_pages.models import CopPage

from ..models import FacilitatorRegion, SignUp, WaitingListEntry

MINE, NOBODY = "me", "none"


def owners(now: int | None = None) -> QuerySet:
    """Everybody who sees a sign-up once it is theirs, and who has it `now`."""
    may = ModelBackend().with_perm
    found = Q(pk__in=may("signups.handle_signups")) | Q(pk__in=may("signups.view_signup"))
    members = get_user_model().objects.filter(found | Q(pk=now))
    return members.order_by("name", "pk")


class MunicipalityFilter(SimpleListFilter):
    title = _("municipality")
    parameter_name = "municipality"

    def lookups(self, request, model_admin) -> list[tuple[str, str]]:
        rows = SignUp.objects.visible_to(request.user).exclude(municipality="").order_by()
        names = rows.values_list("municipality", flat=True).distinct()
        return [(name, name) for name in sorted(names)]

    def has_output(self) -> bool:
        return True

    def queryset(self, request, queryset):
        return queryset.filter(municipality=self.value()) if self.value() else queryset


class RegionFilter(SimpleListFilter):
    """Where a facilitator works."""

    title = _("municipality")
    parameter_name = "municipality"

    def lookups(self, request, model_admin) -> list[tuple[str, str]]:
        names = FacilitatorRegion.objects.order_by().values_list("municipality", flat=True)
        return [(name, name) for name in sorted(names.distinct())]

    def has_output(self) -> bool:
        return True

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        here = FacilitatorRegion.objects.filter(municipality=self.value())
        return queryset.filter(pk__in=here.values("profile"))


class CopFilter(SimpleListFilter):
    """Who asks for this CoP, or waits for it."""

    title = _("CoP")
    parameter_name = "for"

    def lookups(self, request, model_admin) -> list[tuple[str, str]]:
        cops = CopPage.objects.visible_to(request.user).order_by("title")
        return [(str(pk), title) for pk, title in cops.values_list("pk", "title")]

    def queryset(self, request, queryset):
        if not (self.value() or "").isdecimal():
            return queryset
        waiting = WaitingListEntry.objects.waiting().filter(cop=self.value())
        return queryset.filter(Q(cop=self.value()) | Q(pk__in=waiting.values("sign_up")))


class OwnerFilter(SimpleListFilter):
    title = _("owner")
    parameter_name = "owner"

    def lookups(self, request, model_admin) -> list[tuple[str, str]]:
        people = [(str(each.pk), each.get_full_name()) for each in owners()]
        return [(MINE, _("mine")), (NOBODY, _("nobody's")), *people]

    def queryset(self, request, queryset):
        value = self.value() or ""
        if value == MINE:
            return queryset.filter(owner=request.user)
        if value == NOBODY:
            return queryset.filter(owner__isnull=True)
        return queryset.filter(owner=value) if value.isdecimal() else queryset


class AttentionFilter(SimpleListFilter):
    """What cannot wait."""

    title = _("attention")
    parameter_name = "attention"

    def lookups(self, request, model_admin) -> list[tuple[str, str]]:
        return [
            ("open", _("open")),
            ("late", _("too long without answer")),
            ("overdue", _("past the due date")),
            ("doubles", _("sent twice")),
        ]

    def queryset(self, request, queryset):
        verbs = {"open": queryset.open, "late": queryset.late, "overdue": queryset.overdue}
        if self.value() in verbs:
            return verbs[self.value()]()
        return queryset.filter(has_double=True) if self.value() == "doubles" else queryset
