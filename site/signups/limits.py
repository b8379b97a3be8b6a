"""Slows down who sends very much, without a puzzle for anybody."""

from allauth.account.adapter import get_adapter
from django.http import HttpRequest
from django_ratelimit.core import get_usage


def seconds_to_wait(request: HttpRequest, group: str, rate: str, of: str = "") -> int:
    """0 when this request may go on; counts it. `of` is what is counted: by default the visitor."""
    usage = get_usage(
        request,
        group=f"signups.{group}",
        key=lambda _group, _request: of or client_address(request),
        rate=rate,
        increment=True,
    )
    return max(usage["time_left"], 1) if usage and usage["should_limit"] else 0


def client_address(request: HttpRequest) -> str:
    """As log-in sees it: before the proxies of our own, never what a visitor claims."""
    return get_adapter().get_client_ip(request)
