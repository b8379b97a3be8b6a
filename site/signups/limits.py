"""Slows down who sends very much, without a puzzle for anybody."""

from allauth.account.adapter import get_adapter
from django.http import HttpRequest
from django_ratelimit.core import get_usage


def seconds_to_wait(
    request: HttpRequest, group: str, rate: str, *, of: str = "", counts: bool = True
) -> int:
    """0 when this request may go on. `of` is what requests are counted of: by default the visitor."""
    usage = get_usage(
        request,
        group=f"signups.{group}",
        key=lambda _group, _request: of or client_address(request),
        rate=rate,
        increment=counts,
    )
    with_this_one = usage["count"] + (not counts)
    return max(usage["time_left"], 1) if with_this_one > usage["limit"] else 0


def client_address(request: HttpRequest) -> str:
    """As log-in sees it: before the proxies of our own, never what a visitor claims."""
    return get_adapter().get_client_ip(request)
