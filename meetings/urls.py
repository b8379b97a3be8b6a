"""Addresses of the tracker; mount with `path("meetings/", include("meetings.urls"))`.

Each area keeps its own list beside its views: add a list here, and the addresses there.
"""

from . import urls_after, urls_calendar, urls_learning
from .views import planner, planning, reading, series

app_name = "meetings"

urlpatterns = [
    *reading.urlpatterns,
    *planning.urlpatterns,
    *series.urlpatterns,
    *planner.urlpatterns,
    *urls_calendar.urlpatterns,
    *urls_learning.urlpatterns,
    *urls_after.urlpatterns,
]
