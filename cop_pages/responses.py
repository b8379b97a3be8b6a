"""Answers that Django has no class for."""

from django.http import HttpResponseRedirect


class SeeOther(HttpResponseRedirect):
    """303: after a POST, go and look there; a reload posts nothing again."""

    status_code = 303
