"""How the library's own endpoints answer: cacheable, conditional, and in every method of reading."""

from copy import deepcopy
from functools import wraps
from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from ninja import Router
from wagtail.api.v3.errors import PROBLEM_JSON, ProblemDetail

PUBLIC = "public, max-age=60, stale-while-revalidate=600"
PRIVATE = "private, no-store"
METHODS = "GET, HEAD, OPTIONS"
PROBLEMS = {
    400: "The request cannot be understood.",
    404: "There is no such module, or it is not public.",
    422: "A parameter is unknown or has a value that does not exist.",
}
CACHING = {
    200: {
        "headers": {
            "ETag": {
                "description": "Send it back in `If-None-Match`, to hear only of changes.",
                "schema": {"type": "string"},
            },
            "Cache-Control": {
                "description": f"`{PUBLIC}`; `{PRIVATE}` when a token was sent.",
                "schema": {"type": "string"},
            },
        }
    },
    304: {"description": "Nothing changed since the answer with this `ETag`."},
}


def answers(*problems: int) -> dict:
    """Caching and the error answers of an endpoint, for its OpenAPI description."""
    content = {PROBLEM_JSON: {"schema": ProblemDetail.model_json_schema()}}
    errors = {code: {"description": PROBLEMS[code], "content": content} for code in problems}
    return {"responses": deepcopy(CACHING | errors)}


def cacheable(view):
    """The answer is the same for everybody: kept for a minute, but never beside a token."""

    @wraps(view)
    def run(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers={"Allow": METHODS})
        response = view(request, *args, **kwargs)
        patch_vary_headers(response, ["Authorization"])
        if "Authorization" in request.headers or response.status_code != 200:
            response["Cache-Control"] = PRIVATE
            return response
        response["Cache-Control"] = PUBLIC
        response["ETag"] = f'"{sha256(response.content).hexdigest()[:32]}"'
        return get_conditional_response(request, etag=response["ETag"], response=response)

    return run


def readable(router: Router, path: str, *, response, **description):
    """Add an endpoint that answers GET, and HEAD and OPTIONS beside it."""

    def register(view):
        add = router.add_api_operation
        add(path, ["GET"], view, response=response, **description)
        add(path, ["HEAD", "OPTIONS"], view, response=response, include_in_schema=False)
        return view

    return register
