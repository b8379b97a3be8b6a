"""All that hangs under one meeting of the demo, written in as few statements as can be."""

from datetime import timedelta

from django.utils import timezone

from cop_pages.models import Membership, Role
from meetings.models import (
    ActionItem,
    AgendaItem,
    Attendance,
    Decision,
    FieldNote,
    GuestAttendance,
    Meeting,
    NextStep,
    Notice,
    PulseAnswer,
    PulseRound,
)
from meetings.sealing import seal
from meetings.services.pulse import WORDS_STAY


class MeetingRows:
    """Writes a meeting that was held, or one that is planned and has invitations out."""

    def __init__(self, meeting: Meeting, texts: dict, people: dict[str, Membership], catalogue):
        self.meeting, self.texts, self.people, self.catalogue = meeting, texts, people, catalogue
        self.was_held = "answers" not in texts

    def write(self) -> None:
        self.set_status()
        self.meeting.save()
        items = self.write_agenda()
        if self.was_held:
            self.write_outcomes()
            self.write_pulse()
            self.write_field_notes(items)
        self.write_attendance()

    def set_status(self) -> None:
        meeting = self.meeting
        if not self.was_held:
            meeting.status = Meeting.Status.PLANNED
            return
        absent = len(self.texts.get("absent", ()))
        meeting.group_size = self.texts.get("group_size", len(self.people) - absent)
        meeting.status, meeting.held_at = Meeting.Status.HELD, meeting.ends_at
        if self.texts.get("report", True):
            meeting.status = Meeting.Status.PUBLISHED
            published = meeting.ends_at + timedelta(days=2)
            meeting.report_published_at = min(published, timezone.now())

    def write_agenda(self) -> dict[str, AgendaItem]:
        """The items that came from a module, by its slug."""
        pairs = [
            (self.item(order, texts), texts) for order, texts in enumerate(self.texts["agenda"])
        ]
        items = AgendaItem.objects.bulk_create([item for item, _texts in pairs])
        goals = {item.pk: self.goals_of(item, texts) for item, texts in pairs}
        through = AgendaItem.goals.through
        through.objects.bulk_create(
            through(agendaitem_id=key, goal=goal) for key, found in goals.items() for goal in found
        )
        self.meeting.goals.set({goal for found in goals.values() for goal in found})
        self.carry(items[0])
        return {texts["module"]: item for item, texts in pairs if item.module_id}

    def item(self, order: int, texts: dict) -> AgendaItem:
        module = self.catalogue.modules.get(texts.get("module"))
        item = AgendaItem(
            meeting=self.meeting,
            order=order,
            kind=AgendaItem.Kind.BREAK if "pause" in texts else texts.get("kind", "block"),
            title=texts.get("pause") or texts.get("title") or texts["module"].replace("-", " "),
            minutes=texts["minutes"],
            facilitators_note=texts.get("note", ""),
            minutes_text=texts.get("said", ""),
            state=AgendaItem.State.DONE if self.was_held else AgendaItem.State.OPEN,
        )
        if module:
            item.title, item.module, item.module_version = module.title, module, module.version
            item.steps = [step["value"] for step in module.steps.raw_data]
        return item

    def goals_of(self, item: AgendaItem, texts: dict) -> list:
        if item.module:
            return list(item.module.goals.all())
        known = self.catalogue.goals
        return [known[slug] for slug in texts.get("goals", ()) if slug in known]

    def carry(self, first: AgendaItem) -> None:
        """The next step of the meeting before this one became the first block of this agenda."""
        if first.kind != AgendaItem.Kind.NEXT_STEP:
            return
        waiting = NextStep.objects.waiting().filter(meeting__circle=self.meeting.circle)
        last = waiting.order_by("-meeting__starts_at").first()
        if last:
            NextStep.objects.filter(pk=last.pk).update(carried_to=first)

    def write_outcomes(self) -> None:
        NextStep.objects.create(meeting=self.meeting, text=self.texts["next_step"])
        Decision.objects.bulk_create(
            Decision(meeting=self.meeting, text=text, order=order)
            for order, text in enumerate(self.texts["decisions"])
        )
        ActionItem.objects.bulk_create(self.action(each) for each in self.texts["actions"])
        GuestAttendance.objects.bulk_create(
            GuestAttendance(meeting=self.meeting, name=name)
            for name in self.texts.get("guests", ())
        )

    def action(self, texts: dict) -> ActionItem:
        due = self.meeting.local_start.date() + timedelta(weeks=texts["weeks"])
        action = ActionItem(
            circle=self.meeting.circle, meeting=self.meeting, text=texts["text"], due=due
        )
        action.owner = self.people[texts["owner"]].user if texts["owner"] in self.people else None
        if texts.get("done"):
            action.set_state(ActionItem.State.DONE)
            action.done_at = self.meeting.ends_at + timedelta(weeks=texts["weeks"], days=-2)
        return action

    def write_attendance(self) -> None:
        rows = [self.attendance(name, each) for name, each in self.people.items()]
        Attendance.objects.bulk_create(rows)
        if not self.was_held:
            Notice.objects.bulk_create(
                Notice(kind=Notice.Kind.INVITATION, user=row.user, meeting=self.meeting)
                for row in rows
            )

    def attendance(self, name: str, membership: Membership) -> Attendance:
        meeting = self.meeting
        row = Attendance(meeting=meeting, user=membership.user, invited_at=meeting.invited_at)
        if self.was_held:
            row.present = name not in self.texts.get("absent", ())
            row.answer = Attendance.Answer.YES if row.present else Attendance.Answer.NO
        else:
            leads = membership.role == Role.FACILITATOR
            row.answer = "yes" if leads else self.texts["answers"].get(name, "")
        if row.answer:
            answered = meeting.invited_at + timedelta(days=4)
            row.answered_at = min(answered, timezone.now())
        return row

    def write_pulse(self) -> None:
        """Words that are past their time would be gone by now, so they are not written."""
        scores, words = self.texts.get("pulse", ()), self.texts.get("unsaid", [])
        if not scores:
            return
        gone = self.meeting.ends_at + WORDS_STAY
        pulse = PulseRound.objects.create(
            meeting=self.meeting,
            opened_at=self.meeting.ends_at - timedelta(minutes=5),
            closed_at=self.meeting.ends_at,
            texts_purged_at=gone if gone < timezone.now() else None,
        )
        words = [] if pulse.texts_purged_at else words
        words = words + [""] * (len(scores) - len(words))
        PulseAnswer.objects.bulk_create(
            PulseAnswer(round=pulse, between_us=us, can_speak=speak, unsaid=seal(text))
            for (us, speak), text in zip(scores, words, strict=True)
        )

    def write_field_notes(self, items: dict[str, AgendaItem]) -> None:
        FieldNote.objects.bulk_create(
            FieldNote(
                module=items[note["module"]].module,
                meeting=self.meeting,
                circle=self.meeting.circle,
                module_version=items[note["module"]].module_version,
                planned_minutes=items[note["module"]].minutes,
                minutes=note["minutes"],
                group_size=note.get("group_size", self.meeting.group_size),
                changed=note["changed"],
            )
            for note in self.texts.get("notes", ())
            if note["module"] in items
        )
