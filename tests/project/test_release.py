"""A release requires the same version in tag, package and changelog."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys

import pytest

from awesome_lint import __version__
from paths import ROOT

SCRIPT = ROOT / ".github" / "check_release.py"
CHANGELOG = "# Changelog\n\n## [1.2.3] - 2026-01-31\n\n## [1.2.2] - 2025-12-01\n"
README = "# awesome-lint\n\n## Install\n"
MODULE = '__version__ = "1.2.3"\n'

specification = importlib.util.spec_from_file_location("check_release", SCRIPT)
assert specification
assert specification.loader
check_release = importlib.util.module_from_spec(specification)
specification.loader.exec_module(check_release)


def test_a_release() -> None:
    assert check_release.problems("v1.2.3", MODULE, CHANGELOG, README) == []


@pytest.mark.parametrize(
    ("tag", "module", "changelog", "readme", "problem"),
    [
        ("v1.2.4", MODULE, CHANGELOG, README, "the tag is v1.2.4, but the version is 1.2.3"),
        ("1.2.3", MODULE, CHANGELOG, README, "the tag is 1.2.3, but the version is 1.2.3"),
        (
            "v1.2.3",
            MODULE,
            CHANGELOG.replace("1.2.3", "1.2.2"),
            README,
            "the changelog's top entry is 1.2.2, but the version is 1.2.3",
        ),
        (
            "v1.2.3",
            MODULE,
            CHANGELOG.replace("2026-01-31", "unreleased"),
            README,
            "the changelog's top entry has `unreleased` in place of a date",
        ),
        (
            "v1.2.3",
            MODULE,
            CHANGELOG,
            f"{README}\nThere is no release yet.\n",
            "the README says that there is no release yet",
        ),
    ],
)
def test_what_keeps_a_tag_from_being_a_release(
    tag: str, module: str, changelog: str, readme: str, problem: str
) -> None:
    assert check_release.problems(tag, module, changelog, readme) == [problem]


def test_the_script_prints_the_problem() -> None:
    result = subprocess.run(
        [sys.executable, SCRIPT, "v0.0.0"], capture_output=True, text=True, check=False
    )

    assert result.returncode == 1
    assert f"the tag is v0.0.0, but the version is {__version__}\n" in result.stderr


def test_the_changelogs_top_entry_is_the_version() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    entry = re.search(r"^## \[([^]]+)\]", text, re.MULTILINE)
    assert entry
    assert entry[1] == __version__
