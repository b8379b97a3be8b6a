"""The pieces of a page's body, for who writes without the admin: typed text in, rich text out.

A picture is a file of the circle, with words for who cannot see it. A piece that an editor made up
otherwise (a quote, a video) keeps its form: here it can be moved or removed.
"""

import json
import uuid
from functools import cached_property

from django import forms
from django.core.validators import FileExtensionValidator
from django.forms.formsets import ORDERING_FIELD_NAME
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .blocks import SAY_WHAT_IT_SHOWS
from .models import CircleFile
from .models.files import PICTURES
from .notation import broken_link
from .ordering import wanted_place
from .pictures import check_size, cleaned
from .prose import LONGEST_HEADING, Prose, without_keys, words_of

MAX_TEXT = 10_000  # characters
LONGEST_SIDE = 1600  # pixels; as wide as a page shows it on a screen with fine dots.
WORDS, SIGHT = ["heading", "text"], ["shows", "decorative"]


class PieceForm(forms.Form):
    """A piece that is there, or room for a new one: a text, a picture, or one below the other."""

    key = forms.CharField(widget=forms.HiddenInput, required=False)
    heading = forms.CharField(label=_("Heading"), max_length=LONGEST_HEADING, required=False)
    text = forms.CharField(
        label=_("Text"),
        max_length=MAX_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "Leave a line empty to start a new paragraph. Start lines with a dash or with 1., 2., 3. "
            "to make a list. Start a line with # for a heading in between. "
            "Put stars around words: **bold** or *italic*. "
            "A link: [the words](https://example.org)."
        ),
    )

    picture = forms.FileField(
        label=_("Picture"),
        required=False,
        validators=[FileExtensionValidator(PICTURES)],
        widget=forms.FileInput(attrs={"accept": "image/*"}),
        help_text=_(
            "At most 20 MB. Only the members of this circle see it. "
            "Are there people in the picture? Ask them first."
        ),
    )
    shows = forms.CharField(
        label=_("What the picture shows"),
        max_length=160,
        required=False,
        help_text=_("For who cannot see it, and for when it does not load."),
    )
    decorative = forms.BooleanField(label=_("The picture is only decoration"), required=False)

    def __init__(self, *args, block=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.block = block
        self.prose = prose_of(block)
        if block:
            self.initial |= {"key": block.id} | self._as_it_is()
        for name in {"picture", *WORDS, *SIGHT} - {*self._asked()}:
            del self.fields[name]

    def _asked(self) -> list[str]:
        if self.is_new:
            return [*WORDS, "picture", *SIGHT]
        return WORDS if self.is_typed else SIGHT if self.is_picture else []

    def _as_it_is(self) -> dict:
        if self.is_picture:
            value = self.block.value
            return {"shows": value["alt_text"], "decorative": value["decorative"]}
        return {"heading": self.prose.heading, "text": self.prose.text} if self.prose else {}

    @property
    def is_typed(self) -> bool:
        return self.prose is not None

    @property
    def is_picture(self) -> bool:
        return bool(self.block) and self.block.block_type == "picture"

    @property
    def is_new(self) -> bool:
        return self.block is None

    @property
    def name(self) -> str:
        """What a list of pieces calls this one."""
        if self.is_picture and self.initial["shows"]:
            return f"{self.block.block.label}: {self.initial['shows']}"
        if not self.is_typed:
            return self.block.block.label
        return self.initial["heading"] or Truncator(words_of(self.block.value.source)).words(6)

    @property
    def aside(self) -> str:
        return "" if self.is_typed or self.is_picture else _("made up by an editor")

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

    def clean_picture(self):
        upload = self.cleaned_data["picture"]
        if not upload:
            return None
        check_size(upload)
        return cleaned(upload, LONGEST_SIDE)

    def clean(self):
        data = super().clean()
        is_alone = data.get("heading") and not data.get("text") and "text" not in self.errors
        if is_alone and {*WORDS} & {*self.changed_data}:
            self.add_error("text", _("Write the text that belongs to this heading."))
        is_described = data.get("shows") or data.get("decorative")
        has_picture = self.is_picture or data.get("picture") or "picture" in self.errors
        if has_picture and not is_described and "shows" not in self.errors:
            self.add_error("shows", SAY_WHAT_IT_SHOWS)
        if is_described and not has_picture:
            self.add_error("picture", _("Choose the picture that you describe here."))
        return data

    def tell_lost_upload(self) -> None:
        """Browsers send a file once: who has to correct something else must choose it again."""
        if self.is_valid_upload:
            self.add_error("picture", _("Choose the picture again: it was not kept."))

    @property
    def is_valid_upload(self) -> bool:
        return bool(getattr(self, "cleaned_data", {}).get("picture"))

    @cached_property
    def new_picture(self) -> CircleFile | None:
        """The file that the circle gets, which is still to be saved."""
        if not self.is_valid_upload:
            return None
        shows = "" if self.cleaned_data["decorative"] else self.cleaned_data["shows"]
        title = Truncator(shows).chars(120) or gettext("Picture")
        return CircleFile(title=title, file=self.cleaned_data["picture"], alt_text=shows)

    @property
    def raw(self) -> list[dict]:
        """The blocks as a StreamField keeps them; none when nothing is written."""
        if self.is_new:
            return [*self._raw_text(), *self._raw_picture()]
        return self._raw_text() if self.is_typed else [self._raw_as_it_was()]

    def _raw_text(self) -> list[dict]:
        html = Prose(self.cleaned_data["heading"], self.cleaned_data["text"]).html
        if self.block and html == without_keys(self.block.value.source):
            return [self.block.get_prep_value()]
        key = self.block.id if self.block else str(uuid.uuid4())
        return [{"type": "text", "value": html, "id": key}] if html else []

    def _raw_picture(self) -> list[dict]:
        if self.new_picture is None:
            return []
        value = {"file": self.new_picture.pk, **self._sight()}
        return [{"type": "picture", "value": value, "id": str(uuid.uuid4())}]

    def _raw_as_it_was(self) -> dict:
        raw = self.block.get_prep_value()
        if self.is_picture:
            raw["value"] |= self._sight()
        return raw

    def _sight(self) -> dict:
        is_decorative = self.cleaned_data["decorative"]
        shows = "" if is_decorative else self.cleaned_data["shows"]
        return {"alt_text": shows, "decorative": is_decorative}


def prose_of(block) -> Prose | None:
    """What may be typed over in this block, empty for a new one; None when it says more."""
    if block is None:
        return Prose("", "")
    prose = Prose.read(block.value.source) if block.block_type == "text" else None
    return prose if prose and fits(prose.text) else None


def fits(text: str) -> bool:
    """Browsers send each new line as two characters."""
    return len(text) + text.count("\n") <= MAX_TEXT


def is_lost(block) -> bool:
    """A picture of which the file was deleted is nowhere to be seen."""
    return block.block_type == "picture" and block.value["file"] is None


class BasePieceFormSet(forms.BaseFormSet):
    def __init__(self, data=None, files=None, *, body):
        self.blocks = {block.id: block for block in body if not is_lost(block)}
        super().__init__(data, files, prefix="pieces", initial=[{}] * len(self.blocks))

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
        kept = [raw for form in sorted(self.ordered_forms, key=wanted_place) for raw in form.raw]
        added = [self.blocks[key].get_prep_value() for key in self.blocks if key not in sent]
        return list({piece["id"]: piece for piece in [*kept, *added]}.values())

    def tell_lost_uploads(self) -> None:
        for form in self.forms:
            form.tell_lost_upload()

    @property
    def new_pictures(self) -> list[CircleFile]:
        """To be saved before the body can name them."""
        return [form.new_picture for form in self.ordered_forms if form.new_picture]

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
