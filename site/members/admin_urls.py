"""Come before Wagtail's own addresses: screens of the admin that are different here."""

from django.urls import path
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access

from .views import AdminLogInView, MemberAccountView

urlpatterns = [
    path("login/", never_cache(AdminLogInView.as_view()), name="admin_login"),
    path("account/", never_cache(require_admin_access(MemberAccountView.as_view()))),
]
