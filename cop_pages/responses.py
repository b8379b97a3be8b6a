"""Answers that Django has no class for."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.utils.cache import add_never_cache_headers


class SeeOther(HttpResponseRedirect):
    """303: after a POST, go and look there; a reload posts nothing again."""

    status_code = 303


Answer = Callable[[HttpRequest], HttpResponse]


def answer_form(request: HttpRequest, *, get: Answer, post: Answer) -> HttpResponse:
    """A page that is a form, to any request; each form is for one browser, so nobody may keep it."""
    if request.method == "POST":
        response = post(request)
    elif request.method in {"GET", "HEAD"}:
        response = get(request)
    else:
        response = HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    add_never_cache_headers(response)
    return response
