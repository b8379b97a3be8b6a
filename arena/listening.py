"""What the arena does when something happens elsewhere: people come and go, pages and reports come out."""

from django.dispatch import receiver
from wagtail.signals import page_published

from cop_pages.signals import member_joined, membership_ended
from meetings.models import BacklogItem
from meetings.signals import block_carried, report_published

from . import interest_mail
from .models import ArenaPage, ArenaUpdatePage, FollowPreference, Interest, State
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


@receiver(member_joined)
def begin_to_follow(membership, **kwargs) -> None:
    arena = ArenaPage.objects.filter(pk=membership.circle_id).first()
    if arena:
        default = FollowPreference._meta.get_field("frequency").default
        following.follow(user=membership.user, arena=arena, frequency=default)


@receiver(membership_ended)
def stop_following(membership, **kwargs) -> None:
    following.forget(user=membership.user, circle=membership.circle)


@receiver(block_carried)
def keep_hold_of_interest(before, after, **kwargs) -> None:
    """An accepted interest goes from the backlog to an agenda, and perhaps from there to the next."""
    held_by = "backlog_item" if isinstance(before, BacklogItem) else "agenda_item"
    goes_to = "backlog_item" if isinstance(after, BacklogItem) else "agenda_item"
    places = {"backlog_item": None, "agenda_item": None, goes_to: after}
    Interest.objects.filter(**{held_by: before}).update(**places)


@receiver(report_published)
def ask_for_the_answer(meeting, **kwargs) -> None:
    """The CoP talked about it: its facilitators are asked to tell the sender what came of it."""
    discussed = Interest.objects.filter(agenda_item__meeting=meeting, state=State.ACCEPTED)
    for interest in discussed.select_related("arena", "cop"):
        interest_mail.ask_facilitators(interest)
