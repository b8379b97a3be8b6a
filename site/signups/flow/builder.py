"""Wagtail's own form builder, in our words, and with an end to how much one can write."""

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.forms.forms import FormBuilder

from .questions import LONG, Email, Pick, Words
from .questions import options as readable

WEB_ADDRESS = _("This is no web address. It looks like this: www.example.org.")


class Number(forms.DecimalField):
    """With a point or a comma, as people here write it."""

    def to_python(self, value):
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


class QuestionFormBuilder(FormBuilder):
    """Each question of an editor says in the same few words what is wrong with its answer."""

    def create_singleline_field(self, field, options):
        options.pop("initial", None)
        return Words(room=255, **options)

    def create_multiline_field(self, field, options):
        options.pop("initial", None)
        return Words(room=LONG, rows=4, **options)

    def create_radio_field(self, field, options):
        return Pick(self.get_formatted_field_choices(field), **options)

    def create_date_field(self, field, options):
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        return forms.DateField(widget=widget, **options)

    def create_email_field(self, field, options):
        options.pop("initial", None)
        return Email(**options)

    def create_checkboxes_field(self, field, options):
        made = super().create_checkboxes_field(field, options)
        made.choices = readable(made.choices)
        return made

    def create_dropdown_field(self, field, options):
        """Nothing is chosen beforehand: the first of the list is an answer like any other."""
        choices = [("", _("Choose one")), *readable(self.get_formatted_field_choices(field))]
        options.pop("initial", None)
        return forms.ChoiceField(choices=choices, **options)

    def create_url_field(self, field, options):
        made = super().create_url_field(field, options)
        made.error_messages["invalid"] = WEB_ADDRESS
        made.validators = [URLValidator(message=WEB_ADDRESS)]
        return made

    def create_number_field(self, field, options):
        return Number(**options)

    def get_create_field_function(self, type):  # noqa: A002 - Wagtail's own name for it
        create = super().get_create_field_function(type)
        return lambda field, options: in_our_words(create(field, options))


def in_our_words(field: forms.Field) -> forms.Field:
    """Django's own texts repeat what was sent, however long that is."""
    field.error_messages["required"] = _("This is still empty.")
    if isinstance(field, forms.ChoiceField):
        field.error_messages["invalid_choice"] = _("Choose one of these.")
    return field
