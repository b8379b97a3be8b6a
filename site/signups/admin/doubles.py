"""Sign-ups of what seems one person, side by side."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..models import SignUp
from .actions import of_sign_up
from .case import COMPARED, breadcrumbs, shown

MOST = 5


@require_safe
@of_sign_up
def doubles(request: HttpRequest, sign_up: SignUp) -> HttpResponse:
    """Every answer in a row of its own, every sign-up in a column; each can take in the others."""
    others = SignUp.objects.visible_to(request.user).doubles_of(sign_up).for_list()[:MOST]
    columns = [sign_up, *others]
    return render(
        request,
        "signups/admin/doubles.html",
        {
            "sign_up": sign_up,
            "columns": columns,
            "rows": [row for row in (_row(columns, name) for name in COMPARED) if row["any"]],
            "breadcrumbs_items": breadcrumbs(str(sign_up), _("Compare")),
        },
    )


def _row(columns: list[SignUp], name: str) -> dict:
    values = [shown(each, name) for each in columns]
    return {
        "label": columns[0]._meta.get_field(name).verbose_name,
        "values": values,
        "any": any(values),
        "differs": len(set(values)) > 1,
    }
