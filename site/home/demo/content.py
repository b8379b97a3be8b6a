"""Reads the demo content from the files beside this one."""

import tomllib
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
LANGUAGES = ("nl", "en")


@cache
def read(name: str) -> dict:
    """One TOML file; empty when it is not there."""
    path = FOLDER / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def modules() -> dict[str, dict]:
    """The Dutch modules by slug."""
    files = sorted((FOLDER / "modules").glob("*.toml"))
    return {path.stem: read(f"modules/{path.stem}") | alt_of(path.stem, "nl") for path in files}


def english_modules() -> dict[str, dict]:
    """The modules somebody translated from title to tip, by their Dutch slug."""
    dutch = modules()
    titles = {each["source"]: each for each in read("modules_en").get("module", [])}
    keys = sorted(path.stem for path in (FOLDER / "modules_en").glob("*.toml"))
    return {
        key: dutch[key] | titles[key] | read(f"modules_en/{key}") | alt_of(key, "en")
        for key in keys
    }


def alt_of(name: str, language: str) -> dict[str, str]:
    """What is in a picture as it was really drawn, when that was written down."""
    texts = read("drawings/alt_texts" if language == "nl" else f"drawings/alt_texts_{language}")
    return {"picture_alt": texts[name]} if name in texts else {}


def picture(name: str) -> Path | None:
    """The picture of a module or page, when it has been drawn."""
    path = FOLDER / "pictures" / f"{name}.webp"
    return path if path.exists() else None


def documents() -> list[Path]:
    """What can be printed."""
    return sorted((FOLDER / "documents").glob("*.pdf"))
