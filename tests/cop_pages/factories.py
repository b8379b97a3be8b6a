"""Circles with people in them."""

import factory
import wagtail_factories
from django.contrib.auth import get_user_model
from factory.django import DjangoModelFactory
from wagtail.models import Page, Site

from cop_pages.models import (
    CircleFile,
    CircleIndexPage,
    CopPage,
    CopUpdatePage,
    Membership,
    Organisation,
)


def home_page() -> Page:
    return Site.objects.get(is_default_site=True).root_page


class UserFactory(DjangoModelFactory):
    class Meta:
        model = get_user_model()

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    name = factory.Sequence(lambda n: f"Person {n}")


class CircleIndexPageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = CircleIndexPage

    title = "Projecten"
    parent = factory.LazyFunction(home_page)


class CopPageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = CopPage

    title = factory.Sequence(lambda n: f"CoP {n}")
    place = "Waterwijk"
    municipality = "Almere"
    case_summary = "Een tuin voor iedereen."
    parent = factory.SubFactory(CircleIndexPageFactory)


class CopUpdatePageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = CopUpdatePage

    title = factory.Sequence(lambda n: f"Nieuws {n}")
    parent = factory.SubFactory(CopPageFactory)


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation
        django_get_or_create = ("name",)

    name = factory.Sequence(lambda n: f"Organisatie {n}")


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)


class CircleFileFactory(DjangoModelFactory):
    class Meta:
        model = CircleFile

    title = "Plattegrond"
    file = factory.django.FileField(filename="plattegrond.pdf", data=b"%PDF-1.4 canary")
