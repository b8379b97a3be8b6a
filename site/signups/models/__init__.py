from .choices import (
    CLOSED,
    OPEN,
    TO_FACILITATORS,
    Answer,
    Daypart,
    EntryKind,
    Intent,
    MailKey,
    Origin,
    Purpose,
    Status,
    Who,
    mails_by_hand,
)
from .facilitators import FacilitatorProfile, FacilitatorRegion
from .intake_settings import IntakeSettings
from .keeping import DataLink, Draft, FormEntry, RetentionPolicy
from .mail_templates import MailTemplate
from .pages import ContactPage, ExtraQuestion, FormPage, FormQuestion, SignUpOffer, SignUpPage
from .quotes import Quote, QuoteBlock, QuoteLine
from .searches import FacilitatorRequest, FacilitatorSearch
from .sign_ups import ArenaRequest, Consent, Entry, SignUp, StatusChange, WaitingListEntry
from .statements import PrivacyStatementPage, PrivacyStatementVersion

__all__ = [
    "CLOSED",
    "OPEN",
    "TO_FACILITATORS",
    "Answer",
    "ArenaRequest",
    "Consent",
    "ContactPage",
    "DataLink",
    "Daypart",
    "Draft",
    "Entry",
    "EntryKind",
    "ExtraQuestion",
    "FacilitatorProfile",
    "FacilitatorRegion",
    "FacilitatorRequest",
    "FacilitatorSearch",
    "FormEntry",
    "FormPage",
    "FormQuestion",
    "IntakeSettings",
    "Intent",
    "MailKey",
    "MailTemplate",
    "Origin",
    "PrivacyStatementPage",
    "PrivacyStatementVersion",
    "Purpose",
    "Quote",
    "QuoteBlock",
    "QuoteLine",
    "RetentionPolicy",
    "SignUp",
    "SignUpOffer",
    "SignUpPage",
    "Status",
    "StatusChange",
    "WaitingListEntry",
    "Who",
    "mails_by_hand",
]
