"""On the admin's home: arenas that nobody leads."""

from wagtail.admin.ui.components import Component

from cop_pages.leaderless import people_path

from ..models import ArenaPage

MOST = 20


class LeaderlessPanel(Component):
    """Nothing at all for who can give nobody the lead, and while every arena has one."""

    name = "arenas-without-lead"
    template_name = "arena/admin/without_lead.html"
    order = 25

    def __init__(self, request):
        self.request = request

    def get_context_data(self, parent_context) -> dict:
        user = self.request.user
        if not user.has_perm("cop_pages.change_membership"):
            return {"arenas": []}
        arenas = ArenaPage.objects.visible_to(user).without_lead().order_by("title", "pk")[:MOST]
        return {"arenas": [{"title": each.title, "url": people_path(each)} for each in arenas]}
