"""How editors see the pages of sign-ups: content, questions, then what Wagtail adds."""

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

offer_panels = [
    FieldPanel("intent"),
    FieldPanel("label"),
    FieldPanel("text"),
    FieldPanel("thanks"),
]

question_panels = [
    FieldPanel("label"),
    FieldPanel("help_text"),
    FieldPanel("field_type", classname="formbuilder-type", required_on_save=True),
    FieldPanel("required"),
    FieldPanel("choices", classname="formbuilder-choices"),
]

extra_question_panels = [*question_panels, FieldPanel("intent")]

sign_up_edit_handler = TabbedInterface(
    [
        ObjectList(
            [
                *Page.content_panels,
                FieldPanel("intro"),
                InlinePanel("offers", heading=_("What people can sign up for"), label=_("Offer")),
                MultiFieldPanel(
                    [FieldPanel("thanks_title"), FieldPanel("thanks")], heading=_("Afterwards")
                ),
                FieldPanel("statement"),
            ],
            heading=_("Content"),
        ),
        ObjectList(
            [
                InlinePanel(
                    "extra_questions", heading=_("Questions of our own"), label=_("Question")
                )
            ],
            heading=_("Extra questions"),
        ),
        ObjectList(Page.promote_panels, heading=_("Promote")),
        ObjectList([PublishingPanel()], heading=_("Settings")),
    ]
)

form_panels = [
    *Page.content_panels,
    FieldPanel("intro"),
    FieldPanel("body"),
    InlinePanel("form_fields", heading=_("Questions"), label=_("Question")),
    FieldPanel("thanks"),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("closes_at"), FieldPanel("most_entries")]),
            FieldPanel("has_waiting_list"),
        ],
        heading=_("Until when"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("sends_confirmation"),
            FieldRowPanel([FieldPanel("notify"), FieldPanel("keep_days")]),
        ],
        heading=_("Answers"),
    ),
    FieldPanel("statement"),
]

contact_panels = [
    *Page.content_panels,
    FieldPanel("intro"),
    FieldPanel("body"),
    FieldRowPanel([FieldPanel("phone"), FieldPanel("address")]),
    FieldPanel("sign_up_page"),
]
