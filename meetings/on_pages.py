"""What the tracker shows on pages of the apps below it; see `modules_library.slots`."""

from django.db.models import OuterRef, Prefetch, Subquery
from django.template.loader import render_to_string

from cop_pages.models import Circle
from modules_library import slots
from modules_library.visibility import reader_of

from .models import ActionItem, Attendance, Meeting

STYLE = "meetings/slots.css"
MOST_ACTIONS = 20


def register() -> None:
    slots.register("next_meeting", next_meetings, style=STYLE)
    slots.register("circle_links", circle_links)
    slots.register("my_actions", my_actions)
    slots.register("module_page", weave_hints)


def next_meetings(request, circles) -> dict[int, str]:
    """The next meeting of each circle with my answer; facilitators can plan one where there is none."""
    meetings = {meeting.circle_id: meeting for meeting in first_upcoming(request.user, circles)}
    led = facilitated_among(request.user, circles)
    return {
        circle.pk: render_to_string(
            "meetings/slots/next_meeting.html",
            {
                "circle": circle,
                "meeting": meetings.get(circle.pk),
                "is_facilitator": circle.pk in led,
            },
        )
        for circle in circles
    }


def first_upcoming(user, circles):
    """One meeting per circle at most, with `mine`: this user's attendance."""
    visible = Meeting.objects.upcoming().visible_to(user)
    first = visible.filter(circle=OuterRef("circle")).values("pk")[:1]
    mine = Prefetch("attendances", Attendance.objects.filter(user=user), to_attr="mine")
    upcoming = visible.filter(circle__in=[circle.pk for circle in circles])
    return upcoming.filter(pk=Subquery(first)).prefetch_related(mine)


def facilitated_among(user, circles) -> set[int]:
    mine = Circle.objects.facilitated_by(user)
    return set(mine.filter(pk__in=[circle.pk for circle in circles]).values_list("pk", flat=True))


def circle_links(request, circles) -> dict[int, str]:
    return {
        circle.pk: render_to_string("meetings/slots/circle_links.html", {"circle": circle})
        for circle in circles
    }


def my_actions(request, users) -> dict[int, str]:
    """What this member said they would do and has not done yet."""
    user = request.user
    actions = ActionItem.objects.visible_to(user).of_owner(user).open().soonest_first()
    actions = actions.select_related("circle", "meeting")[:MOST_ACTIONS]
    context = {"actions": actions}
    return {user.pk: render_to_string("meetings/slots/my_actions.html", context, request)}


def weave_hints(request, modules) -> dict[int, str]:
    """For who leads a circle: the agendas that this module can go on. Visitors cost no query."""
    reader = reader_of(request)
    if not reader.is_authenticated:
        return {}
    mine = Meeting.objects.upcoming().editable_by(reader).select_related("circle")
    led = Circle.objects.facilitated_by(reader).order_by("title")
    context = {"meetings": mine[:6], "circles": led}
    if not led:
        return {}
    return {
        module.pk: render_to_string("meetings/slots/weave.html", context | {"module": module})
        for module in modules
    }
