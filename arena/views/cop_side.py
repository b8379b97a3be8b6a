"""What the CoP has to do with its arenas: answer interests and questions, and choose what they see."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cop_pages.models import CopPage
from cop_pages.responses import SeeOther
from meetings.models import Meeting

from ..forms import AcceptForm, ReasonForm, ShownPersonForm
from ..models import ArenaPage, Interest, Question, ShownPerson
from ..services import interests as services
from ..services import sharing
from ..sharing_table import SharingTable
from ..shown import preview_of, shown_by_cops
from .access import cop_facilitator_view, cop_view

STEPS = {"accept": AcceptForm, "park": ReasonForm, "decline": ReasonForm, "answer": ReasonForm}


@require_safe
@cop_view
def cop_interests(request: HttpRequest, cop: CopPage) -> HttpResponse:
    """What arenas brought in, for all members; the facilitator answers here, questions too."""
    is_facilitator = cop.is_facilitated_by(request.user)
    rows = Interest.objects.for_cop(cop).for_reading().with_bundled().select_related("arena")
    waiting = rows.waiting_for_answer()
    questions = Question.objects.about(cop).waiting().select_related("update")
    context = {
        "circle": cop,
        "is_facilitator": is_facilitator,
        "waiting": waiting,
        "others": rows.exclude(pk__in=waiting.values("pk")).order_by("-changed_at")[:100],
        "questions": questions if is_facilitator else [],
        "next_meeting": Meeting.objects.upcoming()
        .editable_by(request.user)
        .filter(circle=cop)
        .first(),
    }
    return render(request, "arena/cop_interests.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@cop_facilitator_view
def answer_interest(
    request: HttpRequest, cop: CopPage, interest_id: int, step: str
) -> HttpResponse:
    """Accept, park, decline or answer one interest, in plain words."""
    found = get_object_or_404(Interest.objects.for_cop(cop).for_reading(), pk=interest_id)
    form_class = STEPS.get(step)
    if form_class is None:
        raise Http404
    initial = {"reason": outcome_of(found)} if step == "answer" else None
    form = form_class(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        return _take_step(request, found, step, form.cleaned_data)
    context = {"circle": cop, "interest": found, "step": step, "form": form}
    status = 422 if form.errors else 200
    return render(request, "arena/answer_interest.html", context, status=status)


def outcome_of(interest: Interest) -> str:
    """What the CoP decided when it was on the agenda, to begin the answer with."""
    item = interest.agenda_item
    return "\n".join(item.decisions.values_list("text", flat=True)) if item else ""


@require_POST
@cop_facilitator_view
def put_on_the_list_again(request: HttpRequest, cop: CopPage, interest_id: int) -> HttpResponse:
    """For one whose meeting is over or was cancelled."""
    found = get_object_or_404(Interest.objects.for_cop(cop), pk=interest_id)
    return _take_step(request, found, "put_on_the_list_again", {})


def _take_step(request: HttpRequest, found: Interest, step: str, data: dict) -> HttpResponse:
    try:
        getattr(services, step)(interest=found, by=request.user, **data)
    except services.NotPossibleError:
        messages.error(request, _("That is no longer possible: somebody took a step already."))
    else:
        messages.success(request, _("The sender gets your answer by mail."))
    address = reverse("arena:cop_interests", args=[found.cop_id])
    return SeeOther(f"{address}#interest-{found.pk}")


@require_http_methods(["GET", "HEAD", "POST"])
@cop_facilitator_view
def choose_shared(request: HttpRequest, cop: CopPage) -> HttpResponse:
    """Choose item by item what each arena sees. What is not ticked, nobody outside the CoP sees.

    A POST with `preview` or `edit` saves nothing: it shows the choice as an arena, or the boxes again.
    """
    table = SharingTable(cop)
    if request.method != "POST":
        return render(request, "arena/choose_shared.html", {"circle": cop, "table": table})
    wanted = table.read(request.POST.getlist("share"))
    offered = table.read(request.POST.getlist("offered"))
    if "edit" in request.POST:
        context = {"circle": cop, "table": SharingTable(cop, ticked=wanted)}
        return render(request, "arena/choose_shared.html", context)
    if "preview" in request.POST:
        return _preview(request, table, wanted, offered)
    shared, withdrawn = sharing.choose(cop=cop, wanted=wanted, offered=offered, by=request.user)
    messages.success(request, _said(shared, withdrawn))
    return SeeOther(reverse("arena:choose_shared", args=[cop.pk]))


def _preview(request: HttpRequest, table: SharingTable, wanted: set, offered: set) -> HttpResponse:
    """Before anybody gets a mail of it: the choice as one arena would see it."""
    chosen = request.POST["preview"]
    arena = next((each for each in table.arenas if str(each.pk) == chosen), None)
    if arena is None:
        raise Http404
    rows = table.rows_for(arena, wanted, offered)
    context = {
        "circle": table.cop,
        "arena": arena,
        "cops": preview_of(table.cop, rows),
        "share": sorted(map(str, wanted)),
        "offered": sorted(map(str, offered)),
        "is_choice": True,
    }
    return render(request, "arena/as_seen_by.html", context)


def _said(shared: int, withdrawn: int) -> str:
    parts = []
    if shared:
        parts.append(ngettext("%d thing is shown.", "%d things are shown.", shared) % shared)
    if withdrawn:
        gone = ngettext(
            "%d thing is withdrawn and gone everywhere.",
            "%d things are withdrawn and gone everywhere.",
            withdrawn,
        )
        parts.append(gone % withdrawn)
    return " ".join(parts) or _("Nothing has changed.")


@require_safe
@cop_facilitator_view
def as_seen_by(request: HttpRequest, cop: CopPage, arena_id: int) -> HttpResponse:
    """The CoP as this arena sees it, and nothing of the arena's own."""
    arena = get_object_or_404(ArenaPage.objects.around(cop), pk=arena_id)
    context = {"circle": cop, "arena": arena, "cops": shown_by_cops(arena, only=cop)}
    return render(request, "arena/as_seen_by.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@cop_view
def shown_person(request: HttpRequest, cop: CopPage) -> HttpResponse:
    """What a member of the CoP agrees to show of themselves to its arenas."""
    membership = get_object_or_404(cop.active_memberships(), user=request.user)
    agreement = ShownPerson.objects.filter(membership=membership).first()
    agreement = agreement or ShownPerson(membership=membership)
    form = ShownPersonForm(request.POST if request.method == "POST" else None, instance=agreement)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return SeeOther(cop.get_url(request))
    context = {"circle": cop, "form": form, "arenas": ArenaPage.objects.around(cop)}
    status = 422 if form.errors else 200
    return render(request, "arena/shown_person.html", context, status=status)
