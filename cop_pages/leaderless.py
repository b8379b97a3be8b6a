"""What the network hears when nobody leads a circle any more."""

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend
from django.urls import reverse

from .mail import absolute, language_of, send_mail
from .models import Circle, Membership


def tell_network(circle: Circle, *, but) -> None:
    """Mail those who can give somebody the lead; not who left it, whose name is nowhere in it."""
    context = {"circle": circle.title, "link": absolute(people_path(circle))}
    for user in who_can_help().exclude(pk=but.pk):
        send_mail("circle_leaderless", user.email, context, language=language_of(user))


def who_can_help():
    may = ModelBackend().with_perm("cop_pages.change_membership")
    return get_user_model().objects.filter(pk__in=may, is_active=True)


def people_path(circle: Circle) -> str:
    """Its people in the admin, where each can get another role."""
    index = reverse(f"{Membership._meta.app_label}_membership_modeladmin_index")
    return f"{index}?of={circle.pk}"
