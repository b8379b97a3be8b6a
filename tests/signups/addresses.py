"""Addresses of the intake."""

from django.urls import reverse

LIST = reverse("signups_signup_modeladmin_index")
BOARD = reverse("signups_board")


def case(sign_up) -> str:
    return reverse("signups_signup_modeladmin_inspect", args=[sign_up.pk])


def act(name: str, sign_up, *more) -> str:
    """`act("move", sign_up)`, `act("outcome", sign_up, "invite")`."""
    return reverse(f"signups_{name}", args=[sign_up.pk, *more])
