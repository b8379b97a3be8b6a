"""What members of a circle read: no public images here, their pictures are private files."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from modules_library.blocks import PROSE, ChecklistBlock, QuoteBlock, VideoLinkBlock


class CircleBodyBlock(blocks.StreamBlock):
    text = blocks.RichTextBlock(
        label=_("Text"),
        features=[feature for feature in PROSE if feature != "document-link"],
        template="modules_library/blocks/text.html",
    )
    quote = QuoteBlock()
    checklist = ChecklistBlock()
    video = VideoLinkBlock()
