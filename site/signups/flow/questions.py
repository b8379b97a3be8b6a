"""Every question we ask ourselves: how it reads, and what we say when the answer does not do."""

import re
from itertools import groupby
from operator import attrgetter

from django import forms
from django.core.validators import RegexValidator
from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from localflavor.nl.forms import NLZipCodeField

from cop_pages.models import CopPage, Organisation

from ..models.choices import Answer, Who

LONG = 4000
HOUSE_TIP = _("It looks like this: 1311 RL. Do you not know it? Then leave this empty.")


def option(label) -> str:
    """As it stands in a list; still lazy, for labels in two languages."""
    return lazy(lambda: capfirst(str(label)), str)()


def options(choices) -> list[tuple[str, str]]:
    return [(value, option(label)) for value, label in choices]


class Words(forms.CharField):
    """Some text. Nothing is cut off while people type; who writes too much hears by how much.

    `room` is in characters. `follows` means that it depends on another answer whether one must fill it in.
    """

    def __init__(
        self, *, room: int, missing="", rows=0, autocomplete="", follows: bool = False, **kwargs
    ):
        self.room, self.follows = room, follows
        widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
        if autocomplete:
            widget.attrs["autocomplete"] = autocomplete
        messages = {"required": missing} if missing else {}
        super().__init__(widget=widget, error_messages=messages, **kwargs)

    def validate(self, value):
        super().validate(value)
        too_much = len(value.replace("\r\n", "\n")) - self.room
        if too_much > 0:
            raise forms.ValidationError(
                ngettext(
                    "This is %(number)d character too long. There is room for %(room)d.",
                    "This is %(number)d characters too long. There is room for %(room)d.",
                    too_much,
                )
                % {"number": too_much, "room": self.room}
            )


class Email(forms.EmailField):
    def __init__(self, **kwargs):
        messages = {
            "required": _("Fill in your email address; we send our answer there."),
            "invalid": _(
                "Something is missing in this address. It looks like this: name@example.org."
            ),
        }
        widget = forms.EmailInput(attrs={"autocomplete": "email"})
        super().__init__(max_length=254, error_messages=messages, widget=widget, **kwargs)


class Postcode(NLZipCodeField):
    """A Dutch postcode however it is typed; the four figures alone say enough."""

    def __init__(self, **kwargs):
        super().__init__(
            widget=forms.TextInput(attrs={"autocomplete": "postal-code"}),
            **kwargs,
        )

    def clean(self, value):
        typed = re.sub(r"[\s.,_-]", "", str(value or "")).upper().removeprefix("NL")
        if re.fullmatch(r"[1-9][0-9]{3}", typed):
            return typed
        try:
            return super().clean(typed)
        except forms.ValidationError as error:
            raise forms.ValidationError(HOUSE_TIP) from error


class Pick(forms.ChoiceField):
    """One of a few, all in view."""

    def __init__(self, choices, *, missing="", **kwargs):
        messages = {"invalid_choice": _("Choose one of these.")}
        messages |= {"required": missing or _("Choose one of these.")}
        kwargs.setdefault("widget", forms.RadioSelect)
        super().__init__(choices=options(choices), error_messages=messages, **kwargs)


def open_cops() -> list[CopPage]:
    """The CoPs one can join, by municipality; a closed one that was asked for is not among them."""
    statuses = [CopPage.Status.FORMING, CopPage.Status.ACTIVE]
    cops = CopPage.objects.with_public_profile().filter(status__in=statuses).with_taken_places()
    return list(
        cops.only("municipality", "places", "status", "title").order_by("municipality", "title")
    )


def by_municipality(cops: list[CopPage], label) -> list[tuple]:
    groups = groupby(cops, key=attrgetter("municipality"))
    return [(name, [(str(cop.pk), label(cop)) for cop in each]) for name, each in groups]


def with_places(cop: CopPage) -> str:
    return f"{cop.title} ({cop.places_in_short})" if cop.places_in_short else cop.title


class PickCop(forms.ChoiceField):
    """A CoP by its number, or none yet."""

    def __init__(self, **kwargs):
        self.cops, self.full = open_cops(), {}
        messages = {"invalid_choice": _("Choose a CoP from the list, or “I do not know yet”.")}
        super().__init__(error_messages=messages, **kwargs)
        self._offer(attrgetter("title"))

    def _offer(self, label) -> None:
        unknown = ("", option(_("I do not know yet")))
        self.choices = [unknown, *by_municipality(self.cops, label)]

    def tell_places(self) -> None:
        """To who wants to join, so that nobody is surprised by a waiting list."""
        self._offer(with_places)
        self.full = {str(cop.pk): cop.title for cop in self.cops if cop.free_places == 0}
        if self.full:
            self.help_text = _(
                "Is a CoP full? Choose it anyway: you then come on the waiting list."
            )

    def get_bound_field(self, form, field_name):
        """Of the one that was chosen in full, for a small screen cuts off what stands behind its name."""
        field = super().get_bound_field(form, field_name)
        if full := self.full.get(field.value()):
            told = _("%(cop)s is full now. Do you go on? Then you come on the waiting list.")
            field.help_text = told % {"cop": full}
        return field

    def clean(self, value) -> int | None:
        chosen = super().clean(value)
        return int(chosen) if chosen else None


PHONE = RegexValidator(r"^[0-9+()/. \-]{6,30}\Z", _("Use figures only, for example 06 12345678."))


def name(**kwargs):
    missing = _("Fill in your name.")
    return Words(label=_("Your name"), room=150, missing=missing, autocomplete="name", **kwargs)


def email(**kwargs):
    return Email(label=_("Your email address"), help_text=_("We send our answer here."), **kwargs)


def phone(**kwargs):
    field = Words(
        label=_("Your phone number"),
        help_text=_("Only if you like to be called."),
        room=30,
        autocomplete="tel",
        validators=[PHONE],
        **kwargs,
    )
    field.widget.input_type = "tel"
    return field


def postcode(**kwargs):
    return Postcode(
        label=_("Postcode of the neighbourhood"), help_text=_("For example 1311 RL."), **kwargs
    )


def municipality(**kwargs):
    return Words(
        label=_("Municipality"),
        room=80,
        missing=_("Fill in the municipality; then we know who is near."),
        autocomplete="address-level2",
        **kwargs,
    )


def who(**kwargs):
    missing = _("Say whether you come as a resident or for your work.")
    return Pick(Who.choices, label=_("You come as"), missing=missing, **kwargs)


def organisation_kind(**kwargs):
    choices = [("", _("Choose a kind")), *Organisation.Kind.choices]
    label = _("Kind of organisation")
    return Pick(choices, label=label, widget=forms.Select, **kwargs)


def organisation(**kwargs):
    return Words(
        label=_("Name of the organisation"),
        help_text="" if kwargs["required"] else _("Only if you come for your work."),
        follows=not kwargs["required"],
        room=150,
        missing=_("Fill in the name of your organisation."),
        autocomplete="organization",
        **kwargs,
    )


def case_kind(**kwargs):
    return Pick(
        CopPage.CaseKind.choices,
        label=_("What kind of case is it?"),
        help_text=_("Do you doubt? Choose what comes closest."),
        missing=_("Choose what comes closest."),
        **kwargs,
    )


def case(**kwargs):
    missing = _("Tell us in a few words what it is about.")
    return Words(room=LONG, missing=missing, rows=6, **kwargs)


def message(**kwargs):
    missing = _("Write a few words; then we can answer well.")
    return Words(room=LONG, missing=missing, rows=6, **kwargs)


def already_in(**kwargs):
    return Words(
        label=_("Who is already in?"),
        help_text=_("People, groups or organisations. Nobody yet? That is fine too."),
        room=1000,
        rows=3,
        **kwargs,
    )


def has_facilitator(**kwargs):
    choices = [
        (Answer.YES, _("yes, we have somebody")),
        (Answer.NO, _("no, please find us somebody")),
        (Answer.UNKNOWN, _("I do not know yet")),
    ]
    return Pick(
        choices,
        label=_("Is there a facilitator?"),
        help_text=_("Somebody who leads the meetings and keeps an eye on the process."),
        missing=_("Say whether there is a facilitator. You may choose “I do not know yet”."),
        **kwargs,
    )


def facilitator(**kwargs):
    missing = _("Fill in who the facilitator is.")
    return Words(
        label=_("Who is the facilitator?"),
        help_text=_("Only if there is one."),
        follows=True,
        room=200,
        missing=missing,
        **kwargs,
    )


def wants_arena(**kwargs):
    return Pick(
        Answer.choices,
        label=_("Do you want a transition arena too?"),
        help_text=_("Then people of your organisation follow along, as from a tribune."),
        **kwargs,
    )


def cop(**kwargs):
    return PickCop(label=_("Which CoP?"), **kwargs)


def heard(**kwargs):
    return Words(label=_("How did you hear of us?"), room=200, **kwargs)
