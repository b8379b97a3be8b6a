"""Questions and reactions under an update."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cop_pages.responses import SeeOther

from ..forms import AnswerForm, DiscussionForm, QuestionForm
from ..models import ArenaPage, Discussion, Question
from ..services import questions as services
from .access import arena_view, lead_view


@require_http_methods(["GET", "HEAD", "POST"])
@arena_view
def ask(request: HttpRequest, arena: ArenaPage, page_id: int) -> HttpResponse:
    """A follower asks or reacts; the form stands under the update and, with its errors, here."""
    update = get_object_or_404(arena.updates, pk=page_id)
    get_object_or_404(arena.active_memberships(), user=request.user)
    if request.method != "POST":
        return _invite(request, update)
    form = QuestionForm(request.POST)
    return _ask(request, update, form) if form.is_valid() else _show(request, update, form)


def _invite(request: HttpRequest, update) -> HttpResponse:
    """The form, or back to the update where nothing is taken any more."""
    if Discussion.state_of(update) == Discussion.State.OPEN:
        return _show(request, update, QuestionForm(), status=200)
    messages.error(request, _("No more questions are taken under this update."))
    return redirect(f"{update.get_url(request)}#questions")


def _ask(request: HttpRequest, update, form: QuestionForm) -> HttpResponse:
    """Keep it; when it was closed meanwhile, say so and give back what was typed."""
    try:
        services.ask(update=update, question=form.as_question(), by=request.user)
    except services.ClosedError:
        form.add_error(None, _("No more questions are taken under this update."))
        return _show(request, update, form, status=409)
    messages.success(request, _("Thank you. You get a mail when there is an answer."))
    return SeeOther(f"{update.get_url(request)}#questions")


def _show(request: HttpRequest, update, form: QuestionForm, status: int = 422) -> HttpResponse:
    context = {"circle": update.circle, "update": update, "form": form}
    return render(request, "arena/ask.html", context, status=status)


@require_POST
@lead_view
def set_discussion(request: HttpRequest, arena: ArenaPage, page_id: int) -> HttpResponse:
    """Open, close or hide the questions under an update."""
    update = get_object_or_404(arena.updates, pk=page_id)
    form = DiscussionForm(request.POST)
    if form.is_valid():
        services.set_discussion(update=update, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
    else:
        messages.error(request, _("Choose open, closed or hidden."))
    return SeeOther(f"{update.get_url(request)}#questions")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def answer(request: HttpRequest, question_id: int) -> HttpResponse:
    """The arena lead or the CoP's facilitator answers, each going back to their own page."""
    rows = Question.objects.answerable_by(request.user).select_related("update")
    question = get_object_or_404(rows, pk=question_id)
    initial = {"answer": question.answer}
    form = AnswerForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        services.answer(question=question, text=form.cleaned_data["answer"], by=request.user)
        messages.success(request, _("Your answer is there."))
        return SeeOther(_back_from(question, request))
    context = {"question": question, "form": form, "back": _back_from(question, request)}
    status = 422 if form.errors else 200
    return render(request, "arena/answer_question.html", context, status=status)


def _back_from(question: Question, request: HttpRequest) -> str:
    if question.update.can_be_seen_by(request.user):
        return f"{question.update.get_url(request)}#questions"
    return reverse("arena:cop_interests", args=[question.update.cop_id])
