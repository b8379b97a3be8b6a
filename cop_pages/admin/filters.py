"""Filters of the list of memberships; Django's own for relations need its admin site."""

from django.contrib.admin.filters import SimpleListFilter
from django.utils.translation import gettext_lazy as _

from ..models import Circle


class CircleFilter(SimpleListFilter):
    """Only circles that the person who looks may see."""

    title = _("circle")
    parameter_name = "of"

    def lookups(self, request, model_admin) -> list[tuple[str, str]]:
        circles = Circle.objects.visible_to(request.user).order_by("title")
        return [(str(pk), title) for pk, title in circles.values_list("pk", "title")]

    def queryset(self, request, queryset):
        value = self.value() or ""
        is_key = value.isascii() and value.isdigit()
        return queryset.filter(circle=value) if is_key else queryset


class StateFilter(SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin) -> list[tuple[str, str]]:
        return [("active", _("active")), ("ended", _("ended"))]

    def queryset(self, request, queryset):
        if self.value() in {"active", "ended"}:
            return queryset.filter(ended_at__isnull=self.value() == "active")
        return queryset
