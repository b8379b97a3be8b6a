"""What no person sends is refused at the door, so that nothing behind it has to survive it."""

import json
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from django.core.exceptions import BadRequest
from django.http import HttpRequest
from wagtail.api.v3.errors import problem_response

API = "/api/"
LARGEST_KEY = 2**63 - 1
# In these people type words, and a word may be a long number.
FREE_TEXT = {"q", "query", "search"}
WRITES = {"POST", "PUT", "PATCH"}


def refuse_hostile_requests(get_response):
    """Middleware that answers 400: as a problem to programs, as a page to people."""

    def middleware(request):
        try:
            check(request)
        except BadRequest as error:
            if not request.path.startswith(API):
                request._mark_post_parse_error()  # noqa: SLF001 - the page that says so reads no form
                raise
            return problem_response(status=400, detail=str(error))
        return get_response(request)

    return middleware


def check(request: HttpRequest) -> None:
    if "\x00" in request.path:
        raise BadRequest("The address holds a NUL byte.")
    check_query(request.META.get("QUERY_STRING", ""))
    check_charset(request.content_params.get("charset", "utf-8"))
    for number in numbers_in(request):
        if is_too_large(number):
            raise BadRequest("A number in the address is too large.")
    if request.path.startswith(API) and is_json_written(request):
        check_body(request.body)


def check_query(query: str) -> None:
    """Django replaces bytes that are no text; a search for the replacement helps nobody."""
    try:
        text = unquote_to_bytes(query.encode("latin-1", "replace")).decode()
    except UnicodeDecodeError as error:
        raise BadRequest("The address is not in UTF-8.") from error
    if "\x00" in text:
        raise BadRequest("The address holds a NUL byte.")


def check_charset(name: str) -> None:
    """Browsers send forms in UTF-8. In other encodings one can write what no database can hold."""
    if name.lower() not in {"utf-8", "utf8"}:
        raise BadRequest("The body is not in UTF-8.")


def numbers_in(request: HttpRequest) -> Iterator[str]:
    """What could be a key, page number or offset."""
    yield from request.path.split("/")
    for name, values in request.GET.lists():
        if name not in FREE_TEXT:
            yield from values


def is_too_large(value: str) -> bool:
    """Whether this is a number that no database column holds; read as generously as `int` does."""
    digits = value.strip().lstrip("+-").replace("_", "").lstrip("0")
    return digits.isdecimal() and (len(digits) > 19 or int(digits) > LARGEST_KEY)


def is_json_written(request: HttpRequest) -> bool:
    is_form = request.content_type in ("multipart/form-data", "application/x-www-form-urlencoded")
    return request.method in WRITES and not is_form and bool(request.body)


def check_body(body: bytes) -> None:
    """Every body of the API is an object, of text and numbers that a database can hold."""
    try:
        data = json.loads(body, parse_int=whole_number, parse_constant=no_number)
        text = json.dumps(data, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise BadRequest("The body is not JSON that can be stored.") from error
    if not isinstance(data, dict):
        raise BadRequest("The body must be a JSON object.")
    if b"\\u0000" in text:
        raise BadRequest("The body holds a NUL byte.")


def whole_number(digits: str) -> int:
    if is_too_large(digits):
        raise ValueError("too large")
    return int(digits)


def no_number(name: str):
    raise ValueError(f"{name} is not JSON")
