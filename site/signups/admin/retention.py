"""Changing how long sign-ups stay: who makes it shorter sees first what that removes."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail_modeladmin.views import EditView

from modules_library.admin.trail import trail

from .. import retention
from ..models import RetentionPolicy

SURE = "sure"  # The number of days that was shown: another number is asked about anew.


class RetentionEditView(EditView):
    def form_valid(self, form):
        days = form.cleaned_data["days"]
        going = self.number_going(days)
        if going and self.request.POST.get(SURE) != str(days):
            return self.ask(days, going)
        return super().form_valid(form)

    def number_going(self, days: int) -> int:
        """How many the next round removes; none because of it when the period does not get shorter."""
        policy = RetentionPolicy.objects.get(pk=self.instance.pk)
        if days >= policy.days:
            return 0
        return retention.kept_too_long(policy.intent, days).count()

    def ask(self, days: int, going: int) -> HttpResponse:
        policy = RetentionPolicy.objects.get(pk=self.instance.pk)
        index = (capfirst(self.verbose_name_plural), self.index_url)
        context = {
            "policy": policy,
            "days": days,
            "going": going,
            "sure": SURE,
            "index_url": self.index_url,
            "breadcrumbs_items": trail(index, (str(policy), self.edit_url), (_("Shorter"), "")),
        }
        return render(self.request, "signups/admin/shorten.html", context)
