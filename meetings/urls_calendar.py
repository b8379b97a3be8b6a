"""Addresses for answering an invitation and for people's own calendars."""

from .views import answers, calendar

urlpatterns = [*answers.urlpatterns, *calendar.urlpatterns]
