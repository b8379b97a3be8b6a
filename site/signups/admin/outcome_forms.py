"""The outcomes of a sign-up as small forms that are filled in beforehand: one click, or one change first."""

from typing import ClassVar

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cop_pages.models import CopPage, Role

from .. import outcomes, quotes
from ..models import Intent, Origin, SignUp
from .forms import RowChoiceField


class OutcomeForm(forms.Form):
    """`run()` does it and returns the address to go on at, or nothing to stay on the case."""

    name: ClassVar[str]
    title: ClassVar[str]
    verb: ClassVar[str]
    icon: ClassVar[str] = "arrow-right"
    done: ClassVar[str]

    def __init__(self, sign_up: SignUp, user, data=None):
        super().__init__(data, prefix=self.name, initial=self.start(sign_up))
        self.sign_up, self.user = sign_up, user
        if "cop" in self.fields:
            self.fields["cop"].queryset = open_cops(user)

    def start(self, sign_up: SignUp) -> dict:
        return {"cop": sign_up.cop_id}

    def run(self) -> str:
        raise NotImplementedError

    def call(self, outcome):
        return outcome(sign_up=self.sign_up, by=self.user, **self.cleaned_data)


def open_cops(user):
    """The CoPs that somebody may come into, as far as this person sees them."""
    open_ = [CopPage.Status.FORMING, CopPage.Status.ACTIVE]
    return CopPage.objects.visible_to(user).filter(status__in=open_).order_by("title")


def cop_field(*, required: bool = True) -> RowChoiceField:
    return RowChoiceField(label=_("CoP"), queryset=None, required=required)


class InviteForm(OutcomeForm):
    name, icon = "invite", "user"
    title, verb = _("A place in a CoP"), _("Invite")
    done = _("The invitation is on its way.")

    cop = cop_field()
    role = forms.ChoiceField(
        label=_("role"),
        choices=[(each.value, each.label) for each in (Role.RESIDENT, Role.PROFESSIONAL)],
    )
    message = forms.CharField(
        label=_("personal message"),
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
    )

    def start(self, sign_up):
        return super().start(sign_up) | {"role": outcomes.role_of(sign_up)}

    def run(self):
        self.call(outcomes.invite)


class WaitForm(OutcomeForm):
    name, icon = "wait", "time"
    title, verb = _("The waiting list of a CoP"), _("Put on the waiting list")
    done = _("On the waiting list. We told them by mail.")

    cop = cop_field()

    def run(self):
        self.call(outcomes.wait)


class StartCopForm(OutcomeForm):
    name, icon = "cop", "group"
    title, verb = _("A new CoP"), _("Make the draft page")
    done = _("The draft page is there. Whoever asked for it is invited as soon as you publish it.")

    title_of_cop = forms.CharField(label=_("name of the CoP"), max_length=120)
    place = forms.CharField(label=_("neighbourhood or village"), max_length=80)
    municipality = forms.CharField(label=_("municipality"), max_length=80)
    summary = forms.CharField(
        label=_("the case in short"),
        help_text=_("Everybody can read this later. Leave names out."),
        max_length=400,
        widget=forms.Textarea({"rows": 3}),
    )

    def start(self, sign_up):
        return {
            "title_of_cop": _("CoP %(place)s") % {"place": sign_up.municipality},
            "place": sign_up.municipality,
            "municipality": sign_up.municipality,
            "summary": sign_up.case[:400],
        }

    def run(self):
        data = self.cleaned_data
        data["title"] = data.pop("title_of_cop")
        page = self.call(outcomes.start_cop)
        may_edit = page.permissions_for_user(self.user).can_edit()
        return reverse("wagtailadmin_pages:edit", args=[page.pk]) if may_edit else ""


class ArenaForm(OutcomeForm):
    name, icon = "arena", "globe"
    title, verb = _("An arena"), _("Make the arena request")
    done = _("The arena request is there.")

    organisation = forms.CharField(label=_("organisation"), max_length=150)
    cop = cop_field(required=False)

    def start(self, sign_up):
        return super().start(sign_up) | {"organisation": sign_up.organisation}

    def run(self):
        self.call(outcomes.request_arena)


class FacilitatorForm(OutcomeForm):
    name, icon = "facilitator", "user"
    title, verb = _("A facilitator"), _("Make the profile")
    done = _("The profile is there: this person can be asked from now on.")

    origin = forms.ChoiceField(label=_("comes from"), choices=Origin.choices)

    def start(self, sign_up):
        return {"origin": Origin.ORGANISATION if sign_up.organisation else Origin.WIJK}

    def run(self):
        self.call(outcomes.make_facilitator)


class QuoteForm(OutcomeForm):
    name, icon = "quote", "doc-full"
    title, verb = _("A quote"), _("Write the quote")
    done = _("Here is a first version. Write the text and the prices, then send it.")

    subject = forms.CharField(label=_("subject"), max_length=150)

    def start(self, sign_up):
        return {"subject": _("Facilitating a learn-and-do CoP")}

    def run(self):
        quote = self.call(quotes.draft)
        return reverse("signups_quote_modeladmin_edit", args=[quote.pk])


class ArenaDecisionForm(forms.Form):
    """Around which CoP, for an arena request that does not say so yet."""

    cop = cop_field(required=False)

    def __init__(self, user, data=None):
        super().__init__(data, prefix="decision")
        self.fields["cop"].queryset = open_cops(user)


FORMS = {
    form.name: form
    for form in (InviteForm, WaitForm, StartCopForm, ArenaForm, FacilitatorForm, QuoteForm)
}
# What somebody asked for comes first; the rest stays within reach.
FIRST = {
    Intent.START_COP: ("cop",),
    Intent.JOIN_COP: ("invite", "wait"),
    Intent.ARENA: ("arena",),
    Intent.FACILITATOR: ("facilitator",),
    Intent.QUOTE: ("quote",),
}


def names_for(sign_up: SignUp) -> list[str]:
    """The outcomes that are left, without those that are there already: they would come once more
    as they are, and what was typed would be lost."""
    if outcomes.is_agreed(sign_up):
        return [StartCopForm.name]
    if sign_up.status not in outcomes.IN_HAND or sign_up.merged_into_id:
        return []
    is_there = {
        StartCopForm.name: sign_up.placed_in_id,
        ArenaForm.name: sign_up.arena_requests.open().exists(),
        QuoteForm.name: sign_up.quotes.draft().exists(),
    }
    return [name for name in FORMS if not is_there.get(name)]


def outcomes_for(sign_up: SignUp, user, bound: dict) -> list[dict]:
    """The forms in order; `is_first` for those that answer what was asked."""
    left = names_for(sign_up)
    first = FIRST.get(sign_up.intent, ()) if len(left) > 1 else left
    names = sorted(left, key=lambda name: name not in first)
    return [
        {
            "form": bound.get(name) or FORMS[name](sign_up, user),
            "is_first": name in first or name in bound,
        }
        for name in names
    ]
