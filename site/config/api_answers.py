"""What all answers below /api/ have in common, whichever package gives them."""

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from wagtail.api.v3.errors import problem_response

API, V3 = "/api/", "/api/v3/"


def api_answers(get_response):
    """Middleware: HEAD and OPTIONS for every address, errors as problems, nothing kept with a token.

    It stands inside `home.caching`, which lets caches keep whatever it does not forbid.
    """

    def middleware(request):
        if not request.path.startswith(API):
            return get_response(request)
        response = answer_head_as_get(get_response, request)
        response = explained(request, response)
        if request.path.startswith(V3):
            patch_vary_headers(response, ["Authorization"])
        if response.status_code == 401:
            response["WWW-Authenticate"] = "Bearer"
        if "Authorization" in request.headers:
            response["Cache-Control"] = "private, no-store"
        return response

    return middleware


def answer_head_as_get(get_response, request: HttpRequest) -> HttpResponse:
    """Wagtail's v3 refuses HEAD. The server leaves out the body, as it does for every HEAD."""
    if request.method != "HEAD":
        return get_response(request)
    request.method = "GET"
    try:
        return get_response(request)
    finally:
        request.method = "HEAD"


def explained(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answers that programs cannot read, in a form they can."""
    if response.status_code not in (404, 405) or "json" in response.get("Content-Type", ""):
        return response
    allowed = response.get("Allow")
    if allowed and request.method == "OPTIONS":
        return HttpResponse(status=204, headers={"Allow": f"{allowed}, HEAD, OPTIONS"})
    problem = problem_response(status=response.status_code)
    if allowed:
        problem["Allow"] = allowed
    return problem
