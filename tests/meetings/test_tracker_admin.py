"""The tracker in the admin: who sees which rows, filters, search, files, and what is never shown."""

import csv
import io
import logging

import openpyxl
import pytest
from django.contrib.auth.models import Group, Permission
from django.utils import timezone

from meetings.admin import views
from meetings.admin.views import MOST_WORDS
from meetings.models import PulseAnswer
from meetings.sealing import seal
from members.roles import ensure_roles
from tests.factories import GoalFactory, MemberFactory

from .factories import (
    ActionItemFactory,
    AgendaItemFactory,
    AttendanceFactory,
    DecisionFactory,
    GuestAttendanceFactory,
    PulseRoundFactory,
    facilitator_of,
    member_of,
)
from .tracker_people import (
    LIST,
    QUIET,
    active_cop,
    new_cop,
    new_meeting,
    page_of,
    with_permissions,
)

pytestmark = pytest.mark.django_db


def shown(response) -> set[str]:
    return {each.title for each in response.context["object_list"]}


def rows_of(response) -> list[dict]:
    return list(csv.DictReader(io.StringIO(response.getvalue().decode())))


def test_moderator_sees_the_meetings_of_all_circles_with_drafts(client, moderator):
    new_meeting(title="Een", planned=True), new_meeting(title="Twee")
    assert shown(client.get(LIST)) == {"Een", "Twee"}


def test_facilitator_with_the_permission_sees_their_own_circles_only(client, cop, facilitator):
    """Also not those of a circle in which they are a member."""
    mine, other = new_meeting(title="Mijn", circle=cop), new_meeting(title="Ander")
    elsewhere = new_meeting(title="Als lid", planned=True)
    member = facilitator_of(cop)
    elsewhere.circle.memberships.create(user=member)
    client.force_login(with_permissions("track_meetings", member=member))
    assert shown(client.get(LIST)) == {"Mijn"}
    assert client.get(page_of(mine)).status_code == 200
    for hidden in (other, elsewhere):
        assert client.get(page_of(hidden)).status_code == 404
        assert client.get(f"{LIST}?of={hidden.circle_id}").context["result_count"] == 0
        assert hidden.circle.title not in client.get(LIST).text


def test_who_no_longer_leads_a_circle_no_longer_follows_it(client, cop):
    meeting, member = new_meeting(circle=cop), facilitator_of(cop)
    client.force_login(with_permissions("track_meetings", member=member))
    cop.memberships.filter(user=member).update(ended_at=timezone.now())
    assert shown(client.get(LIST)) == set()
    assert client.get(page_of(meeting)).status_code == 404


@pytest.mark.parametrize("role", ["editor", "facilitator", "member"])
def test_who_may_not_follow_meetings_meets_none(role, client, people):
    meeting = new_meeting(title="Geheime avond", planned=True)
    client.force_login(people[role])
    for path in (LIST, QUIET, page_of(meeting), f"{LIST}?export=csv"):
        assert "Geheime" not in client.get(path).text
    assert client.get(LIST).status_code == 302


def test_moderators_get_both_permissions_once_and_what_is_taken_stays_away():
    group = Group.objects.get(role__key="network-moderator")
    codenames = {"track_meetings", "export_meetings"}
    assert codenames <= set(group.permissions.values_list("codename", flat=True))
    group.permissions.remove(Permission.objects.get(codename="export_meetings"))
    ensure_roles()
    assert "export_meetings" not in group.permissions.values_list("codename", flat=True)


def test_groups_screen_offers_only_these_two_permissions(client):
    client.force_login(MemberFactory(admin=True))
    page = client.get("/admin/groups/new/").text
    for codename, is_offered in {"track_meetings": True, "change_meeting": False}.items():
        permission = Permission.objects.get(codename=codename)
        name = f'name="permissions" value="{permission.pk}"'
        assert (name in page) == is_offered


@pytest.mark.parametrize("action", ["create/", "edit/{}/", "delete/{}/"])
def test_nobody_writes_meetings_here(action, client):
    meeting = new_meeting()
    client.force_login(MemberFactory(admin=True))
    for send in (client.get, client.post):
        assert send(LIST + action.format(meeting.pk)).status_code == 302
    meeting.refresh_from_db()


@pytest.mark.parametrize("key", ["abc", "9" * 40, "9" * 18, "0", "-1", "%00", "%ED%A0%80"])
def test_meeting_that_cannot_exist_is_not_found(key, client, moderator):
    assert client.get(f"{LIST}inspect/{key}/").status_code in {400, 404}
    assert client.get(f"{LIST}edit/{key}/").status_code in {400, 404}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("status__exact=cancelled", {"Afgelast"}),
        ("period=coming", {"Leeg", "Vol"}),
        ("period=week", {"Leeg"}),
        ("period=last_quarter", {"Afgelast", "Laat", "Net", "Klaar", "Niet gesloten"}),
        ("period=last_month", {"Laat", "Net"}),
        ("missing=report", {"Laat", "Niet gesloten"}),
        ("missing=agenda", {"Leeg"}),
        ("missing=next", {"Laatste"}),
        ("missing=quiet", {"Laatste"}),
        ("q=leeg", {"Leeg"}),
    ],
)
def test_list_is_filtered(query, expected, client, moderator):
    cop = active_cop()
    new_meeting(title="Leeg", circle=cop, planned=True, days=3)
    full = new_meeting(title="Vol", circle=cop, days=10)
    AgendaItemFactory(meeting=full)
    new_meeting(title="Afgelast", circle=cop, cancelled=True, days=-50)
    new_meeting(title="Laat", circle=cop, held=True, days=-20)
    new_meeting(title="Net", circle=cop, held=True, days=-2)
    new_meeting(title="Klaar", circle=cop, published=True, days=-60)
    new_meeting(title="Niet gesloten", circle=cop, planned=True, days=-40)
    new_meeting(title="Laatste", circle=active_cop(), published=True, days=-100)
    new_meeting(title="Rust", circle=active_cop(status="resting"), published=True, days=-100)
    assert shown(client.get(f"{LIST}?{query}")) == expected


def test_list_of_one_circle(client, moderator):
    mine = new_meeting(title="Een")
    new_meeting(title="Twee")
    assert shown(client.get(f"{LIST}?of={mine.circle_id}")) == {"Een"}


@pytest.mark.parametrize(
    "query",
    [
        "of=x", "of=²", "of=-1", "of=&of=1", "period=x", "missing=x", "status__exact=x", "o=9.-9.x",
        "p=x", "p=-3", "lead__password__startswith=x", "circle__id__exact=x", "e=1", "export=pdf",
    ],
)  # fmt: skip
def test_query_that_nobody_sends_is_no_error_and_tells_nothing(query, client, moderator):
    new_meeting(title="Een", lead=moderator)
    assert client.get(f"{LIST}?{query}").status_code == 200
    assert client.get(f"{QUIET}?{query}").status_code == 200


def test_number_too_large_for_the_database_is_refused(client, moderator):
    for path in (f"{LIST}?of={'9' * 40}", f"{QUIET}?p={'9' * 40}", f"{LIST}?q=%00"):
        assert client.get(path).status_code == 400


def test_search_reads_ten_words(client, moderator):
    new_meeting(title="kikker " * 12)
    words = "kikker " * MOST_WORDS
    assert client.get(f"{LIST}?q={words}sloot").context["result_count"] == 1
    assert client.get(f"{LIST}?q=sloot {words}").context["result_count"] == 0
    assert client.get(f"{LIST}?q={'w ' * 3000}").status_code == 200


def with_everything(circle) -> None:
    meeting = new_meeting(circle=circle, held=True)
    AttendanceFactory.create_batch(2, meeting=meeting, present=True)
    AgendaItemFactory(meeting=meeting)
    DecisionFactory(meeting=meeting)
    ActionItemFactory(circle=circle, meeting=meeting)


def test_lists_take_as_many_queries_for_thirty_as_for_two(moderator, queries_of):
    def add(number):
        for _each in range(number):
            with_everything(active_cop())
            active_cop()

    add(2)
    few = queries_of(LIST), queries_of(QUIET), queries_of(f"{LIST}?export=csv")
    add(28)
    assert (queries_of(LIST), queries_of(QUIET), queries_of(f"{LIST}?export=csv")) == few


def test_meeting_takes_as_many_queries_for_thirty_items_as_for_two(moderator, queries_of):
    meeting = new_meeting(held=True)

    def add(number):
        for _each in range(number):
            AgendaItemFactory(meeting=meeting).goals.add(GoalFactory())
            DecisionFactory(meeting=meeting)
            ActionItemFactory(circle=meeting.circle, meeting=meeting)
            AttendanceFactory(meeting=meeting, present=True)

    add(2)
    few = queries_of(page_of(meeting))
    add(28)
    assert queries_of(page_of(meeting)) == few


def test_meeting_shows_agenda_totals_decisions_and_actions(client, moderator):
    meeting = new_meeting(held=True, title="Een bank erbij")
    AgendaItemFactory(meeting=meeting, title="Welkom", minutes=25)
    now = timezone.now()
    AttendanceFactory.create_batch(3, meeting=meeting, coming=True, invited_at=now, present=True)
    AttendanceFactory(meeting=meeting, invited_at=now)
    AttendanceFactory(meeting=meeting, invited_at=now, answer="no")
    GuestAttendanceFactory(meeting=meeting)
    DecisionFactory(meeting=meeting, text="We zetten een bank neer.")
    ActionItemFactory(circle=meeting.circle, meeting=meeting, text="Hout halen.")
    response = client.get(page_of(meeting))
    for text in ("Een bank erbij", "Welkom", "We zetten een bank neer.", "Hout halen."):
        assert text in response.text
    totals = response.context["totals"]
    expected = {"invited": 5, "yes": 3, "maybe": 0, "no": 1, "silent": 1, "present": 3}
    assert totals == expected | {"guests": 1, "waiting": 0}


def test_what_is_for_facilitators_or_about_a_person_is_never_shown(client, moderator):
    meeting = new_meeting(held=True, summary="geheim verslag")
    AgendaItemFactory(
        meeting=meeting, facilitators_note="geheime notitie", minutes_text="geheim gezegd"
    )
    AttendanceFactory(meeting=meeting, present=True, note="geheim briefje", user__name="Geheim Ida")
    GuestAttendanceFactory(meeting=meeting, name="Geheime gast")
    pulse = PulseRoundFactory(meeting=meeting, closed_at=timezone.now())
    for _each in range(6):
        PulseAnswer.objects.create(round=pulse, between_us=4, unsaid=seal("geheim gevoel"))
    for path in (page_of(meeting), LIST):
        assert "geheim" not in client.get(path).text.lower()
    for kind in ("csv", "xlsx"):
        assert b"geheim" not in client.get(f"{LIST}?export={kind}").getvalue().lower()
    assert "geheim" not in str(rows_of(client.get(f"{LIST}?export=csv"))).lower()


def test_file_has_numbers_with_their_zeros(client, moderator):
    meeting = new_meeting(published=True, title="Avond", report_published_at=timezone.now())
    AttendanceFactory.create_batch(2, meeting=meeting, present=True)
    row = list(rows_of(client.get(f"{LIST}?export=csv"))[0].values())
    assert row[0] == str(meeting.pk)
    assert row[3:7] == ["Avond", meeting.local_start.date().isoformat(), "19:30", "21:30"]
    assert row[9:17] == ["0", "0", "2", "0", "0", "0", "0", "0"]


def test_file_has_headings_in_plain_sentences(client, moderator):
    new_meeting()
    headings = list(rows_of(client.get(f"{LIST}?export=csv"))[0])
    assert headings[2:6] == ["Soort cirkel", "Titel", "Dag", "Begint op"]


def test_no_cell_of_a_file_runs_a_formula(client, moderator):
    cop = new_cop(title="@SUM(A1)")
    new_meeting(circle=cop, title="=HYPERLINK(1)")
    new_meeting(circle=cop, title="\x0b-2+3")
    cells = [cell for row in rows_of(client.get(f"{LIST}?export=csv")) for cell in row.values()]
    assert {"'@SUM(A1)", "'=HYPERLINK(1)", "' -2+3"} <= set(cells)
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{LIST}?export=xlsx").getvalue()))
    assert book.active.max_row == 3
    assert not [cell for row in book.active for cell in row if cell.data_type == "f"]


def test_file_has_the_rows_of_the_filter_and_of_the_role(client, cop):
    new_meeting(title="Ander"), new_meeting(circle=cop, title="Kikker")
    new_meeting(circle=cop, title="Pad")
    member = with_permissions("track_meetings", "export_meetings", member=facilitator_of(cop))
    client.force_login(member)
    assert len(rows_of(client.get(f"{LIST}?export=csv"))) == 2
    assert len(rows_of(client.get(f"{LIST}?export=csv&q=pad"))) == 1


def test_file_needs_its_own_permission(client, cop):
    new_meeting(circle=cop, title="Kikker")
    client.force_login(with_permissions("track_meetings", member=facilitator_of(cop)))
    assert "export=" not in client.get(LIST).text
    response = client.get(f"{LIST}?export=csv")
    assert response.status_code == 302
    assert b"Kikker" not in response.content


def test_file_leaves_a_trace_without_names(client, moderator, caplog):
    caplog.set_level(logging.INFO)
    new_meeting(), new_meeting()
    client.get(f"{LIST}?export=xlsx")
    assert f"member {moderator.pk} exports 2 meetings" in caplog.messages
    assert moderator.name not in caplog.text


def test_file_is_never_half_a_list(client, moderator, monkeypatch):
    monkeypatch.setattr(views, "MOST_EXPORTED", 2)
    new_meeting(), new_meeting(), new_meeting()
    response = client.get(f"{LIST}?export=csv")
    assert response.status_code == 302
    assert response.url == LIST
    assert client.get(f"{LIST}?export=csv&q=geen").status_code == 200


def quiet_titles(client) -> list[str]:
    return [each.title for each in client.get(QUIET).context["page"]]


def test_quiet_are_active_circles_that_did_not_meet_for_six_weeks(client, moderator):
    long_ago = {"published": True, "days": -43}
    new_meeting(circle=active_cop(title="Stil"), **long_ago)
    new_meeting(circle=active_cop(title="Langer stil"), held=True, days=-200)
    active_cop(title="Nooit bijeen")
    active_cop(title="Net begonnen", first_published_at=timezone.now())
    new_meeting(circle=active_cop(title="Rust", status="resting"), **long_ago)
    new_meeting(circle=active_cop(title="Klaar", status="completed"), **long_ago)
    new_meeting(circle=active_cop(title="Levendig"), published=True, days=-41)
    only_cancelled = active_cop(title="Afgelast")
    new_meeting(circle=only_cancelled, cancelled=True, days=-5)
    new_meeting(circle=only_cancelled, **long_ago)
    expected = ["Nooit bijeen", "Langer stil"]
    assert quiet_titles(client)[:2] == expected
    assert set(quiet_titles(client)[2:]) == {"Stil", "Afgelast"}


def test_quiet_circle_shows_its_last_and_next_date(client, moderator):
    cop = active_cop(title="Stil")
    last = new_meeting(circle=cop, published=True, days=-50)
    coming = new_meeting(circle=cop, days=5)
    row = client.get(QUIET).context["page"][0]
    assert (row.last_met_at, row.meets_at) == (last.starts_at, coming.starts_at)


def test_facilitator_sees_only_their_own_quiet_circles(client):
    mine = active_cop(title="Mijn")
    active_cop(title="Ander")
    member_of(mine)
    client.force_login(with_permissions("track_meetings", member=facilitator_of(mine)))
    assert quiet_titles(client) == ["Mijn"]
