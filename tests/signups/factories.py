"""Sign-ups, the pages they come from, facilitators and quotes."""

from datetime import timedelta

import factory
import wagtail_factories
from django.utils import timezone
from factory.django import DjangoModelFactory

from cop_pages.models import CopPage
from signups.models import (
    Answer,
    Consent,
    ContactPage,
    FacilitatorProfile,
    FacilitatorRegion,
    FacilitatorRequest,
    FacilitatorSearch,
    FormEntry,
    FormPage,
    FormQuestion,
    Intent,
    MailTemplate,
    Origin,
    PrivacyStatementPage,
    Purpose,
    Quote,
    QuoteLine,
    SignUp,
    SignUpPage,
    Status,
    WaitingListEntry,
    Who,
)
from tests.cop_pages.factories import home_page


class PrivacyStatementPageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = PrivacyStatementPage

    title = "Privacyverklaring"
    slug = "privacy"
    body = "<p>Wij bewaren zo weinig mogelijk.</p>"
    parent = factory.LazyFunction(home_page)

    @classmethod
    def _create(cls, *args, **kwargs):
        page = super()._create(*args, **kwargs)
        page.keep_version()
        return page


class SignUpPageFactory(wagtail_factories.PageFactory):
    """Offers every intent, and has a privacy statement with one version."""

    class Meta:
        model = SignUpPage

    title = "Aanmelden"
    slug = "aanmelden"
    intro = "Vertel ons wat je wilt. Het duurt een paar minuten."
    parent = factory.LazyFunction(home_page)
    statement = factory.SubFactory(PrivacyStatementPageFactory)


class SignUpFactory(DjangoModelFactory):
    """A confirmed request to start a CoP; `SignUpFactory(new=True)` is not confirmed yet."""

    class Meta:
        model = SignUp
        skip_postgeneration_save = True

    class Params:
        new = factory.Trait(status=Status.NEW, confirmed_at=None)
        joining = factory.Trait(intent=Intent.JOIN_COP, case="", message="Ik kan goed koken.")

    intent = Intent.START_COP
    status = Status.CONFIRMED
    confirmed_at = factory.LazyFunction(timezone.now)
    name = factory.Sequence(lambda n: f"Aanmelder {n}")
    email = factory.Sequence(lambda n: f"aanmelder{n}@example.org")
    phone = "06 12345678"
    postcode = "1311 RL"
    municipality = "Almere"
    who = Who.RESIDENT
    case = "Wij willen een tuin voor de hele straat."
    case_kind = CopPage.CaseKind.INITIATIVE
    already_in = "De buren en de wijkagent."
    has_facilitator = Answer.NO
    wants_arena = Answer.UNKNOWN

    @factory.post_generation
    def consents(self, create, extracted, **kwargs):
        """`SignUpFactory(consents=["handle", "news"])`."""
        if create:
            for purpose in extracted or [Purpose.HANDLE]:
                Consent.objects.create(sign_up=self, purpose=purpose, given=True)


class WaitingListEntryFactory(DjangoModelFactory):
    class Meta:
        model = WaitingListEntry

    sign_up = factory.SubFactory(SignUpFactory, joining=True, status=Status.WAITING_LIST)


class FacilitatorProfileFactory(DjangoModelFactory):
    """An outside contact; `FacilitatorProfileFactory(municipalities=["Almere"], user=member)`."""

    class Meta:
        model = FacilitatorProfile
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Begeleider {n}")
    email = factory.Sequence(lambda n: f"begeleider{n}@example.org")
    origin = Origin.NETWORK

    @factory.post_generation
    def municipalities(self, create, extracted, **kwargs):
        for municipality in extracted or []:
            FacilitatorRegion.objects.create(profile=self, municipality=municipality)


class FacilitatorSearchFactory(DjangoModelFactory):
    """For a request that is no CoP yet; `FacilitatorSearchFactory(cop=cop, sign_up=None)`."""

    class Meta:
        model = FacilitatorSearch

    sign_up = factory.SubFactory(SignUpFactory)


class FacilitatorRequestFactory(DjangoModelFactory):
    class Meta:
        model = FacilitatorRequest

    profile = factory.SubFactory(FacilitatorProfileFactory)
    search = factory.SubFactory(FacilitatorSearchFactory)
    token_hash = factory.Sequence(lambda n: f"{n:064}")


class QuoteFactory(DjangoModelFactory):
    """A draft of two hours of work."""

    class Meta:
        model = Quote
        skip_postgeneration_save = True

    sign_up = factory.SubFactory(SignUpFactory, intent=Intent.QUOTE)
    name = factory.SelfAttribute("sign_up.name")
    email = factory.SelfAttribute("sign_up.email")
    subject = "Begeleiding van een leer-doe CoP"
    valid_until = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=30))

    @factory.post_generation
    def lines(self, create, extracted, **kwargs):
        if create:
            QuoteLine.objects.create(
                quote=self, description="Begeleiding", quantity=2, unit_cents=9500
            )


class MailTemplateFactory(DjangoModelFactory):
    class Meta:
        model = MailTemplate
        django_get_or_create = ("key", "language")

    key = "received"
    language = "nl"
    subject = "Je aanmelding"
    body = "Hallo {name}, we nemen snel contact met je op."


class FormPageFactory(wagtail_factories.PageFactory):
    """Asks for a name and an email address."""

    class Meta:
        model = FormPage
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Formulier {n}")
    parent = factory.LazyFunction(home_page)

    @factory.post_generation
    def questions(self, create, extracted, **kwargs):
        asked = extracted or [("Naam", "singleline"), ("E-mailadres", "email")]
        for number, (label, kind) in enumerate(asked):
            FormQuestion.objects.create(
                page=self, label=label, field_type=kind, required=True, sort_order=number
            )


class FormEntryFactory(DjangoModelFactory):
    class Meta:
        model = FormEntry

    page = factory.SubFactory(FormPageFactory)
    email = factory.Sequence(lambda n: f"invuller{n}@example.org")
    form_data = factory.LazyAttribute(
        lambda entry: {"naam": "In Vuller", "e_mailadres": entry.email}
    )


class ContactPageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = ContactPage

    title = "Contact"
    slug = "contact"
    parent = factory.LazyFunction(home_page)
