"""What the arena does when something happens elsewhere: somebody joins or leaves, a page comes out."""

from django.dispatch import receiver
from wagtail.signals import page_published

from cop_pages.signals import invitation_accepted, membership_ended

from .models import ArenaPage, ArenaUpdatePage, FollowPreference
from .news import news_of_update
from .services import following, telling


@receiver(page_published, sender=ArenaUpdatePage)
def tell_of_update(instance: ArenaUpdatePage, **kwargs) -> None:
    """Only the first publication is news, also when it was scheduled or waited for moderation.

    Wagtail says that a page is published when it is only scheduled; then it is not live yet.
    """
    if not instance.live or instance.first_published_at != instance.last_published_at:
        return
    telling.tell_at_once(instance.circle, news_of_update(instance), but=instance.owner)


@receiver(invitation_accepted)
def begin_to_follow(membership, **kwargs) -> None:
    arena = ArenaPage.objects.filter(pk=membership.circle_id).first()
    if arena:
        default = FollowPreference._meta.get_field("frequency").default
        following.follow(user=membership.user, arena=arena, frequency=default)


@receiver(membership_ended)
def stop_following(membership, **kwargs) -> None:
    following.forget(user=membership.user, circle=membership.circle)
