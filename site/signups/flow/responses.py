"""What the sign-up page answers: a step, the next one, or thanks."""

import uuid
from functools import partial

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from cop_pages.models import CopPage
from cop_pages.responses import SeeOther, answer_form

from .. import services
from ..limits import seconds_to_wait
from ..models.choices import Intent
from ..models.sign_ups import SignUp
from . import guards, summary
from .answers import Answers, Raw, consents, extra_answers
from .drafts import DraftBox
from .steps import STEPS, Step

POSTS = "60/m"
# Per address, so that nobody's mailbox is filled by a stranger.
SENDS = "5/h"
THANKS = "thanks"


def respond(request: HttpRequest, page) -> HttpResponse:
    """The page's answer to any request."""
    return answer_form(
        request, get=partial(answer_get, page=page), post=partial(answer_post, page=page)
    )


def answer_get(request: HttpRequest, page) -> HttpResponse:
    """The step that was asked for when nothing before it is missing, else where one left off."""
    if request.GET.get("step") == THANKS:
        offer = page.offer_for(request.GET.get("intent"))
        return render(request, "signups/thanks.html", {"page": page, "offer": offer})
    box = DraftBox(request, page)
    wish = preset(page, request.GET)
    answers = Answers(page, known_person(request) | box.raw | wish)
    step = step_to_show(request.GET.get("step", ""), answers, is_new=not box.draft, wish=wish)
    context = {"is_resumed": box.draft and not request.GET.get("step") and not wish}
    return show(request, answers, answers.form(step), context | {"key": box.key or uuid.uuid4()})


def step_to_show(asked: str, answers: Answers, *, is_new: bool, wish: Raw) -> Step:
    if asked in answers.reachable:
        return Step(asked)
    if wish.get("intent"):
        return Step.CASE
    return Step.WHAT if is_new else answers.first_unfinished


def preset(page, wishes) -> Raw:
    """What the link here already says: `?cop=<slug>` of a CoP to join, or `?intent=`."""
    cop = find_cop(wishes.get("cop", ""))
    if cop and Intent.JOIN_COP in page.intents:
        return {"intent": [Intent.JOIN_COP], "cop": [str(cop.pk)]}
    intent = wishes.get("intent", "")
    return {"intent": [intent]} if intent in page.intents else {}


def find_cop(slug: str) -> CopPage | None:
    cops = CopPage.objects.with_public_profile()
    return cops.filter(slug=slug).first() if slug else None


def known_person(request: HttpRequest) -> Raw:
    """Who is logged in need not tell name and address again."""
    if not request.COOKIES or not request.user.is_authenticated:
        return {}
    return {"name": [request.user.get_full_name()], "email": [request.user.email]}


def answer_post(request: HttpRequest, page) -> HttpResponse:
    box = DraftBox(request, page)
    if "discard" in request.POST:
        return box.forget(SeeOther(page.get_url(request)))
    step = request.POST.get("step")
    step = Step(step) if step in STEPS else Step.WHAT
    answers = Answers(page, box.raw).replaced(step, request.POST)
    if wait := seconds_to_wait(request, "post", POSTS):
        return slow_down(request, answers, answers.form(step), wait)
    return take(request, box, answers, step)


def take(request: HttpRequest, box: DraftBox, answers: Answers, step: Step) -> HttpResponse:
    """Keep what was typed, good or not; then go on, or say what is wrong."""
    known = box.key or guards.posted_key(request.POST)
    if known and (sign_up := SignUp.objects.filter(key=known).first()):
        return thank(request, box, sign_up)
    key = known or uuid.uuid4()
    box.keep(answers.raw, key)
    if "keep" in request.POST:
        return box.remember(HttpResponse(status=204))
    form = answers.form(step, request.POST)
    if step == Step.SEND and not known:
        form.add_error(None, guards.AGAIN)
    if not form.is_valid():
        return box.remember(show(request, answers, form, {"key": key}, status=422))
    if step != Step.SEND:
        following = STEPS[STEPS.index(step) + 1]
        return box.remember(SeeOther(f"{answers.page.get_url(request)}?step={following}"))
    return box.remember(send(request, box, answers, form))


def send(request: HttpRequest, box: DraftBox, answers: Answers, form) -> HttpResponse:
    """The last step. Whatever is missing after all is shown where it is asked."""
    unfinished = answers.first_unfinished
    if unfinished != Step.SEND:
        form = answers.checked(unfinished)
        return show(request, answers, form, {"key": box.key}, status=422)
    if objection := guards.objection(request.POST, box.draft):
        form.add_error(None, objection)
        return show(request, answers, form, {"key": box.key}, status=422)
    cleaned = answers.cleaned() | {"heard": form.cleaned_data["heard"]}
    limit = partial(seconds_to_wait, request, "send", SENDS, of=cleaned["email"].lower())
    if wait := limit(counts=False):
        return slow_down(request, answers, form, wait)
    with transaction.atomic():
        sign_up, is_new = services.receive(
            key=box.key,
            page=answers.page,
            answers=cleaned,
            extra_answers=extra_answers(form),
            consents=consents(form),
            statement=services.statement_shown(answers.page, request.POST.get("statement", "")),
            language=get_language(),
        )
        response = thank(request, box, sign_up)
    if is_new:  # The same form sent again fills no mailbox.
        limit()
    return response


def thank(request: HttpRequest, box: DraftBox, sign_up: SignUp) -> HttpResponse:
    """The address says what for, so that a question is not thanked for as if somebody joined."""
    where = f"{box.page.get_url(request)}?step={THANKS}&intent={sign_up.intent}"
    return box.forget(SeeOther(where))


def slow_down(request: HttpRequest, answers: Answers, form, seconds: int) -> HttpResponse:
    """429, with all that was typed still in the form."""
    note = guards.slow_down_note(seconds)
    context = {"key": guards.posted_key(request.POST) or uuid.uuid4(), "slow_down": note}
    response = show(request, answers, form, context, status=429)
    response["Retry-After"] = str(seconds)
    return response


def show(request: HttpRequest, answers: Answers, form, context: dict, *, status=200):
    context |= page_context(answers, form) | {"started": guards.stamp(request.POST)}
    return render(request, "signups/sign_up_page.html", context, status=status)


def page_context(answers: Answers, form) -> dict:
    step = form.step
    return {
        "page": answers.page,
        "form": form,
        "step": step,
        "number": STEPS.index(step) + 1,
        "steps": STEPS,
        "reachable": answers.reachable,
        "intent": answers.intent,
        "offer": answers.page.offer_for(answers.intent),
        "summary": summary.lines(answers) if step == Step.SEND else [],
        "statement": services.statement_of(answers.page) if step == Step.SEND else None,
        "trap": guards.TRAP,
    }


def preview_context(page) -> dict:
    """The first step, for an editor who looks at the page before it is published."""
    answers = Answers(page, {})
    return page_context(answers, answers.form(Step.WHAT)) | {"key": uuid.uuid4()}
