"""How the lists of the intake read on any screen."""

import pytest
from django.urls import reverse

from .factories import FacilitatorProfileFactory, QuoteFactory, SignUpFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "heading"),
    [("signup", "Verstuurd op"), ("quote", "Met btw"), ("facilitatorprofile", "Werkt in")],
)
def test_each_cell_of_a_list_knows_its_heading(name, heading, client, handler):
    QuoteFactory(sign_up=SignUpFactory())
    FacilitatorProfileFactory()
    html = client.get(reverse(f"signups_{name}_modeladmin_index")).text
    assert f'data-label="{heading}"' in html
