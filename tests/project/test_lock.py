"""The pinned dependencies match the requirements of the project."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from paths import ROOT

LOCKS = sorted((ROOT / "requirements").glob("*.lock"))


def pins(name: str) -> dict[str, str]:
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE))


def declared(*keys: str) -> list[Requirement]:
    table = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    for key in keys:
        table = table[key]
    return [Requirement(each) for each in table]


@pytest.mark.parametrize(
    ("lock", "keys"),
    [
        ("run.lock", ("project", "dependencies")),
        ("run.lock", ("build-system", "requires")),
        ("test.lock", ("project", "dependencies")),
        ("test.lock", ("build-system", "requires")),
        ("test.lock", ("dependency-groups", "test")),
        ("test.lock", ("project", "optional-dependencies", "server")),
        ("test.lock", ("project", "optional-dependencies", "watch")),
    ],
)
def test_every_dependency_is_pinned_within_its_bounds(lock: str, keys: tuple[str, ...]) -> None:
    pinned = pins(lock)

    for requirement in declared(*keys):
        version = pinned.get(canonicalize_name(requirement.name))
        assert version is not None, f"{requirement.name} is not pinned: run make lock"
        assert requirement.specifier.contains(version), f"{requirement}: run make lock"


def test_the_tests_run_with_what_the_action_runs_with() -> None:
    assert pins("run.lock").items() <= pins("test.lock").items()


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_a_lock_has_hashes_and_no_url(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    entries = re.split(r"\n(?=\S)", text.split("make lock\n")[1].strip())
    assert entries
    for entry in entries:
        assert re.fullmatch(r"[\w.-]+==\S+(?: ; [^\\]+)?(?: \\\n    --hash=sha256:\w{64})+", entry)
    assert "://" not in text
