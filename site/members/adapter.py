"""How allauth behaves here: accounts by invitation, mail through our own queue."""

from urllib.parse import urlsplit

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _
from qrcode.image.svg import SvgPathImage

from cop_pages.mail import send_mail
from cop_pages.models import Circle

from . import known_devices
from .models import Member

ENTER_ADMIN = "wagtailadmin.access_admin"
USED_IN_MAILS = ("code", "password_reset_url")
# Everything that is worth a warning by mail; all of it goes in one kind of mail.
CHANGES = {
    "email_changed": _("Your email address was changed."),
    "email_confirm": _("Your email address was confirmed."),
    "email_deleted": _("An email address was removed from your account."),
    "password_changed": _("Your password was changed."),
    "password_reset": _("A new password was chosen for your account."),
    "password_set": _("A password was chosen for your account."),
    "recovery_codes_generated": _("New recovery codes were made for your account."),
    "totp_activated": _("An app for codes was added to your account."),
    "totp_deactivated": _("The app for codes was removed from your account."),
    "webauthn_added": _("A passkey was added to your account."),
    "webauthn_removed": _("A passkey was removed from your account."),
}
WAYS_BACK = {
    "reauthenticate": _("Use your password"),
    "mfa_reauthenticate": _("Use a code from your app or your paper"),
    "mfa_reauthenticate:webauthn": _("Use a passkey"),
}


class AccountAdapter(DefaultAccountAdapter):
    """Log-in for members only; nobody signs up by themselves."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("This email address and password do not belong together."),
        "incorrect_code": _("This code is not right. Look at the newest mail and try again."),
        "incorrect_password": _("This password is not right."),
        "too_many_login_attempts": _(
            "Too many attempts. Wait five minutes, or let us mail you a log-in code."
        ),
        "too_many_codes": _("That code was wrong too often. Let us mail you a new one."),
        "rate_limited": _("That is a lot of requests. Wait a minute and try again."),
    }

    def is_open_for_signup(self, request) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Queue it: a mail server that is slow or down must not show who has an account."""
        name = template_prefix.rpartition("/")[2].removesuffix("_signup")
        language = self._language_of(email, context.get("user"))
        facts = _for_queue(context) | {"email": email, "login_url": _absolute("account_login")}
        if name in CHANGES:
            with override(language):
                name, facts = "account_changed", facts | {"change": str(CHANGES[name])}
        send_mail(f"account/{name}", email, facts, language=language)

    def _language_of(self, email: str, member: Member | None) -> str:
        """The reader's own. Of a mail with a code allauth tells only the address."""
        member = member or Member.objects.filter(email__iexact=email).first() or self.request.user
        return getattr(member, "language", "") or get_language()

    def add_message(self, request, level, *args, message=None, **kwargs) -> None:
        """After too many wrong codes nobody has to wait: they ask for a new one."""
        if message == self.error_messages["too_many_login_attempts"]:
            message = self.error_messages["too_many_codes"]
        super().add_message(request, level, *args, message=message, **kwargs)

    def post_login(self, request, user, **kwargs):
        response = super().post_login(request, user, **kwargs)
        known_devices.remember(response, user.email)
        return response

    def get_reauthentication_methods(self, user) -> list[dict]:
        """In the words of our own screens."""
        found = super().get_reauthentication_methods(user)
        return [
            way | {"description": WAYS_BACK.get(way["id"], way["description"])} for way in found
        ]

    def _get_login_attempts_cache_key(self, request, **credentials) -> str:
        """The owner's own browser is counted apart from strangers who guess; see `known_devices`."""
        return known_devices.limit_key(request, credentials.get("email", ""))

    def is_safe_url(self, url: str) -> bool:
        """The admin sends who may not enter it to the log-in: back there would be a circle."""
        return super().is_safe_url(url) and not self._is_closed_desk(url)

    def _is_closed_desk(self, url: str) -> bool:
        user = self.request.user
        return (
            urlsplit(url or "").path.startswith(reverse("wagtailadmin_home"))
            and user.is_authenticated
            and not user.has_perm(ENTER_ADMIN)
        )

    def get_login_redirect_url(self, request) -> str:
        """Editors go to their desk, followers of one arena to its tribune, members to their CoPs."""
        if request.user.has_perm(ENTER_ADMIN):
            return reverse("wagtailadmin_home")
        if circle := Circle.objects.welcoming(request.user):
            return circle.get_url(request)
        if Circle.objects.visible_to(request.user).with_member(request.user).exists():
            return reverse("cop_pages:my_circles")
        return super().get_login_redirect_url(request)


class SecondFactorAdapter(DefaultMFAAdapter):
    """The second step: an app with codes, a passkey, or a recovery code on paper."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _(
            "This code is not right. Wait for the next one in your app and try again."
        ),
        "unverified_email": _("First confirm your email address; then you can add a second step."),
    }

    def get_totp_issuer(self) -> str:
        return settings.WAGTAIL_SITE_NAME

    def _get_site_name(self) -> str:
        return settings.WAGTAIL_SITE_NAME

    def build_totp_svg(self, url: str) -> str:
        """An element for in the page: our policy allows no pictures as data: addresses."""
        picture = qrcode.make(url, image_factory=SvgPathImage).to_string(encoding="unicode")
        return picture.replace("<svg ", f'<svg role="img" aria-label="{_("QR code")}" ', 1)


def _for_queue(context: dict) -> dict:
    """Only what the texts use, as text: the queue is a table, and a request does not fit in it."""
    return {key: str(context[key]) for key in USED_IN_MAILS if context.get(key)}


def _absolute(name: str) -> str:
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse(name)
