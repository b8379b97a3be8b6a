"""The person who logs in, by email address and without a username, and the roles people have."""

from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, Group, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cop_pages.storage import private_storage

from .portraits import portrait_path


def language_choices() -> list[tuple[str, str]]:
    """A callable, so that adding a language needs no migration."""
    return list(settings.LANGUAGES)


def default_language() -> str:
    return settings.LANGUAGE_CODE


class MemberManager(BaseUserManager):
    """Creates members and finds them by address, whatever its capitals."""

    def create_user(self, email: str, password: str | None = None, **fields) -> "Member":
        if not email:
            raise ValueError("A member needs an email address.")
        member = self.model(email=email, **fields)
        member.set_password(password)  # None means: no password, log in with a mailed code.
        member.save(using=self._db)
        return member

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "Member":
        """Whoever has a shell on the server vouches for the address."""
        member = self.create_user(
            email, password, **fields | {"is_staff": True, "is_superuser": True}
        )
        member.emailaddress_set.update(verified=True)
        return member

    def get_by_natural_key(self, email: str) -> "Member":
        return self.get(email__iexact=email.strip())


class Member(AbstractBaseUser, PermissionsMixin):
    """A person with an account, known by email address."""

    email = models.EmailField(_("email address"), unique=True)
    name = models.CharField(_("name"), max_length=150, blank=True)
    language = models.CharField(
        _("language"),
        max_length=10,
        choices=language_choices,
        default=default_language,
        help_text=_("For the mails we send you."),
    )
    picture = models.FileField(
        _("picture"), storage=private_storage, upload_to=portrait_path, blank=True
    )
    is_staff = models.BooleanField(_("staff"), default=False)
    is_active = models.BooleanField(
        _("active"),
        default=True,
        help_text=_("Switch off to close an account without removing it."),
    )
    date_joined = models.DateTimeField(_("date joined"), default=timezone.now, editable=False)

    objects = MemberManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="member_email_unique_any_case",
                violation_error_message=_("There is already a member with this email address."),
            ),
        ]

    def __str__(self) -> str:
        """No address here: this text ends up in logs and reports."""
        return self.name or _("Member %(number)s") % {"number": self.pk}

    def clean(self):
        super().clean()
        self.email = self.email.strip().lower()

    def save(self, *args, **kwargs):
        """One person, one spelling: addresses are kept in lower case."""
        self.email = self.email.strip().lower()
        super().save(*args, **kwargs)

    def get_full_name(self) -> str:
        """Never empty, so that nothing falls back on showing the address."""
        return str(self)

    def get_short_name(self) -> str:
        return str(self).split(" ", maxsplit=1)[0]

    def is_last_administrator(self) -> bool:
        others = type(self).objects.filter(is_superuser=True, is_active=True).exclude(pk=self.pk)
        return self.is_superuser and not others.exists()

    def get_portrait_url(self) -> str:
        """Where people in the same circles find the picture; empty without one."""
        return reverse("member_portrait", args=[self.pk]) if self.picture else ""

    @property
    def first_name(self) -> str:
        """What Wagtail's side bar greets people with; without it that is their address."""
        return self.get_short_name()


class Role(models.Model):
    """A group that the code knows by a lasting key; administrators may rename it.

    `granted` remembers every permission the code ever gave, so that a permission
    an administrator took away on purpose is not given again at the next migration.
    """

    key = models.SlugField(_("key"), unique=True)
    group = models.OneToOneField(Group, verbose_name=_("group"), on_delete=models.CASCADE)
    granted = models.JSONField(_("granted"), default=list)

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")

    def __str__(self) -> str:
        return self.key


class Seed(models.Model):
    """Something the code made once, so that it stays renamed or removed when somebody did so."""

    key = models.CharField(_("key"), max_length=160, unique=True)
    object_id = models.PositiveIntegerField(_("object"))

    class Meta:
        verbose_name = _("seed")
        verbose_name_plural = _("seeds")

    def __str__(self) -> str:
        return self.key
