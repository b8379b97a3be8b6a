"""modeladmin's views, made safe: no guessing through the address, no harmful cells, no lost goals."""

from typing import ClassVar

from django.contrib.admin.utils import label_for_field
from django.http import Http404
from django.shortcuts import redirect
from django.utils.encoding import force_str
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, UserColumn
from wagtail_modeladmin.views import DeleteView, HistoryView, IndexView, InspectView

from .exports import GuardedExportMixin
from .trail import trail

MAX_TITLES = 5


class GuardedIndexView(GuardedExportMixin, IndexView):
    """A list that is filtered by its own filters only.

    modeladmin hands every other query parameter to the database as a lookup, so that
    `?owner__password__startswith=…` would tell, letter by letter, what it must not.
    """

    def get_filters_params(self, params=None) -> dict:
        known = {name for each in self.list_filter for name in _parameters(each)}
        found = super().get_filters_params(params)
        return {key: value for key, value in found.items() if key in known}

    @cached_property
    def export_headings(self) -> dict[str, str]:
        """Not modeladmin's, which are written In Capitals Like This."""
        return {field: capfirst(self.label_of(field)) for field in self.list_export}

    def label_of(self, field: str) -> str:
        return force_str(label_for_field(field, model=self.model, model_admin=self.model_admin))

    def to_row_dict(self, item) -> dict:
        """Choices in words and nothing where there is nothing; modeladmin writes codes, and dashes."""
        row = super().to_row_dict(item)
        in_words = {field: getattr(item, f"get_{field}_display", None) for field in row}
        row |= {field: words() or row[field] for field, words in in_words.items() if words}
        empty = self.model_admin.get_empty_value_display
        return {field: "" if value == empty(field) else value for field, value in row.items()}

    @property
    def menus(self) -> list[dict]:
        """The filters with what is chosen in each, for a row of menus above the list."""
        menus = []
        for spec in self.filter_specs:
            choices = list(spec.choices(self))
            chosen = next((choice["display"] for choice in choices if choice["selected"]), "")
            menus.append({"title": spec.title, "choices": choices, "chosen": chosen})
        return menus


def _parameters(list_filter) -> list[str]:
    """The query parameters a filter reads, as Django's own list filters name them."""
    if isinstance(list_filter, str):
        return [f"{list_filter}__{way}" for way in ("exact", "id__exact", "isnull")]
    return [list_filter.parameter_name]


class HiddenInspectView(InspectView):
    """What somebody may not see does not exist for them."""

    def check_action_permitted(self, user) -> bool:
        if not super().check_action_permitted(user):
            raise Http404
        return True

    def get_meta_title(self) -> str:
        return str(self.instance)


class GuardedHistoryView(HistoryView):
    """For who may see or change the row; modeladmin shows a history to whoever guesses its address."""

    columns: ClassVar = [
        Column("message", label=_("Action")),
        UserColumn("user", label=_("Who"), blank_display_name=_("by itself")),
        DateColumn("timestamp", label=_("When")),
    ]

    def check_action_permitted(self, user) -> bool:
        may = self.permission_helper
        if not (
            may.user_can_inspect_obj(user, self.instance)
            or may.user_can_edit_obj(user, self.instance)
        ):
            raise Http404
        return True

    def get_context_data(self, **kwargs) -> dict:
        """With the way back; modeladmin leads nowhere from here."""
        action = "inspect" if self.model_admin.inspect_view_enabled else "edit"
        row = (str(self.instance), self.url_helper.get_action_url(action, self.pk_quoted))
        index = (capfirst(self.verbose_name_plural), self.index_url)
        steps = trail(index, row, (_("All that was done"), ""))
        return super().get_context_data(**kwargs) | {"breadcrumbs_items": steps}


class TermDeleteView(DeleteView):
    """A goal that modules are found by is not taken from under them."""

    def dispatch(self, request, *args, **kwargs):
        if self.check_action_permitted(request.user) and self.instance.modules.exists():
            messages.error(request, self._refusal())
            return redirect(self.index_url)
        return super().dispatch(request, *args, **kwargs)

    def _refusal(self) -> str:
        titles = list(self.instance.modules.values_list("title", flat=True).order_by("title"))
        shown = ", ".join(titles[:MAX_TITLES]) + (" …" if len(titles) > MAX_TITLES else "")
        return ngettext(
            "'%(term)s' is in use by %(number)d module: %(titles)s. Take it off there first.",
            "'%(term)s' is in use by %(number)d modules: %(titles)s. Take it off there first.",
            len(titles),
        ) % {"term": self.instance, "number": len(titles), "titles": shown}
