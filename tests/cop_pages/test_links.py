"""Links for the members of a CoP: one on each line, as people type them."""

import contextlib

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from cop_pages.links import Link, read_links, validate_links


def test_name_and_address_are_read_from_a_line():
    text = "Het plan van de buurt https://example.org/plan\n\nhttps://example.org/kaart\n"
    assert read_links(text) == [
        Link("Het plan van de buurt", "https://example.org/plan"),
        Link("https://example.org/kaart", "https://example.org/kaart"),
    ]


def test_address_without_its_start_is_filled_in():
    validate_links("Het plan www.example.org/plan")
    assert read_links("Het plan www.example.org/plan") == [
        Link("Het plan", "https://www.example.org/plan")
    ]


@pytest.mark.parametrize(
    "line", ["Het plan", "Plan javascript:alert(1)", "Plan https://", "Plan ftp://example.org/"]
)
def test_line_without_an_address_of_the_web_is_refused(line):
    with pytest.raises(ValidationError, match=line.split()[0]):
        validate_links(f"Goed https://example.org/\n{line}")


@given(st.text())
def test_whatever_is_typed_is_read_or_refused(text):
    with contextlib.suppress(ValidationError):
        validate_links(text)
    assert all(link.url.startswith(("http://", "https://")) for link in read_links(text))
