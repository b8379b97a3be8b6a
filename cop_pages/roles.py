"""What people are in a CoP. Other kinds of circle bring roles of their own: see Circle.roles."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    RESIDENT = "resident", _("resident")
    PROFESSIONAL = "professional", _("professional")
    FACILITATOR = "facilitator", _("facilitator")
    ARENA_LIAISON = "arena_liaison", _("arena liaison")


# The others look after the circle and take no place.
TAKING_PART = (Role.RESIDENT, Role.PROFESSIONAL)
