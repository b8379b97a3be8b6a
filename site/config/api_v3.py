"""Wagtail's API v3 as this site serves it: what goes wrong is answered, never shown."""

import logging
from functools import wraps

from django.conf import settings
from django.core.exceptions import SuspiciousOperation, ValidationError
from django.core.signals import got_request_exception
from django.db import DataError, IntegrityError
from django.http import HttpRequest, HttpResponse
from pydantic import ValidationError as SchemaError
from treebeard.exceptions import InvalidMoveToDescendant, InvalidPosition, PathOverflow
from wagtail.actions import CopyPageForTranslationAction, MovePageAction, action_registry
from wagtail.api.v3.errors import problem_response
from wagtail.api.v3.routers.pages import router as pages_router
from wagtail.models import Page
from wagtail.permissions import page_permission_policy
from wagtail.query import PageQuerySet

from modules_library.api_v3 import api

logger = logging.getLogger("django.request")


class MoveBelowPageAction(MovePageAction):
    """As shipped, a move beside the root asks for a parent that is not there."""

    def check(self, parent_after, skip_permission_checks=False):
        if parent_after is None:
            raise ValidationError("A page cannot stand beside the root.")
        super().check(parent_after, skip_permission_checks)


class CopyToOtherLanguageAction(CopyPageForTranslationAction):
    """As shipped, a copy into the page's own language breaks on a database constraint."""

    def check(self, skip_permission_checks=False):
        super().check(skip_permission_checks)
        if self.page.locale_id == self.locale.pk:
            raise ValidationError("The page is in this language already.")


# An alias follows its original; as shipped, these acts on one fail.
FOLLOWED = {"publish", "revert", "update_page"}


def aliases_changeable_by(user) -> PageQuerySet:
    """The aliases this user may change or publish; of others they do not even hear that they are one."""
    policy = page_permission_policy
    own = policy.instances_user_has_any_permission_for(user, {"change", "publish"})
    return own.exclude(alias_of=None)


def refuse_impossible_acts(view):
    """On the root, which stands beside nothing, and on an alias, which has no content of its own."""

    @wraps(view)
    def run(request: HttpRequest, *args, **kwargs):
        key = kwargs.get("page_id")
        if request.method == "POST" and Page.objects.filter(pk=key, depth=1).exists():
            raise ValidationError("The root is no page to act on.")
        if (
            view.__name__ in FOLLOWED
            and aliases_changeable_by(request.user).filter(pk=key).exists()
        ):
            raise ValidationError("This page is an alias; change the page it follows.")
        return view(request, *args, **kwargs)

    return run


pages_router.add_decorator(refuse_impossible_acts)
if not settings.DEBUG:
    api.docs_url = None  # The interactive docs are for developers; openapi.json is for everybody.

action_registry.register(Page, MoveBelowPageAction)
action_registry.register(Page, CopyToOtherLanguageAction)


@api.exception_handler(Exception)
def answer_failure(request: HttpRequest, error: Exception) -> HttpResponse:
    """Our fault: told to us in full, to the caller without details."""
    logger.error("%s failed", request.path, exc_info=error, extra={"request": request})
    got_request_exception.send(sender=None, request=request)
    return problem_response(status=500)


@api.exception_handler(SchemaError)
def answer_schema_error(request: HttpRequest, error: SchemaError) -> HttpResponse:
    """Wrong input is explained; an answer of ours that breaks its own schema is a failure."""
    if error.title == "NinjaResponseSchema":
        return answer_failure(request, error)
    errors = error.errors(include_input=False, include_url=False, include_context=False)
    return problem_response(status=422, detail="Validation failed", errors=errors)


@api.exception_handler(SuspiciousOperation)
def answer_suspicion(request: HttpRequest, error: SuspiciousOperation) -> HttpResponse:
    return problem_response(status=400)


@api.exception_handler(DataError)
@api.exception_handler(IntegrityError)
@api.exception_handler(InvalidMoveToDescendant)
@api.exception_handler(InvalidPosition)
@api.exception_handler(PathOverflow)
def answer_impossible(request: HttpRequest, error: Exception) -> HttpResponse:
    """Well-formed, but there is no room for it in the database or the tree."""
    return problem_response(status=422, detail="This cannot be stored as it was sent.")
