"""A CoP in two clear tabs: what everybody reads, and what members read."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)
from wagtail.models import Page

public_panels = [
    *Page.content_panels,
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("place"), FieldPanel("municipality")]),
            FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
        ],
        heading=_("Where"),
    ),
    FieldRowPanel([FieldPanel("status"), FieldPanel("case_kind")]),
    FieldPanel("case_summary"),
    FieldPanel("seeking"),
    FieldPanel("places"),
    MultiFieldPanel([FieldPanel("picture"), FieldPanel("picture_alt")], heading=_("Picture")),
    FieldPanel("show_in_directory"),
]

members_panels = [
    FieldPanel("case"),
    MultiFieldPanel(
        [
            FieldPanel("values"),
            FieldPanel("interests"),
            FieldPanel("role_agreements"),
            FieldPanel("starting_points"),
        ],
        heading=_("Clarity"),
    ),
    InlinePanel("journey_steps", heading=_("Journey"), label=_("Step")),
    FieldPanel("body"),
    FieldPanel("modules_used"),
    FieldPanel("links"),
]

settings_panels = [FieldPanel("slug"), PublishingPanel()]

cop_edit_handler = TabbedInterface(
    [
        ObjectList(public_panels, heading=_("Public profile")),
        ObjectList(members_panels, heading=_("For members")),
        ObjectList(settings_panels, heading=_("Settings")),
    ]
)

update_edit_handler = TabbedInterface(
    [
        ObjectList(
            [*Page.content_panels, FieldPanel("date"), FieldPanel("intro"), FieldPanel("body")],
            heading=_("Content"),
        ),
        ObjectList(settings_panels, heading=_("Settings")),
    ]
)
