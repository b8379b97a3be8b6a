"""Where who was asked to facilitate answers, and later reads what the intake shares."""

from django.urls import path

from .views import facilitators

app_name = "facilitators"

urlpatterns = [
    path("cases/<int:pk>/", facilitators.notes, name="notes"),
    path("<str:token>/", facilitators.ask, name="ask"),
]
