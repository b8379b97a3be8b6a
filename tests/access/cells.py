"""The words in which the rows of the matrix are written: roles, answers, private things."""

from collections.abc import Callable
from dataclasses import dataclass

from wagtail.models import CollectionViewRestriction

from tests.network import Network

# `member` is of no circle; who has CoP or arena in the name belongs to that of the network.
ROLES = (
    "visitor",
    "member",
    "facilitator",
    "editor",
    "moderator",
    "admin",
    "cop member",
    "cop facilitator",
    "arena employee",
    "arena manager",
    "arena director",
    "arena lead",
)
Answers = dict[str, int]


def answer(status: int, *, visitor: int | None = None, **others: int) -> Answers:
    """One status for everybody, but for the roles that are named (`cop_member=200`)."""
    named = {role.replace("_", " "): each for role, each in others.items()}
    return dict.fromkeys(ROLES, status) | {"visitor": visitor or status} | named


PUBLIC = answer(200)
NOBODY = answer(404)
ELSEWHERE = answer(302)
LOGGED_IN = answer(200, visitor=302)
EDITORS = answer(302, editor=200, moderator=200, admin=200)
MODERATORS = answer(302, moderator=200, admin=200)
ADMINS = answer(302, admin=200)

# Who may read which private thing; everybody else must not meet its canary anywhere.
REDACTION = {"editor", "moderator", "admin"}
ACCOUNTS = set(ROLES) - {"visitor"}
COP = {"cop member", "cop facilitator"}
FOLLOWERS = {role for role in ROLES if role.startswith("arena")}
MAY_READ = {
    "facilitator notes": {"facilitator", *REDACTION},
    "draft module": REDACTION,
    "draft change": REDACTION,
    "restricted page": ACCOUNTS,
    "private document": ACCOUNTS,
    "case of a CoP": {"cop member", "cop facilitator", *REDACTION},
    "news of a CoP": {"cop member", "cop facilitator", *REDACTION},
    "file of a CoP": {"cop member", "cop facilitator", *REDACTION},
    "contribution of a person": {"cop member", "cop facilitator", *REDACTION},
    "meeting of a CoP": {"cop member", "cop facilitator", *REDACTION},
    "draft meeting": {"cop facilitator", *REDACTION},
    "undercurrent of a CoP": {"cop facilitator"},
    "facilitators' note of a meeting": {"cop facilitator", *REDACTION},
    "action of a member": {"cop member", "cop facilitator", *REDACTION},
    "hidden step of a CoP": {"cop facilitator", *REDACTION},
    "request of a person": {"moderator", "admin"},
    "report that is not out": {"cop facilitator", *REDACTION},
    "report of a CoP": {"cop member", "cop facilitator", *REDACTION},
    "update of an arena": FOLLOWERS | REDACTION,
    "unpublished update of an arena": REDACTION,
    "interest inside an arena": FOLLOWERS | REDACTION,
    "interest for a CoP": FOLLOWERS | COP | REDACTION,
    "question without an answer": {"arena employee", "arena lead", "cop facilitator"},
    "answered question": FOLLOWERS | REDACTION | {"cop facilitator"},
    "reaction under an update": {"arena employee", "arena lead", "cop facilitator"},
    "shared step": FOLLOWERS | COP | REDACTION,
    "withdrawn step": COP | REDACTION,
    "shared summary": FOLLOWERS | COP | REDACTION,
    "shared decision": FOLLOWERS | COP | REDACTION,
    "shared picture": FOLLOWERS | COP | REDACTION,
}


@dataclass(frozen=True)
class Row:
    """What one address answers to each role, and where that address is for one object."""

    route: str
    expected: Answers
    path: Callable[[Network], str] | None = None
    about: str = ""
    method: str = "get"
    bearer: str = ""  # Whose secret the address holds: who has it reads as they do.

    def __str__(self) -> str:
        return f"{self.method} {self.route} {self.about}".strip()


def samples(network: Network) -> dict:
    """Values for the variable parts of an address, by their name in the route."""
    return {
        "pk": network.module.pk,
        "id": network.module.pk,
        "page_id": network.module.pk,
        "parent_page_id": network.catalogue.pk,
        "document_id": network.private_document.pk,
        "image_id": network.image.pk,
        "restriction_id": restriction_on(network.private_document),
        "revision_id": network.module.latest_revision_id,
        "content_type_app_name": "modules_library",
        "content_type_model_name": "modulepage",
        "app_label": "modules_library",
        "app_name": "modules_library",
        "model_name": "modulepage",
        "slug": "wijkwandeling",
        "locale_code": "en",
        "filter_spec": "original",
        **network.circle_samples,
    }


def restriction_on(document) -> int:
    return CollectionViewRestriction.objects.get(collection=document.collection_id).pk


def at(path: str) -> Callable[[Network], str]:
    return lambda network: path


def page(which: str) -> Callable[[Network], str]:
    """The address of one of the network's pages."""
    return lambda network: getattr(network, which).url


document = page
