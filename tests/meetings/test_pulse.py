"""The undercurrent: who may answer, what is shown, and that no answer leads back to a person."""

import base64
from datetime import timedelta

import pytest
import time_machine
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cop_pages import privacy, schedule
from cop_pages.models import Role
from meetings import sealing
from meetings.models import PulseAnswer, PulseRound, PulseVoter
from meetings.services import pulse as service
from meetings.undercurrent import Undercurrent
from meetings.views.pulse import SECOND
from tests.cop_pages.factories import CopPageFactory, MembershipFactory

from .factories import MeetingFactory, PulseRoundFactory, member_of

pytestmark = pytest.mark.django_db
SECRET = "Niemand durft over het geld te beginnen."


@pytest.fixture
def meeting(cop):
    return MeetingFactory(circle=cop, held=True)


@pytest.fixture
def pulse(meeting):
    return PulseRoundFactory(meeting=meeting)


def answer(pulse, user, *, between_us=4, can_speak=3, unsaid="") -> bool:
    scores = {"between_us": between_us, "can_speak": can_speak}
    return service.give_answer(pulse=pulse, user=user, scores=scores, unsaid=unsaid)


def answered_by(pulse, number: int, **fields) -> list:
    users = [member_of(pulse.meeting.circle) for _ in range(number)]
    for user in users:
        assert answer(pulse, user, **fields)
    return users


def address(meeting, name="pulse") -> str:
    return reverse(f"meetings:{name}", args=[meeting.pk])


def history_of(cop) -> str:
    return reverse("meetings:undercurrent", args=[cop.pk])


def test_member_answers_once_through_the_page(client, meeting, pulse):
    client.force_login(member_of(meeting.circle))
    assert "Leg het in de vijver" in client.get(address(meeting)).text
    data = {"between_us": "2", "unsaid": SECRET}
    assert client.post(address(meeting), data).status_code == 303
    assert pulse.answers.count() == pulse.voters.count() == 1
    page = client.get(address(meeting)).text
    assert "Dank je wel" in page
    assert SECRET not in page


@pytest.mark.parametrize("data", [{"between_us": "5", "unsaid": SECRET}, {}])
def test_second_answer_is_refused_in_words_and_changes_nothing(client, meeting, pulse, data):
    client.force_login(answered_by(pulse, 1, between_us=2)[0])
    response = client.post(address(meeting), data)
    assert response.status_code == 409
    assert 'class="cp-errors" role="alert"' in response.text
    assert str(SECOND) in response.text
    assert SECRET not in response.text
    assert [each.between_us for each in pulse.answers.all()] == [2]
    assert str(SECOND) not in client.get(address(meeting)).text


def test_pulse_says_what_may_be_left_open(client, meeting, pulse):
    client.force_login(member_of(meeting.circle))
    labels = client.get(address(meeting)).text
    optional = "(niet verplicht)"
    assert labels.count(optional) == 2
    label = labels.split('<label for="id_unsaid">')[1].split("</label>")[0]
    assert optional in label


def test_what_was_typed_comes_back_with_what_is_missing(client, meeting, pulse):
    client.force_login(member_of(meeting.circle))
    response = client.post(address(meeting), {"unsaid": SECRET})
    assert response.status_code == 422
    assert SECRET in response.text
    assert "Kies de kikker die past." in response.text


@pytest.mark.parametrize(
    "data",
    [
        {"between_us": "9"},
        {"between_us": "x"},
        {"between_us": "0"},
        {"between_us": "4", "can_speak": "99999999999999999999"},
        {"between_us": "4", "unsaid": "x" * 501},
        {"between_us": "4", "unsaid": "\x00"},
    ],
)
def test_nonsense_is_refused(client, meeting, pulse, data):
    client.force_login(member_of(meeting.circle))
    assert client.post(address(meeting), data).status_code in {400, 422}
    assert not pulse.answers.exists()


def test_door_stands_on_the_page_of_the_meeting_while_the_pulse_is_open(client, meeting, pulse):
    client.force_login(member_of(meeting.circle))
    assert address(meeting) in client.get(meeting.get_absolute_url()).text
    service.close_round(pulse=pulse)
    assert address(meeting) not in client.get(meeting.get_absolute_url()).text


def test_facilitator_opens_and_closes_but_does_not_answer(client, meeting, facilitator):
    client.force_login(facilitator)
    assert client.post(address(meeting, "open_pulse")).status_code == 303
    client.post(address(meeting), {"between_us": "5"})
    current = PulseRound.objects.get(meeting=meeting)
    assert current.is_open
    assert not current.answers.exists()
    assert client.post(address(meeting, "close_pulse")).status_code == 303
    assert not PulseRound.objects.open().exists()


def test_pulse_opens_only_once_the_meeting_has_begun(client, cop, facilitator):
    client.force_login(facilitator)
    for fields in ({"planned": True}, {"cancelled": True, "days": -3}):
        coming = MeetingFactory(circle=cop, **fields)
        assert client.post(address(coming, "open_pulse")).status_code == 404
    assert not PulseRound.objects.exists()


def test_closed_pulse_takes_no_answer_and_does_not_open_again(client, meeting, pulse):
    service.close_round(pulse=pulse)
    client.force_login(member_of(meeting.circle))
    response = client.post(address(meeting), {"between_us": "4", "unsaid": SECRET})
    assert response.status_code == 409
    assert service.open_round(meeting=meeting).closed_at
    assert not PulseAnswer.objects.exists()


def test_totals_show_from_five_answers_on(client, cop, facilitator):
    few, many = (PulseRoundFactory(meeting=MeetingFactory(circle=cop, held=True)) for _ in "ab")
    answered_by(few, 4, between_us=1)
    answered_by(many, 5, between_us=5)
    for each in (few, many):
        service.close_round(pulse=each)
    shown = Undercurrent(cop).shown
    assert [each.pulse for each in shown] == [many]
    assert shown[0].totals[0].mean == 5
    client.force_login(facilitator)
    text = client.get(history_of(cop)).text
    assert many.meeting.title in text
    assert few.meeting.title not in text


def test_open_pulse_shows_nothing_to_compare_before_and_after(client, cop, facilitator, pulse):
    answered_by(pulse, 6, unsaid=SECRET)
    client.force_login(facilitator)
    assert not Undercurrent(cop).rounds
    assert SECRET not in client.get(history_of(cop)).text


def test_question_that_fewer_than_five_answered_has_no_average(cop, pulse):
    answered_by(pulse, 4)
    answered_by(pulse, 1, can_speak=None)
    service.close_round(pulse=pulse)
    between_us, can_speak = Undercurrent(cop).shown[0].totals
    assert between_us.mean == 4
    assert can_speak.mean is None


def test_words_are_read_by_the_facilitator_of_the_circle_and_go_in_time(
    client, cop, facilitator, pulse
):
    answered_by(pulse, 5, unsaid=SECRET)
    service.close_round(pulse=pulse)
    client.force_login(facilitator)
    assert SECRET in client.get(history_of(cop)).text
    with time_machine.travel(timezone.now() + service.WORDS_STAY + timedelta(minutes=1)):
        privacy.purge()
        assert not Undercurrent(cop).words
        assert Undercurrent(cop).shown
    assert not PulseAnswer.objects.exclude(unsaid=b"").exists()


def test_words_of_too_few_go_when_the_pulse_closes(pulse):
    answered_by(pulse, 4, unsaid=SECRET)
    service.close_round(pulse=pulse)
    assert not PulseAnswer.objects.exclude(unsaid=b"").exists()


def test_forgotten_pulse_closes_by_itself(pulse):
    answered_by(pulse, 2)
    assert schedule.run_all()["pulse"] == 0
    with time_machine.travel(timezone.now() + service.STAYS_OPEN + timedelta(minutes=1)):
        assert schedule.run_all()["pulse"] == 1
    assert not PulseVoter.objects.exists()


# Nothing leads from an answer to a person.


def test_answer_has_no_column_for_a_person_or_a_moment():
    fields = {field.get_internal_type() for field in PulseAnswer._meta.get_fields()}
    assert not fields & {"DateField", "DateTimeField", "TimeField", "AutoField", "BigAutoField"}
    relations = {
        field.related_model for field in PulseAnswer._meta.get_fields() if field.is_relation
    }
    assert relations == {PulseRound}
    voters = {field.related_model for field in PulseVoter._meta.get_fields() if field.is_relation}
    assert voters == {PulseRound}


def test_no_table_of_ours_points_at_an_answer():
    pointing = {
        field.related_model
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete
    }
    assert not pointing & {PulseAnswer, PulseVoter}


def test_every_answer_gives_all_rows_new_keys(pulse):
    answered_by(pulse, 3)
    before = set(pulse.answers.values_list("pk", flat=True)) | set(
        pulse.voters.values_list("pk", flat=True)
    )
    answered_by(pulse, 1)
    after = set(pulse.answers.values_list("pk", flat=True)) | set(
        pulse.voters.values_list("pk", flat=True)
    )
    assert len(after) == 8
    assert not before & after


def stored_order(table: str, column: str) -> list:
    """As the rows lie in the database, whatever their keys."""
    place = "ctid" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} ORDER BY {place}")
        return [row[0] for row in cursor.fetchall()]


def test_rows_do_not_lie_in_the_order_of_answering(cop):
    """With five answers in a row, one in 120 shuffles is that order by chance; ten rounds never are."""
    orders = []
    for _ in range(10):
        pulse = PulseRoundFactory(meeting=MeetingFactory(circle=cop, held=True))
        for score in (1, 2, 3, 4, 5):
            answered_by(pulse, 1, between_us=score)
        orders.append(stored_order("meetings_pulseanswer", "between_us"))
        PulseAnswer.objects.all().delete()
        PulseVoter.objects.all().delete()
    assert orders.count([1, 2, 3, 4, 5]) < 5


def test_rows_do_not_lie_in_the_same_order_as_who_answered(pulse):
    """Were answers and voters shuffled alike, a place in one table would tell the place in the other."""
    alike = 0
    users = [member_of(pulse.meeting.circle) for _ in range(5)]
    marks = {sealing.marks_of(user.pk, pulse.pk)[0]: score for score, user in enumerate(users, 1)}
    for _ in range(10):
        PulseAnswer.objects.all().delete()
        PulseVoter.objects.all().delete()
        for score, user in enumerate(users, 1):
            answer(pulse, user, between_us=score)
        voters = [marks[mark] for mark in stored_order("meetings_pulsevoter", "voter_hash")]
        alike += voters == stored_order("meetings_pulseanswer", "between_us")
    assert alike < 5


@pytest.mark.postgresql
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite keeps no transaction numbers")
def test_transaction_number_does_not_pair_an_answer_with_a_voter(pulse):
    """Each answer is a savepoint here, and those have numbers of their own."""
    answered_by(pulse, 5)
    with connection.cursor() as cursor:
        for table in ("meetings_pulseanswer", "meetings_pulsevoter"):
            cursor.execute(f"SELECT count(DISTINCT xmin::text) FROM {table}")
            assert cursor.fetchone() == (1,)


def test_sealed_words_tell_neither_their_moment_nor_their_length():
    with time_machine.travel("2031-05-05"):
        short, long = sealing.seal("Ja"), sealing.seal("Ja, maar niet vandaag." * 10)
    assert len(short) == len(long)
    assert base64.urlsafe_b64decode(short)[1:9] == bytes(8)
    assert sealing.unseal(short) == "Ja"


def test_words_are_sealed_in_the_database(pulse):
    answered_by(pulse, 1, unsaid=SECRET)
    assert SECRET.encode() not in bytes(pulse.answers.get().unsaid)


def test_sealed_words_survive_a_new_key_while_the_old_one_is_kept(settings):
    sealed, old = sealing.seal(SECRET), settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "nieuw" * 10, [old]
    assert sealing.unseal(sealed) == SECRET
    settings.SECRET_KEY_FALLBACKS = []
    assert sealing.unseal(sealed) == ""


def test_who_answered_before_the_keys_changed_does_not_answer_again(settings, pulse):
    user = answered_by(pulse, 1)[0]
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "nieuw" * 10, [settings.SECRET_KEY]
    assert not answer(pulse, user)


def test_mark_of_a_voter_cannot_be_made_without_our_key(settings, pulse):
    user = answered_by(pulse, 1)[0]
    mark = pulse.voters.get().voter_hash
    settings.SECRET_KEY = "geraden" * 10
    assert mark not in sealing.marks_of(user.pk, pulse.pk)


def test_data_of_a_person_hold_no_answer_and_erasing_them_leaves_it(pulse):
    user = answered_by(pulse, 1, unsaid=SECRET)[0]
    found = privacy.export(user)
    assert "meetings.PulseAnswer" not in found
    assert found["meetings.PulseVoter"] == [{"meeting": pulse.meeting.title}]
    privacy.erase(user)
    assert pulse.answers.count() == 1
    assert not pulse.voters.exists()


def test_closing_forgets_who_answered(pulse):
    user = answered_by(pulse, 5)[0]
    service.close_round(pulse=pulse)
    assert not PulseVoter.objects.exists()
    assert "meetings.PulseVoter" not in privacy.export(user)


def test_nothing_is_logged_of_an_answer(client, meeting, pulse, caplog):
    from wagtail.models import ModelLogEntry, PageLogEntry

    client.force_login(member_of(meeting.circle))
    before = PageLogEntry.objects.count() + ModelLogEntry.objects.count()
    with caplog.at_level("DEBUG"):
        client.post(address(meeting), {"between_us": "2", "unsaid": SECRET})
    assert PageLogEntry.objects.count() + ModelLogEntry.objects.count() == before
    assert not [record for record in caplog.records if record.name.startswith(("meetings", "cop_"))]


def test_undercurrent_is_no_model_of_the_admin_or_of_search():
    from wagtail.search.index import Indexed

    for model in (PulseAnswer, PulseRound, PulseVoter):
        assert not issubclass(model, Indexed)
        assert model.wagtail_reference_index_ignore


def test_history_costs_as_many_queries_with_many_rounds(client, cop, facilitator):
    def add(number):
        for _ in range(number):
            pulse = PulseRoundFactory(meeting=MeetingFactory(circle=cop, held=True))
            PulseAnswer.objects.bulk_create(
                PulseAnswer(round=pulse, between_us=4, unsaid=sealing.seal("Stil"))
                for _ in range(5)
            )
            PulseRound.objects.filter(pk=pulse.pk).update(closed_at=timezone.now())

    client.force_login(facilitator)
    client.get(history_of(cop))
    counts = []
    for number in (2, 10):
        add(number)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(history_of(cop)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_facilitator_of_another_circle_and_a_former_member_meet_nothing(
    client, cop, meeting, pulse
):
    other = CopPageFactory(parent=cop.get_parent())
    stranger = MembershipFactory(circle=other, role=Role.FACILITATOR).user
    gone = MembershipFactory(circle=cop, ended_at=timezone.now()).user
    for user in (stranger, gone):
        client.force_login(user)
        assert client.get(address(meeting)).status_code == 404
        assert client.post(address(meeting), {"between_us": "4"}).status_code == 404
        assert client.get(history_of(cop)).status_code == 404
