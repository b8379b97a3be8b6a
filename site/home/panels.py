"""How the editor sees the website's pages and settings: tabs in the order of the work."""

from django.forms import TextInput
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)
from wagtail.models import Page

promote = ObjectList(Page.promote_panels, heading=_("Promote"))
publishing = ObjectList([PublishingPanel()], heading=_("Settings"))

home_edit_handler = TabbedInterface(
    [
        ObjectList(
            [
                *Page.content_panels,
                FieldPanel("lead"),
                MultiFieldPanel(
                    [FieldPanel("hero_image"), FieldPanel("hero_alt")], heading=_("Picture")
                ),
                MultiFieldPanel(
                    [FieldPanel("call_label"), FieldPanel("call_page")], heading=_("Button")
                ),
                FieldPanel("body"),
            ],
            heading=_("Content"),
        ),
        promote,
        publishing,
    ]
)

standard_edit_handler = TabbedInterface(
    [
        ObjectList(
            [*Page.content_panels, FieldPanel("intro"), FieldPanel("body")], heading=_("Content")
        ),
        ObjectList([*Page.promote_panels, FieldPanel("show_in_footer")], heading=_("Promote")),
        publishing,
    ]
)


def colour_panel(name: str) -> FieldPanel:
    return FieldPanel(name, widget=TextInput(attrs={"type": "color"}))


network_edit_handler = TabbedInterface(
    [
        ObjectList(
            [
                FieldPanel("name"),
                FieldRowPanel([FieldPanel("tagline_nl"), FieldPanel("tagline_en")]),
                FieldPanel("logo"),
            ],
            heading=_("Network"),
        ),
        ObjectList(
            [
                FieldPanel("contact_email"),
                FieldPanel("social"),
                FieldPanel("footer_nl"),
                FieldPanel("footer_en"),
            ],
            heading=_("Contact and footer"),
        ),
        ObjectList(
            [
                MultiFieldPanel(
                    [colour_panel("paper"), colour_panel("ink")], heading=_("Paper and ink")
                ),
                MultiFieldPanel(
                    [
                        colour_panel("moss"),
                        colour_panel("pond"),
                        colour_panel("brick"),
                        colour_panel("marigold"),
                    ],
                    heading=_("Colours"),
                ),
            ],
            heading=_("Colours"),
        ),
    ]
)
