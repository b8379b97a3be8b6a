"""Blocks shared by the apps of the library; this is the lowest layer."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

PROSE = ["bold", "italic", "h3", "h4", "ol", "ul", "link", "document-link"]
SHORT_PROSE = ["bold", "italic", "ol", "ul", "link"]


class StepBlock(blocks.StructBlock):
    """One timed step of a module: what happens in these minutes, and who does it."""

    title = blocks.CharBlock(label=_("Title"), max_length=80)
    minutes = blocks.IntegerBlock(label=_("Minutes"), min_value=1, max_value=480)
    facilitator = blocks.RichTextBlock(label=_("What you do"), features=SHORT_PROSE, required=False)
    participants = blocks.RichTextBlock(
        label=_("What participants do"), features=SHORT_PROSE, required=False
    )
    tip = blocks.CharBlock(label=_("Tip"), max_length=255, required=False)

    class Meta:
        icon = "history"
        label = _("Step")
        label_format = "{title} ({minutes} min)"
        template = "modules_library/blocks/step.html"


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Quote"))
    attribution = blocks.CharBlock(label=_("Who said it"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "modules_library/blocks/quote.html"


class VideoLinkBlock(blocks.StructBlock):
    """A link, not a player: nothing of a third party loads on our page."""

    url = blocks.URLBlock(label=_("Address of the video"))
    title = blocks.CharBlock(label=_("Title"))

    class Meta:
        icon = "media"
        label = _("Video link")
        template = "modules_library/blocks/video.html"


class ChecklistBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False)
    items = blocks.ListBlock(blocks.CharBlock(label=_("Item")), label=_("Items"), min_num=1)

    class Meta:
        icon = "tick-inverse"
        label = _("Checklist")
        template = "modules_library/blocks/checklist.html"


class ExplanationBlock(blocks.StreamBlock):
    """Free explanation around the steps of a module."""

    text = blocks.RichTextBlock(
        label=_("Text"), features=PROSE, template="modules_library/blocks/text.html"
    )
    picture = ImageBlock(label=_("Picture"), template="modules_library/blocks/picture.html")
    quote = QuoteBlock()
    video = VideoLinkBlock()
    document = DocumentChooserBlock(
        label=_("Document"), template="modules_library/blocks/document.html"
    )
    checklist = ChecklistBlock()
