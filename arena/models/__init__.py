from .arenas import ArenaPage, ArenaRole, ArenaUpdatePage, ProgrammeLine, Stage
from .following import DigestLog, FeedToken, FollowPreference, Frequency, ReadMark, Visit
from .interests import Interest, InterestEvent, State
from .questions import Discussion, Question
from .sharing import SharedItem, ShownPerson

__all__ = [
    "ArenaPage",
    "ArenaRole",
    "ArenaUpdatePage",
    "DigestLog",
    "Discussion",
    "FeedToken",
    "FollowPreference",
    "Frequency",
    "Interest",
    "InterestEvent",
    "ProgrammeLine",
    "Question",
    "ReadMark",
    "SharedItem",
    "ShownPerson",
    "Stage",
    "State",
    "Visit",
]
