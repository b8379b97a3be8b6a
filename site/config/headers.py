"""Response headers that Django and django-csp leave to the site."""

import re

from csp.constants import SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from django.urls import reverse

# Nothing here asks for a camera, a place or a payment; so no script that slips in can either.
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in [
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    ]
)

# Wagtail's forms carry small inline scripts, and its scripts set styles and preview in frames.
ADMIN_POLICY = {
    "font-src": ["data:"],
    "frame-src": [SELF],
    "img-src": ["data:", "blob:"],
    "script-src": [UNSAFE_INLINE],
    "style-src": [UNSAFE_INLINE],
    "worker-src": [SELF, "blob:"],
}
# Previews in the admin are pages of the site, and live with the site's own policy.
SHOWS_A_PAGE = re.compile(r"/(preview|view_draft|view)/$")
# The API's interactive documentation styles itself.
DOCS_POLICY = {"img-src": ["data:"], "style-src": [UNSAFE_INLINE]}


def permissions_policy(get_response):
    """Tell browsers which of their features no page of ours uses."""

    def middleware(request):
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        return response

    return middleware


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """The strict policy everywhere, but for the two screens of others that cannot live with it."""

    def get_policy_parts(self, request, response, report_only=False) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        parts.update = exceptions_for(request) | (parts.update or {})
        return parts


def exceptions_for(request) -> dict:
    """What this screen needs beyond the strict policy: nothing, on any page of our own."""
    if request.path.startswith(reverse("wagtailadmin_home")):
        return {} if SHOWS_A_PAGE.search(request.path) else ADMIN_POLICY
    match = request.resolver_match
    return DOCS_POLICY if match and match.view_name == "wagtailapi_v3:openapi-view" else {}
