import re
from collections import Counter
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

import report_helpers
from awesome_lint.model import Diagnostic, Edit, Fix, Severity, Span
from awesome_lint.report.formats import github
from awesome_lint.text.display import displayable
from report_helpers import Command, commands, diagnostic, hidden_commands, hostile, run

written = partial(report_helpers.written, github.write)


def test_finding_on_one_line() -> None:
    assert written(run(diagnostic(Span(5, 25, 5, 30)))) == (
        "::error file=README.md,line=5,endLine=5,col=25,endColumn=30,"
        "title=awesome-lint%3A venue-typo::`Avrxi` is not a venue%0AWrite `arXiv`\n"
    )


def test_columns_are_left_out_where_a_finding_has_several_lines() -> None:
    assert written(run(diagnostic(Span(5, 25, 6, 3), help=""))) == (
        "::error file=README.md,line=5,endLine=6,"
        "title=awesome-lint%3A venue-typo::`Avrxi` is not a venue\n"
    )


def test_errors_come_first_then_warnings_then_infos() -> None:
    severities: tuple[Severity, ...] = ("info", "error", "warning", "error")
    finished = run(
        *(
            diagnostic(Span(line, 1, line, 2), severity=severity)
            for line, severity in enumerate(severities, 1)
        )
    )
    assert [
        (command.name, command.properties["line"]) for command in commands(written(finished))
    ] == [("error", "2"), ("error", "4"), ("warning", "3"), ("notice", "1")]


def test_no_findings_no_commands() -> None:
    assert written(run()) == ""


def test_escaping() -> None:
    finding = diagnostic(
        Span(1, 1, 1, 2), path="a,b:c%\n.md", message="100 %: a, b::c\n##[error]", help="50 %0A"
    )
    assert written(run(finding)) == (
        "::error file=a%2Cb%3Ac%25%0A.md,line=1,endLine=1,col=1,endColumn=2,"
        r"title=awesome-lint%3A venue-typo::100 %25: a, b::c\n##\[error]"
        "%0A50 %250A\n"
    )


def test_file_name_that_is_no_utf8() -> None:
    output = written(run(diagnostic(Span(1, 1, 1, 2), path="caf\udce9.md")))
    assert "file=caf?.md," in output


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("📚\ufe0f é.md", "📚\ufe0f é.md"),
        ("a\x1b[31m.md", r"a\x1b[31m.md"),
        ("a\u202e.md", r"a\u202e.md"),
        ("##[error]a.md", "##[error]a.md"),
        ("#\xad#[error]a.md", r"#\xad#\[error]a.md"),
    ],
)
def test_file_name_that_a_log_could_take_for_something_else(path: str, shown: str) -> None:
    output = written(run(diagnostic(Span(1, 1, 1, 2), path=path)))
    assert f"file={shown},line=1," in output


@pytest.mark.parametrize(
    ("message", "sent"),
    [
        ("x" * 4096, "x" * 4096),
        ("x" * 4097, "x" * 4095 + "…"),
        ("📚" * 2048, "📚" * 2048),
        ("📚" * 2049, "📚" * 2047 + "…"),
        ("%" * 4096, "%" * 4096),
    ],
)
def test_message_is_cut_to_what_the_runner_takes(message: str, sent: str) -> None:
    (command,) = commands(written(run(diagnostic(Span(1, 1, 1, 2), message=message, help=""))))
    assert command.data == sent


# The runner splits properties at `=`, even if a value starts with one.
paths = hostile.filter(lambda path: path and not path.startswith("="))


@given(paths, hostile, hostile, st.integers(1, 9), st.integers(0, 1))
def test_the_runner_reads_what_was_meant_and_nothing_else(
    path: str, message: str, advice: str, line: int, more: int
) -> None:
    finding = diagnostic(
        Span(line, 2, line + more, 3), path=path, message=message, help=advice, severity="warning"
    )
    file = re.sub(r"[\ud800-\udfff]", "?", path)
    if not file.replace("\n", "").replace("\r", "").isprintable():
        file = displayable(file)
    properties = {"file": file, "line": str(line)}
    properties["endLine"] = str(line + more)
    if not more:
        properties |= {"col": "2", "endColumn": "3"}
    properties["title"] = "awesome-lint: venue-typo"
    data = f"{displayable(message)}\n{displayable(advice)}" if advice else displayable(message)
    output = written(run(finding, finding))
    assert commands(output) == [Command("warning", properties, data)] * 2
    assert [command.name for command in hidden_commands(output)] == ["warning"] * 2
    output.encode("utf-8")


def many(number: int, severity: Severity) -> list[Diagnostic]:
    """Return findings with different causes."""
    return [
        diagnostic(Span(line, 1, line, 2), severity=severity, group=str(line))
        for line in range(1, number + 1)
    ]


def annotations(*diagnostics: Diagnostic) -> tuple[Counter[str], str]:
    """Return the number of commands of each kind, and the text of the last notice."""
    found = commands(written(run(*diagnostics)))
    last = [command.data for command in found if command.properties["title"] == "awesome-lint"]
    assert all(command == found[-1] for command in found if command.data in last)
    return Counter(command.name for command in found), "".join(last)


def test_ten_of_a_kind_are_all_reported() -> None:
    found, last = annotations(*many(10, "info"), *many(10, "warning"), *many(10, "error"))
    assert found == {"error": 10, "warning": 10, "notice": 10}
    assert last == ""


def test_what_github_would_not_show_is_counted() -> None:
    found, last = annotations(*many(12, "error"), *many(11, "warning"), *many(3, "info"))
    assert found == {"error": 10, "warning": 10, "notice": 4}
    assert last == (
        "3 more findings (2 errors, 1 warning): GitHub shows ten annotations of a kind for a step,"
        " and the summary of the job has all"
    )


def test_lines_that_a_change_touched_come_first() -> None:
    finished = run(
        *many(12, "error"), *many(2, "warning"), touched={"README.md": frozenset({2, 11})}
    )
    lines = [command.properties["line"] for command in commands(written(finished))[:-1]]
    assert lines == ["2", "11", "1", *map(str, range(3, 10)), "2", "1"]


def test_many_findings_with_one_cause_are_one_annotation() -> None:
    fix = Fix("Write `arXiv`", (Edit(Span(1, 1, 1, 2), "x"),))
    same = [
        diagnostic(Span(line, 1, line, 2), fix=fix if line > 1 else None) for line in range(1, 401)
    ]
    other = diagnostic(Span(7, 1, 7, 2), message="`Axriv` is not a venue", help="")
    first, second = commands(
        written(run(*same, other, touched={"README.md": frozenset({9})})),
    )
    assert first.properties["line"] == "9"
    assert first.data == (
        "`Avrxi` is not a venue\nWrite `arXiv`\n"
        "399 more: lines 1, 2, 3, 4, 5 and 394 more\n"
        "`--fix --select venue-typo` fixes 399 of 400"
    )
    assert second.data == "`Axriv` is not a venue"
    assert len(commands(written(run(*same[:4])))) == 4


def test_the_notice_that_counts_is_one_of_the_ten() -> None:
    found, last = annotations(*many(11, "error"), *many(10, "info"))
    assert found == {"error": 10, "notice": 10}
    assert last.startswith("2 more findings (1 error, 1 info): ")
