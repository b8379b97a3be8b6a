"""Screens of the admin that do a little more than modeladmin's own."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail_modeladmin.views import DeleteView, EditView

from .. import services
from ..models import Membership


def somebody_else_first() -> str:
    return _("Let somebody else lead this circle first.")


class MembershipEditView(EditView):
    """Another role goes through the same service as on the website, which keeps somebody in the lead."""

    def form_valid(self, form):
        try:
            self.change_role(form.cleaned_data["role"])
        except services.NobodyLeadsError:
            form.add_error("role", somebody_else_first())
            return self.form_invalid(form)
        return super().form_valid(form)

    def change_role(self, role: str) -> None:
        membership = Membership.objects.select_related("circle").get(pk=self.instance.pk)
        if membership.is_active and membership.role != role:
            services.change_role(membership=membership, role=role, by=self.request.user)


class MembershipDeleteView(DeleteView):
    """Deleting a membership ends it: through the same service, and in the same log, as elsewhere."""

    def post(self, request, *args, **kwargs):
        try:
            return super().post(request, *args, **kwargs)
        except services.NobodyLeadsError:
            messages.error(request, somebody_else_first())
            return redirect(self.index_url)

    def delete_instance(self):
        services.end_membership(membership=self.instance, by=self.request.user)
