"""Where somebody reads and answers the quote that was mailed to them."""

from django.urls import path

from .views import quotes

app_name = "quotes"

urlpatterns = [
    path("<str:token>/", quotes.see, name="quote"),
    path("<str:token>/pdf/", quotes.download, name="pdf"),
]
