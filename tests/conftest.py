"""Shared fixtures: a clean environment, real lists, and hypothesis profiles."""

from __future__ import annotations

import io
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import effort
from awesome_lint import fixes
from awesome_lint.cli import main
from awesome_lint.model import Document, Fix
from cli_helpers import ONE_ERROR, Cli, Result
from config_helpers import RULEBOOK

effort.register()

# Shells start background commands with Ctrl-C ignored, which their children inherit.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

LISTS = "AWESOME_LINT_LISTS"
_LISTS = Path(os.environ.get(LISTS) or Path(__file__).parents[2] / "shared")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run untraced tests last: what is computed once, and cached, is measured before."""
    items.sort(key=lambda item: item.get_closest_marker("untraced") is not None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Run a test that is marked `untraced` without coverage.

    The marker `no_cover` of pytest-cov does not: in a worker of pytest-xdist, the coverage of
    subprocesses goes on.
    """
    trace = sys.gettrace()
    if item.get_closest_marker("untraced"):
        sys.settrace(None)
    try:
        return (yield)
    finally:
        if sys.gettrace() is not trace:
            sys.settrace(trace)


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Remove environment variables of CI machines and terminals, and use an empty cache.

    The cache lasts for one test.
    """
    names = ("CI", "COLUMNS", "GH_TOKEN", "LINES")
    prefixes = ("GITHUB_", "AWESOME_LINT_", "CLICOLOR")
    suffixes = ("_COLOR", "_PROXY", "_proxy")
    for name in list(os.environ):
        if name == LISTS:
            continue
        if name in names or name.startswith(prefixes) or name.endswith(suffixes):
            monkeypatch.delenv(name)
    cache = tmp_path.with_name(f"{tmp_path.name}-cache")
    monkeypatch.setenv("AWESOME_LINT_CACHE_DIR", str(cache))


@pytest.fixture(autouse=True)
def no_fix_is_demoted(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail any test in which a rule calls a fix safe that drops something."""
    if request.node.get_closest_marker("demotes"):
        return
    assess = fixes.assess_fix

    def checked(parsed: Document, fix: Fix) -> Fix:
        assessed = assess(parsed, fix)
        is_wrong = fix.safe and assessed.drops
        assert not is_wrong, f"{fix.title}: called safe, but drops {assessed.drops}"
        return assessed

    monkeypatch.setattr(fixes, "assess_fix", checked)


@pytest.fixture(scope="session")
def lists() -> Path:
    """The directory of real lists; the test is skipped if it is absent."""
    if not (_LISTS / "seed" / "README.md").is_file():
        pytest.skip(f"no real lists in {_LISTS}: {LISTS} names their directory")
    return _LISTS


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """The current directory of `cli`, at which the search for a configuration ends."""
    (tmp_path / ".git").mkdir()
    return tmp_path


@pytest.fixture
def readme(directory: Path) -> Path:
    """A README with one error, in the current directory of `cli`."""
    path = directory / "README.md"
    path.write_text(ONE_ERROR)
    return path


@pytest.fixture
def cli(
    directory: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Cli:
    """Run the command in this process, offline by default."""
    monkeypatch.chdir(directory)

    def run(*arguments: str, stdin: bytes = b"", online: bool = False) -> Result:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        status = main(arguments if online else ["--offline", *arguments])
        return Result(status, *capsys.readouterr())

    return run


@pytest.fixture
def three_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace the rules that the configuration knows by those of `config_helpers`."""
    monkeypatch.setattr("awesome_lint.config.RULES", RULEBOOK)
    monkeypatch.setattr(
        "awesome_lint.config.decode.RULES_BY_ID", {rule.id: rule for rule in RULEBOOK}
    )
