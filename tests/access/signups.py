"""Signing up: the pages that are open to all, and what only who has the mail may open."""

from django.urls import reverse

from signups import links
from signups.models import DataLink
from tests.network import Network
from tests.signups.factories import (
    ContactPageFactory,
    FormEntryFactory,
    FormPageFactory,
    PrivacyStatementPageFactory,
    SignUpPageFactory,
)

from .cells import MODERATORS, NOBODY, PUBLIC, Row, answer


def add_sign_up_pages(network: Network) -> None:
    """One of each page, and a link to all that is kept of the person of the request."""
    network.statement = PrivacyStatementPageFactory(parent=network.home)
    network.sign_up_page = SignUpPageFactory(parent=network.home, statement=network.statement)
    network.form_page = FormPageFactory(parent=network.home)
    network.form_entry = FormEntryFactory(page=network.form_page)
    network.contact_page = ContactPageFactory(parent=network.home)
    _link, network.data_token = DataLink.make(network.sign_up.email)


def page(name: str):
    return lambda network: getattr(network, name).url


def request(name: str = "request", *more):
    return lambda n: reverse(f"signups:{name}", args=[links.token_for(n.sign_up), *more])


def data(name: str = "data"):
    return lambda network: reverse(f"signups:{name}", args=[network.data_token])


def of_form():
    return lambda network: links.entry_path(network.form_entry, "nl")


def guessed(path: str):
    return lambda network: path


def answers(tail: str = ""):
    return lambda n: f"/admin/forms/submissions/{n.form_page.pk}/{tail}"


SEEN_ONCE = answer(303)
ANSWERS = "/admin/forms/submissions/%(page_id)s/"
REMOVE = answer(302, moderator=303, admin=303)
HERE = "/aanmelding/%(token)s/"
DATA = "/aanmelding/data/%(token)s/"
FORM = "/aanmelding/forms/%(token)s/"

SIGNUPS = [
    Row("/admin/signups/retentionpolicy/", MODERATORS),
    Row("page:signups.SignUpPage", PUBLIC, page("sign_up_page")),
    Row("page:signups.FormPage", PUBLIC, page("form_page")),
    Row(
        "page:signups.FormPage",
        answer(422),
        page("form_page"),
        "empty",
        "post",
    ),
    Row("/admin/forms/", MODERATORS),
    Row("/admin/forms/results/", MODERATORS),
    Row(ANSWERS, MODERATORS, answers()),
    Row(ANSWERS, MODERATORS, answers("?export=csv"), "in a spreadsheet"),
    Row(f"{ANSWERS}results/", MODERATORS, answers("results/")),
    Row(f"{ANSWERS}delete/", MODERATORS, answers("delete/"), "asks first"),
    Row(f"{ANSWERS}delete/", REMOVE, answers("delete/"), "nothing chosen", "post"),
    Row("page:signups.ContactPage", PUBLIC, page("contact_page")),
    Row("page:signups.PrivacyStatementPage", PUBLIC, page("statement")),
    Row(
        "page:signups.PrivacyStatementPage/versions/%(number)s/",
        PUBLIC,
        lambda n: f"{n.statement.url}versions/1/",
    ),
    Row(
        "page:signups.PrivacyStatementPage/versions/%(number)s/",
        NOBODY,
        lambda n: f"{n.statement.url}versions/2/",
        "that never was",
    ),
    Row("/aanmelding/data/", PUBLIC),
    # What a good link shows is for its owner, whoever that is; see tests/signups/test_links.py.
    Row(DATA, NOBODY, guessed("/aanmelding/data/geraden/"), "guessed"),
    Row(f"{DATA}download/", NOBODY, guessed("/aanmelding/data/geraden/download/"), "guessed"),
    Row(f"{DATA}erase/", PUBLIC, data("erase"), "asks first"),
    Row(f"{DATA}erase/", NOBODY, guessed("/aanmelding/data/geraden/erase/"), "guessed"),
    Row(f"{DATA}erase/", NOBODY, guessed("/aanmelding/data/geraden/erase/"), "guessed", "post"),
    Row(FORM, PUBLIC, of_form()),
    Row(FORM, SEEN_ONCE, of_form(), "withdrawn", "post"),
    Row(FORM, NOBODY, guessed("/aanmelding/forms/geraden/"), "guessed"),
    Row(FORM, NOBODY, guessed("/aanmelding/forms/geraden/"), "guessed", "post"),
    Row(HERE, PUBLIC, request()),
    Row(f"{HERE}data/", SEEN_ONCE, request("mail_data"), "mails a link", "post"),
    Row(f"{HERE}data/", NOBODY, guessed("/aanmelding/geraden/data/"), "guessed", "post"),
    Row(HERE, SEEN_ONCE, request(), "confirmed already", "post"),
    Row(HERE, NOBODY, guessed("/aanmelding/geraden/"), "guessed"),
    Row(HERE, NOBODY, guessed("/aanmelding/geraden/"), "guessed", "post"),
    Row(f"{HERE}withdraw/", PUBLIC, request("withdraw")),
    Row(f"{HERE}withdraw/", NOBODY, guessed("/aanmelding/geraden/withdraw/"), "guessed", "post"),
    Row(f"{HERE}consents/%(purpose)s/", SEEN_ONCE, request("revoke", "news"), method="post"),
    Row(
        f"{HERE}consents/%(purpose)s/",
        NOBODY,
        guessed("/aanmelding/geraden/consents/news/"),
        "guessed",
        "post",
    ),
]
