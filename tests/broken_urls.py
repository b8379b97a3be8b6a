"""The site's addresses, and one behind which something is wrong."""

from django.urls import path

from config.urls import handler429, urlpatterns

__all__ = ["handler429", "urlpatterns"]


def broken(request):
    raise RuntimeError("kwaakfout")


urlpatterns = [path("broken/", broken), *urlpatterns]
