"""Who can lead a CoP."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel

from cop_pages.models import CopPage
from modules_library.models import ModulePage

from ..facilitator_querysets import FacilitatorQuerySet
from .choices import Daypart, Origin
from .sign_ups import SignUp


def known(values: list, choices: type[models.TextChoices]) -> None:
    """Refuse a list that holds anything but these choices."""
    if not isinstance(values, list) or not set(map(str, values)) <= set(choices.values):
        raise ValidationError(_("Choose from the list."))


def known_case_kinds(values: list) -> None:
    known(values, CopPage.CaseKind)


def known_dayparts(values: list) -> None:
    known(values, Daypart)


class FacilitatorProfile(ClusterableModel):
    """A member of the site, or somebody outside it who is known by name and address."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("member"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="facilitator_profile",
    )
    name = models.CharField(_("name"), max_length=150, blank=True)
    email = models.EmailField(_("email address"), blank=True)
    phone = models.CharField(_("phone number"), max_length=30, blank=True)
    origin = models.CharField(
        _("comes from"), max_length=12, choices=Origin, default=Origin.NETWORK, db_index=True
    )
    place = models.CharField(_("neighbourhood or village"), max_length=80, blank=True)
    organisation = models.CharField(_("organisation"), max_length=150, blank=True)
    # Lists of CopPage.CaseKind and of Daypart values.
    case_kinds = models.JSONField(
        _("kinds of case"), default=list, blank=True, validators=[known_case_kinds]
    )
    dayparts = models.JSONField(
        _("available"), default=list, blank=True, validators=[known_dayparts]
    )
    modules = ParentalManyToManyField(
        ModulePage, verbose_name=_("experience with modules"), blank=True, related_name="+"
    )
    about = models.TextField(_("about"), max_length=2000, blank=True)
    sign_up = models.ForeignKey(
        SignUp,
        verbose_name=_("sign-up"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="facilitator_profiles",
    )
    is_active = models.BooleanField(_("can be asked"), default=True)
    created_at = models.DateTimeField(_("made at"), default=timezone.now)

    objects = FacilitatorQuerySet.as_manager()

    class Meta:
        verbose_name = _("facilitator")
        verbose_name_plural = _("facilitators")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False) | (~Q(name="") & ~Q(email="")),
                name="facilitator_can_be_reached",
                violation_error_message=_("Choose a member, or give a name and an email address."),
            )
        ]

    def __str__(self) -> str:
        """No name: this text ends up in logs and reports."""
        return _("Facilitator %(number)s") % {"number": self.pk}

    @property
    def full_name(self) -> str:
        return self.user.get_full_name() if self.user_id else self.name

    @property
    def address(self) -> str:
        """Where mail goes."""
        return self.user.email if self.user_id else self.email

    @property
    def language(self) -> str:
        """For our mails; of an outside contact that of their own sign-up."""
        person = self.user or self.sign_up
        return getattr(person, "language", "") or settings.LANGUAGE_CODE

    @property
    def municipalities(self) -> list[str]:
        return [region.municipality for region in self.regions.all()]

    def get_case_kind_labels(self) -> list[str]:
        return [str(label) for value, label in CopPage.CaseKind.choices if value in self.case_kinds]

    def get_daypart_labels(self) -> list[str]:
        return [str(label) for value, label in Daypart.choices if value in self.dayparts]


class FacilitatorRegion(models.Model):
    """A municipality in which somebody facilitates."""

    profile = ParentalKey(FacilitatorProfile, on_delete=models.CASCADE, related_name="regions")
    municipality = models.CharField(_("municipality"), max_length=80, db_index=True)

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        ordering = ["municipality"]

    def __str__(self) -> str:
        return self.municipality
