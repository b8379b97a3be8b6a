"""Nobody works in the admin with a password alone, where the site demands a second step."""

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

STRONG = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
OPEN_TO_ALL = ("wagtailadmin_login", "wagtailadmin_logout")
SET_UP_BY = "members.second_step_set_up_by"


def require_second_step(get_response):
    """Ask for a second step where it was not given, and offer to set one up where there is none."""

    def middleware(request):
        if _is_needed(request) and not passed_second_step(request):
            return _ask(request)
        return get_response(request)

    return middleware


def passed_second_step(request) -> bool:
    """Whether this session, not just this account, has shown more than a password."""
    records = get_authentication_records(request, request.user)
    just_set_up = request.session.get(SET_UP_BY) == request.user.pk
    return just_set_up or any(record.get("method") == "mfa" for record in records)


def remember_set_up(request, user, authenticator, **_kwargs) -> None:
    """Who sets up a second step has just shown it; do not ask for it again in the same breath."""
    if authenticator.type in STRONG:
        request.session[SET_UP_BY] = user.pk


def connect() -> None:
    authenticator_added.connect(remember_set_up, dispatch_uid="members.second_step")


def _is_needed(request) -> bool:
    return (
        settings.REQUIRE_ADMIN_MFA
        and request.path.startswith(reverse("wagtailadmin_home"))
        and request.path not in [reverse(name) for name in OPEN_TO_ALL]
        and request.user.has_perm("wagtailadmin.access_admin")
    )


def _ask(request):
    """Set a second step up, or show the one there is."""
    if is_mfa_enabled(request.user, [Authenticator.Type.TOTP]):
        return redirect_to_login(request.get_full_path(), reverse("mfa_reauthenticate"))
    if is_mfa_enabled(request.user, [Authenticator.Type.WEBAUTHN]):
        return redirect_to_login(request.get_full_path(), reverse("mfa_reauthenticate_webauthn"))
    messages.warning(request, _("Set up a second step first. Then you can go to the admin."))
    return redirect("mfa_index")
