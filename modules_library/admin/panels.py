"""How the editor sees a module: tabs in the order of the work, with a hint at each field."""

from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PageChooserPanel,
    PublishingPanel,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.models import Page

story = [
    TitleFieldPanel(
        "title", placeholder=_("A name people remember, such as 'The street's dream map'")
    ),
    FieldPanel(
        "kind",
        help_text=_(
            "A learning module teaches something. A do-instrument is something to do together."
        ),
    ),
    FieldPanel("summary"),
    MultiFieldPanel(
        [
            FieldPanel("picture"),
            FieldPanel(
                "picture_alt",
                help_text=_("In one sentence, for who does not see it: what is there to see?"),
            ),
            FieldPanel(
                "picture_is_decorative",
                help_text=_("Only when the picture tells nothing that the text does not."),
            ),
        ],
        heading=_("Picture"),
    ),
    FieldPanel(
        "explanation",
        help_text=_(
            "What a facilitator wants to know before starting. Keep it short; the steps say how."
        ),
    ),
]

steps = [
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("duration_min"), FieldPanel("duration_max")]),
            FieldRowPanel([FieldPanel("group_min"), FieldPanel("group_max")]),
        ],
        heading=_("Time and group"),
        help_text=_("The minutes of all steps together lie between the shortest and the longest."),
    ),
    FieldPanel(
        "steps",
        help_text=_("One thing in each step. Five to seven steps are plenty for an evening."),
    ),
    FieldPanel("preparation", help_text=_("How long somebody is busy beforehand.")),
    FieldPanel("materials", attrs={"placeholder": _("Pens\nA large sheet of paper")}),
    InlinePanel(
        "attachments",
        heading=_("To print"),
        label=_("Document"),
        help_text=_("Cards, forms or a sheet for the wall."),
    ),
]

finding = [
    FieldPanel(
        "goals",
        widget=CheckboxSelectMultiple,
        help_text=_("What does a meeting want when it picks this module? One to three work best."),
    ),
    FieldPanel(
        "phases", widget=CheckboxSelectMultiple, help_text=_("Where on the journey does it fit?")
    ),
    FieldPanel("tags", help_text=_("Words people search with that are not in the text.")),
    InlinePanel(
        "related_modules",
        panels=[PageChooserPanel("module", "modules_library.ModulePage")],
        heading=_("Related modules"),
        label=_("Module"),
    ),
]

facilitators = [
    HelpPanel(template="modules_library/admin/notes_help.html", heading=_("Among ourselves")),
    FieldPanel(
        "facilitator_notes",
        help_text=_("What went wrong before? What do you watch for? What do you never say?"),
    ),
]

origin = [
    FieldPanel("author_line", help_text=_("Who made it, such as 'Neighbourhood network North'.")),
    FieldPanel("origin_network", help_text=_("Empty when this network made it.")),
    FieldPanel("licence", help_text=_("What may others do with it?")),
]

module_edit_handler = TabbedInterface(
    [
        ObjectList(story, heading=_("Story")),
        ObjectList(steps, heading=_("Steps")),
        ObjectList(finding, heading=_("Finding")),
        ObjectList(facilitators, heading=_("For facilitators")),
        ObjectList(
            [*origin, *Page.promote_panels, PublishingPanel()], heading=_("Origin and address")
        ),
    ]
)

index_edit_handler = TabbedInterface(
    [
        ObjectList(
            [
                TitleFieldPanel("title"),
                FieldPanel("intro", help_text=_("One or two sentences above the modules.")),
            ],
            heading=_("Content"),
        ),
        ObjectList([*Page.promote_panels, PublishingPanel()], heading=_("Address")),
    ]
)
