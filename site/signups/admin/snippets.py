"""Mail templates as snippets, in the languages of the site."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet

from ..models import MailTemplate


class MailTemplateViewSet(SnippetViewSet):
    model = MailTemplate
    icon = "mail"
    menu_label = _("Mail templates")
    list_display = ("__str__", "subject")
    list_filter = ("key", "language")
    ordering = ("key", "language")
    list_per_page = 50
