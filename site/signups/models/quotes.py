"""Quotes: a letter with price lines, answered through its link."""

from decimal import ROUND_HALF_UP, Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from ..admin.quote_panels import block_panels, line_panels
from ..querysets import QuoteQuerySet
from .sign_ups import SignUp, user_field

WHOLE = Decimal(1)
MOST_CENTS = 100_000_000


class Quote(ClusterableModel):
    """An offer to one person; it knows its own reader, for the sign-up may be gone before it."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SENT = "sent", _("sent")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        EXPIRED = "expired", _("expired")

    # Given out when it is sent, such as 2026-0007.
    number = models.CharField(_("number"), max_length=16, unique=True, null=True, editable=False)  # noqa: DJ001
    sign_up = models.ForeignKey(
        SignUp,
        verbose_name=_("sign-up"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="quotes",
    )
    name = models.CharField(_("name"), max_length=150)
    email = models.EmailField(_("email address"), db_index=True)
    organisation = models.CharField(_("organisation"), max_length=150, blank=True)
    address = models.TextField(_("address"), max_length=300, blank=True)
    language = models.CharField(_("language"), max_length=12, default="nl")
    subject = models.CharField(_("subject"), max_length=150)
    valid_until = models.DateField(_("valid until"))
    state = models.CharField(
        _("state"), max_length=8, choices=State, default=State.DRAFT, db_index=True
    )
    token_hash = models.CharField(max_length=64, unique=True, null=True, editable=False)  # noqa: DJ001
    created_by = user_field(_("made by"))
    created_at = models.DateTimeField(_("made at"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answer = models.TextField(_("answer"), max_length=1000, blank=True)

    objects = QuoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("quote")
        verbose_name_plural = _("quotes")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return _("Quote %(number)s") % {"number": self.number or self.pk}

    @property
    def can_be_answered(self) -> bool:
        return self.state == self.State.SENT and self.valid_until >= timezone.localdate()

    @property
    def net_cents(self) -> int:
        return sum(line.net_cents for line in self.lines.all())

    @property
    def vat_by_rate(self) -> dict[int, int]:
        """Cents of VAT by percentage, rounded once per percentage."""
        net: dict[int, int] = {}
        for line in self.lines.all():
            net[line.vat_rate] = net.get(line.vat_rate, 0) + line.net_cents
        return {rate: whole_cents(Decimal(cents * rate) / 100) for rate, cents in net.items()}

    @property
    def total_cents(self) -> int:
        return self.net_cents + sum(self.vat_by_rate.values())


def whole_cents(cents: Decimal) -> int:
    return int(cents.quantize(WHOLE, rounding=ROUND_HALF_UP))


class CentsField(models.IntegerField):
    """Editors type euros, so a mistake is told in euros."""

    def formfield(self, **kwargs):
        messages = {"invalid": _("This is no amount. Write it like 95 or 95,50.")}
        return super().formfield(**{"error_messages": messages} | kwargs)

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.IntegerField", args, kwargs


class QuoteBlock(Orderable):
    """A piece of the letter, above the prices or below them."""

    class Place(models.TextChoices):
        ABOVE = "above", _("above the prices")
        BELOW = "below", _("below the prices")

    quote = ParentalKey(Quote, on_delete=models.CASCADE, related_name="blocks")
    place = models.CharField(_("place"), max_length=5, choices=Place, default=Place.ABOVE)
    heading = models.CharField(_("heading"), max_length=120, blank=True)
    text = models.TextField(_("text"), max_length=4000)

    panels = block_panels

    class Meta(Orderable.Meta):
        verbose_name = _("block of text")
        verbose_name_plural = _("blocks of text")

    def __str__(self) -> str:
        return self.heading


class QuoteLine(Orderable):
    """One price; money is in cents, without VAT."""

    class VatRate(models.IntegerChoices):
        NONE = 0, _("0%")
        LOW = 9, _("9%")
        HIGH = 21, _("21%")

    quote = ParentalKey(Quote, on_delete=models.CASCADE, related_name="lines")
    description = models.CharField(_("description"), max_length=200)
    quantity = models.DecimalField(
        _("number"),
        max_digits=7,
        decimal_places=2,
        default=1,
        validators=[MinValueValidator(0)],
    )
    unit_cents = CentsField(
        _("price of one"),
        validators=[MinValueValidator(-MOST_CENTS), MaxValueValidator(MOST_CENTS)],
        help_text=_("In euros, without VAT: 95 or 95,50. A discount is less than nothing: -50."),
    )
    vat_rate = models.PositiveSmallIntegerField(_("VAT"), choices=VatRate, default=VatRate.HIGH)

    panels = line_panels

    class Meta(Orderable.Meta):
        verbose_name = _("price")
        verbose_name_plural = _("prices")

    def __str__(self) -> str:
        return self.description

    @property
    def net_cents(self) -> int:
        return whole_cents(Decimal(str(self.quantity)) * self.unit_cents)
