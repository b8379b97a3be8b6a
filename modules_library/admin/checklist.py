"""The publish check-list: what a module needs, and what makes it better."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..publishing import problems_of
from ..readability import Reading, measure
from ..text import plain_text


@dataclass(frozen=True)
class Check:
    """One line of the list. Without a needed one the module cannot go out."""

    title: str
    is_done: bool
    hint: str
    is_needed: bool = True


def checklist(page) -> list[Check]:
    missing = problems_of(page)
    return [
        Check(_("Goals"), "goals" not in missing, missing.get("goals") or _goals(page)),
        _time_check(page, missing),
        Check(_("What the picture shows"), "picture_alt" not in missing, _alt(page, missing)),
        Check(_("Picture"), bool(page.picture_id), _picture(page), is_needed=False),
        _reading_check(page),
        Check(
            _("Notes for facilitators"), bool(page.facilitator_notes), _notes(page), is_needed=False
        ),
    ]


def open_checks(page) -> int:
    """How many lines are not ticked yet."""
    return sum(not check.is_done for check in checklist(page))


def _goals(page) -> str:
    return ", ".join(goal.name for goal in page.goals.all())


def _time_check(page, missing: dict) -> Check:
    """Steps that do not fit are refused; a module without steps may go out, but is not ticked."""
    misfit = missing.get("steps")
    done = bool(page.steps) and not misfit
    return Check(_("Time"), done, misfit or _time(page), is_needed=bool(page.steps))


def _time(page) -> str:
    if not page.steps:
        return _("There are no steps yet. With steps a facilitator sees at once how it goes.")
    return _("%(minutes)d minutes of steps in a module of %(shortest)d to %(longest)d.") % {
        "minutes": page.step_minutes,
        "shortest": page.duration_min,
        "longest": page.duration_max,
    }


def _alt(page, missing: dict) -> str:
    if message := missing.get("picture_alt"):
        return message
    if page.picture_id and page.picture_is_decorative:
        return _("Decorative: screen readers skip it.")
    return page.picture_alt or _("Needed as soon as there is a picture.")


def _picture(page) -> str:
    return _("There is one.") if page.picture_id else _("A card with a picture is found sooner.")


def _notes(page) -> str:
    if page.facilitator_notes:
        return _("There are some. Visitors never see them.")
    return _("What would you tell a colleague who does this for the first time?")


def _reading_check(page) -> Check:
    text = f"{page.summary}\n{plain_text(page.steps)}"
    reading = measure(text, page.locale.language_code[:2])
    done = reading.score is not None and reading.is_plain
    return Check(_("Plain words"), done, _reading_hint(reading), is_needed=False)


def _reading_hint(reading: Reading) -> str:
    if reading.score is None:
        return _("Too little text to say something about it.")
    parts = [_verdict(reading)]
    if reading.long_sentences:
        parts.append(
            ngettext(
                "%(number)d sentence is longer than twenty words: cut it in two.",
                "%(number)d sentences are longer than twenty words: cut them in two.",
                len(reading.long_sentences),
            )
            % {"number": len(reading.long_sentences)}
        )
    if reading.long_words and not reading.is_easy:
        words = ", ".join(reading.long_words[:5])
        parts.append(_("Long words: %(words)s.") % {"words": words})
    return " ".join(parts)


def _verdict(reading: Reading) -> str:
    if reading.is_easy:
        return _("Easy to read for almost everybody.")
    if reading.is_plain:
        return _("Readable for most people.")
    return _("Hard to read. Use shorter sentences and words that people say at home.")
