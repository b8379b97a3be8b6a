"""The site's addresses, and two to measure against."""

from django.http import HttpResponse
from django.template import engines
from django.urls import path
from wagtail.models import Site

from config.urls import handler429, urlpatterns

__all__ = ["handler429", "urlpatterns"]

STOCK = engines["django"].from_string(
    """{% load static wagtailcore_tags wagtailuserbar %}<!DOCTYPE html>
<html lang="nl">
  <head>
    <title>{{ page.title }}</title>
    <link rel="stylesheet" href="{% static 'home/css/base.css' %}">
  </head>
  <body>
    {% wagtailuserbar %}<h1>{{ page.title }}</h1>{{ page.search_description|richtext }}
  </body>
</html>"""
)


def hello(request):
    return HttpResponse("Hello, world")


def stock(request):
    """A page as `wagtail start` makes them: found by its address, one row, one small template."""
    root = Site.find_for_request(request).root_page.specific
    page, _args, _kwargs = root.route(request, [])
    return HttpResponse(STOCK.render({"page": page, "self": page}, request))


urlpatterns = [path("hello/", hello), path("stock/", stock), *urlpatterns]
