"""What a CoP shows to its arenas, chosen item by item; by default that is nothing."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from cop_pages.models import CopPage, Membership
from meetings.models.base import TrackerModel

from .arenas import ArenaPage


class SharedItemQuerySet(models.QuerySet):
    def shared(self):
        """Not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def visible_to(self, user):
        return self.shown_in(ArenaPage.objects.visible_to(user))

    def shown_in(self, arenas):
        """What CoPs that stand show now to any of these arenas, as long as that arena follows them."""
        following = arenas.filter(cops=OuterRef("cop_id"))
        for_one = Exists(following.filter(pk=OuterRef("arena_id")))
        for_all = Q(arena__isnull=True) & Exists(following)
        return self.shared().filter(Q(for_one) | for_all, cop__in=CopPage.objects.published())


class SharedItem(TrackerModel):
    """One thing of a CoP that one arena may see, or every arena around that CoP."""

    cop = models.ForeignKey(
        CopPage, verbose_name=_("CoP"), on_delete=models.CASCADE, related_name="shared_items"
    )
    arena = models.ForeignKey(
        ArenaPage,
        verbose_name=_("arena"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="shared_items",
        help_text=_("Empty: every arena around this CoP."),
    )
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    shared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    shared_at = models.DateTimeField(_("shared at"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    objects = SharedItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("shared item")
        verbose_name_plural = _("shared items")
        indexes = [
            models.Index(fields=["cop", "withdrawn_at"], name="shared_item_of_cop"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["cop", "arena", "content_type", "object_id"],
                condition=Q(withdrawn_at__isnull=True, arena__isnull=False),
                name="shared_once_with_one_arena",
            ),
            models.UniqueConstraint(
                fields=["cop", "content_type", "object_id"],
                condition=Q(withdrawn_at__isnull=True, arena__isnull=True),
                name="shared_once_with_all_arenas",
            ),
        ]

    def __str__(self) -> str:
        return _("Shared item %(number)s") % {"number": self.pk}


class ShownPersonQuerySet(models.QuerySet):
    def of_cops(self, cops):
        """Agreements of people who are in these CoPs now, and who show at least their name."""
        return (
            self.filter(shows_name=True, membership__circle__in=cops)
            .filter(membership__ended_at__isnull=True, membership__user__is_active=True)
            .select_related("membership__user", "membership__organisation")
            .order_by("membership__joined_on", "membership_id")
        )


class ShownPerson(TrackerModel):
    """What a member of a CoP agreed to show to its arenas. Without this row: nothing."""

    membership = models.OneToOneField(
        Membership, on_delete=models.CASCADE, related_name="shown_to_arenas"
    )
    shows_name = models.BooleanField(_("show my name, role and organisation"), default=False)
    shows_contribution = models.BooleanField(_("show what I bring"), default=False)
    agreed_at = models.DateTimeField(_("agreed at"), auto_now=True)

    objects = ShownPersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("agreement with an arena")
        verbose_name_plural = _("agreements with arenas")

    def __str__(self) -> str:
        return _("Agreement %(number)s") % {"number": self.pk}

    @property
    def contribution(self) -> str:
        return self.membership.get_shown_contribution() if self.shows_contribution else ""
