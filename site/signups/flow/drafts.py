"""The draft on the server, and the cookie that leads back to it."""

import secrets
import uuid

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from cop_pages.models.people import hash_token

from ..models.keeping import DRAFT_LIFE, Draft

COOKIE = "signup_draft"


class DraftBox:
    """The draft of this browser on one page; there may be none."""

    def __init__(self, request: HttpRequest, page):
        self.page = page
        self.token = request.COOKIES.get(COOKIE, "")
        self.draft = self._find() if self.token else None

    def _find(self) -> Draft | None:
        drafts = Draft.objects.filter(token_hash=hash_token(self.token), page=self.page)
        return drafts.filter(updated_at__gt=timezone.now() - DRAFT_LIFE).first()

    @property
    def raw(self) -> dict[str, list[str]]:
        return self.draft.data if self.draft else {}

    @property
    def key(self) -> uuid.UUID | None:
        return self.draft.key if self.draft else None

    def keep(self, raw: dict, key: uuid.UUID) -> None:
        if self.draft:
            Draft.objects.filter(pk=self.draft.pk).update(data=raw, updated_at=timezone.now())
            return
        self.token = secrets.token_urlsafe(32)
        self.draft = Draft.objects.create(
            token_hash=hash_token(self.token), page=self.page, key=key, data=raw
        )

    def remember(self, response: HttpResponse) -> HttpResponse:
        """Let the browser know where its draft is, for another two weeks."""
        response.set_cookie(
            COOKIE,
            self.token,
            max_age=DRAFT_LIFE,
            path=self.page.get_url() or "/",
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        return response

    def forget(self, response: HttpResponse) -> HttpResponse:
        if self.draft:
            Draft.objects.filter(pk=self.draft.pk).delete()
        response.delete_cookie(COOKIE, path=self.page.get_url() or "/")
        return response
