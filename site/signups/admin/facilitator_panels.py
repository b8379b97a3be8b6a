"""How an editor keeps a facilitator: who, where, what they know, and when they have time."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
)

from cop_pages.models import CopPage
from modules_library.models import ModulePage

from ..models import Daypart


class BoxesField(forms.TypedMultipleChoiceField):
    """A list in the database, a box for each choice on the screen."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs):
        super().__init__(required=False, empty_value=[], **kwargs)


class ModulesField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, module) -> str:
        return module.title


class FacilitatorForm(WagtailAdminModelForm):
    case_kinds = BoxesField(label=capfirst(_("kinds of case")), choices=CopPage.CaseKind.choices)
    dayparts = BoxesField(label=capfirst(_("available")), choices=Daypart.choices)
    modules = ModulesField(
        label=capfirst(_("experience with modules")),
        queryset=ModulePage.objects.none(),
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        modules = ModulePage.objects.live().filter(alias_of=None).order_by("title")
        self.fields["modules"].queryset = modules | ModulePage.objects.filter(
            pk__in=[each.pk for each in self.instance.modules.all()] if self.instance.pk else []
        )


def facilitator_edit_handler() -> ObjectList:
    return ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldPanel(
                        "user", help_text=_("Or, for who has no account, the fields below.")
                    ),
                    FieldRowPanel([FieldPanel("name"), FieldPanel("email")]),
                    FieldPanel("phone"),
                ],
                heading=_("Person"),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("origin"), FieldPanel("place")]),
                    FieldPanel("organisation"),
                    InlinePanel("regions", label=_("Municipality"), heading=_("Works in")),
                ],
                heading=_("Where"),
            ),
            MultiFieldPanel(
                [FieldPanel("case_kinds"), FieldPanel("modules")], heading=_("Experience")
            ),
            MultiFieldPanel(
                [FieldPanel("is_active"), FieldPanel("dayparts")], heading=_("When they can")
            ),
            FieldPanel("about"),
        ],
        base_form_class=FacilitatorForm,
    )
