"""Screens of the admin that do a little more than modeladmin's own."""

from wagtail_modeladmin.views import DeleteView

from .. import services


class MembershipDeleteView(DeleteView):
    """Deleting a membership ends it: through the same service, and in the same log, as elsewhere."""

    def delete_instance(self):
        services.end_membership(membership=self.instance, by=self.request.user)
