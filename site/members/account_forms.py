"""allauth's forms, where the site counts tries in its own way."""

from allauth.account.adapter import get_adapter
from allauth.account.forms import RequestLoginCodeForm
from allauth.account.internal.userkit import filter_users_by_email
from allauth.core import context, ratelimit

from .known_devices import limit_key


class LoginCodeForm(RequestLoginCodeForm):
    """Strangers who ask codes for an address do not use up those of its owner."""

    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        key = limit_key(context.request, email)
        if not ratelimit.consume(context.request, action="request_login_code", key=key):
            raise get_adapter().validation_error("too_many_login_attempts")
        users = filter_users_by_email(email, is_active=True, prefer_verified=True, for_login=True)
        self._user = users[0] if users else None
        return email
