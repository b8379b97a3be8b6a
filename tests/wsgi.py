"""The site behind a stand-in for the proxy that serves uploaded files in production."""

from django.conf import settings
from whitenoise import WhiteNoise

from config.wsgi import application as site

application = WhiteNoise(site, root=str(settings.MEDIA_ROOT), prefix="media/", autorefresh=True)
