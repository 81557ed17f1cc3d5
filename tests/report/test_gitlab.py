import json
from functools import partial
from typing import Any

from hypothesis import given

import report_helpers
from awesome_lint.model import Run, Span
from awesome_lint.report.formats import gitlab
from linting import lint
from report_helpers import commands, diagnostic, document, hidden_commands, hostile, run
from report_schemas import mistakes

SCHEMA = "gitlab-code-quality.schema"


text_of = partial(report_helpers.written, gitlab.write)


def written(finished: Run) -> Any:
    report = json.loads(text_of(finished))
    assert mistakes(report, SCHEMA) == []
    return report


def test_finding() -> None:
    (found,) = written(run(diagnostic(Span(5, 25, 6, 3))))
    assert found.pop("fingerprint")
    assert found == {
        "description": "`Avrxi` is not a venue — Write `arXiv`",
        "check_name": "venue-typo",
        "severity": "major",
        "location": {"path": "README.md", "lines": {"begin": 5, "end": 6}},
    }


def test_severities() -> None:
    found = written(
        run(
            diagnostic(Span(1, 1, 1, 2), severity="warning", help=""),
            diagnostic(Span(1, 1, 1, 2), severity="info"),
        )
    )
    assert [each["severity"] for each in found] == ["minor", "info"]
    assert found[0]["description"] == "`Avrxi` is not a venue"


def test_no_findings() -> None:
    assert written(run()) == []


ROWS = "| Title | Venue |\n|:--|:--|\n" + "| A Paper | Avrxi 2024 |\n" * 3


def test_fingerprints_are_unique_in_a_run_and_survive_what_is_inserted_above() -> None:
    found = lint(ROWS, "venue-typo")
    again = lint(f"# Papers\n\n{ROWS}", "venue-typo")
    other = [diagnostic(each.span, path="b.md", fingerprint=each.fingerprint) for each in found]
    documents = [document("README.md", *ROWS.split("\n")), document("b.md", *ROWS.split("\n"))]
    prints = [each["fingerprint"] for each in written(run(*found, *other, documents=documents))]
    assert len(set(prints)) == len(prints) == 6
    assert [each["fingerprint"] for each in written(run(*again))] == prints[:3]


@given(hostile.filter(bool), hostile)
def test_any_text_makes_a_valid_report_that_starts_no_command(path: str, message: str) -> None:
    finding = diagnostic(Span(1, 1, 1, 2), path=path, message=f"x{message}", help=message)
    text = text_of(run(finding))
    report = json.loads(text.encode())
    assert [error for error in mistakes(report, SCHEMA) if ".path" not in error] == []
    assert commands(text) == hidden_commands(text) == []
