"""Moving a goal or phase up or down in its list, by a button that works without JavaScript."""

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

STEPS = {"up": -1, "down": 1}


@require_POST
def move_term(request: HttpRequest, model_name: str, pk: int, way: str) -> HttpResponseRedirect:
    """Change places with the neighbour; the buttons stand in one form with a CSRF token."""
    model = apps.get_model("modules_library", model_name)
    if not request.user.has_perm(f"modules_library.change_{model_name}"):
        raise PermissionDenied
    term = get_object_or_404(model, pk=pk)
    if way not in STEPS:
        raise Http404
    _swap(term, STEPS[way])
    return redirect(f"modules_library_{model_name}_modeladmin_index")


@transaction.atomic
def _swap(term, step: int) -> None:
    """Number the whole list anew, so that equal or missing numbers do no harm."""
    terms = list(type(term).objects.select_for_update())
    place = terms.index(term)
    target = place + step
    if 0 <= target < len(terms):
        terms.insert(target, terms.pop(place))
    for number, each in enumerate(terms):
        each.sort_order = number
    type(term).objects.bulk_update(terms, ["sort_order"])


def move_buttons(term):
    """Two buttons that submit the form `move-term` of the list to their own address."""
    button = (
        '<button class="button button-small button-secondary" form="move-term" type="submit"'
        ' formaction="{}" aria-label="{}">{}</button>'
    )
    up, down = _("Move %(name)s up"), _("Move %(name)s down")
    return format_html(
        button + button,
        *(_address(term, "up"), up % {"name": term.name}, "↑"),
        *(_address(term, "down"), down % {"name": term.name}, "↓"),
    )


def _address(term, way: str) -> str:
    return reverse("modules_library_move_term", args=[term._meta.model_name, term.pk, way])
