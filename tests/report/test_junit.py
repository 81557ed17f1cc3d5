import re
from functools import partial

from hypothesis import given
from junitparser import JUnitXml, TestCase, TestSuite

import report_helpers
from awesome_lint.model import Related, Run, Span
from awesome_lint.report.formats import junit
from awesome_lint.text.display import displayable
from report_helpers import commands, diagnostic, document, hidden_commands, hostile, run

written = partial(report_helpers.written, junit.write)


def suites(finished: Run) -> list[TestSuite]:
    return list(JUnitXml.fromstring(written(finished).encode()))


def test_a_finding_is_a_failed_test() -> None:
    related = Related(Span(3, 1, 3, 8), "the column")
    (suite,) = suites(run(diagnostic(Span(5, 25, 5, 30), related=(related,))))
    assert (suite.name, suite.tests, suite.failures, suite.errors) == ("README.md", 1, 1, 0)
    (case,) = suite
    assert (case.name, case.classname) == ("venue-typo at 5:25", "README")
    (failure,) = case.result
    assert (failure.type, failure.message) == ("error", "`Avrxi` is not a venue")
    assert failure.text == (
        "README.md:5:25: error[venue-typo] `Avrxi` is not a venue\n"
        "help: Write `arXiv`\n"
        "note: line 3: the column\n"
        "see: https://example.org/rules/venue-typo.md"
    )


def test_a_file_without_findings_is_a_test_that_passed() -> None:
    (suite,) = suites(run())
    assert (suite.tests, suite.failures) == (1, 0)
    (case,) = suite
    assert case.name == "no findings"
    assert case.is_passed


def test_suites_are_files_in_order() -> None:
    finished = run(
        diagnostic(Span(1, 1, 1, 2), path="lists/b.md", severity="info"),
        diagnostic(Span(1, 5, 1, 6), path="lists/b.md", severity="warning", help=""),
        documents=[document("a.md", ""), document("lists/b.md", "")],
    )
    assert [(suite.name, suite.failures) for suite in suites(finished)] == [
        ("a.md", 0),
        ("lists/b.md", 2),
    ]
    assert '<testsuites name="awesome-lint" tests="3" failures="2" errors="0">' in written(finished)
    assert [case.classname for suite in suites(finished) for case in suite] == [
        "a",
        "lists/b",
        "lists/b",
    ]


CONTROLS = "".join(map(chr, [*range(32), *range(127, 160), 0xD800, 0xFFFE, 0xFFFF, 0x1FFFE]))


def test_what_xml_cannot_hold_is_escaped() -> None:
    message = f'<a> & "b" ]]> {CONTROLS}'
    (suite,) = suites(run(diagnostic(Span(1, 1, 1, 2), message=message)))
    (case,) = suite
    assert case.result[0].message == displayable(message)
    assert r"\x00" in case.result[0].message
    assert r"\ufffe" in case.result[0].message


@given(hostile.filter(bool), hostile)
def test_any_text_is_read_as_it_is_shown(path: str, message: str) -> None:
    finding = diagnostic(Span(1, 1, 1, 2), path=path, message=message, help=message)
    report = written(run(finding, documents=[document(path, message)]))
    (suite,) = JUnitXml.fromstring(report.encode())
    (case,) = suite
    assert isinstance(case, TestCase)
    assert re.sub(r"\s+", " ", suite.name) == re.sub(r"\s+", " ", displayable(path))
    assert case.result[0].message == displayable(message)
    assert case.result[0].text.split("\n")[1:-1] == (
        [f"help: {displayable(message)}"] if message else []
    )
    assert commands(report) == hidden_commands(report) == []
