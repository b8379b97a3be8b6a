"""The pieces of a page's body, for who writes without the admin: typed text in, rich text out.

A piece that an editor made up otherwise (a quote, a video, a text with more headings) keeps its
form: here it can be moved or removed.
"""

import json
import uuid

from django import forms
from django.forms.formsets import ORDERING_FIELD_NAME
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from .notation import broken_link
from .ordering import wanted_place
from .prose import Prose, without_keys, words_of

MAX_TEXT = 10_000  # characters


class PieceForm(forms.Form):
    key = forms.CharField(widget=forms.HiddenInput, required=False)
    heading = forms.CharField(label=_("Heading"), max_length=120, required=False)
    text = forms.CharField(
        label=_("Text"),
        max_length=MAX_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "Leave a line empty to start a new paragraph. Start lines with a dash or with 1., 2., 3. "
            "to make a list. Put stars around words: **bold** or *italic*. "
            "A link: [the words](https://example.org)."
        ),
    )

    def __init__(self, *args, block=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.block = block
        prose = prose_of(block)
        if block:
            self.initial["key"] = block.id
        if prose:
            self.initial |= {"heading": prose.heading, "text": prose.text}
        else:
            del self.fields["heading"], self.fields["text"]

    @property
    def is_typed(self) -> bool:
        return "text" in self.fields

    @property
    def is_new(self) -> bool:
        return self.block is None

    @property
    def name(self) -> str:
        """What a list of pieces calls this one."""
        if not self.is_typed:
            return self.block.block.label
        return self.initial["heading"] or Truncator(words_of(self.block.value.source)).words(6)

    @property
    def aside(self) -> str:
        return "" if self.is_typed else _("made up by an editor")

    @property
    def made_up(self) -> str:
        """What can only be looked at here, as the page shows it."""
        return "" if self.is_typed else self.block.render()

    def clean_text(self) -> str:
        text = self.cleaned_data["text"]
        if link := broken_link(text):
            raise forms.ValidationError(
                _("“%(link)s” is no link yet. Write the address in full: [the words](https://…)."),
                params={"link": link[:80]},
            )
        return text

    def clean(self):
        data = super().clean()
        if data.get("heading") and not data.get("text") and "text" not in self.errors:
            self.add_error("text", _("Write the text that belongs to this heading."))
        return data

    @property
    def raw(self) -> dict | None:
        """The block as a StreamField keeps it; None when nothing is written."""
        if not self.is_typed:
            return self.block.get_prep_value()
        html = Prose(self.cleaned_data["heading"], self.cleaned_data["text"]).html
        if self.block and html == without_keys(self.block.value.source):
            return self.block.get_prep_value()
        key = self.block.id if self.block else str(uuid.uuid4())
        return {"type": "text", "value": html, "id": key} if html else None


def prose_of(block) -> Prose | None:
    """What may be typed over in this block, empty for a new one; None when it says more."""
    if block is None:
        return Prose("", "")
    return Prose.read(block.value.source) if block.block_type == "text" else None


class BasePieceFormSet(forms.BaseFormSet):
    def __init__(self, data=None, *, body):
        self.blocks = {block.id: block for block in body}
        super().__init__(data, prefix="pieces", initial=[{}] * len(self.blocks))

    def get_form_kwargs(self, index):
        return super().get_form_kwargs(index) | {"block": self.blocks.get(self._key_at(index))}

    def _key_at(self, index: int | None) -> str | None:
        """By the key that was sent: since then others may have added and removed pieces."""
        if self.is_bound:
            return self.data.get(f"{self.add_prefix(index)}-key")
        return dict(enumerate(self.blocks)).get(index)

    def add_fields(self, form, index):
        super().add_fields(form, index)
        place = form.fields[ORDERING_FIELD_NAME]
        place.label = _("Place on the page")
        if not self.blocks:
            place.widget = forms.HiddenInput()
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("Remove this piece")

    @property
    def raw(self) -> list[dict]:
        """All pieces in their order; those that somebody else added meanwhile stay, at the end."""
        sent = {form.block.id for form in self.forms if form.block}
        kept = [form.raw for form in sorted(self.ordered_forms, key=wanted_place)]
        added = [self.blocks[key].get_prep_value() for key in self.blocks if key not in sent]
        return list({piece["id"]: piece for piece in [*kept, *added] if piece}.values())

    @property
    def changes(self) -> dict[str, str]:
        """The body as it is to be, by its field's name; nothing when it stays as it is."""
        raw = self.raw
        same = raw == [block.get_prep_value() for block in self.blocks.values()]
        return {} if same else {"body": json.dumps(raw)}


PieceFormSet = forms.formset_factory(
    PieceForm,
    formset=BasePieceFormSet,
    extra=1,
    can_order=True,
    can_delete=True,
    can_delete_extra=False,
)
