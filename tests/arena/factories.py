"""Arenas with people on the tribune. `ArenaFactory(cops=[cop])`; `follower_of(arena, ArenaRole.MANAGER)`."""

import factory
import wagtail_factories
from factory.django import DjangoModelFactory

from arena.models import (
    ArenaPage,
    ArenaRole,
    ArenaUpdatePage,
    Interest,
    ProgrammeLine,
    Question,
    SharedItem,
    State,
)
from cop_pages.models import CircleIndexPage, Membership
from tests.cop_pages.factories import (
    CircleIndexPageFactory,
    CopPageFactory,
    MembershipFactory,
    OrganisationFactory,
)


def section() -> CircleIndexPage:
    """The private section: the one that is there, or a new one."""
    return CircleIndexPage.objects.first() or CircleIndexPageFactory(slug="projecten")


class ArenaFactory(wagtail_factories.PageFactory):
    class Meta:
        model = ArenaPage
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Arena {n}")
    organisation = factory.SubFactory(OrganisationFactory)
    intro = "Meekijken en iets meebrengen."
    parent = factory.LazyFunction(section)

    @factory.post_generation
    def cops(self, create, extracted, **kwargs):
        if create:
            self.cops = extracted if extracted is not None else [CopPageFactory(parent=section())]
            self.save()


class ProgrammeLineFactory(DjangoModelFactory):
    class Meta:
        model = ProgrammeLine

    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence(lambda n: f"Programmalijn {n}")


class ArenaUpdatePageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = ArenaUpdatePage

    title = factory.Sequence(lambda n: f"Bericht {n}")
    happened = "De proef is begonnen."
    asks = "Houd de stoep vrij."
    parent = factory.SubFactory(ArenaFactory)


class InterestFactory(DjangoModelFactory):
    """`InterestFactory(arena=arena, forwarded=True)`; without a CoP it is for the arena's first."""

    class Meta:
        model = Interest

    class Params:
        forwarded = factory.Trait(state=State.FORWARDED)
        accepted = factory.Trait(state=State.ACCEPTED)
        parked = factory.Trait(state=State.PARKED, reason="Eerst de tuin.")
        declined = factory.Trait(state=State.DECLINED, reason="Dit hoort elders.")
        answered = factory.Trait(state=State.ANSWERED, reason="We doen het samen.")

    arena = factory.SubFactory(ArenaFactory)
    cop = factory.LazyAttribute(lambda o: o.arena.cops.first())
    sender = factory.LazyAttribute(lambda o: follower_of(o.arena))
    title = factory.Sequence(lambda n: f"Belang {n}")
    why = "Er komt een warmtenet."
    programme_line = factory.LazyAttribute(
        lambda o: ProgrammeLineFactory(organisation=o.arena.organisation)
    )


class SharedItemFactory(DjangoModelFactory):
    """`SharedItemFactory(cop=cop, thing=step)`: for every arena, unless you name one."""

    class Meta:
        model = SharedItem

    @classmethod
    def _create(cls, model_class, *args, thing, **kwargs):
        from django.contrib.contenttypes.models import ContentType

        kind = ContentType.objects.get_for_model(thing)
        return super()._create(model_class, *args, content_type=kind, object_id=thing.pk, **kwargs)


class QuestionFactory(DjangoModelFactory):
    class Meta:
        model = Question

    update = factory.SubFactory(ArenaUpdatePageFactory)
    asker = factory.LazyAttribute(lambda o: follower_of(o.update.circle))
    text = factory.Sequence(lambda n: f"Wat betekent dit voor ons? {n}")


def follower_of(arena, role: str = ArenaRole.EMPLOYEE):
    """A person on this tribune."""
    return follow(arena, role).user


def follow(arena, role: str = ArenaRole.EMPLOYEE) -> Membership:
    return MembershipFactory(circle=arena, role=role)


def lead_of(arena):
    return follower_of(arena, ArenaRole.LEAD)
