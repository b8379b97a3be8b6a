"""The project's own files, as git sees them: committed, or new and not ignored."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = ("modules_library", "cop_pages", "meetings", "arena")
SITE = ("members", "signups", "home", "config")
# From the lowest layer up: an app may know what stands before it, never what stands after.
LAYERS = (*LIBRARY, *SITE)
# Beside each other: neither may know the other.
SIBLINGS = {frozenset({"home", "signups"})}


@cache
def tracked() -> tuple[Path, ...]:
    """Every file of the project."""
    names = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return tuple(path for name in names.split("\0") if name and (path := ROOT / name).is_file())


def python_files(*, tests: bool = True) -> list[Path]:
    """Python source, without migrations."""
    return [
        path
        for path in tracked()
        if path.suffix == ".py"
        and "migrations" not in path.parts
        and (tests or path.relative_to(ROOT).parts[0] != "tests")
    ]


def template_files() -> list[Path]:
    """Every template of ours, of the site and of the library."""
    return [
        path
        for path in tracked()
        if "templates" in path.relative_to(ROOT).parts[:-1]
        and path.suffix in {".html", ".txt", ".xml"}
    ]


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method in a file, nested ones too."""
    for node in ast.walk(ast.parse(path.read_text(), filename=str(path))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(function: ast.AST) -> int:
    return function.end_lineno - function.lineno + 1


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))
