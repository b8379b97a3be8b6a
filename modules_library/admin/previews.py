"""Two ways to look at a module before it goes out: as a visitor, and as a facilitator with notes."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

VISITOR, FACILITATOR = "visitor", "facilitator"


class PreviewAsReaderMixin:
    """For a page whose template shows `notes` to facilitators; editors would always see them."""

    preview_modes: ClassVar = [
        (VISITOR, _("As visitors see it")),
        (FACILITATOR, _("As facilitators see it")),
    ]

    def get_preview_context(self, request, mode_name: str) -> dict:
        context = super().get_preview_context(request, mode_name)
        notes = self.facilitator_notes if mode_name == FACILITATOR else None
        return context | {"notes": notes}
