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
        return begin(request, sign_up, written(request, sign_up, request.GET.get("key", "")))
    if "take" in request.POST:
        return take(request, sign_up)
    form = LetterForm(request.POST)
    if not form.is_valid():
        return compose(request, sign_up, form, status=422)
    letter = letters.Letter(**form.cleaned_data)
    if "send" not in request.POST:
        return compose(request, sign_up, form, preview=letter)
    letters.send(sign_up=sign_up, letter=letter, by=request.user)
    messages.success(request, _("The mail is on its way."))
    return SeeOther(f"{case_url(sign_up.pk)}#conversation")


def written(request: HttpRequest, sign_up: SignUp, key: str) -> letters.Letter:
    key = key if key in MailKey.values else MailKey.RECEIVED
    values = letters.values_for(sign_up, request.user, **names_of(sign_up))
    return letters.write(key, values, language=sign_up.language, keep_empty=True)


def names_of(sign_up: SignUp) -> dict[str, str]:
    """The circle that somebody was placed in says more than the one they asked for."""
    return {"cop": sign_up.placed_in.title} if sign_up.placed_in else {}


def take(request: HttpRequest, sign_up: SignUp) -> HttpResponse:
    """Another template in the place of the one begun from; below the words that somebody wrote."""
    taken = written(request, sign_up, request.POST.get("key", ""))
    begun = written(request, sign_up, request.POST.get("begun", ""))
    subject = own_words(request, "subject", begun.subject) or taken.subject
    own = own_words(request, "body", begun.body)
    body = own if taken.body in own else f"{own}\n\n{taken.body}".strip()
    return begin(request, sign_up, letters.Letter(subject, body), is_below=bool(own))


def own_words(request: HttpRequest, name: str, begun: str) -> str:
    """What somebody wrote; nothing when it is still the text that they began from."""
    text = lines_of(request.POST.get(name, ""))
    return "" if text == lines_of(begun) else text


def lines_of(text: str) -> str:
    """A browser sends other line ends than we gave it."""
    return "\n".join(text.splitlines()).strip()


def begin(request, sign_up: SignUp, letter: letters.Letter, **more) -> HttpResponse:
    form = LetterForm(initial={"subject": letter.subject, "body": letter.body})
    return compose(request, sign_up, form, preview=letter, **more)


def compose(
    request, sign_up: SignUp, form, *, preview=None, is_below: bool = False, status: int = 200
) -> HttpResponse:
    key = request.POST.get("key") or request.GET.get("key", "")
    context = {
        "sign_up": sign_up,
        "form": form,
        "preview": preview,
        "mails": mails_by_hand(),
        "key": key,
        "begun": key if "take" in request.POST else request.POST.get("begun", key),
        "is_below": is_below,
        "breadcrumbs_items": breadcrumbs(str(sign_up), _("Write a mail")),
    }
    return render(request, "signups/admin/mail.html", context, status=status)
