"""The people and pages that tests of every app need."""

import factory
import wagtail_factories
from django.contrib.auth import get_user_model
from factory.django import DjangoModelFactory
from wagtail.models import Page

from home.models import HomePage, StandardPage
from members.roles import FACILITATOR, NETWORK_EDITOR, NETWORK_MODERATOR, group_for
from modules_library.models import Goal, JourneyPhase, ModuleIndexPage, ModulePage

PASSWORD = "een-kikker-in-de-kruiwagen"


class MemberFactory(DjangoModelFactory):
    """A person with an account; `MemberFactory(editor=True)` gives them a role."""

    class Meta:
        model = get_user_model()
        skip_postgeneration_save = True

    class Params:
        facilitator = factory.Trait(role=FACILITATOR)
        editor = factory.Trait(role=NETWORK_EDITOR)
        moderator = factory.Trait(role=NETWORK_MODERATOR)
        admin = factory.Trait(is_superuser=True, is_staff=True)

    email = factory.Sequence(lambda n: f"bewoner{n}@example.org")
    name = factory.Sequence(lambda n: f"Bewoner {n}")

    @classmethod
    def _create(cls, model_class, *args, role=None, password=PASSWORD, **kwargs):
        member = model_class.objects.create_user(*args, password=password, **kwargs)
        if role:
            member.groups.add(group_for(role))
        return member


class TermFactory(DjangoModelFactory):
    class Meta:
        abstract = True
        django_get_or_create = ["slug"]

    slug = factory.Sequence(lambda n: f"term-{n}")
    name_nl = factory.Sequence(lambda n: f"Term {n}")
    name_en = factory.Sequence(lambda n: f"Term {n} in English")
    sort_order = factory.Sequence(lambda n: n)


class GoalFactory(TermFactory):
    class Meta:
        model = Goal


class JourneyPhaseFactory(TermFactory):
    class Meta:
        model = JourneyPhase


class StandardPageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = StandardPage

    title = factory.Sequence(lambda n: f"Pagina {n}")
    intro = "Waar gaat deze pagina over?"
    parent = factory.LazyFunction(lambda: HomePage.objects.get(locale__language_code="nl"))


class ModuleIndexPageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = ModuleIndexPage

    title = "Modules"
    slug = "modules"
    intro = "Alles wat je kunt inweven."
    parent = factory.LazyFunction(lambda: HomePage.objects.get(locale__language_code="nl"))


class ModulePageFactory(wagtail_factories.PageFactory):
    """A complete module: two steps that fill its duration, one goal, one phase, a tag."""

    class Meta:
        model = ModulePage
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Module {n}")
    parent = factory.SubFactory(ModuleIndexPageFactory)
    summary = "Loop samen door de buurt en kijk met nieuwe ogen."
    duration_min = 45
    duration_max = 90
    materials = "Stiften\nEen kaart van de wijk"
    steps = factory.LazyFunction(
        lambda: [
            ("step", {"title": "Begin", "minutes": 15, "facilitator": "Heet iedereen welkom."}),
            ("step", {"title": "Lopen", "minutes": 45, "participants": "Kijk om je heen."}),
        ]
    )
    author_line = "Het netwerk"

    @factory.post_generation
    def terms(self, create, extracted, **kwargs):
        if not create:
            return
        self.goals = extracted or [GoalFactory(slug="team", name_nl="een team worden")]
        self.phases = [JourneyPhaseFactory(slug="explore", name_nl="verkennen")]
        self.tags.add("buiten")
        self.save()


def root() -> Page:
    """Wagtail's root, above every site."""
    return Page.objects.get(depth=1)
