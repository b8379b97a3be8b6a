"""Checks an editor hears about when publishing; a draft may be unfinished."""

from django.utils.html import strip_tags
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm

from ..publishing import problems


class ModulePageForm(WagtailAdminPageForm):
    """The editor's form of a module, and the one scripts go through in API v3."""

    def clean(self):
        data = super().clean()
        if not self.is_deferred_validation:  # Wagtail sets it while saving a draft.
            for field, message in problems(self._value_of).items():
                self.add_error(field if field in self.fields else None, message)
        return data

    def add_error(self, field, error):
        """What is wrong with a field that a script did not send is said of the whole."""
        if field is not None or not hasattr(error, "error_dict"):
            super().add_error(field, error)
            return
        for name, errors in error.error_dict.items():
            super().add_error(name if name in self.fields else None, errors)

    def clean_facilitator_notes(self) -> str:
        """The rich text editor sends an empty paragraph for nothing."""
        notes = self.cleaned_data["facilitator_notes"] or ""
        return notes if strip_tags(notes).strip() else ""

    def _value_of(self, name: str):
        """A script that changes one field sends only that one; the rest stands on the page."""
        if name in self.fields:
            return self.cleaned_data.get(name)
        value = getattr(self.instance, name)
        return value.all() if hasattr(value, "all") else value


class TermForm(WagtailAdminModelForm):
    """A goal or phase; its key is fixed once others may refer to it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and "slug" in self.fields:
            self.fields["slug"].disabled = True
