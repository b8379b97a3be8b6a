"""How long others may keep a page: a minute for what everybody sees, never for what is personal."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import (
    get_conditional_response,
    patch_cache_control,
    patch_vary_headers,
    set_response_etag,
)

FRESH = 60
STALE = 600
SAFE_METHODS = ("GET", "HEAD")
PRIVATE_SECTIONS = ("/admin/", "/account/", "/en/account/")


def cache_headers(get_response):
    """Middleware that says who may keep each answer, and answers 304 when nothing changed.

    It stands right outside the session middleware, to see every cookie that is about to be set,
    and inside compression, so that the tag is that of the content.
    """

    def middleware(request):
        response = get_response(request)
        forget_accept_language(response)
        if is_personal(request):
            keep_from_all(response)
        elif is_for_everybody(request, response):
            return keep(request, response)
        return response

    return middleware


def is_personal(request: HttpRequest) -> bool:
    """Somebody with a session or a token, or a part of the site that is only for them."""
    if request.path.startswith(settings.MEDIA_URL):
        return False
    has_session = (
        settings.SESSION_COOKIE_NAME in request.COOKIES or "Authorization" in request.headers
    )
    is_preview = getattr(request, "is_preview", False)
    return has_session or is_preview or request.path.startswith(PRIVATE_SECTIONS)


def is_for_everybody(request: HttpRequest, response: HttpResponse) -> bool:
    """A page that came out the same as for any other visitor without a session."""
    return (
        request.method in SAFE_METHODS
        and response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
        and "Cache-Control" not in response.headers
    )


def keep_from_all(response: HttpResponse) -> None:
    """Nobody keeps it, unless the view itself said that it is the same for all."""
    if "public" not in response.headers.get("Cache-Control", ""):
        patch_cache_control(response, private=True, no_store=True)


def keep(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    patch_cache_control(response, public=True, max_age=FRESH, stale_while_revalidate=STALE)
    if response["Content-Type"].startswith("text/html"):
        patch_vary_headers(response, ["Cookie"])  # Who is logged in sees more on the same address.
    set_response_etag(response)
    return get_conditional_response(request, etag=response["ETag"], response=response)


def forget_accept_language(response: HttpResponse) -> None:
    """The address alone decides the language here, so caches need not vary on the browser's."""
    if response.has_header("Vary"):
        fields = [field.strip() for field in response["Vary"].split(",")]
        kept = [field for field in fields if field.lower() != "accept-language"]
        response["Vary"] = ", ".join(kept)
        if not kept:
            del response["Vary"]
