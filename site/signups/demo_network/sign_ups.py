"""The requests of the demo: each came in, was confirmed and led on by the services of the intake."""

import uuid
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.utils import timezone

from cop_pages.models import CopPage

from .. import pipeline, services
from ..models import Entry, EntryKind, Purpose, SignUp, SignUpPage, Status
from .outcomes import OUTCOMES
from .past import put_in_the_past

ANSWERS = (
    "intent", "name", "email", "phone", "postcode", "municipality", "who", "organisation_kind",
    "organisation", "case", "case_kind", "already_in", "has_facilitator", "facilitator",
    "wants_arena", "message", "heard",
)  # fmt: skip
MODERATOR = "moderator@voorbeeld.nl"


def lay_sign_ups(ledger, tree, rows: list[dict]) -> None:
    page = tree.find("aanmelden", "nl")
    if not isinstance(page, SignUpPage):
        return
    with ledger.section("Sign-ups"):
        for fields in rows:
            maker = SignUpMaker(tree, page, fields)
            ledger.lay(f"sign-up:{fields['key']}", "", SignUp, maker.make)


class SignUpMaker:
    """Makes one request and takes it to its status."""

    def __init__(self, tree, page: SignUpPage, fields: dict):
        self.tree, self.page, self.fields = tree, page, fields

    def make(self, existing: SignUp | None) -> SignUp:
        return existing or self.led_on(self.received())

    def received(self) -> SignUp:
        """Under the same key each time: the same request is not made twice."""
        key = uuid.uuid5(uuid.NAMESPACE_URL, f"demo/sign-ups/{self.fields['key']}")
        answers = {name: self.fields[name] for name in ANSWERS if name in self.fields}
        cop = self.tree.find(self.fields.get("cop", ""), "nl")
        sign_up, _is_new = services.receive(
            key=key,
            page=self.page,
            answers=answers | {"cop": cop.pk if isinstance(cop, CopPage) else None},
            extra_answers=self.extra_answers(),
            consents=self.consents(),
            statement=services.statement_of(self.page),
            language="nl",
        )
        return sign_up

    def extra_answers(self) -> list[dict]:
        """As the form keeps them: also of the questions that were passed over."""
        given = self.fields.get("extra", {})
        return [
            {"name": each.clean_name, "label": each.label, "answer": given.get(each.label, "")}
            for each in self.page.questions_for(self.fields["intent"])
        ]

    def consents(self) -> dict[str, bool]:
        """Only who wants a CoP or an arena is asked whether their words may be shown."""
        wanted = {Purpose.HANDLE: True, Purpose.NEWS: self.fields.get("news", False)}
        asks = self.fields["intent"] in {"join_cop", "arena"}
        return wanted | ({Purpose.SHARE: self.fields.get("share", False)} if asks else {})

    def led_on(self, sign_up: SignUp) -> SignUp:
        if self.fields["status"] != Status.NEW:
            services.confirm(sign_up=sign_up)
            self.write_down(sign_up)
            self.come_out(sign_up)
            self.assign(sign_up)
        put_in_the_past(sign_up, self.fields)
        return sign_up

    def write_down(self, sign_up: SignUp) -> None:
        for entry in self.fields.get("entry", []):
            at = timezone.now() - timedelta(days=entry["days"])
            Entry.objects.create(
                sign_up=sign_up, kind=entry["kind"], text=entry["text"], by=self.owner, at=at
            )
            if entry["kind"] != EntryKind.NOTE:
                sign_up.refresh_from_db()
                pipeline.mark_answered(sign_up)

    def come_out(self, sign_up: SignUp) -> None:
        """By an outcome of its own, by the person themselves, or simply moved there."""
        sign_up.refresh_from_db()
        if how := self.fields.get("how"):
            OUTCOMES[how](sign_up, self.fields, self.owner)
            sign_up.refresh_from_db()
        status = self.fields["status"]
        if status == Status.WITHDRAWN:
            services.withdraw(sign_up=sign_up)
        elif status != sign_up.status:
            pipeline.move(sign_up=sign_up, status=status, by=self.owner)

    def assign(self, sign_up: SignUp) -> None:
        due_on = None
        if "due" in self.fields:
            due_on = timezone.localdate() + timedelta(days=self.fields["due"])
        owner = self.owner if "owner" in self.fields else None
        pipeline.assign(sign_up=sign_up, owner=owner, due_on=due_on, by=self.owner)

    @property
    def owner(self):
        """Who did what was done; the moderator where nobody has it."""
        email = self.fields.get("owner", MODERATOR)
        return get_user_model().objects.filter(email=email).first()
