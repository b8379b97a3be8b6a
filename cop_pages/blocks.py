"""What members of a circle read: no public images here, their pictures are private files."""

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.utils.registry import resolve_model_string

from modules_library.blocks import PROSE, ChecklistBlock, QuoteBlock, VideoLinkBlock

SAY_WHAT_IT_SHOWS = _("Say in a few words what the picture shows, or that it is only decoration.")


class CircleBodyBlock(blocks.StreamBlock):
    text = blocks.RichTextBlock(
        label=_("Text"),
        features=[feature for feature in PROSE if feature != "document-link"],
        template="modules_library/blocks/text.html",
    )
    quote = QuoteBlock()
    checklist = ChecklistBlock()
    video = VideoLinkBlock()


class CircleFileChooserBlock(blocks.ChooserBlock):
    """One of the pictures that a circle has."""

    class Meta:
        icon = "image"

    @cached_property
    def target_model(self):
        return resolve_model_string("cop_pages.CircleFile")

    @cached_property
    def widget(self):
        """Found by its name, for the admin needs the models, which need these blocks."""
        return import_string("cop_pages.admin.pictures.pictures_of_circles").widget_class()

    def get_form_state(self, value):
        return self.widget.get_value_data(value)


class CirclePictureBlock(blocks.StructBlock):
    """A picture in the text, served through the question whether one may see its circle."""

    file = CircleFileChooserBlock(label=_("Picture"))
    alt_text = blocks.CharBlock(label=_("What the picture shows"), max_length=160, required=False)
    decorative = blocks.BooleanBlock(label=_("It is only decoration"), required=False)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "cop_pages/blocks/picture.html"

    def clean(self, value):
        cleaned = super().clean(value)
        if not cleaned["alt_text"] and not cleaned["decorative"]:
            raise StructBlockValidationError({"alt_text": ValidationError(SAY_WHAT_IT_SHOWS)})
        return cleaned

    def get_context(self, value, parent_context=None):
        """A copy of a page may speak of pictures of the circle that it was copied from."""
        context = super().get_context(value, parent_context=parent_context)
        circle, file = context.get("circle") or context.get("page"), value["file"]
        is_here = file and (circle is None or circle.pk == file.circle_id)
        return context | {"file": file if is_here else None}


class CopBodyBlock(CircleBodyBlock):
    """With the pictures that the circle keeps."""

    picture = CirclePictureBlock()
