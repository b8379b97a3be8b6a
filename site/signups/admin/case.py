"""The page of one sign-up: what was asked, what was said, and what can be done next."""

from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail_modeladmin.views import EditView

from cop_pages.responses import SeeOther
from modules_library.admin.modeladmin_views import HiddenInspectView
from modules_library.admin.trail import trail

from ..models import Intent, SignUp, Status, mails_by_hand
from ..pipeline import MergedError, moves_of
from .forms import AssignForm, EntryForm
from .outcome_forms import ArenaDecisionForm, outcomes_for
from .permissions import HANDLE

PERSON = ("postcode", "municipality", "who", "organisation_kind", "organisation", "heard")
REQUEST = (
    "cop", "case_kind", "case", "already_in", "has_facilitator", "facilitator", "wants_arena",
    "message",
)  # fmt: skip
COMPARED = ("name", "email", "phone", *PERSON, "intent", *REQUEST)
VERBS = {
    Status.CONFIRMED: gettext_lazy("Put back with the new ones"),
    Status.IN_CONVERSATION: gettext_lazy("Start the conversation"),
    Status.PLACED: gettext_lazy("Mark as placed"),
    Status.DECLINED: gettext_lazy("Decline"),
}

# In the place of 'placed', for who asked for no place.
SETTLED = {
    Intent.QUESTION: gettext_lazy("Mark as answered"),
    Intent.QUOTE: gettext_lazy("Mark as settled"),
}


def case_url(pk: int) -> str:
    return reverse("signups_signup_modeladmin_inspect", args=[pk])


def to_kept(request: HttpRequest, error: MergedError) -> HttpResponse:
    messages.error(request, str(error))
    return SeeOther(case_url(error.kept_pk))


def shown(sign_up: SignUp, name: str) -> str:
    """A field as people read it."""
    display = getattr(sign_up, f"get_{name}_display", None)
    value = display() if display else getattr(sign_up, name)
    return str(value) if value else ""


def facts(sign_up: SignUp, names: tuple[str, ...]) -> list[tuple[str, str]]:
    """Label and value of what was filled in."""
    pairs = [
        (str(sign_up._meta.get_field(name).verbose_name), shown(sign_up, name)) for name in names
    ]
    return [(label, value) for label, value in pairs if value]


def extra_facts(sign_up: SignUp) -> list[tuple[str, str]]:
    return [(each["label"], each["answer"]) for each in sign_up.extra_answers if each["answer"]]


def consents(sign_up: SignUp) -> QuerySet:
    """Its own first, then those of each request that was merged into it."""
    own_first = F("sign_up__merged_into").asc(nulls_first=True)
    rows = sign_up.consents_of_case().select_related("sign_up", "statement")
    return rows.order_by(own_first, "sign_up", "pk")


def moves(sign_up: SignUp) -> list[dict]:
    """The buttons that move it, in words of what happens."""
    return [{"status": each, "verb": verb_for(sign_up, each)} for each in moves_of(sign_up)]


def verb_for(sign_up: SignUp, status: Status) -> str:
    if status == Status.IN_CONVERSATION and sign_up.is_closed:
        return _("Open again")
    if status == Status.PLACED and sign_up.intent in SETTLED:
        return SETTLED[sign_up.intent]
    return VERBS[status]


def with_relations(rows: QuerySet) -> QuerySet:
    related = ("owner", "cop", "page", "placed_in", "merged_into")
    return rows.select_related(*related).prefetch_related(
        "entries__by",
        "history__by",
        "quotes",
        "arena_requests__cop",
        "waiting_for__cop",
        "facilitator_profiles",
        "facilitator_searches__requests__profile__user",
        "merged",
    )


def case_context(request, sign_up: SignUp, **bound) -> dict:
    """All that the case page shows. `bound` has the form that was sent and did not pass, by its name."""
    sign_up = with_relations(SignUp.objects.with_marks()).get(pk=sign_up.pk)
    may_handle = request.user.has_perm(HANDLE)
    return {
        "sign_up": sign_up,
        "person": facts(sign_up, PERSON),
        "request_facts": facts(sign_up, REQUEST) + extra_facts(sign_up),
        "doubles": list(SignUp.objects.visible_to(request.user).doubles_of(sign_up)),
        "may_handle": may_handle,
        "moves": moves(sign_up) if may_handle else [],
        "outcomes": outcomes_for(sign_up, request.user, bound) if may_handle else [],
        "mails": mails_by_hand() if may_handle and sign_up.is_confirmed else [],
        "is_searched": any(each.is_open for each in sign_up.facilitator_searches.all()),
        "arena_form": ArenaDecisionForm(request.user),
        "consents": consents(sign_up),
        "entry_form": bound.get("entry") or EntryForm(),
        "assign_form": bound.get("assign") or AssignForm(sign_up),
        "breadcrumbs_items": breadcrumbs(str(sign_up)),
    }


def breadcrumbs(*labels: str) -> list[dict]:
    """From the list to here; only the list has an address."""
    index = (_("Sign-ups"), reverse("signups_signup_modeladmin_index"))
    return trail(index, *((label, "") for label in labels))


class CaseView(HiddenInspectView):
    """Somebody else's sign-up does not exist, for who sees only their own."""

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs) | case_context(self.request, self.instance)


class SignUpEditView(EditView):
    """Back to the case, not to the list."""

    def dispatch(self, request, *args, **kwargs):
        kept_pk = self.instance.merged_into_id
        if kept_pk and self.check_action_permitted(request.user):
            return to_kept(request, MergedError(kept_pk))
        return super().dispatch(request, *args, **kwargs)

    def get_success_url(self) -> str:
        return case_url(self.instance.pk)
