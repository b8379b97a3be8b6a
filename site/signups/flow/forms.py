"""One form per step."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models.choices import Answer, Intent, Purpose, Who
from .builder import QuestionFormBuilder
from .questions import Pick
from .steps import Step, names_in, question

EXTRA = "extra_"
CONSENT = "consent_"
CONSENT_TEXTS = {
    Purpose.HANDLE: _("You may keep my answers to deal with my request."),
    Purpose.SHARE: _("You may show my answers to the people of the CoP that it is about."),
    Purpose.NEWS: _("Mail me news of the network now and then."),
}


class StepForm(forms.Form):
    """The questions of one step. `intent` is None only in the first."""

    def __init__(self, data=None, *, page, step: Step, intent: Intent | None, initial=None):
        super().__init__(data, initial=initial, label_suffix="")
        self.page, self.step, self.intent = page, step, intent
        if step == Step.WHAT:
            self.fields["intent"] = ask_intent(page)
        for name in names_in(step, intent):
            self.fields[name] = question(name, intent)
        if step == Step.SEND:
            self.fields |= extra_fields(page, intent) | consent_fields(intent)

    @property
    def extra(self) -> list:
        """The editors' own questions as bound fields."""
        return [field for field in self if field.name.startswith(EXTRA)]

    @property
    def consents(self) -> list:
        return [field for field in self if field.name.startswith(CONSENT)]

    @property
    def asked(self) -> list:
        """Our own questions, without consents."""
        return [field for field in self if not field.name.startswith(CONSENT)]

    def clean(self):
        data = super().clean()
        if data.get("has_facilitator") == Answer.YES and not data.get("facilitator"):
            self._miss("facilitator")
        if data.get("who") == Who.PROFESSIONAL and not data.get("organisation"):
            self._miss("organisation")
        return data

    def _miss(self, name: str) -> None:
        """Say that this one is missing after all, unless something else is wrong with it."""
        if name in self.fields and name not in self.errors:
            self.add_error(name, self.fields[name].error_messages["required"])


def ask_intent(page) -> Pick:
    choices = [(offer.intent, offer.shown_label) for offer in page.shown_offers]
    missing = _("Choose what you want.")
    return Pick(choices, label=_("What do you want?"), missing=missing, required=True)


def consent_fields(intent: Intent) -> dict[str, forms.Field]:
    """Each on its own, none ticked beforehand; only the first is needed to go on."""
    wanted = [Purpose.HANDLE, Purpose.NEWS]
    if intent in {Intent.JOIN_COP, Intent.ARENA}:
        wanted.insert(1, Purpose.SHARE)
    return {f"{CONSENT}{purpose}": _consent(purpose) for purpose in wanted}


def _consent(purpose: Purpose) -> forms.BooleanField:
    missing = _("Without this we may not keep your request. Tick the box to send it.")
    return forms.BooleanField(
        label=CONSENT_TEXTS[purpose],
        required=purpose == Purpose.HANDLE,
        error_messages={"required": missing},
    )


def extra_fields(page, intent: Intent) -> dict[str, forms.Field]:
    fields = QuestionFormBuilder(page.questions_for(intent)).formfields
    return {f"{EXTRA}{name}": each for name, each in fields.items()}
