import json
from functools import partial
from typing import Any

from hypothesis import given

import report_helpers
from apply_suggestions import apply_rdjson
from awesome_lint.model import Document, Edit, Fix, Related, Run, Span
from awesome_lint.report.formats import rdjson
from fix_strategies import fixes_of_texts
from report_helpers import commands, diagnostic, document, hidden_commands, hostile, run
from report_schemas import mistakes

text_of = partial(report_helpers.written, rdjson.write)


def written(finished: Run) -> Any:
    report = json.loads(text_of(finished))
    assert mistakes(report, "rdjson.schema") == []
    return report


def test_columns_are_bytes_of_utf8() -> None:
    finding = diagnostic(Span(6, 24, 6, 29))
    (found,) = written(run(finding))["diagnostics"]
    assert found["location"] == {
        "path": "README.md",
        "range": {"start": {"line": 6, "column": 27}, "end": {"line": 6, "column": 42}},
    }


def test_severities_and_rules() -> None:
    found = written(
        run(
            diagnostic(Span(1, 1, 1, 2)),
            diagnostic(Span(1, 1, 1, 2), severity="warning"),
            diagnostic(Span(1, 1, 1, 2), severity="info", help=""),
        )
    )["diagnostics"]
    assert [each["severity"] for each in found] == ["ERROR", "WARNING", "INFO"]
    assert found[0]["message"] == "`Avrxi` is not a venue\nWrite `arXiv`"
    assert found[2]["message"] == "`Avrxi` is not a venue"
    assert found[0]["code"] == {
        "value": "venue-typo",
        "url": "https://example.org/rules/venue-typo.md",
    }


def test_related_places() -> None:
    related = Related(Span(6, 24, 6, 25), "under `漢`")
    (found,) = written(run(diagnostic(Span(1, 1, 1, 2), related=(related,))))["diagnostics"]
    assert found["related_locations"] == [
        {
            "message": "under `漢`",
            "location": {
                "path": "README.md",
                "range": {"start": {"line": 6, "column": 27}, "end": {"line": 6, "column": 30}},
            },
        }
    ]


def test_a_fix_of_several_edits_is_one_suggestion() -> None:
    edits = (Edit(Span(1, 4, 2, 2), "\n"), Edit(Span(1, 1, 1, 2), "A"))
    (found,) = written(
        run(
            diagnostic(Span(1, 1, 1, 2), fix=Fix("Mend it", edits)),
            documents=[document("README.md", "abc", "def")],
        )
    )["diagnostics"]
    assert found["suggestions"] == [
        {
            "range": {"start": {"line": 1, "column": 1}, "end": {"line": 2, "column": 2}},
            "text": "Abc\n",
        }
    ]


def test_a_fix_without_edits_suggests_nothing() -> None:
    (found,) = written(run(diagnostic(Span(1, 1, 1, 2), fix=Fix("None", ()))))["diagnostics"]
    assert "suggestions" not in found


@given(fixes_of_texts())
def test_a_suggestion_does_what_the_fix_does(drawn: tuple[Document, Fix, str]) -> None:
    parsed, fix, after = drawn
    (found,) = written(run(diagnostic(fix.edits[0].span, fix=fix), documents=[parsed]))[
        "diagnostics"
    ]
    assert apply_rdjson(parsed.text, found["suggestions"][0]) == after


@given(hostile.filter(bool), hostile)
def test_any_text_makes_a_valid_report_that_starts_no_command(path: str, message: str) -> None:
    finding = diagnostic(Span(1, 1, 1, 2), path=path, message=f"x{message}", help=message)
    text = text_of(run(finding, documents=[document(path, message)]))
    assert mistakes(json.loads(text.encode()), "rdjson.schema") == []
    assert commands(text) == hidden_commands(text) == []
