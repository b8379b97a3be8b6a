"""Addresses of the arena; mount with `path("arenas/", include("arena.urls"))`."""

app_name = "arena"

urlpatterns = []
