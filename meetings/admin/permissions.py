"""Who follows meetings in the admin. Nobody writes there: facilitators do that on the website."""

from functools import wraps

from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from wagtail_modeladmin.helpers import PermissionHelper

from ..models import Meeting

TRACK, EXPORT = "meetings.track_meetings", "meetings.export_meetings"


def permissions_of_the_tracker():
    """The two that a group can be given; adding or changing meetings is no work for the admin."""
    codenames = [each.split(".")[1] for each in (TRACK, EXPORT)]
    return Permission.objects.filter(content_type__app_label="meetings", codename__in=codenames)


class TrackerPermissionHelper(PermissionHelper):
    """Rows come from `tracked_by`."""

    def user_can_list(self, user) -> bool:
        return user.has_perm(TRACK)

    def user_can_inspect_obj(self, user, obj) -> bool:
        return user.has_perm(TRACK) and Meeting.objects.tracked_by(user).filter(pk=obj.pk).exists()

    def user_can_create(self, user) -> bool:
        return False

    def user_can_edit_obj(self, user, obj) -> bool:
        return False

    def user_can_delete_obj(self, user, obj) -> bool:
        return False


def tracker_view(view):
    """For a screen beside the list, with the same people before it."""

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not request.user.has_perm(TRACK):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded
