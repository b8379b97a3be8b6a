"""Who is in: organisations, memberships and invitations. Personal data lives in these rows only."""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..roles import Role
from .circles import Circle, kinds_of_circle, leading_roles

INVITATION_LIFE = timedelta(days=30)
DOUBLE_CLICK = timedelta(minutes=1)


class Organisation(models.Model):
    """A group or organisation with an interest in the neighbourhood."""

    class Kind(models.TextChoices):
        RESIDENTS = "residents", _("residents' group")
        MUNICIPALITY = "municipality", _("municipality")
        HOUSING = "housing", _("housing association")
        HOME_CARE = "home_care", _("home care")
        WELFARE = "welfare", _("welfare work")
        POLICE = "police", _("police")
        EDUCATION = "education", _("education")
        SHOP = "shop", _("shopkeeper")
        COMPANY = "company", _("company")
        OTHER = "other", _("other")

    name = models.CharField(_("name"), max_length=150, unique=True)
    kind = models.CharField(
        _("kind"), max_length=16, choices=Kind, default=Kind.OTHER, db_index=True
    )
    municipality = models.CharField(_("municipality"), max_length=80, blank=True)
    website = models.URLField(_("website"), blank=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


def role_choices() -> list[tuple[str, str]]:
    """The roles of every kind of circle. A callable: an app that brings a kind needs no migration here."""
    return list(dict(each for kind in kinds_of_circle() for each in kind.roles.choices).items())


class MembershipQuerySet(models.QuerySet):
    def active(self):
        return self.filter(ended_at__isnull=True)

    def facilitating(self):
        return self.filter(role__in=leading_roles())

    def leading_alone(self):
        """Of who leads a published circle: nobody does any more when they go."""
        others = Membership.objects.active().facilitating().exclude(pk=OuterRef("pk"))
        others = others.filter(circle=OuterRef("circle"), user__is_active=True)
        return self.active().facilitating().filter(~Exists(others), circle__live=True)

    def visible_to(self, user):
        return self.active().of_circles_visible_to(user)

    def of_circles_visible_to(self, user):
        """Also those that ended, for who keeps the books."""
        return self.filter(circle__in=Circle.objects.visible_to(user))

    def in_who_is_who(self):
        return (
            self.active()
            .select_related("user", "organisation")
            .order_by(F("joined_on").asc(nulls_last=True), "pk")
        )


class Membership(models.Model):
    """One person in one circle, for as long as it lasts."""

    circle = models.ForeignKey(
        "cop_pages.Circle",
        verbose_name=_("circle"),
        on_delete=models.CASCADE,
        related_name="memberships",
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("member"),
        on_delete=models.CASCADE,
        related_name="memberships",
    )
    role = models.CharField(_("role"), max_length=16, choices=role_choices, default=Role.RESIDENT)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="memberships",
    )
    contribution = models.TextField(
        _("what I bring"), max_length=500, blank=True, help_text=_("In your own words.")
    )
    shares_contribution = models.BooleanField(_("show what I bring"), default=True)
    shares_picture = models.BooleanField(_("show my picture"), default=True)
    receives_news = models.BooleanField(_("mail me news of this circle"), default=True)
    shares_email = models.BooleanField(_("show my email address"), default=False)
    joined_on = models.DateField(_("joined on"), default=timezone.localdate)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "user"],
                condition=Q(ended_at__isnull=True),
                name="membership_active_once",
            ),
        ]
        indexes = [models.Index(fields=["user", "circle"], name="membership_user_circle")]

    def __str__(self) -> str:
        """No name: this text ends up in logs and reports."""
        return _("Membership %(number)s") % {"number": self.pk}

    @property
    def is_active(self) -> bool:
        return self.ended_at is None

    @property
    def is_only_lead(self) -> bool:
        """Whether nobody leads the circle when this person stops."""
        others = Membership.objects.active().facilitating().exclude(pk=self.pk)
        others = others.filter(circle=self.circle_id, user__is_active=True)
        return self.role in leading_roles() and not others.exists()

    @property
    def is_needed_to_lead(self) -> bool:
        """Whether they cannot leave before somebody else leads; a CoP gets another from the network."""
        return self.circle.specific_class.needs_a_leader and self.is_only_lead

    def get_shown_contribution(self) -> str:
        return self.contribution if self.shares_contribution else ""


def hash_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def next_expiry():
    return timezone.now() + INVITATION_LIFE


class InvitationQuerySet(models.QuerySet):
    def pending(self):
        """Neither accepted nor withdrawn, perhaps past their date."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)

    def open(self):
        return self.pending().filter(expires_at__gt=timezone.now())

    def with_token(self, token: str):
        return self.filter(token_hash=hash_token(token))

    def for_token(self, token: str):
        return self.open().with_token(token)


class Invitation(models.Model):
    """A place offered in a circle by mail. Only a digest of the link's secret is kept."""

    circle = models.ForeignKey(
        "cop_pages.Circle",
        verbose_name=_("circle"),
        on_delete=models.CASCADE,
        related_name="invitations",
    )
    email = models.EmailField(_("email address"))
    role = models.CharField(_("role"), max_length=16, choices=role_choices, default=Role.RESIDENT)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
    )
    message = models.TextField(_("personal message"), max_length=500, blank=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(default=next_expiry)
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "email"],
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="invitation_open_once",
            ),
        ]

    def __str__(self) -> str:
        return _("Invitation %(number)s") % {"number": self.pk}

    @property
    def is_pending(self) -> bool:
        return not (self.accepted_at or self.withdrawn_at)

    @property
    def was_just_sent(self) -> bool:
        """Within the last minute: a second click, not a second thought."""
        return self.expires_at - INVITATION_LIFE > timezone.now() - DOUBLE_CLICK

    def renew_token(self) -> str:
        """A fresh secret for the link; the former link stops working. Not saved."""
        token = secrets.token_urlsafe(32)
        self.token_hash, self.expires_at = hash_token(token), next_expiry()
        return token
