"""All addresses of the reference site, composed from the apps' own."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.conf.urls.static import static
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from config.api_v2 import api as api_v2
from config.api_v3 import api as api_v3
from home import views
from home.paths import local_path
from home.routing import serve
from home.sitemaps import PublicSitemap
from modules_library.openapi import openapi_document

urlpatterns = [
    path("admin/", include("members.admin_urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("api/v2/", api_v2.urls),
    path("api/v3/openapi.json", openapi_document, name="openapi"),
    path("api/v3/", api_v3.urls),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap, {"sitemaps": {"pages": PublicSitemap}}, name="sitemap"),
    path("site.webmanifest", views.manifest, name="manifest"),
    path("favicon.ico", views.browser_icon, {"name": "favicon.ico"}),
    path("apple-touch-icon.png", views.browser_icon, {"name": "apple-touch-icon.png"}),
    path("theme-<slug:digest>.css", views.theme, name="theme"),
]

if settings.DEBUG:
    urlpatterns += static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT)

# Dutch has no prefix, English lies below /en/; log-in and search exist in both.
urlpatterns += i18n_patterns(
    path("", include("members.urls")),
    path(local_path(nl="cirkels/", en="circles/"), include("cop_pages.urls")),
    path(local_path(nl="aanmelding/", en="sign-up/"), include("signups.urls")),
    path(local_path(nl="offerte/", en="quote/"), include("signups.quote_urls")),
    path(
        local_path(nl="procesbegeleiding/", en="facilitating/"),
        include("signups.facilitator_urls"),
    ),
    path(local_path(nl="bijeenkomsten/", en="meetings/"), include("meetings.urls")),
    path("arena/", include("arena.urls")),
    path(local_path(nl="zoeken/", en="search/"), views.search, name="search"),
    re_path(wagtail_urls.serve_pattern, serve, name="wagtail_serve"),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)

handler429 = "members.views.too_many_requests"
