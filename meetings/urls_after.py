"""Addresses for during and after a meeting; see `urls`."""

from .views import decisions, documents, report, run

urlpatterns = [
    *run.urlpatterns,
    *report.urlpatterns,
    *decisions.urlpatterns,
    *documents.urlpatterns,
]
