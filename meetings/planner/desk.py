"""All that lies on the desk of who plans an agenda: its blocks, the catalogue, what was parked."""

from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from wagtail.models import Locale

from modules_library.catalogue import Catalogue
from modules_library.models import Goal, ModulePage

from ..agenda import Agenda, Block
from ..forms.agenda import AgendaItemForm, NewBlockForm, TemplateNameForm
from ..forms.choices import people_of
from ..models import AgendaItem, AgendaTemplate, BacklogItem, Meeting
from ..services.carrying import waiting_step
from .merge import Merge

PER_PAGE = 6
MOST_EARLIER = 12
SEARCH = ("q", "kind", "goal", "duration", "group", "module")
HALF_TYPED = ("block-title", "block-minutes", "template-name")


@dataclass
class Row:
    """A block with its form, and its parts with theirs."""

    block: Block
    form: AgendaItemForm
    parts: list[tuple[AgendaItem, AgendaItemForm]]
    is_last: bool


class Desk:
    """The context of the planner's page, in a fixed number of queries.

    `params` are those of the search, from the address or from the form that was sent.
    """

    def __init__(self, request: HttpRequest, meeting: Meeting, params: QueryDict):
        self.request, self.meeting, self.params = request, meeting, params

    @cached_property
    def agenda(self) -> Agenda:
        return Agenda.of(self.meeting)

    @cached_property
    def choices(self) -> dict:
        people = people_of(self.meeting.circle)
        return {
            "people": [("", "–"), *((person.pk, person.get_full_name()) for person in people)],
            "goals": [(goal.pk, goal.name) for goal in Goal.objects.all()],
        }

    def posted_forms(self) -> list[AgendaItemForm]:
        """One for each item that this request has fields of."""
        data = self.request.POST
        forms = (AgendaItemForm(item, self.choices, data) for item in self.agenda.items)
        return [form for form in forms if form.add_prefix("title") in data]

    def rows(self, forms: list[AgendaItemForm]) -> list[Row]:
        by_item = {form.item.pk: form for form in forms}
        blocks = self.agenda.blocks
        return [
            Row(
                block,
                self._form_of(block.item, by_item),
                [(part, self._form_of(part, by_item)) for part in block.parts],
                is_last=block is blocks[-1],
            )
            for block in blocks
        ]

    def _form_of(self, item: AgendaItem, forms: dict) -> AgendaItemForm:
        return forms.get(item.pk) or AgendaItemForm(item, self.choices)

    @cached_property
    def catalogue(self) -> Catalogue:
        return Catalogue(self._modules, self.params, base_url=self.url, per_page=PER_PAGE)

    @property
    def _modules(self):
        """Those this editor may see, in the language of the screen when the site has several."""
        modules = ModulePage.objects.visible_to(self.request.user)
        if getattr(settings, "WAGTAIL_I18N_ENABLED", False):
            modules = modules.filter(locale=Locale.get_active())
        return modules

    @cached_property
    def chosen_module(self) -> ModulePage | None:
        """The one whose page led here."""
        pk = self.params.get("module", "")
        if not pk.isdecimal() or len(pk) > 12:
            return None
        modules = ModulePage.objects.visible_to(self.request.user)
        return modules.for_cards().filter(pk=pk).first()

    @property
    def url(self) -> str:
        return reverse("meetings:planner", args=[self.meeting.pk])

    def url_after(self, command) -> str:
        """The address with the same search, and with what was typed for another button."""
        query = QueryDict(mutable=True)
        kept = [name for name in HALF_TYPED if not name.startswith(f"{command.verb}-")]
        for name in (*SEARCH, *kept):
            query.setlist(name, [text for text in self.params.getlist(name) if text])
        if command.verb == "search" and command.numbers[0] > 1:
            query["page"] = command.numbers[0]
        text = query.urlencode()
        return f"{self.url}?{text}" if text else self.url

    def fresh(self, form_class, prefix: str):
        """A form for something new, with what was typed in it while another button was pressed."""
        names = form_class.base_fields
        typed = {name: self.params.get(f"{prefix}-{name}") for name in names}
        return form_class(
            prefix=prefix, initial={name: text for name, text in typed.items() if text}
        )

    def context(
        self, forms=(), command=None, merge: Merge | None = None, refusal: str = ""
    ) -> dict:
        circle = self.meeting.circle
        earlier = Meeting.objects.of_circle(circle).exclude(pk=self.meeting.pk)
        with_agenda = earlier.filter(agenda_items__isnull=False).distinct()
        return {
            "meeting": self.meeting,
            "circle": circle,
            "agenda": self.agenda,
            "rows": self.rows(merge.forms if merge else list(forms)),
            "merge": merge,
            "wrong": [form for form in forms if form.errors],
            "refusal": refusal,
            "catalogue": self.catalogue,
            "chosen_module": self.chosen_module,
            "next_step": waiting_step(self.meeting),
            "next_meeting": Meeting.objects.after(self.meeting)
            .filter(status__in=["draft", "planned"])
            .first(),
            "backlog": BacklogItem.objects.of_circle(circle),
            "templates": AgendaTemplate.objects.for_circle(circle),
            "earlier": with_agenda.order_by("-starts_at")[:MOST_EARLIER],
            "block_form": form_of(command, "block") or self.fresh(NewBlockForm, "block"),
            "template_form": form_of(command, "template")
            or self.fresh(TemplateNameForm, "template"),
        }


def form_of(command, verb: str):
    return command.form if command and command.verb == verb else None
