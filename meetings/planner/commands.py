"""What a button of the planner asks, such as `up:12`, turned into a change of the agenda."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from modules_library.models import ModulePage

from ..forms.agenda import NewBlockForm, TemplateNameForm
from ..models import AgendaItem, AgendaTemplate, Meeting
from ..services import agenda, carrying

BREAK_MINUTES = 15
LONGEST_NUMBER = 12


@dataclass
class Command:
    """A verb with numbers, and a form when something has to be filled in for it."""

    request: HttpRequest
    verb: str
    numbers: list[int]
    form: object = None

    @classmethod
    def read(cls, request: HttpRequest) -> "Command":
        """Raises BadRequest when no button of ours says this."""
        verb, *rest = request.POST.get("do", "save").split(":")
        makes_sense = all(text.isdecimal() and len(text) <= LONGEST_NUMBER for text in rest)
        if not makes_sense or len(rest) != NUMBERS.get(verb):
            raise BadRequest("No button of the planner asks this.")
        form = FORMS[verb](request.POST, prefix=verb) if verb in FORMS else None
        return cls(request, verb, [int(text) for text in rest], form)

    @property
    def is_valid(self) -> bool:
        return self.form is None or self.form.is_valid()

    def change(self) -> Callable[[Meeting], AgendaItem | None] | None:
        """What to do with the locked meeting; None when there is nothing to do but save."""
        handle = HANDLERS.get(self.verb)
        return (lambda meeting: handle(self, meeting, *self.numbers)) if handle else None


def weave(command: Command, meeting: Meeting, pk: int) -> AgendaItem:
    module = ModulePage.objects.visible_to(command.request.user).filter(pk=pk).first()
    if module is None:
        raise Http404
    return agenda.weave(meeting, module)


def add_block(command: Command, meeting: Meeting) -> AgendaItem:
    return agenda.add(meeting, [command.form.cleaned_data])


def add_break(command: Command, meeting: Meeting) -> AgendaItem:
    content = {"kind": AgendaItem.Kind.BREAK, "title": _("Break"), "minutes": BREAK_MINUTES}
    return agenda.add(meeting, [content])


def copy(command: Command, meeting: Meeting) -> AgendaItem | None:
    """The source is `meeting-12` or `template-3`, of this circle; a template may be the network's."""
    kind, _dash, number = command.request.POST.get("source", "").partition("-")
    if not number.isdecimal() or len(number) > LONGEST_NUMBER:
        return None
    if kind == "meeting":
        source = Meeting.objects.of_circle(meeting.circle_id).filter(pk=number).first()
        return agenda.copy_agenda(meeting, source) if source else None
    template = AgendaTemplate.objects.for_circle(meeting.circle_id).filter(pk=number).first()
    return agenda.add(meeting, template.items) if template else None


def save_template(command: Command, meeting: Meeting) -> None:
    agenda.save_template(meeting, command.form.cleaned_data["name"])


def park(command: Command, meeting: Meeting, pk: int) -> None:
    agenda.park(meeting, pk, command.request.user)


def move_to_next(command: Command, meeting: Meeting, pk: int) -> None:
    agenda.move_to_next(meeting, pk, command.request.user)


def on_agenda(function, *numbers):
    """A change that needs nothing of the request."""
    return lambda command, meeting, *given: function(meeting, *given, *numbers)


HANDLERS = {
    "up": on_agenda(agenda.shift, -1),
    "down": on_agenda(agenda.shift, 1),
    "move": on_agenda(agenda.move),
    "in": on_agenda(agenda.put_inside),
    "out": on_agenda(agenda.take_out),
    "remove": on_agenda(agenda.remove),
    "take": on_agenda(agenda.take_from_backlog),
    "carry": lambda command, meeting: carrying.carry_into(meeting=meeting),
    "weave": weave,
    "block": add_block,
    "break": add_break,
    "copy": copy,
    "template": save_template,
    "park": park,
    "next": move_to_next,
}
# How many numbers follow a verb.
NUMBERS = {
    "save": 0,
    "search": 1,
    "carry": 0,
    "block": 0,
    "break": 0,
    "copy": 0,
    "template": 0,
    "move": 2,
    **dict.fromkeys(("up", "down", "in", "out", "remove", "take", "weave", "park", "next"), 1),
}
FORMS = {"block": NewBlockForm, "template": TemplateNameForm}
