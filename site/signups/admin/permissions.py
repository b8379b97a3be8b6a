"""Who sees which sign-ups and quotes in the admin. Only who handles sign-ups changes them."""

from wagtail_modeladmin.helpers import PermissionHelper

HANDLE = "signups.handle_signups"


class SignUpPermissionHelper(PermissionHelper):
    """Rows come from `visible_to`: all of them for who handles sign-ups, else one's own."""

    def user_can_list(self, user) -> bool:
        return user.has_perm(HANDLE) or user.has_perm("signups.view_signup")

    def user_can_create(self, user) -> bool:
        return False

    def user_can_inspect_obj(self, user, obj) -> bool:
        return obj.can_be_seen_by(user)

    def user_can_edit_obj(self, user, obj) -> bool:
        return user.has_perm(HANDLE) and super().user_can_edit_obj(user, obj)

    def user_can_delete_obj(self, user, obj) -> bool:
        return user.has_perm(HANDLE) and super().user_can_delete_obj(user, obj)


class QuotePermissionHelper(PermissionHelper):
    """A quote starts from a sign-up, and is fixed once it was sent."""

    def user_can_list(self, user) -> bool:
        return self.user_has_specific_permission(user, "change_quote")

    def user_can_create(self, user) -> bool:
        return False

    def user_can_inspect_obj(self, user, obj) -> bool:
        return self.user_can_list(user)

    def user_can_edit_obj(self, user, obj) -> bool:
        return self.user_can_list(user) and (obj is None or obj.state == obj.State.DRAFT)

    def user_can_delete_obj(self, user, obj) -> bool:
        is_booked = obj is not None and obj.state == obj.State.ACCEPTED
        return not is_booked and super().user_can_delete_obj(user, obj)


class FacilitatorPermissionHelper(PermissionHelper):
    """modeladmin shows a list to whoever may only add to it; we ask for `change`."""

    def user_can_list(self, user) -> bool:
        return self.user_has_specific_permission(user, "change_facilitatorprofile")


class RetentionPermissionHelper(PermissionHelper):
    """There is one period for each kind of sign-up; none is added and none goes."""

    def user_can_list(self, user) -> bool:
        return self.user_can_edit_obj(user, None)

    def user_can_create(self, user) -> bool:
        return False

    def user_can_delete_obj(self, user, obj) -> bool:
        return False
