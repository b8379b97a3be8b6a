"""How an arena and its updates look in the page editor."""

from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, ObjectList, PublishingPanel, TabbedInterface
from wagtail.models import Page

settings_panels = [FieldPanel("slug"), PublishingPanel()]

arena_edit_handler = TabbedInterface(
    [
        ObjectList(
            [
                *Page.content_panels,
                FieldPanel("organisation"),
                FieldPanel("cops", widget=CheckboxSelectMultiple),
                FieldPanel("intro"),
                FieldPanel("learning_question"),
                FieldPanel("body"),
            ],
            heading=_("Content"),
        ),
        ObjectList(settings_panels, heading=_("Settings")),
    ]
)


class ArenaUpdateForm(WagtailAdminPageForm):
    """Offers the CoPs and the programme lines of the arena that the update belongs to."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        arena = (self.parent_page or self.instance.get_parent()).specific
        if "cop" in self.fields:
            self.fields["cop"].queryset = arena.cops.all()
        if "programme_lines" in self.fields:
            self.fields["programme_lines"].queryset = arena.organisation.programme_lines.all()


update_edit_handler = TabbedInterface(
    [
        ObjectList(
            [
                *Page.content_panels,
                FieldPanel("date"),
                FieldPanel("cop"),
                FieldPanel("happened"),
                FieldPanel("asks"),
                FieldPanel("programme_lines", widget=CheckboxSelectMultiple),
                FieldPanel("body"),
            ],
            heading=_("Content"),
        ),
        ObjectList(settings_panels, heading=_("Settings")),
    ],
    base_form_class=ArenaUpdateForm,
)
