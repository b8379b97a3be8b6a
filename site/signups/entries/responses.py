"""What a form page answers: the form, what is wrong with it, or thanks."""

import uuid
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from cop_pages.responses import SeeOther, answer_form

from ..flow import guards
from ..limits import seconds_to_wait
from ..models.keeping import FormEntry
from ..services import statement_of, statement_shown
from . import services
from .forms import EntryForm

POSTS = "60/m"
# Per address, so that nobody's mailbox is filled by a stranger; one may register colleagues.
SENDS = "10/h"
SENT = "sent"
WAITS = "waits"


def respond(request: HttpRequest, page) -> HttpResponse:
    """The page's answer to any request."""
    return answer_form(
        request, get=partial(answer_get, page=page), post=partial(answer_post, page=page)
    )


def answer_get(request: HttpRequest, page) -> HttpResponse:
    if SENT in request.GET or WAITS in request.GET:
        context = {"page": page, "waits": WAITS in request.GET}
        return render(request, page.landing_page_template, context)
    return show(request, page, EntryForm(page))


def answer_post(request: HttpRequest, page) -> HttpResponse:
    """What came before is thanked for again; all else is looked at, and shown when it will not do."""
    key = guards.posted_key(request.POST)
    known = FormEntry.objects.filter(key=key).first()
    if known and known.page_id == page.pk and not known.is_withdrawn:
        return thank(request, page, known)
    form = EntryForm(page, request.POST)
    if wait := seconds_to_wait(request, "form_post", POSTS):
        return slow_down(request, page, form, wait)
    if page.is_closed:
        return show(request, page, form, status=409)
    if form.is_valid():
        is_ours = key and not known
        objection = guards.objection(request.POST, None) if is_ours else guards.AGAIN
        if not objection:
            return send(request, page, form, key)
        form.add_error(None, objection)
    return show(request, page, form, status=422)


def send(request: HttpRequest, page, form: EntryForm, key: uuid.UUID) -> HttpResponse:
    limit = partial(seconds_to_wait, request, "form_send", SENDS, of=form.email.lower())
    if form.email and (wait := limit(counts=False)):
        return slow_down(request, page, form, wait)
    try:
        entry, is_new = services.receive(
            page=page,
            key=key,
            answers=form.answers,
            email=form.email,
            statement=statement_shown(page, request.POST.get("statement", "")),
            language=get_language(),
        )
    except services.ClosedError:
        return show(request, page, form, status=409)
    except services.AddressNeededError:
        form.need_address()
        return show(request, page, form, status=422)
    if is_new and form.email:  # The same form sent again fills no mailbox.
        limit()
    return thank(request, page, entry)


def thank(request: HttpRequest, page, entry: FormEntry) -> HttpResponse:
    """The address says whether there is a place, and nothing of the person."""
    waits = entry.state == FormEntry.State.WAITING
    return SeeOther(f"{page.get_url(request)}?{WAITS if waits else SENT}")


def slow_down(request: HttpRequest, page, form: EntryForm, seconds: int) -> HttpResponse:
    """429, with all that was typed still in the form."""
    response = show(request, page, form, status=429, slow_down=guards.slow_down_note(seconds))
    response["Retry-After"] = str(seconds)
    return response


def show(request: HttpRequest, page, form: EntryForm, *, status=200, **context) -> HttpResponse:
    """A key that is known here, or on another form, is not given out again."""
    key = guards.posted_key(request.POST)
    if not key or FormEntry.objects.filter(key=key).exists():
        key = uuid.uuid4()
    context |= page_context(page, form) | {"key": key, "started": guards.stamp(request.POST)}
    return render(request, page.template, context, status=status)


def page_context(page, form: EntryForm) -> dict:
    return {
        "page": page,
        "form": form,
        "is_closed": page.is_closed,
        "is_waiting_list": page.keeps_waiting_list and page.is_full,
        "statement": statement_of(page),
        "trap": guards.TRAP,
    }


def preview_context(page) -> dict:
    """The form for an editor who looks at the page before it is published."""
    return page_context(page, EntryForm(page)) | {"key": uuid.uuid4()}
