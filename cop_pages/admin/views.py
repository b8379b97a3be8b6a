"""Screens of the admin that do a little more than modeladmin's own."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail_modeladmin.views import DeleteView

from .. import services


class MembershipDeleteView(DeleteView):
    """Deleting a membership ends it: through the same service, and in the same log, as elsewhere."""

    def post(self, request, *args, **kwargs):
        try:
            return super().post(request, *args, **kwargs)
        except services.NobodyLeadsError:
            messages.error(request, _("Let somebody else lead this circle first."))
            return redirect(self.index_url)

    def delete_instance(self):
        services.end_membership(membership=self.instance, by=self.request.user)
