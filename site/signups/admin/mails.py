"""Writing to somebody: a template filled in, read and perhaps changed, and then sent."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from cop_pages.responses import SeeOther

from .. import letters
from ..models import MailKey, SignUp, mails_by_hand
from .actions import of_sign_up
from .case import breadcrumbs, case_url
from .forms import LetterForm


@require_http_methods(["GET", "HEAD", "POST"])
@of_sign_up
def mail(request: HttpRequest, sign_up: SignUp) -> HttpResponse:
    """`?key=` says which template; 'preview' shows the mail as its reader will see it."""
    if request.method != "POST":
        letter = written(request, sign_up)
        form = LetterForm(initial={"subject": letter.subject, "body": letter.body})
        return compose(request, sign_up, form, preview=letter)
    form = LetterForm(request.POST)
    if not form.is_valid():
        return compose(request, sign_up, form, status=422)
    letter = letters.Letter(**form.cleaned_data)
    if "send" not in request.POST:
        return compose(request, sign_up, form, preview=letter)
    letters.send(sign_up=sign_up, letter=letter, by=request.user)
    messages.success(request, _("The mail is on its way."))
    return SeeOther(f"{case_url(sign_up.pk)}#conversation")


def written(request: HttpRequest, sign_up: SignUp) -> letters.Letter:
    key = request.GET.get("key", "")
    key = key if key in MailKey.values else MailKey.RECEIVED
    values = letters.values_for(sign_up, request.user, **names_of(sign_up))
    return letters.write(key, values, language=sign_up.language, keep_empty=True)


def names_of(sign_up: SignUp) -> dict[str, str]:
    """The circle that somebody was placed in says more than the one they asked for."""
    return {"cop": sign_up.placed_in.title} if sign_up.placed_in else {}


def compose(request, sign_up: SignUp, form, *, preview=None, status: int = 200) -> HttpResponse:
    context = {
        "sign_up": sign_up,
        "form": form,
        "preview": preview,
        "mails": mails_by_hand(),
        "key": request.GET.get("key", ""),
        "breadcrumbs_items": breadcrumbs(str(sign_up), _("Write a mail")),
    }
    return render(request, "signups/admin/mail.html", context, status=status)
