"""The library travels alone: built, installed beside a stock Wagtail project, and serving pages there."""

import json
import os
import re
import subprocess
import sys
import textwrap
import zipfile
from importlib.metadata import Distribution, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from .architecture.sources import LIBRARY, ROOT, tracked

pytestmark = pytest.mark.slow

SITE_MAIL = ("email/account/", "email/signups/")


def run(*command, cwd=ROOT) -> str:
    """What a command prints, in an environment that knows nothing of this project."""
    kept = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
    done = subprocess.run(
        [*map(str, command)], cwd=cwd, env=kept, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command}:\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder)
    return next(folder.glob("*.whl"))


def test_wheel_holds_the_four_apps_and_nothing_of_the_site(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names if ".dist-info/" not in name}
    assert tops == set(LIBRARY)
    assert not [name for name in names if name.endswith(".pyc")]


def test_wheel_holds_every_file_of_the_apps(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    files = [path.relative_to(ROOT).as_posix() for path in tracked()]
    assert (
        not {each for each in files if each.startswith(tuple(f"{app}/" for app in LIBRARY))} - names
    )


def test_wheel_holds_every_template_of_the_library(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    packed = {name.split("/templates/")[1] for name in names if "/templates/" in name}
    ours = [path.relative_to(ROOT / "templates").as_posix() for path in templates()]
    wanted = {each for each in ours if each.startswith((*(f"{app}/" for app in LIBRARY), "email/"))}
    assert wanted
    assert not {each for each in wanted if not each.startswith(SITE_MAIL)} - packed


def templates() -> list[Path]:
    return [path for path in tracked() if path.is_relative_to(ROOT / "templates")]


def requirements(package: Distribution, extras=("",)) -> list[Requirement]:
    """What a package asks for on this machine."""
    asked = [Requirement(text) for text in package.requires or []]
    return [
        each
        for each in asked
        if each.marker is None or any(each.marker.evaluate({"extra": extra}) for extra in extras)
    ]


def closure(wanted: list[Requirement]) -> dict[str, Distribution]:
    """All packages that these need, as installed here; so nothing has to be fetched."""
    found: dict[str, Distribution] = {}
    while wanted:
        each = wanted.pop()
        package = distribution(each.name)
        assert each.specifier.contains(package.version, prereleases=True), each
        if each.name.lower() not in found:
            found[each.name.lower()] = package
            wanted += requirements(package, ("", *each.extras))
    return found


@pytest.fixture(scope="module")
def clean_python(wheel, tmp_path_factory) -> Path:
    """A virtual environment with the wheel and what the wheel asks for, and no more."""
    folder = tmp_path_factory.mktemp("clean")
    run(sys.executable, "-m", "venv", "--without-pip", folder)
    python = folder / "bin" / "python"
    packages = Path(
        run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip()
    )
    zipfile.ZipFile(wheel).extractall(packages)
    ours = Distribution.at(next(packages.glob("*.dist-info")))
    for package in closure(requirements(ours)).values():
        link(package, packages)
    return python


def link(package: Distribution, packages: Path) -> None:
    tops = {
        file.parts[0] for file in package.files or [] if file.parts[0] not in {"..", "__pycache__"}
    }
    for top in tops:
        if not (packages / top).exists():
            (packages / top).symlink_to(package.locate_file(top))


def readme_block(file: str) -> str:
    """The code that the README says to add to a file of the new project."""
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    return next(block for block in blocks if block.startswith(f"# {file}, at the end\n"))


@pytest.fixture(scope="module")
def project(clean_python, tmp_path_factory) -> Path:
    """What `wagtail start mysite` makes, with the README's lines in it."""
    folder = tmp_path_factory.mktemp("stock")
    start = "from wagtail.bin.wagtail import main; main()"
    run(clean_python, "-c", start, "start", "mysite", folder)
    for file in ("mysite/settings/base.py", "mysite/urls.py"):
        with (folder / file).open("a") as target:
            target.write("\n" + readme_block(file))
    run(clean_python, "manage.py", "migrate", "--verbosity", "0", cwd=folder)
    run(clean_python, "manage.py", "load_goals", cwd=folder)
    return folder


PLANT = """
from home.models import HomePage
from modules_library.models import Goal, ModuleIndexPage, ModulePage
home = HomePage.objects.first()
index = home.add_child(instance=ModuleIndexPage(title="Modules", slug="modules"))
step = {"title": "Lopen", "minutes": 45, "facilitator": "<p>Loop mee.</p>"}
module = ModulePage(title="Wijkwandeling", slug="wijkwandeling", summary="Kijk.", steps=[("step", step)])
module.facilitator_notes = "<p>kwaaknotitie</p>"
module.goals = Goal.objects.all()[:2]
index.add_child(instance=module)
"""
VISIT = """
import json
from django.test import Client
client = Client(headers={"host": "localhost"})
answers = [client.get(path) for path in %r]
print(json.dumps([[each.status_code, each.content.decode()] for each in answers]))
"""


def visit(python: Path, project: Path, *paths: str) -> list:
    return json.loads(run(python, "manage.py", "shell", "-v0", "-c", VISIT % (paths,), cwd=project))


def test_stock_project_serves_the_catalogue(clean_python, project):
    run(clean_python, "manage.py", "check", "--fail-level", "WARNING", cwd=project)
    run(clean_python, "manage.py", "makemigrations", "--check", "--dry-run", cwd=project)
    run(clean_python, "manage.py", "shell", "-v0", "-c", textwrap.dedent(PLANT), cwd=project)
    catalogue, module, api, circles, arenas = visit(
        clean_python,
        project,
        "/modules/",
        "/modules/wijkwandeling/",
        "/api/v3/modules/",
        "/circles/",
        "/arena/following/",
    )
    assert catalogue[0] == module[0] == api[0] == 200
    assert "Wijkwandeling" in catalogue[1]
    assert "Lopen" in module[1]
    assert '"wijkwandeling"' in api[1]
    assert "kwaaknotitie" not in catalogue[1] + module[1] + api[1]
    assert circles[0] == arenas[0] == 302


def test_stock_project_finds_the_static_files(clean_python, project):
    for name in ("modules_library/catalogue.css", "modules_library/icons.svg"):
        run(clean_python, "manage.py", "findstatic", name, cwd=project)


def test_library_does_not_see_the_sites_packages(clean_python, tmp_path):
    names = ("allauth", "config", "corsheaders", "csp", "environ", "home", "members", "whitenoise")
    code = f"import importlib.util as u; print([name for name in {names} if u.find_spec(name)])"
    assert run(clean_python, "-c", code, cwd=tmp_path).strip() == "[]"
