"""What somebody filled in so far, as typed, and what it amounts to."""

from datetime import date
from decimal import Decimal
from functools import cached_property

from django.utils.datastructures import MultiValueDict
from django.utils.formats import date_format, localize
from django.utils.translation import gettext

from ..models.choices import Intent
from .forms import CONSENT, EXTRA, StepForm
from .steps import STEPS, Step, own_names

MOST_VALUES = 50
LONGEST = 20_000  # Characters; far more than any question has room for.

Raw = dict[str, list[str]]


def typed(post, page) -> Raw:
    """The answers in a request, within reason, and only to questions that this page asks."""
    extra = {f"{EXTRA}{each.clean_name}" for each in page.extra_questions.all()}
    return {
        name: [value.replace("\x00", "")[:LONGEST] for value in values[:MOST_VALUES]]
        for name, values in post.lists()
        if name in own_names() | extra
    }


class Answers:
    """Answers on a page: `raw` has lists of text by the name of the question."""

    def __init__(self, page, raw: Raw):
        self.page = page
        self.raw = raw

    @cached_property
    def intent(self) -> Intent | None:
        chosen = self.raw.get("intent") or [""]
        return next((each for each in self.page.intents if each == chosen[-1]), None)

    def form(self, step: Step, data=None) -> StepForm:
        """A form that shows these answers; or that checks `data`, when that is given."""
        form = StepForm(data, page=self.page, step=step, intent=self.intent)
        known = MultiValueDict(self.raw)
        for name in self.raw.keys() & form.fields.keys():
            form.initial[name] = form.fields[name].widget.value_from_datadict(known, {}, name)
        return form

    def checked(self, step: Step) -> StepForm:
        """The answers of one step as if they had just been sent."""
        return self.form(step, MultiValueDict(self.raw))

    @cached_property
    def first_unfinished(self) -> Step:
        """Where to go on: nothing before it is missing. The last step is always still to be sent."""
        for step in STEPS[:-1]:
            if not self.checked(step).is_valid():
                return step
        return Step.SEND

    @property
    def reachable(self) -> list[Step]:
        return STEPS[: STEPS.index(self.first_unfinished) + 1]

    def replaced(self, step: Step, post) -> "Answers":
        """With what was sent now; a box of this step that is no longer ticked is not sent at all."""
        raw = self.raw | typed(post, self.page)
        asked = Answers(self.page, raw).form(step).fields
        return Answers(
            self.page, {name: raw[name] for name in raw if name in post or name not in asked}
        )

    def cleaned(self) -> dict:
        """All of our own questions, as they may be kept; each step before the last must be valid."""
        data = {"intent": self.intent}
        for step in (Step.CASE, Step.YOU):
            form = self.checked(step)
            form.full_clean()
            data |= form.cleaned_data
        return data


def extra_answers(form: StepForm) -> list[dict]:
    """Question and answer as text, in the words of this moment, for editors may change them later."""
    return [
        {
            "name": field.name.removeprefix(EXTRA),
            "label": str(field.label),
            "answer": as_text(form.cleaned_data[field.name]),
        }
        for field in form.extra
    ]


def consents(form: StepForm) -> dict[str, bool]:
    """By purpose, also those that were not given."""
    return {
        field.name.removeprefix(CONSENT): form.cleaned_data[field.name] for field in form.consents
    }


def as_text(value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if isinstance(value, Decimal):
        return localize(value.normalize(), use_l10n=True) if value else "0"
    return ", ".join(value) if isinstance(value, list) else str(value)
