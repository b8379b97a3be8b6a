"""Who sees which rows in the lists of the admin: what one may change, and no more."""

from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail_modeladmin.helpers import PagePermissionHelper, PermissionHelper


class TermPermissionHelper(PermissionHelper):
    """modeladmin shows (and exports) a list to whoever may only add to it; we ask for `change`."""

    def user_can_list(self, user) -> bool:
        return self.user_can_edit_obj(user, None)


class EditablePagesPermissionHelper(PagePermissionHelper):
    """modeladmin shows every page to everybody in the admin; we show those one may edit."""

    def user_can_list(self, user) -> bool:
        return PagePermissionPolicy().user_has_permission(user, "change")

    def rows_for(self, user, queryset):
        editable = PagePermissionPolicy(self.model).instances_user_has_any_permission_for(
            user, {"change"}
        )
        return queryset.filter(pk__in=editable.order_by().values("pk"))
