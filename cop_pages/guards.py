"""The second wall: whatever happens to a private page, a log-in restriction stands above it.

Membership decides who sees a circle. These guards keep Wagtail's own channels (API, sitemap, search) closed
as well when somebody copies, moves, or lifts the restriction of the private section.
"""

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import post_page_move

from .models.circles import CircleIndexPage, PrivatePage


def ensure_restriction(page: Page) -> None:
    """Put a log-in restriction on this page unless one stands on it or above it already."""
    if not page.get_view_restrictions().exists():
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def exposed_private_pages(top: Page) -> list[Page]:
    """Private sections first, then private pages that lie outside any section."""
    below = top.get_descendants(inclusive=True)
    sections = below.type(CircleIndexPage)
    return [*sections, *below.type(PrivatePage).not_type(CircleIndexPage).public()]


@receiver(post_save)
def restrict_saved_page(sender, instance, raw=False, **kwargs):
    if isinstance(instance, PrivatePage) and not raw:
        ensure_restriction(instance)


@receiver(post_page_move)
def restrict_moved_pages(instance, **kwargs):
    restrict_below(Page.objects.get(pk=instance.pk))


@receiver([post_delete, post_save], sender=PageViewRestriction)
def keep_restriction(instance, origin=None, created=False, **kwargs):
    """A restriction that was lifted comes back; when its page is being deleted there is nothing to keep."""
    deleted = getattr(origin, "model", type(origin))
    if not created and deleted in {type(None), PageViewRestriction}:
        restrict_below(instance.page)


def restrict_below(top: Page) -> None:
    for page in exposed_private_pages(top):
        ensure_restriction(page)
