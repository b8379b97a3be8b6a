"""The pages people sign up, write and ask on."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.contrib.forms.models import AbstractForm, AbstractFormField
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page
from wagtail.search import index

from .. import entries
from ..admin.panels import (
    contact_panels,
    extra_question_panels,
    form_panels,
    offer_panels,
    question_panels,
    sign_up_edit_handler,
)
from ..flow import preview_context, respond
from .choices import Intent
from .keeping import STATE_COLUMN
from .statements import PROSE, PrivacyStatementPage
from .wording import USUAL

# What an editor may ask. A hidden field asks nobody anything.
QUESTION_KINDS = (
    ("singleline", _("one line of text")),
    ("multiline", _("more lines of text")),
    ("email", _("email address")),
    ("number", _("number")),
    ("url", _("web address")),
    ("checkbox", _("box to tick")),
    ("checkboxes", _("boxes to tick")),
    ("dropdown", _("list to choose from")),
    ("radio", _("choices")),
    ("date", _("date")),
)


def statement_field() -> models.ForeignKey:
    return models.ForeignKey(
        PrivacyStatementPage,
        verbose_name=_("privacy statement"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("People agree to the version that is published at that moment."),
    )


def no_longer_asked(name: str) -> str:
    """The label of a question that is gone, as well as its answers still tell."""
    return gettext("%(question)s (no longer asked)") % {
        "question": capfirst(name.replace("_", " "))
    }


class WithStatement:
    """A page on which people agree to a privacy statement."""

    @property
    def current_statement(self) -> PrivacyStatementPage | None:
        """The one an editor chose, or else the website's own in this language."""
        if self.statement and self.statement.live:
            return self.statement
        return PrivacyStatementPage.objects.live().filter(locale=self.locale_id).first()


class SignUpPage(WithStatement, Page):
    """A form in steps; which questions it asks follows from what somebody wants."""

    intro = models.TextField(_("introduction"), max_length=500, blank=True)
    thanks_title = models.CharField(_("title of the thank-you page"), max_length=120, blank=True)
    thanks = RichTextField(_("text of the thank-you page"), features=PROSE, blank=True)
    statement = statement_field()

    edit_handler = sign_up_edit_handler
    template = "signups/sign_up_page.html"
    subpage_types: ClassVar = []
    api_fields: ClassVar = ["intro"]
    page_description = _("People sign up here for a CoP, an arena, a quote or a question.")

    class Meta:
        verbose_name = _("sign-up page")
        verbose_name_plural = _("sign-up pages")

    @property
    def intents(self) -> list[Intent]:
        """What one can sign up for here, in the editor's order; all there is when none is chosen."""
        return [Intent(offer.intent) for offer in self.shown_offers]

    @cached_property
    def shown_offers(self) -> list["SignUpOffer"]:
        """One offer per intent, in the editor's words or in ours."""
        offers = {offer.intent: offer for offer in reversed(self.offers.all())}
        chosen = [offers[each] for each in dict.fromkeys(o.intent for o in self.offers.all())]
        return chosen or [SignUpOffer(page=self, intent=intent) for intent in Intent]

    def offer_for(self, intent: str | None) -> "SignUpOffer | None":
        return next((each for each in self.shown_offers if each.intent == intent), None)

    def questions_for(self, intent: str | None) -> list["ExtraQuestion"]:
        """The editors' own questions: those for everybody and those for this intent."""
        return [each for each in self.extra_questions.all() if each.intent in {"", intent}]

    def serve(self, request, *args, **kwargs):
        return respond(request, self)

    def get_preview_context(self, request, mode_name):
        return super().get_preview_context(request, mode_name) | preview_context(self)


class SignUpOffer(Orderable):
    """One thing people can sign up for on a page, in the editor's own words."""

    page = ParentalKey(SignUpPage, on_delete=models.CASCADE, related_name="offers")
    intent = models.CharField(_("what"), max_length=12, choices=Intent)
    label = models.CharField(
        _("in our own words"),
        max_length=80,
        blank=True,
        help_text=_("For example: I want this in my neighbourhood."),
    )
    text = models.CharField(_("explanation"), max_length=200, blank=True)
    thanks = models.CharField(
        _("first words of the thank-you page"),
        max_length=200,
        blank=True,
        help_text=_("For example: Thank you for your question."),
    )

    panels = offer_panels

    class Meta(Orderable.Meta):
        verbose_name = _("offer")
        verbose_name_plural = _("offers")

    def __str__(self) -> str:
        return str(self.shown_label)

    @property
    def shown_label(self) -> str:
        return self.label or USUAL[self.intent].label

    @property
    def shown_text(self) -> str:
        return self.text or ("" if self.label else USUAL[self.intent].text)

    @property
    def shown_thanks(self) -> str:
        return self.thanks or USUAL[self.intent].thanks


class AskedField(AbstractFormField):
    """A question of an editor's own."""

    field_type = models.CharField(_("kind of question"), max_length=16, choices=QUESTION_KINDS)
    required = models.BooleanField(_("must be answered"), default=False)

    class Meta:
        abstract = True
        ordering = ["sort_order"]

    def __str__(self) -> str:
        return self.label


class ExtraQuestion(AskedField):
    """Asked on a sign-up page after our own questions."""

    page = ParentalKey(SignUpPage, on_delete=models.CASCADE, related_name="extra_questions")
    intent = models.CharField(
        _("only for"),
        max_length=12,
        choices=Intent,
        blank=True,
        help_text=_("Leave this empty to ask everybody."),
    )

    panels = extra_question_panels

    class Meta(AskedField.Meta):
        abstract = False
        verbose_name = _("extra question")
        verbose_name_plural = _("extra questions")


class FormPage(WithStatement, AbstractForm):
    """A form of an editor's own making: an evaluation, or names for a network day."""

    intro = models.TextField(_("introduction"), max_length=500, blank=True)
    body = RichTextField(_("text above the questions"), features=PROSE, blank=True)
    thanks = RichTextField(_("text of the thank-you page"), features=PROSE, blank=True)
    notify = models.EmailField(
        _("mail new answers to"),
        blank=True,
        help_text=_("Only that there are new answers; not the answers themselves."),
    )
    sends_confirmation = models.BooleanField(
        _("mail who sends it that it arrived"),
        default=True,
        help_text=_("To the first email address that the form asks for."),
    )
    closes_at = models.DateTimeField(
        _("closes at"),
        null=True,
        blank=True,
        help_text=_("From this moment nobody can fill in the form any more."),
    )
    most_entries = models.PositiveIntegerField(
        _("number of places"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("When so many people have filled in the form, it closes by itself."),
    )
    has_waiting_list = models.BooleanField(
        _("waiting list when it is full"),
        default=False,
        help_text=_(
            "Then the form stays open. Who waits longest gets a mail when a place opens: because "
            "somebody withdraws, or because you raise the number. The form must ask for an email "
            "address. After the form closes the list stands still."
        ),
    )
    statement = statement_field()
    keep_days = models.PositiveSmallIntegerField(
        _("days to keep the answers"), default=180, help_text=_("After this they are removed.")
    )

    content_panels = form_panels
    template = "signups/form_page.html"
    landing_page_template = "signups/form_page_thanks.html"
    subpage_types: ClassVar = []
    api_fields: ClassVar = ["intro"]
    page_description = _("A form of your own, for example for an evaluation.")

    class Meta:
        verbose_name = _("form")
        verbose_name_plural = _("forms")

    @property
    def is_past(self) -> bool:
        return bool(self.closes_at) and self.closes_at <= timezone.now()

    @property
    def is_full(self) -> bool:
        """Who waits counts too: a newcomer does not pass the line."""
        taken = self.get_submissions().standing()
        return bool(self.most_entries) and taken.count() >= self.most_entries

    @property
    def keeps_waiting_list(self) -> bool:
        """Only where those who wait can be reached."""
        asked = (each.field_type for each in self.get_form_fields())
        return bool(self.has_waiting_list and self.most_entries) and "email" in asked

    @property
    def is_closed(self) -> bool:
        return self.is_past or (self.is_full and not self.keeps_waiting_list)

    def clean(self):
        super().clean()
        if self.has_waiting_list and not self.most_entries:
            raise ValidationError(
                {"most_entries": _("Fill in how many places there are; else it is never full.")}
            )

    def get_submission_class(self):
        return self._meta.apps.get_model("signups", "FormEntry")

    def get_data_fields(self) -> list[tuple[str, str]]:
        """Also questions that were asked before: their answers are still there."""
        sent, *asked = super().get_data_fields()
        fields = [sent, (STATE_COLUMN, capfirst(gettext("state"))), *asked]
        known = {name for name, _label in fields}
        kept = self.get_submissions().values_list("form_data", flat=True)
        former = dict.fromkeys(name for answers in kept for name in answers if name not in known)
        return fields + [(name, no_longer_asked(name)) for name in former]

    def serve(self, request, *args, **kwargs):
        return entries.respond(request, self)

    def get_preview_context(self, request, mode_name):
        return {"page": self, "request": request} | entries.preview_context(self)


class FormQuestion(AskedField):
    page = ParentalKey(FormPage, on_delete=models.CASCADE, related_name="form_fields")

    panels = question_panels

    class Meta(AskedField.Meta):
        abstract = False
        verbose_name = _("question")
        verbose_name_plural = _("questions")


class ContactPage(Page):
    """How to reach the network, and where to ask a question."""

    intro = models.TextField(_("introduction"), max_length=500, blank=True)
    body = RichTextField(_("text"), features=PROSE, blank=True)
    phone = models.CharField(_("phone number"), max_length=30, blank=True)
    address = models.TextField(_("address"), max_length=300, blank=True)
    sign_up_page = models.ForeignKey(
        SignUpPage,
        verbose_name=_("page to ask a question on"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    content_panels = contact_panels
    template = "signups/contact_page.html"
    subpage_types: ClassVar = []
    search_fields: ClassVar = [
        *Page.search_fields,
        index.SearchField("intro", boost=2),
        index.SearchField("body"),
        index.AutocompleteField("intro"),
    ]
    api_fields: ClassVar = ["intro", "phone", "address"]
    page_description = _("How people reach you, and where they ask a question.")

    class Meta:
        verbose_name = _("contact page")
        verbose_name_plural = _("contact pages")

    @property
    def question_page(self) -> SignUpPage | None:
        """Where a question can be asked on the website itself."""
        page = self.sign_up_page
        return page if page and page.live and Intent.QUESTION in page.intents else None

    @property
    def dialled(self) -> str:
        """The phone number as a link dials it."""
        return "".join(each for each in self.phone if each.isdecimal() or each == "+")
