"""What a page weighs on the wire, at a first visit with an empty cache."""

from dataclasses import dataclass, field

import pytest

KIB = 1024


@dataclass
class Transfer:
    """The bytes of each answer, headers included, as Chromium counts them."""

    sizes: dict[str, int] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)

    def follow(self, devtools) -> None:
        devtools.send("Network.enable")
        devtools.on("Network.responseReceived", self.note_response)
        devtools.on("Network.loadingFinished", self.note_size)

    def note_response(self, event) -> None:
        self.types[event["requestId"]] = event["response"]["mimeType"]
        self.addresses[event["requestId"]] = event["response"]["url"]

    def note_size(self, event) -> None:
        self.sizes[event["requestId"]] = int(event["encodedDataLength"])

    def weight(self, wanted) -> int:
        return sum(size for key, size in self.sizes.items() if wanted(self.types.get(key, "")))

    def __str__(self) -> str:
        rows = sorted(self.sizes.items(), key=lambda row: -row[1])
        return "\n".join(f"{size:7} {self.addresses.get(key)}" for key, size in rows)


@pytest.fixture
def transfer(visit):
    def load(path: str) -> Transfer:
        window, seen = visit(), Transfer()
        seen.follow(window.page.context.new_cdp_session(window.page))
        window.page.goto(window.origin + path, wait_until="networkidle")
        return seen

    return load


def test_catalogue_weighs_at_most_60_kb_without_pictures(transfer):
    seen = transfer("/modules/")
    assert seen.weight(lambda kind: kind == "text/html") > 0
    assert seen.weight(lambda kind: not kind.startswith("image/")) <= 60 * KIB, str(seen)
    assert seen.weight(lambda kind: "javascript" in kind) <= 20 * KIB, str(seen)


@pytest.mark.parametrize("path", ["/", "/modules/wijkwandeling/"])
def test_page_weighs_at_most_60_kb_without_pictures(path, transfer):
    seen = transfer(path)
    assert seen.weight(lambda kind: not kind.startswith("image/")) <= 60 * KIB, str(seen)


def test_fonts_weigh_at_most_90_kb(transfer):
    assert 0 < transfer("/modules/").weight(lambda kind: "font" in kind) <= 90 * KIB
