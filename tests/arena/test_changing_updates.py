"""The lead corrects an update on the website, takes it down and puts it back; moderators read along."""

from datetime import timedelta

import html5lib
import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from arena.models import ArenaUpdatePage, Frequency, Stage
from arena.services import following, updates
from cop_pages.models import Membership
from tests.factories import MemberFactory

from .factories import ArenaFactory, ArenaUpdatePageFactory, ProgrammeLineFactory, follower_of
from .moderation import moderate, unmoderated

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(arena):
    """An update that followers read, in an arena that nobody moderates."""
    unmoderated()
    page = ArenaUpdatePageFactory(parent=arena, title="De proef begint", cop=arena.cops.first())
    page.save_revision().publish()
    return ArenaUpdatePage.objects.get(pk=page.pk)


@pytest.fixture
def as_lead(client, lead):
    client.force_login(lead)
    return client


def address(page, name="edit_update"):
    return reverse(f"arena:{name}", args=[page.circle.pk, page.pk])


def typed(client, page, **changes):
    """What the browser sends back of the form as it stands, with some of it changed."""
    return filled_in(client.get(address(page)).text) | changes


def filled_in(text):
    """The fields of the one form that has a title."""
    parsed = html5lib.parse(text, namespaceHTMLElements=False)
    data = {}
    for field in parsed.iterfind(".//main//input"):
        if field.get("type") != "checkbox":
            data[field.get("name")] = field.get("value") or ""
        elif "checked" in field.attrib:
            data.setdefault(field.get("name"), []).append(field.get("value"))
    for field in parsed.iterfind(".//main//textarea"):
        data[field.get("name")] = (field.text or "").removeprefix("\n")
    for field in parsed.iterfind(".//main//select"):
        chosen = [each for each in field if "selected" in each.attrib]
        data[field.get("name")] = chosen[0].get("value") if chosen else ""
    return data


def fresh(page):
    return ArenaUpdatePage.objects.get(pk=page.pk)


def read(client, page):
    """What a follower reads at its address."""
    client.force_login(follower_of(page.circle))
    return client.get(page.url)


# Where nobody moderates.


def test_correction_is_read_at_once_and_nobody_gets_a_mail_again(
    page, as_lead, lead, django_capture_on_commit_callbacks
):
    reader = follower_of(page.circle)
    following.follow(user=reader, arena=page.circle, frequency=Frequency.AT_ONCE)
    line = ProgrammeLineFactory(organisation=page.circle.organisation)
    data = typed(as_lead, page, happened="Twaalf bakken.", programme_lines=[line.pk])
    with django_capture_on_commit_callbacks(execute=True):
        response = as_lead.post(address(page), data)
    assert (response.status_code, response.url) == (303, page.url)
    changed = fresh(page)
    assert (changed.happened, list(changed.programme_lines.all())) == ("Twaalf bakken.", [line])
    assert changed.cop == page.cop
    assert changed.latest_revision.user == lead
    assert mail.outbox == []
    assert "Twaalf bakken." in read(as_lead, page).text


def test_second_click_on_save_is_one_correction(page, as_lead):
    data = typed(as_lead, page, happened="Regel één.\r\nRegel twee.")
    first, second = (as_lead.post(address(page), data) for _ in range(2))
    assert first.status_code == second.status_code == 303
    assert fresh(page).revisions.count() == 2


def test_what_an_editor_wrote_meanwhile_is_not_overwritten(page, as_lead):
    data = typed(as_lead, page, happened="Van de trekker.")
    page.title, page.happened = "De proef is begonnen", "Van de redacteur."
    page.save_revision().publish()
    response = as_lead.post(address(page), data)
    assert response.status_code == 409
    for words in ("Van de trekker.", "Van de redacteur.", "De proef is begonnen"):
        assert words in response.text
    assert fresh(page).happened == "Van de redacteur."
    merged = filled_in(response.text) | {"title": "De proef is begonnen"}
    assert as_lead.post(address(page), merged).status_code == 303
    assert (fresh(page).title, fresh(page).happened) == ("De proef is begonnen", "Van de trekker.")


def test_conflict_tells_of_chosen_things_by_their_names(page, as_lead):
    line = ProgrammeLineFactory(organisation=page.circle.organisation, name="Wonen")
    data = typed(as_lead, page, cop="", go_live_at="")
    page.programme_lines.set([line])
    page.save_revision().publish()
    text = as_lead.post(address(page), data).text
    text = text[text.index("cp-errors") : text.index("started_from")]
    assert "Wonen" in text
    assert page.cop.title in text


def test_conflict_says_nothing_of_new_lines_as_a_browser_sends_them(page, as_lead):
    page.asks = "Regel één.\nRegel twee."
    page.save_revision().publish()
    data = typed(as_lead, page, title="Anders", asks="Regel één.\r\nRegel twee.")
    page.save_revision().publish()
    text = as_lead.post(address(page), data).text
    assert text.count("Regel twee.") == 1


def test_correction_at_the_same_moment_as_another_is_not_lost(page, as_lead, monkeypatch):
    """The other one saves after this form was checked, and before it is written."""
    data = typed(as_lead, page, happened="Van de trekker.")
    write = updates.edit_update

    def late(**kwargs):
        page.happened = "Van de redacteur."
        page.save_revision().publish()
        return write(**kwargs)

    monkeypatch.setattr(updates, "edit_update", late)
    assert as_lead.post(address(page), data).status_code == 409
    assert fresh(page).happened == "Van de redacteur."


def test_correction_of_what_was_taken_down_meanwhile_does_not_put_it_back_by_itself(page, as_lead):
    data = typed(as_lead, page)
    page.unpublish()
    response = as_lead.post(address(page), data)
    assert response.status_code == 409
    assert "weggehaald" in response.text
    assert not fresh(page).live
    assert as_lead.post(address(page), filled_in(response.text)).status_code == 303
    assert fresh(page).live


def test_draft_of_an_editor_stays_a_draft_and_gets_the_correction_too(page, as_lead):
    page.asks = "Nog niet af."
    page.save_revision()
    assert "Nog niet af." not in as_lead.get(address(page)).text
    as_lead.post(address(page), typed(as_lead, page, happened="Verbeterd."))
    now, draft = fresh(page), fresh(page).get_latest_revision_as_object()
    assert (now.happened, now.asks) == ("Verbeterd.", "Houd de stoep vrij.")
    assert (draft.happened, draft.asks) == ("Verbeterd.", "Nog niet af.")


def test_ended_line_and_cop_that_left_stay_on_the_update(page, as_lead):
    line = ProgrammeLineFactory(organisation=page.circle.organisation, is_current=False)
    page.programme_lines.set([line])
    page.save_revision().publish()
    page.cop.unpublish()
    response = as_lead.post(address(page), typed(as_lead, page, happened="Verbeterd."))
    assert response.status_code == 303
    assert list(fresh(page).programme_lines.all()) == [line]
    assert fresh(page).cop_id == page.cop_id


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"date": "x"},
        {"cop": "9" * 40},
        {"started_from": "\x00"},
        {"asks": "x" * 999},
    ],
)
def test_wrong_correction_comes_back_with_what_was_typed(wrong, page, as_lead):
    response = as_lead.post(address(page), typed(as_lead, page, happened="Mijn woorden.") | wrong)
    assert response.status_code in {400, 409, 422}
    assert response.status_code == 400 or "Mijn woorden." in response.text
    assert fresh(page).happened == page.happened


# Taking down and putting back.


def test_update_that_is_taken_down_is_gone_for_followers(page, as_lead):
    assert as_lead.get(address(page, "take_down_update")).status_code == 200
    for _ in range(2):
        response = as_lead.post(address(page, "take_down_update"))
        assert (response.status_code, response.url) == (303, page.circle.url + "#updates")
    assert fresh(page).stage == Stage.TAKEN_DOWN
    assert read(as_lead, page).status_code == 404
    assert page.title not in as_lead.get(page.circle.url).text
    taken = PageLogEntry.objects.filter(action="arena.take_down_update")
    assert [entry.data for entry in taken] == [{"update": page.pk}]


def test_lead_puts_it_back_with_the_same_questions_and_without_a_mail(
    page, as_lead, django_capture_on_commit_callbacks
):
    updates.take_down(arena=page.circle, page=page, by=None)
    assert address(page) in as_lead.get(page.circle.url).text
    with django_capture_on_commit_callbacks(execute=True):
        as_lead.post(address(page), typed(as_lead, page))
    assert fresh(page).live
    assert mail.outbox == []


def test_planned_update_is_changed_before_it_comes_out(page, as_lead):
    data = typed(as_lead, page, title="Later", started_from="")
    moment = timezone.localtime() + timedelta(days=1)
    data["go_live_at"] = moment.strftime("%Y-%m-%dT%H:%M")
    as_lead.post(reverse("arena:new_update", args=[page.circle.pk]), data)
    planned = ArenaUpdatePage.objects.get(title="Later")
    response = as_lead.post(address(planned), typed(as_lead, planned, happened="Beter."))
    assert (response.status_code, response.url) == (303, page.circle.url + "#updates")
    assert fresh(planned).stage == Stage.PLANNED
    with time_machine.travel(moment + timedelta(minutes=1)):
        call_command("publish_scheduled")
    assert fresh(planned).live
    assert fresh(planned).happened == "Beter."


def test_planned_update_that_is_cancelled_never_comes_out(page, as_lead, lead):
    planned = ArenaUpdatePage(title="Later", slug="later", happened="x", owner=lead, live=False)
    planned.go_live_at = timezone.now() + timedelta(days=1)
    page.circle.add_child(instance=planned).save_revision().publish()
    assert fresh(planned).stage == Stage.PLANNED
    assert as_lead.post(address(planned, "take_down_update")).status_code == 303
    assert fresh(planned).stage == Stage.NOT_OUT
    assert not planned.revisions.filter(approved_go_live_at__isnull=False).exists()
    assert "Later" in as_lead.get(page.circle.url).text


# Where somebody moderates.


@pytest.fixture
def moderator(page):
    moderate(page.circle)
    return MemberFactory(moderator=True)


def judge(page, moderator, verdict):
    state = fresh(page).current_workflow_task_state
    getattr(state, verdict)(user=moderator, comment="Noem de straat niet.")


def test_correction_waits_for_a_moderator_while_the_old_one_stands(page, as_lead, moderator, lead):
    response = as_lead.post(address(page), typed(as_lead, page, happened="Nieuwe woorden."))
    assert response.status_code == 303
    assert fresh(page).stage == Stage.WAITING
    assert "wacht op een moderator" in as_lead.get(page.url).text
    assert "Nieuwe woorden." in as_lead.get(address(page)).text
    assert "Nieuwe woorden." not in read(as_lead, page).text
    assert "wacht op een moderator" not in as_lead.get(page.url).text
    judge(page, moderator, "approve")
    assert "Nieuwe woorden." in as_lead.get(page.url).text
    assert fresh(page).stage == ""


def test_correction_of_a_correction_is_what_the_moderator_reads(page, as_lead, moderator):
    for words in ("Eerst dit.", "Toch dit."):
        as_lead.post(address(page), typed(as_lead, page, happened=words))
    judge(page, moderator, "approve")
    assert fresh(page).happened == "Toch dit."
    assert fresh(page).workflow_states.active().count() == 0


def test_lead_reads_what_the_moderator_asks_and_offers_it_again(page, as_lead, moderator):
    as_lead.post(address(page), typed(as_lead, page, happened="In de Kikkerstraat."))
    judge(page, moderator, "reject")
    text = as_lead.get(address(page)).text
    assert "Noem de straat niet." in text
    assert "In de Kikkerstraat." in text
    as_lead.post(address(page), typed(as_lead, page, happened="In de wijk."))
    judge(page, moderator, "approve")
    assert fresh(page).happened == "In de wijk."


def test_mail_of_the_moderator_leads_to_the_website_and_not_to_the_admin(
    page, as_lead, lead, moderator
):
    as_lead.post(address(page), typed(as_lead, page, title="Kom & kijk", happened="Nieuw."))
    mail.outbox.clear()
    judge(page, moderator, "reject")
    [rejected] = mail.outbox
    assert rejected.to == [lead.email]
    assert address(page) in rejected.body
    assert "Noem de straat niet." in rejected.body
    assert "Kom & kijk" in rejected.body
    as_lead.post(address(page), typed(as_lead, page, happened="Beter."))
    mail.outbox.clear()
    judge(page, moderator, "approve")
    [approved] = mail.outbox
    assert page.url in approved.body
    assert "/admin/" not in rejected.body + approved.body


def test_mail_of_the_moderator_to_an_editor_stays_as_wagtail_writes_it(page, moderator):
    editor = MemberFactory(editor=True)
    page.save_revision(user=editor)
    page.get_workflow().start(page, editor)
    mail.outbox.clear()
    judge(page, moderator, "reject")
    assert f"/admin/pages/{page.pk}/edit/" in mail.outbox[0].body


def test_what_is_taken_down_does_not_come_back_through_a_waiting_correction(
    page, as_lead, moderator
):
    as_lead.post(address(page), typed(as_lead, page, happened="Nieuwe woorden."))
    as_lead.post(address(page, "take_down_update"))
    assert fresh(page).current_workflow_state is None
    assert not fresh(page).live


def test_putting_back_goes_by_the_moderator(page, as_lead, moderator):
    as_lead.post(address(page, "take_down_update"))
    as_lead.post(address(page), typed(as_lead, page))
    assert (fresh(page).live, fresh(page).stage) == (False, Stage.WAITING)
    judge(page, moderator, "approve")
    assert fresh(page).live


# Who may.


def test_draft_of_an_editor_is_not_for_the_lead(page, as_lead):
    draft = ArenaUpdatePage(title="Kladje", slug="kladje", happened="x", live=False)
    page.circle.add_child(instance=draft)
    assert "Kladje" not in as_lead.get(page.circle.url).text
    for name in ("edit_update", "take_down_update"):
        assert as_lead.get(address(draft, name)).status_code == 404


@pytest.mark.parametrize("name", ["edit_update", "take_down_update"])
def test_update_of_another_arena_is_not_there(name, page, as_lead):
    other = ArenaUpdatePageFactory(parent=ArenaFactory())
    path = reverse(f"arena:{name}", args=[page.circle.pk, other.pk])
    assert as_lead.get(path).status_code == 404
    assert as_lead.post(path).status_code == 404
    assert fresh(other).live


def test_lead_who_stepped_back_changes_nothing_any_more(page, as_lead, lead):
    Membership.objects.filter(user=lead).update(ended_at=timezone.now())
    assert as_lead.post(address(page, "take_down_update")).status_code == 404
    assert fresh(page).live


def test_buttons_are_for_the_lead_only(page, as_lead):
    for path in (page.url, page.circle.url):
        assert address(page) in as_lead.get(path).text
        assert address(page, "take_down_update") in as_lead.get(path).text
    text = read(as_lead, page).text + as_lead.get(page.circle.url).text
    assert f'href="{address(page)}' not in text


def test_update_that_is_sent_twice_is_written_once(page, as_lead):
    data = {"title": "Dubbel", "date": "2026-11-24", "happened": "Eén keer."}
    for _ in range(2):
        path = reverse("arena:new_update", args=[page.circle.pk])
        assert as_lead.post(path, data).status_code == 303
    assert ArenaUpdatePage.objects.filter(title="Dubbel").count() == 1
