"""What the tests of run view and report share: a form as a browser would send it back."""

import html5lib

from cop_pages.models import CircleIndexPage
from tests.cop_pages.factories import CopPageFactory
from tests.meetings.factories import AgendaItemFactory, MeetingFactory

SHOWN = {"input", "select", "textarea"}


def form_data(response, form_id: str | None = None) -> dict[str, list[str]]:
    """The fields of the (first, or named) POST form on a page with the values they show."""
    page = html5lib.parse(response.content.decode(), namespaceHTMLElements=False)
    forms = [form for form in page.iter("form") if form.get("method", "").lower() == "post"]
    named = [form for form in forms if not form_id or form.get("id") == form_id]
    data: dict[str, list[str]] = {}
    for field in named[0].iter():
        if field.tag in SHOWN and field.get("name"):
            data.setdefault(field.get("name"), []).extend(values_of(field))
    return {name: values for name, values in data.items() if values}


def values_of(field) -> list[str]:
    if field.tag == "textarea":
        # A parser drops the first line break, as a browser does.
        return [(field.text or "").removeprefix("\n")]
    if field.tag == "select":
        chosen = [option for option in field.iter("option") if option.get("selected") is not None]
        return [option.get("value", "") for option in chosen] or [""]
    if field.get("type") in {"checkbox", "radio"} and field.get("checked") is None:
        return []
    return [field.get("value", "")]


def meeting_with_agenda(items: int = 3, **fields):
    """Over since yesterday, with an agenda and nothing written yet."""
    meeting = MeetingFactory(**{"planned": True, "days": -1} | fields)
    for order in range(items):
        AgendaItemFactory(meeting=meeting, order=order, title=f"Punt {order + 1}")
    return meeting


def circle_beside(circle):
    """Another circle in the same private section."""
    return CopPageFactory(parent=CircleIndexPage.objects.get(pk=circle.get_parent().pk))
