"""When a module may go out to readers. A draft may be as unfinished as its editor likes."""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.actions.publish_page_revision import PublishPageRevisionAction


def problems(value_of: Callable[[str], Any]) -> dict[str, str]:
    """What stands in the way of publishing, by field; `value_of` reads a form or a page."""
    checks = {"picture_alt": _picture, "steps": _steps, "goals": _goals}
    found = {field: check(value_of) for field, check in checks.items()}
    return {field: message for field, message in found.items() if message}


def problems_of(page) -> dict[str, str]:
    return problems(lambda name: page.goals.all() if name == "goals" else getattr(page, name))


def refuse_unready(page) -> None:
    """Raise for a module that lacks something; other pages pass."""
    module = apps.get_model("modules_library", "ModulePage")
    if isinstance(page, module) and (found := problems_of(page)):
        raise ValidationError(found)


class PublishReadyPageAction(PublishPageRevisionAction):
    """Wagtail's publishing, that refuses unready modules whoever asks: screen, script or workflow."""

    def check(self, skip_permission_checks: bool = False):
        super().check(skip_permission_checks=skip_permission_checks)
        # What waits for its day was checked when somebody planned it; no reader should miss it now.
        if not self.revision.approved_go_live_at:
            refuse_unready(self.object)


def _picture(value_of) -> str:
    described = value_of("picture_alt") or value_of("picture_is_decorative")
    if value_of("picture") and not described:
        return _("Say what the picture shows, or mark it as decorative.")
    return ""


def _steps(value_of) -> str:
    minutes = sum(step.value["minutes"] or 0 for step in value_of("steps") or [])
    shortest, longest = value_of("duration_min"), value_of("duration_max")
    if not (minutes and shortest and longest) or shortest <= minutes <= longest:
        return ""
    return _(
        "The steps take %(minutes)d minutes together; the module takes %(shortest)d to %(longest)d."
    ) % {"minutes": minutes, "shortest": shortest, "longest": longest}


def _goals(value_of) -> str:
    return (
        ""
        if value_of("goals")
        else _("Choose at least one goal, so that readers can find the module.")
    )
