"""Addresses for what a circle learns along the way: its goals, its undercurrent, its field notes."""

from .views import field_notes, goals, pulse

urlpatterns = [*goals.urlpatterns, *field_notes.urlpatterns, *pulse.urlpatterns]
