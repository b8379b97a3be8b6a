"""Answering: by link and on the site, once or five times, with fewer seats than people."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.db import connection, connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cop_pages import privacy
from cop_pages import services as circles
from meetings import answer_links, answers
from meetings.models import Attendance, Meeting
from meetings.services import planning
from tests.cop_pages.factories import CopPageFactory, MembershipFactory, UserFactory

from .factories import MeetingFactory, facilitator_of, member_of

YES, MAYBE, NO = "yes", "maybe", "no"


@pytest.fixture
def cop(db):
    return CopPageFactory(title="Waterwijk groen")


@pytest.fixture
def meeting(cop):
    return MeetingFactory(circle=cop, planned=True, title="Kikkers en kruiwagens")


@pytest.fixture
def ada(cop):
    return MembershipFactory(circle=cop, user__name="Ada Bakker").user


@pytest.fixture
def link(meeting, ada):
    return reverse("meetings:answer_by_link", args=[answer_links.token_for(meeting, ada)])


def answer_of(meeting, user):
    return (
        Attendance.objects.filter(meeting=meeting, user=user)
        .values_list("answer", flat=True)
        .first()
    )


def say(meeting, user, answer=YES, **kwargs):
    return answers.give_answer(meeting=meeting, user=user, answer=answer, **kwargs)


def seats(meeting) -> tuple[list, list]:
    """Who comes, and who waits in which order."""
    rows = meeting.attendances
    return [row.user for row in rows.coming().order_by("pk")], [row.user for row in rows.waiting()]


# ---- By link ----


def test_opening_the_link_changes_nothing(link, meeting, ada):
    page = Client().get(f"{link}?answer=yes").text
    assert "Kikkers en kruiwagens" in page
    assert "Ada Bakker" in page
    assert answer_of(meeting, ada) is None


@pytest.mark.parametrize("answer", [YES, MAYBE, NO])
def test_pressing_the_button_answers_without_logging_in(link, meeting, ada, answer):
    response = Client().post(link, {"answer": answer, "note": "Ik neem soep mee"})
    assert (response.status_code, response["Location"]) == (303, link)
    row = Attendance.objects.get(meeting=meeting, user=ada)
    assert (row.answer, row.note) == (answer, "Ik neem soep mee")


def test_an_answer_can_be_given_twice_and_changed(link, meeting, ada):
    client = Client()
    client.post(link, {"answer": YES})
    first = Attendance.objects.get()
    client.post(link, {"answer": YES})
    again = Attendance.objects.get()
    assert (first.answered_at, first.pk) == (again.answered_at, again.pk)
    client.post(link, {"answer": NO})
    assert answer_of(meeting, ada) == NO


def test_the_page_greets_with_the_stored_answer(link):
    client = Client()
    client.post(link, {"answer": YES, "note": "Iets later"})
    page = client.get(link).text
    assert "Je komt." in page
    assert "Iets later" in page


@pytest.mark.parametrize(
    "data", [{}, {"answer": "misschien"}, {"answer": YES, "note": "x" * 301}, {"answer": "y\x00s"}]
)
def test_nonsense_is_told_and_nothing_typed_is_lost(link, meeting, ada, data):
    response = Client().post(link, {"note": "Ik breng appeltaart"} | data)
    assert response.status_code in {400, 422}
    assert answer_of(meeting, ada) is None
    if response.status_code == 422:
        assert (data.get("note") or "Ik breng appeltaart") in response.text


def test_the_link_is_kept_from_caches_and_other_sites(link):
    response = Client().get(link)
    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Robots-Tag"] == "noindex"


def test_a_form_from_another_site_is_refused(link, meeting, ada):
    client = Client(enforce_csrf_checks=True)
    assert client.post(link, {"answer": YES}).status_code == 403
    page = client.get(link).text
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    assert client.post(link, {"answer": YES, "csrfmiddlewaretoken": token}).status_code == 303


@pytest.mark.parametrize("change", ["held", "cancelled", "over", "left", "inactive", "deleted"])
def test_the_link_ends_with_the_meeting_and_the_membership(link, meeting, ada, change):
    if change in {"held", "cancelled"}:
        Meeting.objects.update(status=change)
    elif change == "over":
        Meeting.objects.update(
            starts_at=timezone.now() - timezone.timedelta(hours=3), ends_at=timezone.now()
        )
    elif change == "left":
        ada.memberships.update(ended_at=timezone.now())
    elif change == "inactive":
        get_user_model().objects.filter(pk=ada.pk).update(is_active=False)
    else:
        privacy.erase(ada)
    for response in (Client().get(link), Client().post(link, {"answer": YES})):
        assert response.status_code == 404
        assert "Kikkers" not in response.text
    assert not Attendance.objects.filter(answer=YES).exists()


def test_a_meeting_that_moves_keeps_its_link(link, meeting):
    Meeting.objects.update(sequence=4)
    assert Client().get(link).status_code == 200


@given(
    noise=st.text(
        st.characters(codec="ascii", min_codepoint=33, exclude_characters="/?#%"),
        min_size=1,
        max_size=80,
    )
)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_forged_link_opens_nothing(link, meeting, noise):
    token = link.rstrip("/").split("/")[-1]
    for forged in (noise, token + noise, noise + token, token[:-1]):
        path = reverse("meetings:answer_by_link", args=["x"]).replace("/x/", f"/{forged}/")
        assert Client().get(path).status_code == 404


def test_a_token_of_one_meeting_is_of_no_use_for_another(cop, meeting, ada):
    other = MeetingFactory(circle=cop, planned=True)
    assert answer_links.read(answer_links.token_for(other, ada))[0] == other
    stranger = UserFactory()
    assert answer_links.read(answer_links.token_for(meeting, stranger)) is None


# ---- On the site ----


def test_a_member_answers_on_the_page_of_the_meeting(client, meeting, ada):
    client.force_login(ada)
    path = reverse("meetings:answer", args=[meeting.pk])
    assert path in client.get(meeting.get_absolute_url()).text
    response = client.post(path, {"answer": MAYBE})
    assert (response.status_code, response["Location"]) == (303, meeting.get_absolute_url())
    assert answer_of(meeting, ada) == MAYBE


def test_who_only_looks_on_takes_no_seat(client, meeting):
    client.force_login(UserFactory(is_superuser=True))
    path = reverse("meetings:answer", args=[meeting.pk])
    assert path not in client.get(meeting.get_absolute_url()).text
    assert client.post(path, {"answer": YES}).status_code == 404


def test_another_circle_does_not_exist(client, meeting):
    client.force_login(UserFactory())
    assert (
        client.post(reverse("meetings:answer", args=[meeting.pk]), {"answer": YES}).status_code
        == 404
    )


def test_answering_too_late_says_so(client, meeting, ada):
    Meeting.objects.update(status="cancelled")
    client.force_login(ada)
    response = client.post(reverse("meetings:answer", args=[meeting.pk]), {"answer": YES})
    assert response.status_code == 409
    assert answer_of(meeting, ada) is None


def test_members_read_who_comes_and_facilitators_who_is_silent(client, cop, meeting, ada):
    bo = MembershipFactory(circle=cop, user__name="Bo de Stille").user
    Attendance.objects.create(meeting=meeting, user=bo, invited_at=timezone.now())
    say(meeting, ada, note="Ik neem soep mee")
    pages = {}
    for person in (ada, facilitator_of(cop)):
        client.force_login(person)
        pages[person] = client.get(meeting.get_absolute_url()).text
        assert "Ik neem soep mee" in pages[person]
    seen = ["Bo de Stille" in page for page in pages.values()]
    assert seen == [False, True]


def test_a_facilitator_asks_the_silent_once_more(
    client, cop, meeting, ada, django_capture_on_commit_callbacks
):
    Attendance.objects.create(meeting=meeting, user=ada, invited_at=timezone.now())
    client.force_login(facilitator_of(cop))
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(reverse("meetings:remind", args=[meeting.pk]))
    assert response.status_code == 303
    assert [message.to for message in mail.outbox] == [[ada.email]]


@pytest.mark.parametrize("number", [2, 30])
def test_answers_on_the_page_cost_the_same_however_many(
    client, cop, meeting, ada, number, django_assert_max_num_queries
):
    for person in [MembershipFactory(circle=cop).user for _each in range(number)]:
        Attendance.objects.create(meeting=meeting, user=person, answer=YES)
    client.force_login(ada)
    client.get(meeting.get_absolute_url())
    with django_assert_max_num_queries(25):
        client.get(meeting.get_absolute_url())


# ---- Seats ----


@pytest.fixture
def small(cop):
    return MeetingFactory(circle=cop, planned=True, capacity=1)


@pytest.fixture
def people(cop):
    return [member_of(cop) for _each in range(4)]


def test_who_comes_after_the_last_seat_waits_in_order(small, people):
    for person in people:
        say(small, person)
    assert seats(small) == (people[:1], people[1:])


def test_maybe_and_no_take_no_seat(small, people):
    say(small, people[0], MAYBE)
    say(small, people[1], NO)
    say(small, people[2])
    assert seats(small) == ([people[2]], [])


@pytest.mark.parametrize("way", ["no", "maybe", "leaves the circle", "erased"])
def test_the_next_in_line_moves_up_and_hears_of_it(
    small, people, way, django_capture_on_commit_callbacks
):
    for person in people[:3]:
        say(small, person)
    first = people[0]
    with django_capture_on_commit_callbacks(execute=True):
        if way in {NO, MAYBE}:
            say(small, first, way)
        elif way == "erased":
            privacy.erase(first)
        else:
            circles.end_membership(membership=first.memberships.get(), by=first)
    assert seats(small) == ([people[1]], [people[2]])
    assert [message.to for message in mail.outbox] == [[people[1].email]]
    assert mail.outbox[0].subject.startswith("Er is een plek voor je")


def test_saying_yes_again_while_waiting_keeps_the_place(small, people):
    for person in people[:3]:
        say(small, person)
    say(small, people[1], note="Ik hoop nog")
    say(small, people[1])
    assert seats(small)[1] == people[1:3]


def test_more_room_fills_from_the_line(small, people, django_capture_on_commit_callbacks):
    for person in people:
        say(small, person)
    details = {name: getattr(small, name) for name in planning.DETAILS} | {"capacity": 3}
    host = facilitator_of(small.circle)
    with django_capture_on_commit_callbacks(execute=True):
        planning.change_meeting(meeting=small, details=details, goals=[], by=host)
    assert seats(small) == (people[:3], people[3:])
    assert [message.to[0] for message in mail.outbox] == [each.email for each in people[1:3]]


def test_who_waits_reads_their_place(client, small, people):
    for person in people[:3]:
        say(small, person)
    client.force_login(people[2])
    assert "nummer 2 op de wachtlijst" in client.get(small.get_absolute_url()).text


@given(steps=st.lists(st.tuples(st.integers(0, 3), st.sampled_from([YES, MAYBE, NO])), max_size=14))
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_seats_are_never_oversold_and_never_stay_empty_while_people_wait(cop, people, steps):
    meeting = MeetingFactory(circle=cop, planned=True, capacity=2)
    for number, answer in steps:
        say(meeting, people[number], answer)
        coming, waiting = seats(meeting)
        assert len(coming) <= 2
        assert not waiting or len(coming) == 2


# ---- Fifty at once ----

CROWD = 50
ROUNDS = 100


@pytest.fixture
def crowd(db):
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL")
    cop = CopPageFactory()
    return cop, [member_of(cop) for _each in range(CROWD)]


def race(cop, users, rounds: int) -> list[int]:
    """How many got the one seat, in each round."""
    start, taken = Barrier(CROWD), []

    def answer_at_once(meeting, user):
        start.wait(timeout=60)
        say(meeting, user)

    def hang_up(_number):
        start.wait(timeout=60)
        connections.close_all()

    with ThreadPoolExecutor(CROWD) as threads:
        for _round in range(rounds):
            meeting = MeetingFactory(circle=cop, planned=True, capacity=1)
            list(threads.map(answer_at_once, [meeting] * CROWD, users))
            assert meeting.attendances.filter(answer=YES).count() == CROWD
            taken.append(meeting.attendances.coming().count())
        list(threads.map(hang_up, range(CROWD)))
    return taken


@pytest.mark.postgresql
@pytest.mark.slow
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_fifty_answers_at_once_give_one_seat_to_one_person_in_a_hundred_rounds(crowd):
    assert race(*crowd, rounds=ROUNDS) == [1] * ROUNDS


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_without_the_lock_the_seat_is_sold_more_than_once(crowd, monkeypatch):
    monkeypatch.setattr(answers, "lock", lambda meeting_id: Meeting.objects.get(pk=meeting_id))
    assert max(race(*crowd, rounds=5)) > 1
