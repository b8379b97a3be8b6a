"""Logging in and one's own account; no page of it is kept by any cache."""

from allauth import urls as allauth_urls
from django.urls import include, path
from django.views.decorators.cache import never_cache
from django.views.generic import RedirectView, TemplateView
from wagtail.utils.urlpatterns import decorate_urlpatterns

from . import profile
from .views import tell_status

to_log_in = RedirectView.as_view(pattern_name="account_login", query_string=True)

urlpatterns = [
    path("account/profile/", profile.profile, name="member_profile"),
    path("account/portraits/<int:member_id>/", profile.portrait, name="member_portrait"),
    path("account/data/", profile.my_data, name="member_data"),
    path("account/data/download/", profile.download, name="member_download"),
    path("account/farewell/", profile.farewell, name="member_farewell"),
    path(
        "account/gone/", TemplateView.as_view(template_name="members/gone.html"), name="member_gone"
    ),
    *decorate_urlpatterns(
        decorate_urlpatterns([path("account/", include(allauth_urls))], tell_status), never_cache
    ),
    # Comes before Wagtail's own form for restricted pages, which asks no second factor.
    path("_util/login/", to_log_in, name="restricted_login"),
]
