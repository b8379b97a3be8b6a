"""A page costs as many queries with ten thousand modules as with thirty."""

import pytest
from django.test import Client

from .modules import fill_catalogue
from .questions import FEW, MANY, addresses, count_queries

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

MOST = {"catalogue": 15, "filtered": 15, "searched": 15, "module": 12, "API list": 8}


def test_queries_are_few_and_do_not_grow_with_the_catalogue(catalogue):
    client, counts = Client(), []
    for number, start in ((FEW, 0), (MANY - FEW, FEW)):
        fill_catalogue(catalogue, number, start=start)
        paths = addresses(catalogue)
        counts.append({name: count_queries(client, path) for name, path in paths.items()})
    few, many = counts
    assert many == few
    assert not {name: (few[name], most) for name, most in MOST.items() if few[name] > most}
