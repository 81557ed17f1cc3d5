import json
import re
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given

import report_helpers
from apply_suggestions import apply_sarif
from awesome_lint import __version__
from awesome_lint.model import Document, Edit, Fix, Related, Run, Severity, Span
from awesome_lint.report.formats import sarif
from awesome_lint.rules import RULES
from fix_strategies import fixes_of_texts
from report_helpers import README, commands, diagnostic, document, hidden_commands, hostile, run
from report_schemas import mistakes

SCHEMA = "sarif-schema-2.1.0"


text_of = partial(report_helpers.written, sarif.write)


def written(finished: Run) -> Any:
    """Return the run of a valid log."""
    log = json.loads(text_of(finished))
    assert mistakes(log, SCHEMA) == []
    assert log["version"] == "2.1.0"
    (found,) = log["runs"]
    return found


def result(finished: Run) -> Any:
    (found,) = written(finished)["results"]
    return found


def test_the_schema_is_strict() -> None:
    log = json.loads(text_of(run(diagnostic(Span(1, 1, 1, 2)))))
    log["runs"][0]["results"][0]["level"] = "info"
    assert mistakes(log, SCHEMA) != []


def test_tool_and_rules() -> None:
    found = written(
        run(
            diagnostic(Span(5, 1, 5, 2)),
            diagnostic(Span(5, 1, 5, 2), rule="link-empty"),
            diagnostic(Span(6, 1, 6, 2)),
        )
    )
    driver = found["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("awesome-lint", __version__)
    assert re.fullmatch(r"\d+\.\d+\.\d+(-[\w.]+)?", driver["semanticVersion"])
    assert driver["informationUri"].startswith("https://")
    assert [rule["id"] for rule in driver["rules"]] == ["venue-typo", "link-empty"]
    assert [each["ruleIndex"] for each in found["results"]] == [0, 1, 0]
    rule = driver["rules"][0]
    assert rule["shortDescription"]["text"] == "A misspelled venue."
    assert rule["fullDescription"]["text"].startswith("Readers search a list for the venues they")
    assert rule["helpUri"].endswith("/rules/venue-typo.md")
    assert rule["defaultConfiguration"] == {"level": "error"}


@pytest.mark.parametrize("rule", [rule.id for rule in RULES])
def test_every_rule_has_a_help_that_fits(rule: str) -> None:
    (found,) = written(run(diagnostic(Span(1, 1, 1, 2), rule=rule)))["tool"]["driver"]["rules"]
    text = found["help"]["markdown"]
    assert re.findall(r"^## (.*)", text, re.MULTILINE) == [
        "Why",
        "How to fix",
        "What is not reported",
    ]
    assert "```" not in text
    prose = re.sub("`[^`]+`", "", text)
    assert re.findall(r"\]\((?!https://)[\w./-]+\)|https:[^)]*/\.\.", prose) == []
    assert 10 < len(found["fullDescription"]["text"]) <= 1024  # shown by GitHub


def test_finding() -> None:
    assert result(run(diagnostic(Span(5, 25, 5, 30)))) == {
        "ruleId": "venue-typo",
        "ruleIndex": 0,
        "level": "error",
        "message": {"text": "`Avrxi` is not a venue\nWrite `arXiv`"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "README.md", "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": 5, "startColumn": 25, "endLine": 5, "endColumn": 30},
                }
            }
        ],
        "partialFingerprints": {"awesomeLint/v1": "f00d"},
    }


def test_levels() -> None:
    severities: tuple[Severity, ...] = ("error", "warning", "info")
    found = written(run(*(diagnostic(Span(1, 1, 1, 2), severity=each) for each in severities)))
    assert [each["level"] for each in found["results"]] == ["error", "warning", "note"]


def region(found: Any) -> tuple[int, ...]:
    return tuple(found["physicalLocation"]["region"].values())


def test_columns_are_units_of_utf16() -> None:
    found = written(run(diagnostic(Span(6, 20, 6, 29))))
    assert found["columnKind"] == "utf16CodeUnits"
    # The book is one code point, and two units.
    assert region(found["results"][0]["locations"][0]) == (6, 20, 6, 30)


def test_a_region_stays_on_its_first_line() -> None:
    related = Related(Span(1, 3, 4, 2), "the table")
    found = result(run(diagnostic(Span(5, 3, 6, 2), related=(related,))))
    assert region(found["locations"][0]) == (5, 3, 5, len(README.lines[4]) + 1)
    assert region(found["relatedLocations"][0]) == (1, 3, 1, len(README.lines[0]) + 1)
    assert found["relatedLocations"][0]["message"] == {"text": "the table"}


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("lists/a b.md", "lists/a%20b.md"),
        ("100%.md", "100%25.md"),
        ("a:b#c?d[e].md", "a%3Ab%23c%3Fd%5Be%5D.md"),
        ("<stdin>", "%3Cstdin%3E"),
        ("漢.md", "%E6%BC%A2.md"),
        (r"a\xff.md", "a%5Cxff.md"),
        ("../a.md", "../a.md"),
        ("/lists/a b.md", "file:///lists/a%20b.md"),
        ("C:/lists/a.md", "file:///C:/lists/a.md"),
    ],
)
def test_urls_of_files(path: str, uri: str) -> None:
    found = result(run(diagnostic(Span(1, 1, 1, 2), path=path), documents=[document(path, "a")]))
    location = found["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location["uri"] == uri
    assert ("uriBaseId" in location) is not uri.startswith("file:")


@pytest.mark.parametrize(
    ("message", "text"),
    [
        ("drops `[a](https://evil.example)`", r"drops `[a\](https://evil.example)`"),
        (r"[a\](https://evil.example)", r"[a\\\](https://evil.example)"),
        ("[a] (b) [c]", "[a] (b) [c]"),
        ("{0} and {{1}}", "{{0}} and {{{{1}}}}"),
    ],
)
def test_a_message_has_neither_links_nor_placeholders(message: str, text: str) -> None:
    found = result(run(diagnostic(Span(1, 1, 1, 2), message=message, help="")))
    assert found["message"]["text"] == text


def test_a_fix() -> None:
    fix = Fix("Write `arXiv`", (Edit(Span(6, 24, 6, 29), "arXiv"),), safe=False)
    (found,) = result(run(diagnostic(Span(6, 24, 6, 29), fix=fix)))["fixes"]
    assert found["description"] == {"text": "Write `arXiv`"}
    assert found["properties"] == {"safe": False, "drops": []}
    (change,) = found["artifactChanges"]
    assert change["artifactLocation"]["uri"] == "README.md"
    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 6, "startColumn": 25, "endLine": 6, "endColumn": 30},
            "insertedContent": {"text": "arXiv"},
        }
    ]


def test_a_fix_without_edits_is_none() -> None:
    assert "fixes" not in result(run(diagnostic(Span(1, 1, 1, 2), fix=Fix("None", ()))))


@given(fixes_of_texts())
def test_a_fix_matches_its_description(drawn: tuple[Document, Fix, str]) -> None:
    parsed, fix, after = drawn
    log = json.loads(text_of(run(diagnostic(fix.edits[0].span, fix=fix), documents=[parsed])))
    (found,) = log["runs"]
    (proposed,) = found["results"][0]["fixes"]
    assert apply_sarif(parsed.text, proposed, found["newlineSequences"]) == after


def test_what_a_log_cannot_hold_is_left_out_and_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sarif.MOST_RESULTS == 25_000
    monkeypatch.setattr(sarif, "MOST_RESULTS", 3)
    severities: tuple[Severity, ...] = ("info", "warning", "error", "warning", "error")
    findings = [
        diagnostic(Span(1, column, 1, 9), severity=severity)
        for column, severity in enumerate(severities, 1)
    ]
    found = written(run(*findings))
    columns = [region(each["locations"][0])[1] for each in found["results"]]
    assert columns == [2, 3, 5]
    (notification,) = found["invocations"][0]["toolExecutionNotifications"]
    assert notification == {
        "level": "warning",
        "message": {"text": "2 findings are left out: a log may hold 3"},
    }
    assert "toolExecutionNotifications" not in written(run(*findings[:3]))["invocations"][0]


def test_sarif_tools_reads_it(tmp_path: Path) -> None:
    log = text_of(
        run(
            diagnostic(Span(5, 25, 5, 30)),
            diagnostic(Span(6, 1, 6, 2), rule="link-empty", severity="warning", message="No link"),
        )
    )
    (tmp_path / "lint.sarif").write_text(log, encoding="utf-8")
    tool = Path(sys.executable).parent / "sarif"
    process = subprocess.run(
        [tool, "summary", "lint.sarif"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert re.search(r"^error: 1\n.*venue-typo.*: 1$", process.stdout, re.MULTILINE), process.stdout
    assert re.search(r"^warning: 1\n.*link-empty.*: 1$", process.stdout, re.MULTILINE), (
        process.stdout
    )


_URI = re.compile(r"(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})+")


@given(hostile.filter(bool), hostile)
def test_any_text_makes_a_valid_log_that_starts_no_command(path: str, message: str) -> None:
    finding = diagnostic(
        Span(1, 1, 1, 2),
        path=path,
        message=f"x{message}",
        help=message,
        related=(Related(Span(1, 1, 1, 2), message),),
        fix=Fix(message, (Edit(Span(1, 1, 1, 2), message),)),
    )
    text = text_of(run(finding, documents=[document(path, message)]))
    log = json.loads(text.encode())
    found = log["runs"][0]["results"][0]
    uri = found["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert _URI.fullmatch(uri.removeprefix("file:"))
    shown = re.sub(r"[\ud800-\udfff]", "?", path)
    assert unquote(uri.removeprefix("file://")) == shown
    assert not re.search(r"(?<!\\)(?:\\\\)*\]\(", found["message"]["text"])
    assert commands(text) == hidden_commands(text) == []
