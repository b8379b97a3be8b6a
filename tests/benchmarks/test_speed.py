"""Our pages beside a bare Django view and a stock Wagtail page, in one run on one machine.

`make bench` prints medians and their ratio to the bare view. It asserts nothing: time depends on who else
uses the machine. The number of queries is a promise; test_queries.py holds it, in every run of the tests.
"""

import gc
import statistics
import time

import pytest
from django.core.cache import cache
from django.test import Client

from .modules import fill_catalogue
from .questions import FEW, MANY, addresses, count_queries

pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.django_db,
    pytest.mark.urls("tests.benchmarks.urls"),
]
ROUNDS = 15
YARDSTICKS = {"bare view": "/hello/", "stock page": "/stock/"}


def median_of(client: Client, path: str, *, is_cold: bool) -> float:
    """Milliseconds; cold means with nothing kept from the round before."""
    times = []
    for _ in range(ROUNDS):
        if is_cold:
            cache.clear()
        gc.collect()
        start = time.perf_counter()
        response = client.get(path)
        times.append((time.perf_counter() - start) * 1000)
        assert response.status_code == 200, path
    return statistics.median(times)


def survey(catalogue) -> dict[str, tuple[float, float, int]]:
    client = Client()
    return {
        name: (
            median_of(client, path, is_cold=True),
            median_of(client, path, is_cold=False),
            count_queries(client, path),
        )
        for name, path in (YARDSTICKS | addresses(catalogue)).items()
    }


def report(size: int, figures: dict) -> str:
    bare = figures["bare view"][1]
    lines = [f"{size} modules".ljust(16) + "cold".rjust(12) + "warm".rjust(12) + "ratio".rjust(9)]
    for name, (cold, warm, queries) in figures.items():
        row = f"{name:16}{cold:9.1f} ms{warm:9.1f} ms{warm / bare:7.1f} ×"
        lines.append(f"{row} {queries:4} queries cold")
    return "\n".join(["", *lines])


def test_speed(catalogue, capsys):
    already = 0
    for size in (FEW, MANY):
        fill_catalogue(catalogue, size - already, start=already)
        already = size
        figures = survey(catalogue)
        with capsys.disabled():
            print(report(size, figures))  # noqa: T201
