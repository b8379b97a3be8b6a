"""Who may see a page of the library: the one answer that page, catalogue, feed and API share.

Wagtail's own `live()` is not enough. A page stays reachable under an unpublished parent, past its
expiry until a cron job runs, and through an alias outside the section that is restricted.
"""

from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    When,
)
from django.http import Http404
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from wagtail.models import (
    BaseViewRestriction,
    Collection,
    CollectionViewRestriction,
    Page,
    PageViewRestriction,
)


def reader_of(request):
    """The user of a request, without touching the session of a visitor who has none."""
    user = getattr(request, "user", None)
    is_unread = isinstance(user, SimpleLazyObject)  # Even `if user` would read the session.
    is_visitor = user is None or (is_unread and settings.SESSION_COOKIE_NAME not in request.COOKIES)
    return AnonymousUser() if is_visitor else user


def is_out() -> Q:
    """Not published, or past its expiry while the clean-up has not run yet."""
    return Q(live=False) | Q(expire_at__lte=timezone.now())


def restrictions_against(user, model: type[BaseViewRestriction] = PageViewRestriction) -> QuerySet:
    """The view restrictions that keep this user out; a shared password is never known here."""
    restrictions = model.objects.all()
    if user is None or not user.is_authenticated:
        return restrictions
    passed = Q(restriction_type=BaseViewRestriction.LOGIN)
    groups = Q(restriction_type=BaseViewRestriction.GROUPS)
    if user.is_superuser:
        return restrictions.exclude(passed | groups)
    own = model.objects.filter(groups__in=user.groups.values("pk"))
    return restrictions.exclude(passed).exclude(groups & Q(pk__in=own.values("pk")))


def collections_shut_to(user) -> QuerySet:
    """The collections of documents that this user may not read, with all below them."""
    restrictions = restrictions_against(user, CollectionViewRestriction)
    above = restrictions.alias(asked=ExpressionWrapper(OuterRef("path"), CharField())).filter(
        asked__startswith=F("collection__path")
    )
    return Collection.objects.filter(Exists(above))


@dataclass(frozen=True)
class Sections:
    """The few pages that have modules below them, and all that may hide one, found in one query."""

    paths: tuple[str, ...]
    out: tuple[str, ...]
    shut: tuple[str, ...]

    @classmethod
    def of(cls, model, user) -> "Sections":
        """Sections are pages of this type; hidden pages without any page below are left alone."""
        wanted = Q(pk__in=model.objects.order_by().values("pk"))
        restricted = restrictions_against(user).values("page")
        shut = Q(pk__in=restricted) | Q(alias_of__in=restricted)
        pages = Page.objects.filter(wanted | (Q(numchild__gt=0) & (is_out() | shut))).order_by()
        rows = list(pages.values_list("path", flag(wanted), flag(is_out()), flag(shut)))
        return cls(*(tuple(row[0] for row in rows if row[place]) for place in (1, 2, 3)))

    @classmethod
    def of_catalogues(cls, user) -> "Sections":
        return cls.of(apps.get_model("modules_library.ModuleIndexPage"), user)

    def is_out(self, path: str) -> bool:
        """Whether the page, or one above it, is not published (any more)."""
        return path.startswith(self.out)

    def open(self, admitted: str = "") -> list[str]:
        """Those the user may enter, and the one where Wagtail has let them in, perhaps by password."""
        inside = [path for path in self.paths if not self.is_out(path)]
        return [path for path in inside if path == admitted or not path.startswith(self.shut)]


class LightRestrictionsMixin:
    """For a page: its view restrictions and those above it in one query instead of Wagtail's two."""

    def get_view_restrictions(self) -> QuerySet:
        """Aliases answer for their originals, which only Wagtail's own way follows all along."""
        ends = range(self.steplen, len(self.path) + 1, self.steplen)
        here_and_above = Page.objects.filter(path__in=[self.path[:end] for end in ends])
        rows = list(here_and_above.values_list("alias_of", "view_restrictions"))
        if any(original for original, _restriction in rows):
            return super().get_view_restrictions()
        keys = [restriction for _original, restriction in rows if restriction]
        found = PageViewRestriction.objects
        return found.filter(pk__in=keys) if keys else found.none()


def flag(condition: Q) -> Case:
    return Case(When(condition, then=True), default=False, output_field=BooleanField())


def refuse_hidden(page, sections: Sections, reader) -> None:
    """Answer like a page that does not exist when it, or anything above it, is not out.

    View restrictions are Wagtail's to check, except those on the original of an alias.
    """
    expired = page.expire_at and page.expire_at <= timezone.now()
    if expired or sections.is_out(page.path) or not original_is_visible(page, reader):
        raise Http404


def original_is_visible(page, reader) -> bool:
    if not page.alias_of_id:
        return True
    originals = type(page).objects.visible_to(reader).filter(alias_of=None)
    return originals.filter(pk=page.alias_of_id).exists()
