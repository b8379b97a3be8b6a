"""How an editor writes a quote: to whom, what it says, and the prices."""

from django.conf import settings
from django.forms import Select
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
)

from .money import EurosInput, QuantityInput

block_panels = [
    FieldRowPanel([FieldPanel("heading"), FieldPanel("place")]),
    FieldPanel("text"),
]

line_panels = [
    FieldPanel("description"),
    FieldRowPanel(
        [
            FieldPanel("quantity", heading=_("Quantity"), widget=QuantityInput),
            FieldPanel("unit_cents", widget=EurosInput),
            FieldPanel("vat_rate"),
        ]
    ),
]


def language_panel() -> FieldPanel:
    """The languages of the site, by name."""
    return FieldPanel("language", widget=Select(choices=settings.LANGUAGES))


quote_edit_handler = ObjectList(
    [
        FieldPanel("subject"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("name"), FieldPanel("email")]),
                FieldRowPanel([FieldPanel("organisation"), language_panel()]),
                FieldPanel("address"),
            ],
            heading=_("For whom"),
        ),
        InlinePanel("blocks", heading=_("Text"), label=_("Block of text")),
        InlinePanel("lines", heading=_("Prices"), label=_("Price"), min_num=1),
        FieldPanel("valid_until"),
    ]
)
