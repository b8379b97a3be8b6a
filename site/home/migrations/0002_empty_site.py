"""A fresh database serves an empty home page in Dutch and in English, instead of Wagtail's welcome."""

import uuid
from urllib.parse import urlsplit

from django.conf import settings
from django.db import migrations

WELCOME = "Welcome to your new Wagtail site!"
HTTP_PORTS = {"http": 80, "https": 443}
HOMES = {"nl": ("Welkom in de wijk", "home"), "en": ("Welcome to the neighbourhood", "home-en")}


def lay_out_site(apps, schema_editor):
    Page = apps.get_model("wagtailcore.Page")
    root = Page.objects.get(depth=1)
    welcome = Page.objects.filter(depth=2, slug="home", title=WELCOME, numchild=0).first()
    if welcome is None:  # Somebody built a site here before this app came.
        return
    dutch = add_homes(apps, root)
    site = point_site_at(apps.get_model("wagtailcore.Site"), dutch)
    apps.get_model("home.NetworkSettings").objects.get_or_create(site=site)
    welcome.delete()
    root.numchild = Page.objects.filter(depth=2).count()
    root.save(update_fields=["numchild"])


def add_homes(apps, root):
    HomePage = apps.get_model("home.HomePage")
    Locale = apps.get_model("wagtailcore.Locale")
    ContentType = apps.get_model("contenttypes.ContentType")
    kind, _created = ContentType.objects.get_or_create(model="homepage", app_label="home")
    homes, key = {}, uuid.uuid4()
    for number, (language, (title, slug)) in enumerate(HOMES.items(), start=2):
        locale, _created = Locale.objects.get_or_create(language_code=language)
        homes[language] = HomePage.objects.create(
            title=title,
            draft_title=title,
            slug=slug,
            path=f"{root.path}{number:04d}",
            depth=2,
            numchild=0,
            url_path=f"/{slug}/",
            locale=locale,
            translation_key=key,
            content_type=kind,
            live=True,
            show_in_menus=False,
        )
    return homes["nl"]


def point_site_at(Site, home):
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    site.hostname = address.hostname or "localhost"
    site.port = address.port or HTTP_PORTS.get(address.scheme, 80)
    site.site_name = settings.WAGTAIL_SITE_NAME
    site.root_page_id = home.pk
    site.save()
    return site


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(lay_out_site, migrations.RunPython.noop)]
