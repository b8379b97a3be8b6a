"""The texts of the intake's mails, for editors to write."""

from django.conf import settings
from django.db import models
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from ..placeholders import PLACEHOLDERS, validate
from .choices import MailKey


def language_choices() -> list[tuple[str, str]]:
    """A callable, so that adding a language needs no migration."""
    return list(settings.LANGUAGES)


def known_words() -> str:
    """What one may write in braces, and what it becomes."""
    words = ", ".join(f"{{{word}}} = {meaning}" for word, meaning in PLACEHOLDERS.items())
    return _("In the place of these words comes: %(words)s.") % {"words": words}


class MailTemplate(models.Model):
    """One mail in one language. `{name}` and the like are filled in when it is sent."""

    key = models.CharField(_("mail"), max_length=20, choices=MailKey)
    language = models.CharField(_("language"), max_length=12, choices=language_choices)
    subject = models.CharField(_("subject"), max_length=150, validators=[validate])
    body = models.TextField(_("text"), max_length=5000, validators=[validate])

    panels = [
        FieldRowPanel([FieldPanel("key"), FieldPanel("language")]),
        FieldPanel("subject"),
        FieldPanel("body", help_text=lazy(known_words, str)()),
    ]

    class Meta:
        verbose_name = _("mail template")
        verbose_name_plural = _("mail templates")
        ordering = ["key", "language"]
        constraints = [
            models.UniqueConstraint(fields=["key", "language"], name="mail_template_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_key_display()} ({self.language})"
