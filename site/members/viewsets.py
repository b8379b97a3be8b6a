"""The list of members in Wagtail's settings menu."""

from django.utils.functional import cached_property
from wagtail.users.views.users import IndexView, UserViewSet

from .forms import MemberCreationForm, MemberEditForm


class MemberIndexView(IndexView):
    """Finds members by name as well as by address, and sorts by name."""

    search_fields = ("name", "email")

    @cached_property
    def columns(self):
        columns = super().columns
        named = {column.name: column for column in columns}
        named["name"].sort_key = "name"
        named["email"].label = self.model._meta.get_field("email").verbose_name.capitalize()
        return columns

    def order_queryset(self, queryset):
        if self.ordering in {"name", "-name"}:
            return queryset.order_by(self.ordering)
        return super().order_queryset(queryset)


class MemberViewSet(UserViewSet):
    index_view_class = MemberIndexView

    def get_form_class(self, for_update: bool = False):
        return MemberEditForm if for_update else MemberCreationForm
