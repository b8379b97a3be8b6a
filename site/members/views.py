"""The few screens about accounts that allauth does not have."""

from functools import wraps
from http import HTTPStatus

from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.views.generic import RedirectView
from wagtail.admin.views.account import AccountView

WAIT = 60  # Seconds; the limits in settings count per minute.
WAIT_FOR_LOG_IN = 5 * 60  # Seconds; as the limit of failed log-ins and its message say.


class AdminLogInView(RedirectView):
    """Old bookmarks and Wagtail's own links lead to the one log-in there is."""

    query_string = True
    pattern_name = "account_login"

    def get_redirect_url(self, *args, **kwargs) -> str:
        url = super().get_redirect_url(*args, **kwargs)
        if "next" in self.request.GET:
            return url
        return f"{url}{'&' if '?' in url else '?'}next={reverse('wagtailadmin_home')}"


class MemberAccountView(AccountView):
    """Wagtail's own settings, but for its first and last names, and for pictures anyone could fetch."""

    not_ours = ("name_email", "avatar")

    def get_panels(self) -> list:
        return [panel for panel in super().get_panels() if panel.name not in self.not_ours]


def tell_status(view):
    """allauth answers a form that was refused with 200; say 422, or 429 after too many tries."""

    @wraps(view)
    def wrapper(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        form = (getattr(response, "context_data", None) or {}).get("form")
        if response.status_code != HTTPStatus.OK or not getattr(form, "errors", None):
            return response
        response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        if "too_many_login_attempts" in codes_of(form):
            response.status_code = HTTPStatus.TOO_MANY_REQUESTS
            response["Retry-After"] = str(WAIT_FOR_LOG_IN)
        return response

    return wrapper


def codes_of(form) -> set[str]:
    return {error.code for errors in form.errors.as_data().values() for error in errors}


def too_many_requests(request, exception=None):
    """Says when to come back; Django and allauth call it as the site's `handler429`."""
    response = render(request, "429.html", status=HTTPStatus.TOO_MANY_REQUESTS)
    response["Retry-After"] = str(WAIT)
    add_never_cache_headers(response)
    return response
