"""The linters are part of the suite: whoever runs the tests has run them."""

import subprocess
import sys
from pathlib import Path

import pytest

from .sources import ROOT, name, template_files, tracked


def run(*command) -> None:
    tool = Path(sys.executable).with_name(command[0])
    done = subprocess.run(
        [tool, *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_ruff_has_nothing_to_say():
    run("ruff", "check", ".")


def test_code_is_formatted():
    run("ruff", "format", "--check", ".")


def test_templates_are_indented():
    pages = [name(path) for path in template_files() if path.suffix == ".html"]
    if not pages:
        pytest.skip("no templates yet")
    run("djhtml", "--check", "--tabwidth", "2", *pages)


def test_shell_scripts_pass_shellcheck():
    scripts = [
        path
        for path in tracked()
        if path.read_bytes()[:40].startswith((b"#!/bin/sh", b"#!/usr/bin/env bash"))
    ]
    assert len(scripts) >= 5
    run("shellcheck", *map(str, scripts))
