"""Suppressions, severities, order and fingerprints."""

from datetime import UTC, datetime
from typing import NoReturn

import pytest

from awesome_lint import document, rulebook
from awesome_lint.config import rule_settings
from awesome_lint.engine import engine
from awesome_lint.engine.result import DocumentResult
from awesome_lint.model import Evidence, Failing, LinkResult
from linting import VOCABULARY, config_of, lint, messages, parse

NOTHING = "1:3 This comment suppresses nothing: "


def run(text: str, config: str = "") -> DocumentResult:
    vocabulary = rulebook.vocabulary()
    settings = [each for each in rule_settings(config_of(config)) if not each.rule.online]
    return engine.lint(
        document.parse("README.md", text, vocabulary), settings, Evidence({}, vocabulary)
    )


def test_a_comment_about_a_rule_that_failed_is_not_unused(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> NoReturn:
        raise ValueError("boo")

    monkeypatch.setattr("awesome_lint.rules.link_malformed.check", fails)
    settings = [each for each in rule_settings(config_of("")) if not each.rule.online]
    parsed = parse("b <!-- awesome-lint-disable-line link-malformed -->")
    result = engine.lint(parsed, settings, Evidence({}, VOCABULARY))
    assert list(result.failures) == ["link-malformed"]
    assert result.diagnostics == ()


@pytest.mark.parametrize(
    ("text", "suppressed"),
    [
        ("[a](x y) <!-- awesome-lint-disable-line link-malformed -->", 1),
        ("[a](x y) <!-- awesome-lint-disable-line -->", 1),
        ("<!-- awesome-lint-disable-next-line link-malformed -- why -->\n[a](x y)", 1),
        ("<!-- awesome-lint-disable-file link-malformed -->\n\n[a](x y)\n\n[a](y z)", 2),
        ("[a](x y)\n\n<!-- awesome-lint-disable-file link-malformed -->", 1),
        ("<!-- awesome-lint-disable -->\n\n[a](x y)\n\n<!-- awesome-lint-enable -->\n\nb", 1),
        ("<!-- awesome-lint-disable link-malformed -->\n\n[a](x y)\n\n[a](y z)", 2),
        ("|a|\n|-|\n|[a](x y) <!-- awesome-lint-disable-line link-malformed -->|\n", 1),
    ],
)
def test_suppressed(text: str, suppressed: int) -> None:
    result = run(text)
    assert result.suppressed == suppressed
    # A comment for all rules is not checked in a run without some of them.
    assert [found.message for found in result.diagnostics] == []


@pytest.mark.parametrize(
    "text",
    [
        "[a](x y)\n\n<!-- awesome-lint-disable-next-line link-malformed -->\n\nb",
        "<!-- awesome-lint-disable -->\n\n<!-- awesome-lint-enable -->\n\n[a](x y)",
        "[a](x y)\n\n<!-- awesome-lint-disable link-malformed -->",
        "[a](x y)\n\nb <!-- awesome-lint-disable-line link-malformed -->",
        "[a](x y) <!-- awesome-lint-disable-line venue-typo -->",
        "[a](x y) <!-- awesome-lint-disable-line link-malforme -->",
        "[a](x y) <!-- awesome-lint-disable_line link-malformed -->",
        "[a](x y) `<!-- awesome-lint-disable-line link-malformed -->`",
    ],
)
def test_not_suppressed(text: str) -> None:
    assert "link-malformed" in [found.rule for found in run(text).diagnostics]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "a <!-- awesome-lint-disable-line venue-typo arxiv-id -->",
            [NOTHING + "`venue-typo` and `arxiv-id` report nothing here"],
        ),
        ("a <!-- awesome-lint-disable-line link-dead -->", []),
        ("a <!-- awesome-lint-disable-line -->", []),
        (
            "a <!-- awesome-lint-enable -->",
            ["1:3 No `awesome-lint-disable` above matches this `awesome-lint-enable`"],
        ),
        (
            (
                "[a](x y) <!-- awesome-lint-disable link-malformed -->\n\n"
                "<!-- awesome-lint-enable venue-typo -->"
            ),
            [
                "1:10 This comment suppresses nothing: `link-malformed` reports nothing here",
                "3:1 No `awesome-lint-disable` above matches this `awesome-lint-enable`",
            ],
        ),
        (
            "a <!-- awesome-lint-disable-lines -->",
            ["1:3 Unknown directive `awesome-lint-disable-lines`: nothing is suppressed"],
        ),
        (
            "a <!-- awesome-lint-disable-line venue-tpyo -->",
            ["1:3 Unknown rule `venue-tpyo`: nothing is suppressed"],
        ),
    ],
)
def test_suppression_unused(text: str, expected: list[str]) -> None:
    found = [each for each in run(text).diagnostics if each.rule == "suppression-unused"]
    assert [f"{each.span.line}:{each.span.column} {each.message}" for each in found] == expected


def test_blanket_suppression_is_checked_if_every_rule_ran() -> None:
    found = lint("a <!-- awesome-lint-disable-line -->", links={}, records={}, files={})
    assert [each.message for each in found] == [
        "This comment suppresses nothing: nothing is reported here"
    ]


def test_suppression_of_suppression_unused() -> None:
    text = (
        "<!-- awesome-lint-disable-file suppression-unused -->\n\n"
        "a <!-- awesome-lint-disable-line venue-typo -->"
    )
    assert messages(text, "suppression-unused", "venue-typo") == []


def test_configured_severity_has_the_last_word() -> None:
    text = "|a|\n|-|\n|b| |\n"
    assert [found.severity for found in lint(text, "table-column-count")] == ["info"]
    config = "rules: {table-column-count: error}"
    assert [found.severity for found in lint(text, "table-column-count", config=config)] == [
        "error"
    ]


@pytest.mark.parametrize(
    ("config", "severity"),
    [
        ("", "warning"),
        ("rules: {link-dead: error}", "warning"),
        ("rules: {link-dead: info}", "info"),
    ],
)
def test_what_a_finding_weighs_at_most_is_stronger_still(config: str, severity: str) -> None:
    now = datetime(2026, 1, 5, tzinfo=UTC)
    url = "https://a.example/"
    dead = LinkResult(url, "dead", failing=Failing(now, now, 1), lenient_until=now)
    found = lint(f"<{url}>\n", "link-dead", config=config, links={url: dead})
    assert [each.severity for each in found] == [severity]


def test_order_is_that_of_the_document() -> None:
    text = "[a](x y)\n\n|a|\n|-|\n|b|c|\n\n[b](y z) [c](z a)\n"
    found = lint(text)
    assert [each.span for each in found] == sorted(each.span for each in found)
    assert {each.rule for each in found} == {"link-malformed", "table-column-count"}


def test_fingerprints_survive_lines_above_and_differ_from_each_other() -> None:
    text = "|a|\n|-|\n|b|c|\n|b|c|\n\n[a](x y)\n"
    before = [found.fingerprint for found in lint(text)]
    after = [found.fingerprint for found in lint(f"# New\n\nA line.\n\n{text}")]
    assert before == after
    assert len(set(before)) == len(before) == 3


def test_fingerprint_tells_entries_apart() -> None:
    row = "| Walking on Ice {} | [L](https://arxiv.org/abs/2401.0123{}) | x |\n"
    table = "|a|b|\n|-|-|\n"
    one = lint(f"{table}{row.format(1, 1)}")[0].fingerprint
    two = lint(f"{table}{row.format(2, 2)}")[0].fingerprint
    assert one != two
