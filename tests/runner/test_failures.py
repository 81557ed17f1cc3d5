"""Internal errors affect only their part of the report, and are reported."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped] # ships no types
import pytest

from awesome_lint import changes, document, fix_text, lint_text
from awesome_lint.engine import engine
from awesome_lint.engine.result import DocumentResult
from awesome_lint.model import Failure, Finding, Span
from awesome_lint.report.formats import sarif
from awesome_lint.report.formats.json import schema
from awesome_lint.runner import fix
from awesome_lint.runner import lint as linting
from cli_helpers import Cli
from repositories import repository, write

LIST = (
    "| Title | Venue | Link |\n|:--|:--|:--|\n"
    "| Walking on Thin Ice | Avrxi 2024 | [paper](htps://example.org/ice) |\n"
)
REPORT_IT = (
    "; everything else is reported. Please report this at"
    " https://github.com/awesome-lint/awesome-lint/issues\n"
)


def failing(*_arguments: object, **_named: object) -> Iterator[Finding]:
    yield Finding(Span(1, 1, 1, 2), "found before it failed")
    raise ValueError("year 99999 is out of range")


@pytest.fixture
def break_rule(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Return a text that makes a rule raise an exception."""

    def broken(name: str) -> None:
        monkeypatch.setattr(f"awesome_lint.rules.{name.replace('-', '_')}.check", failing)

    return broken


@pytest.fixture
def readme(directory: Path) -> Path:
    path = directory / "README.md"
    path.write_text(LIST)
    return path


@pytest.mark.usefixtures("readme")
def test_a_rule_that_raises_costs_its_own_findings(
    cli: Cli, break_rule: Callable[[str], None]
) -> None:
    break_rule("venue-typo")

    result = cli("--quiet", "--fail-on=never")

    assert result.out == (
        "README.md:3:46: error[link-malformed] The link to `htps://example.org/ice` does not"
        " work: the scheme of the URL is misspelled\n"
    )
    assert result.err == (
        "error: README.md: internal error in rule `venue-typo`:"
        f" ValueError: year 99999 is out of range{REPORT_IT}"
    )
    assert result.status == 2


@pytest.mark.usefixtures("readme")
def test_the_traceback_is_shown_to_those_who_ask(
    cli: Cli, break_rule: Callable[[str], None]
) -> None:
    break_rule("venue-typo")

    assert "Traceback" not in cli().err
    assert "note: Traceback (most recent call last):\n" in cli("--verbose").err


@pytest.mark.usefixtures("readme")
def test_reports_say_that_they_lack_something(cli: Cli, break_rule: Callable[[str], None]) -> None:
    break_rule("venue-typo")
    cli("--format=json=report.json", "--format=sarif=report.sarif", "--format=markdown=report.md")

    report = json.loads(Path("report.json").read_text())
    jsonschema.validate(report, schema())
    assert report["failures"] == [
        {
            "part": "rule `venue-typo`",
            "subject": "README.md",
            "error": "ValueError: year 99999 is out of range",
        }
    ]
    assert [each["rule"] for each in report["findings"]] == ["link-malformed"]
    (invocation,) = json.loads(Path("report.sarif").read_text())["runs"][0]["invocations"]
    assert invocation == {
        "executionSuccessful": False,
        "toolExecutionNotifications": [
            {
                "level": "error",
                "message": {
                    "text": "README.md: internal error in rule `venue-typo`:"
                    " ValueError: year 99999 is out of range"
                },
            }
        ],
    }
    assert "; incomplete: 1 internal error\n" in Path("report.md").read_text()


@pytest.mark.usefixtures("readme")
def test_merged_reports_keep_failures(cli: Cli, break_rule: Callable[[str], None]) -> None:
    break_rule("venue-typo")
    cli("--format=json=report.json")

    result = cli("--merge", "report.json", "--quiet")

    assert result.status == 2
    assert result.err.startswith("error: README.md: internal error in rule `venue-typo`: ")


def test_fixes_of_other_rules_are_made(
    cli: Cli, readme: Path, break_rule: Callable[[str], None]
) -> None:
    break_rule("venue-typo")

    assert cli("--fix").status == 2
    assert readme.read_text() == LIST.replace("htps", "https")


def test_no_baseline_is_written_or_pruned_that_would_lack_a_rule(
    cli: Cli, readme: Path, break_rule: Callable[[str], None]
) -> None:
    assert cli("--write-baseline=known.json").status == 0
    before = Path("known.json").read_text()
    break_rule("venue-typo")

    # The first run cached the findings of the rule, from before it broke.
    assert cli("--baseline=known.json", "--prune-baseline", "--no-cache").status == 2
    assert Path("known.json").read_text() == before
    result = cli("--write-baseline=other.json", "--no-cache")
    assert result.status == 2
    assert result.err.startswith(
        "error: other.json: not written: it would lack what the internal error left out\n"
    )
    assert not Path("other.json").exists()
    assert readme.read_text() == LIST


def test_old_findings_of_a_rule_that_failed_on_the_base_are_not_new(
    cli: Cli, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository(directory, {"README.md": "# A\n\n" + LIST})
    write(directory, {"README.md": "# A\n\nMore text.\n\n" + LIST})
    lint = engine.lint

    def fails_on_the_base(parsed: Any, *arguments: Any) -> DocumentResult:
        result = lint(parsed, *arguments)
        if "More text." in parsed.text:
            return result
        failure = Failure("rule `venue-typo`", parsed.path, "ValueError", "")
        kept = tuple(each for each in result.diagnostics if each.rule != "venue-typo")
        return DocumentResult(kept, result.suppressed, {"venue-typo": failure})

    monkeypatch.setattr(engine, "lint", fails_on_the_base)
    result = cli("--diff-base=HEAD", "--quiet")

    assert result.out == ""
    assert result.err == (
        f"error: README.md: internal error in rule `venue-typo`: ValueError{REPORT_IT}"
    )
    assert result.status == 2


@pytest.mark.usefixtures("readme")
def test_a_format_that_raises_costs_that_report(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def write(_run: object, stream: Any) -> None:
        stream.write("half of it")
        raise KeyError("rule")

    monkeypatch.setattr(sarif, "write", write)
    result = cli("--format=sarif", "--format=sarif=report.sarif", "--format=json", "--quiet")

    assert result.status == 2
    assert len(json.loads(result.out)["findings"]) == 2
    assert result.err == (
        f"error: internal error in format `sarif`: KeyError: 'rule'{REPORT_IT}"
        f"error: report.sarif: internal error in format `sarif`: KeyError: 'rule'{REPORT_IT}"
    )
    assert not Path("report.sarif").exists()


@pytest.mark.parametrize(
    ("module", "name", "part"),
    [
        (document, "parse", "the parser"),
        (linting, "lint", "the engine"),
        (fix, "fix", "the fixes"),
        (changes, "compare", "the comparison with the base"),
    ],
    ids=["parser", "engine", "fixes", "comparison"],
)
def test_a_file_that_fails_costs_no_other_file(
    cli: Cli,
    directory: Path,
    monkeypatch: pytest.MonkeyPatch,
    module: Any,
    name: str,
    part: str,
) -> None:
    names = ("README.md", "other.md")
    repository(directory, dict.fromkeys(names, "# A\n"))
    write(directory, dict.fromkeys(names, "# A\n\n" + LIST))
    calls = iter(range(100))
    function = getattr(module, name)

    def fails_at_first(*arguments: Any, **named: Any) -> Any:
        if next(calls) == 0:
            raise OverflowError("too large")
        return function(*arguments, **named)

    monkeypatch.setattr(module, name, fails_at_first)
    result = cli("README.md", "other.md", "--diff-base=HEAD", "--fix", "--format=json")

    assert result.status == 2
    assert result.err == (
        f"error: README.md: internal error in {part}: OverflowError: too large{REPORT_IT}"
    )
    fixed = LIST.replace("htps", "https").replace("Avrxi", "arXiv")
    assert (directory / "other.md").read_text() == "# A\n\n" + fixed


def test_the_link_check_that_raises_leaves_the_other_rules(
    cli: Cli, readme: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    readme.write_text(LIST.replace("htps", "https"))

    def run(*_arguments: object, **_named: object) -> None:
        raise RecursionError("maximum recursion depth exceeded")

    monkeypatch.setattr("awesome_lint.links.check_urls", run)
    result = cli("--quiet", online=True)

    assert result.status == 2
    assert result.out.startswith("README.md:3:25: error[venue-typo] `Avrxi` is a misspelling")
    assert result.err == (
        "error: internal error in the link check: RecursionError: maximum recursion depth"
        f" exceeded{REPORT_IT}"
    )


def test_the_api_warns(break_rule: Callable[[str], None]) -> None:
    break_rule("venue-typo")
    with pytest.warns(RuntimeWarning, match="internal error in rule `venue-typo`: ValueError"):
        found = lint_text(LIST)
    assert [each.rule for each in found] == ["link-malformed"]
    with pytest.warns(RuntimeWarning, match="internal error in rule `venue-typo`: ValueError"):
        fixed = fix_text(LIST)
    assert fixed.after == LIST.replace("htps", "https")


@pytest.mark.usefixtures("readme")
def test_a_diff_says_that_a_rule_failed(cli: Cli, break_rule: Callable[[str], None]) -> None:
    break_rule("venue-typo")
    result = cli("--diff", "--quiet")
    assert result.status == 2
    assert result.err == (
        "error: README.md: internal error in rule `venue-typo`:"
        f" ValueError: year 99999 is out of range{REPORT_IT}"
    )


def test_the_api_does_not_warn_without_a_reason() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert len(lint_text(LIST)) == 2


@pytest.mark.usefixtures("readme")
def test_an_internal_error_is_an_annotation_on_github(
    cli: Cli, break_rule: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    break_rule("venue-typo")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "summary.md")

    result = cli("--format=github")

    assert result.status == 2
    assert "::error file=README.md,title=awesome-lint::internal error in rule `venue-typo`: " in (
        result.err
    )
    summary = Path("summary.md").read_text()
    assert "; incomplete: 1 internal error\n" in summary
    assert "internal error in rule" in summary


@pytest.mark.usefixtures("readme")
@pytest.mark.parametrize("verbose", [False, True])
def test_an_error_that_nothing_catches_shows_no_traceback(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, verbose: bool
) -> None:
    def fail(*_arguments: object, **_named: object) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr("awesome_lint.runner.files.find", fail)
    result = cli(*(["--verbose"] if verbose else []))

    assert (result.status, result.out) == (2, "")
    assert result.err.startswith(
        "error: internal error: ZeroDivisionError: division by zero. Please report this at"
        " https://github.com/awesome-lint/awesome-lint/issues\n"
    )
    assert ("note: Traceback (most recent call last):" in result.err) == verbose


@pytest.mark.usefixtures("readme")
def test_a_failure_is_shown_beside_a_file_that_cannot_be_read(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ValueError("broken")

    monkeypatch.setattr(document, "parse", broken)
    result = cli("README.md", "missing.md", "--format=json")

    assert result.status == 2
    assert [each["part"] for each in json.loads(result.out)["failures"]] == ["the parser"]
    assert result.err == (
        "error: missing.md: no such file\n"
        f"error: README.md: internal error in the parser: ValueError: broken{REPORT_IT}"
    )
