"""What happens when Wagtail says that a page was published."""

from django.dispatch import receiver
from wagtail.signals import page_published

from .models import ModulePage
from .versions import count_publication


@receiver(page_published)
def number_publication(sender, instance, **kwargs):
    """Wagtail also sends this for a page that is only scheduled: that one is not live yet.

    It sends it for aliases too, which so keep step with the page they mirror.
    """
    if isinstance(instance, ModulePage) and instance.live:
        count_publication(instance)
