"""The OpenAPI document of Wagtail's API v3, put right.

As shipped it is invalid, names no server and lists no error. Mount `openapi_document` before
`api.urls`, at `openapi.json`: then Wagtail's interactive documentation reads it too.
"""

import json
from collections.abc import Iterator
from copy import deepcopy
from functools import cache

from django.conf import settings
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import override
from ninja.responses import NinjaJSONEncoder
from wagtail.api.v3.errors import PROBLEM_JSON, ProblemDetail

from .api_v3 import api

METHODS = {"get", "put", "post", "patch", "delete"}
# What Wagtail calls "AllowAnonymous" is, in OpenAPI, an empty requirement.
NOBODY = {}
PROBLEMS = {
    "400": "The request cannot be understood.",
    "401": "A valid token is needed.",
    "403": "The owner of the token may not do this.",
    "404": "There is no such thing, or it is not public.",
    "422": "The request is understood, but a value in it is wrong.",
    "429": "Too many requests; try again later.",
}
TAGS = [
    {"name": "modules", "description": "The catalogue, for everybody: find modules and read them."},
    {"name": "pages", "description": "Every page; with a token, also to write and publish."},
    {"name": "images", "description": "Pictures; with a token, also to upload."},
    {"name": "documents", "description": "Files to download; with a token, also to upload."},
]


def openapi_document(request: HttpRequest) -> JsonResponse:
    """The document, where `WAGTAILAPI_DOCS_ENABLED` allows it."""
    if not getattr(settings, "WAGTAILAPI_DOCS_ENABLED", True):
        raise Http404
    return JsonResponse(document_for(request.build_absolute_uri("/").rstrip("/")))


def document_for(server: str) -> dict:
    """The document with addresses on this server."""
    return corrected_document() | {"servers": [{"url": server}]}


@cache
def corrected_document() -> dict:
    """The same for every request: routers and schemas are fixed once the site runs."""
    with override("en"):
        document = json.loads(json.dumps(api.get_openapi_schema(), cls=NinjaJSONEncoder))
    return correct(document)


def correct(document: dict) -> dict:
    """A valid document that tells the whole contract."""
    document = deepcopy(document)
    document["info"]["title"] = f"{getattr(settings, 'WAGTAIL_SITE_NAME', 'Wagtail')} API"
    document["tags"] = TAGS
    components = document["components"]
    components["securitySchemes"].pop("AllowAnonymous", None)
    components["schemas"]["ProblemDetail"] = ProblemDetail.model_json_schema()
    components["responses"] = {f"Problem{code}": problem(code) for code in PROBLEMS}
    for path, operation in operations_of(document):
        correct_security(operation)
        correct_examples(operation)
        add_problems(path, operation)
    return document


def operations_of(document: dict) -> Iterator[tuple[str, dict]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            if method in METHODS:
                yield path, operation


def problem(code: str) -> dict:
    schema = {"$ref": "#/components/schemas/ProblemDetail"}
    return {"description": PROBLEMS[code], "content": {PROBLEM_JSON: {"schema": schema}}}


def correct_security(operation: dict) -> None:
    for requirement in operation.get("security", []):
        if "AllowAnonymous" in requirement:
            requirement.clear()


def correct_examples(operation: dict) -> None:
    """A parameter's `examples` are named, unlike those of the schema that ninja copies."""
    for parameter in operation.get("parameters", []):
        if isinstance(parameter.get("examples"), list):
            parameter["example"] = parameter.pop("examples")[0]


def add_problems(path: str, operation: dict) -> None:
    codes = ["400", "422", "429"]
    if "{" in path:
        codes.append("404")
    security = operation.get("security", [NOBODY])
    if NOBODY not in security:
        codes += ["401", "403"]
    for code in codes:
        operation["responses"][code] = {"$ref": f"#/components/responses/Problem{code}"}
    operation["responses"] = dict(sorted(operation["responses"].items()))
