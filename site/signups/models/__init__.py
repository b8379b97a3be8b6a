from .choices import (
    CLOSED,
    OPEN,
    Answer,
    Daypart,
    EntryKind,
    Intent,
    MailKey,
    Origin,
    Purpose,
    Status,
    Who,
)
from .facilitators import FacilitatorProfile, FacilitatorRegion, FacilitatorRequest
from .intake_settings import IntakeSettings
from .keeping import DataLink, Draft, FormEntry, RetentionPolicy
from .mail_templates import MailTemplate
from .pages import ContactPage, ExtraQuestion, FormPage, FormQuestion, SignUpOffer, SignUpPage
from .quotes import Quote, QuoteBlock, QuoteLine
from .sign_ups import ArenaRequest, Consent, Entry, SignUp, StatusChange, WaitingListEntry
from .statements import PrivacyStatementPage, PrivacyStatementVersion

__all__ = [
    "CLOSED",
    "OPEN",
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
]
