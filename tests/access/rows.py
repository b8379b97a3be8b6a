"""Who gets what at every address. A new address without a row here fails the suite.

A row belongs to a route as `routes.py` names it, or to a page type (`page:app.Model`). Give a path when
the samples do not do, and say what it is about when a route has several rows.
"""

from .arena import ARENA
from .cells import (
    ADMINS,
    EDITORS,
    ELSEWHERE,
    LOGGED_IN,
    MODERATORS,
    NOBODY,
    PUBLIC,
    Row,
    at,
    document,
    page,
)
from .circles import CIRCLES
from .facilitators import FACILITATORS
from .meetings import MEETINGS
from .meetings_after import AFTER
from .meetings_calendar import CALENDARS
from .meetings_learning import LEARNING
from .meetings_tracker import TRACKER
from .signups import SIGNUPS
from .signups_intake import SIGNUPS_INTAKE

WEBSITE = [
    Row("/robots.txt", PUBLIC),
    Row("/sitemap.xml", PUBLIC),
    Row("/site.webmanifest", PUBLIC),
    Row("/favicon.ico", ELSEWHERE, about="to the static file"),
    Row("/apple-touch-icon.png", ELSEWHERE, about="to the static file"),
    Row("/theme-%(digest)s.css", PUBLIC),
    Row("/zoeken/", PUBLIC, at("/zoeken/?query=wijk")),
    Row("/zoeken/", PUBLIC, at("/en/search/?query=wijk"), about="in English"),
    Row("/documents/%(_0)s/%(_1)s", PUBLIC, document("document"), about="public"),
    Row("/documents/%(_0)s/%(_1)s", LOGGED_IN, document("private_document"), about="private"),
    Row("/documents/authenticate_with_password/%(restriction_id)s/", PUBLIC, about="fits no lock"),
    Row("/_util/authenticate_with_password/%(page_view_restriction_id)s/%(page_id)s/", NOBODY),
    Row("/_util/login/", ELSEWHERE, about="Wagtail's own log-in, which knows no second factor"),
]

PAGES = [
    Row("page:home.HomePage", PUBLIC, page("home")),
    Row("page:home.HomePage", PUBLIC, page("english_home"), about="in English"),
    Row("page:home.StandardPage", PUBLIC, page("page")),
    Row("page:home.StandardPage", LOGGED_IN, page("restricted"), about="restricted"),
    Row("page:modules_library.ModuleIndexPage", PUBLIC, page("catalogue")),
    Row("page:modules_library.ModuleIndexPage/feed/", PUBLIC, at("/modules/feed/")),
    Row("page:modules_library.ModulePage", PUBLIC, page("module")),
    Row("page:modules_library.ModulePage", NOBODY, page("draft"), about="draft"),
    Row("/%(_0)s", NOBODY, at("/bestaat-niet/"), about="no such page"),
]

API = [
    Row("/api/v3/openapi.json", PUBLIC),
    Row("/api/v3/goals/", PUBLIC),
    Row("/api/v3/phases/", PUBLIC),
    Row("/api/v3/modules/", PUBLIC),
    Row("/api/v3/modules/%(key)s/", PUBLIC, at("/api/v3/modules/wijkwandeling/")),
    Row("/api/v3/modules/%(key)s/", NOBODY, lambda n: f"/api/v3/modules/{n.draft.pk}/", "draft"),
    Row("/api/v3/pages/", PUBLIC),
    Row("/api/v3/pages/%(page_id)s/", PUBLIC),
    Row("/api/v3/pages/%(page_id)s/", NOBODY, lambda n: f"/api/v3/pages/{n.draft.pk}/", "draft"),
    Row(
        "/api/v3/pages/%(page_id)s/",
        NOBODY,
        lambda n: f"/api/v3/pages/{n.restricted.pk}/",
        "restricted",
    ),
]

# Wagtail's admin, by what a role is for. Every address below /admin/ is probed besides.
ADMIN = [
    Row("/admin/", EDITORS),
    Row("/admin/pages/%(parent_page_id)s/", EDITORS),
    Row("/admin/pages/%(page_id)s/edit/", EDITORS, lambda n: f"/admin/pages/{n.module.pk}/edit/"),
    Row(
        "/admin/pages/%(page_id)s/edit/",
        EDITORS,
        lambda n: f"/admin/pages/{n.draft.pk}/edit/",
        "draft",
    ),
    Row("/admin/images/", EDITORS),
    Row("/admin/documents/", EDITORS),
    Row("/admin/redirects/", MODERATORS),
    Row(
        "/admin/settings/%(app_name)s/%(model_name)s/",
        MODERATORS,
        at("/admin/settings/home/networksettings/1/"),
    ),
    Row("/admin/collections/", MODERATORS),
    Row("/admin/users/", ADMINS),
    Row("/admin/groups/", ADMINS),
    Row("/admin/sites/", ADMINS),
    Row("/admin/locales/", ADMINS),
    Row("/admin/workflows/list/", ADMINS),
]

ROWS = [
    *WEBSITE,
    *PAGES,
    *API,
    *CIRCLES,
    *MEETINGS,
    *CALENDARS,
    *AFTER,
    *LEARNING,
    *TRACKER,
    *ARENA,
    *ADMIN,
    *SIGNUPS,
    *SIGNUPS_INTAKE,
    *FACILITATORS,
]

# Addresses of others, mounted whole: each is probed as a visitor and must answer one of these.
GROUPS = {
    "/admin/": {302, 403, 404, 405},
    "/account/": {200, 302, 404, 405},
    "/api/v3/": {200, 401, 403, 404, 405, 422},
    "/api/v2/": {200, 302, 400, 404, 405},
}
# What in a group a visitor may reach after all.
OPEN_IN_GROUPS = {"/admin/jsi18n/", "/admin/sprite/"}
# These answer the same to every method: they only read.
READ_ONLY = {"/api/v3/openapi.json"}

# Page types that cannot be made, or only below another.
NO_PAGE = {"cop_pages.Circle"}
