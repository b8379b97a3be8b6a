"""News of a circle goes by mail to members who want it, once per update."""

from django.dispatch import receiver
from django.urls import reverse
from wagtail.signals import page_published

from .mail import absolute, send_mail
from .models import Circle, CopUpdatePage


@receiver(page_published, sender=CopUpdatePage)
def mail_news(instance: CopUpdatePage, **kwargs) -> None:
    """Only the first publication is news, and only in a circle that its members can open."""
    circle = Circle.objects.published().filter(path=instance.parent_path).first()
    is_scheduled = not instance.live  # Wagtail calls that published already.
    is_again = instance.first_published_at != instance.last_published_at
    if circle is None or is_scheduled or is_again:
        return
    readers = circle.active_memberships().filter(receives_news=True, user__is_active=True)
    for membership in readers.select_related("user"):
        send_mail(
            "circle_news",
            membership.user.email,
            {
                "circle": circle.title,
                "title": instance.title,
                "intro": instance.intro,
                "link": instance.full_url,
                "preferences": absolute(reverse("cop_pages:my_membership", args=[circle.pk])),
            },
            language=getattr(membership.user, "language", ""),
        )
