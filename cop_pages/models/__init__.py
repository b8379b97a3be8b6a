from ..roles import Role
from .circles import Circle, CircleIndexPage, InCirclePage
from .cops import CopPage, CopUpdatePage, JourneyStep
from .directory import CopDirectoryPage
from .files import CircleFile
from .mail import OutgoingMail
from .people import Invitation, Membership, Organisation
from .stories import StoryIndexPage, StoryPage, StoryTag

__all__ = [
    "Circle",
    "CircleFile",
    "CircleIndexPage",
    "CopDirectoryPage",
    "CopPage",
    "CopUpdatePage",
    "InCirclePage",
    "Invitation",
    "JourneyStep",
    "Membership",
    "Organisation",
    "OutgoingMail",
    "Role",
    "StoryIndexPage",
    "StoryPage",
    "StoryTag",
]
