"""What people reach by the links in our mails, and the way to ask for such a link."""

from django.urls import path

from .views import data, entries, requests

app_name = "signups"

urlpatterns = [
    path("data/", data.ask, name="ask_data"),
    path("data/<str:token>/", data.see, name="data"),
    path("data/<str:token>/download/", data.download, name="download"),
    path("data/<str:token>/erase/", data.erase, name="erase"),
    path("forms/<str:token>/", entries.see, name="entry"),
    path("<str:token>/", requests.see, name="request"),
    path("<str:token>/withdraw/", requests.withdraw, name="withdraw"),
    path("<str:token>/data/", requests.mail_data, name="mail_data"),
    path("<str:token>/consents/<str:purpose>/", requests.revoke, name="revoke"),
]
