"""On the admin's home: who waits for us, and what went wrong."""

from django.urls import reverse
from wagtail.admin.ui.components import Component

from cop_pages.models import OutgoingMail

from ..models import IntakeSettings, SignUp
from .permissions import SignUpPermissionHelper

MOST = 5


class IntakePanel(Component):
    """Nothing at all for who has no part in the intake."""

    name = "intake"
    template_name = "signups/admin/desk.html"
    order = 20

    def __init__(self, request):
        self.request = request

    def get_context_data(self, parent_context) -> dict:
        user = self.request.user
        if not SignUpPermissionHelper(SignUp).user_can_list(user):
            return {"is_shown": False}
        mine = SignUp.objects.visible_to(user)
        late = mine.late().order_by("confirmed_at", "pk")
        index = reverse("signups_signup_modeladmin_index")
        return {
            "is_shown": True,
            "late": list(late.select_related("owner")[:MOST]),
            "late_count": late.count(),
            "late_url": f"{index}?attention=late",
            "days": IntakeSettings.load().answer_within_days,
            "open_count": mine.open().count(),
            "overdue_count": mine.overdue().count(),
            "overdue_url": f"{index}?attention=overdue",
            "board_url": reverse("signups_board"),
            "failed_mails": OutgoingMail.objects.failed().count(),
        }
