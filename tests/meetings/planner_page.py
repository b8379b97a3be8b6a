"""The planner as a browser without JavaScript has it: read the form, change some fields, press a button."""

from html.parser import HTMLParser

from django.urls import reverse

from meetings.models import AgendaItem

from .factories import AgendaItemFactory


class FormReader(HTMLParser):
    """What the form would send: name → values."""

    def __init__(self):
        super().__init__()
        self.fields: dict[str, list[str]] = {}
        self.inside, self.textarea, self.select = False, None, None

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.inside = given.get("id") == "planner"
        if not self.inside:
            return
        name, value = given.get("name"), given.get("value") or ""
        if tag == "textarea":
            self.textarea = name
            self.fields[name] = [""]
        elif tag == "select":
            self.select = name
            self.fields[name] = [""]
        elif tag == "option" and "selected" in given:
            self.fields[self.select] = [value]
        elif tag == "input" and name:
            is_box = given.get("type") == "checkbox"
            if not is_box or "checked" in given:
                self.fields.setdefault(name, []).append(value)

    def handle_data(self, data):
        if self.textarea:
            self.fields[self.textarea][0] += data

    def handle_endtag(self, tag):
        if tag == "textarea" and self.textarea:
            text = self.fields[self.textarea][0].removeprefix("\r\n").removeprefix("\n")
            self.fields[self.textarea] = [text.replace("\n", "\r\n")]
            self.textarea = None
        if tag == "form":
            self.inside = False


def fields_of(response) -> dict[str, list[str]]:
    reader = FormReader()
    reader.feed(response.text)
    return reader.fields


class PlannerPage:
    def __init__(self, client, meeting):
        self.client, self.url = client, reverse("meetings:planner", args=[meeting.pk])

    def open(self, address: str = ""):
        """`address` is a query, or a whole address as a redirect gives it."""
        full = address if address.startswith("/") else f"{self.url}{address}"
        return self.client.get(full.split("#")[0])

    def send(self, fields: dict):
        return self.client.post(self.url, fields)

    def press(self, do: str, **changes):
        return self.send(fields_of(self.open()) | {"do": do} | changes)

    def queries(self, django_assert_max_num_queries) -> int:
        self.open()
        with django_assert_max_num_queries(45) as captured:
            assert self.open().status_code == 200
        return len(captured)


def titles(meeting) -> list[str]:
    return [item.title for item in meeting.agenda_items.blocks().in_order()]


def three_blocks(meeting) -> list[AgendaItem]:
    return [
        AgendaItemFactory(meeting=meeting, title=title, minutes=20, order=order)
        for order, title in enumerate(["Welkom", "Kaart", "Soep"])
    ]
