"""The report in Markdown, and the summary of a step, which contains the same table."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given

import report_helpers
from awesome_lint.model import CheckedLink, Diagnostic, LinkResult, Severity, Span, Verdict
from awesome_lint.report import summary
from awesome_lint.report.formats import markdown
from markdown_strangers import ALIVE, Shown, stranger
from report_helpers import commands, diagnostic, document, hidden_commands, run

PAGE = "https://example.org/rules/venue-typo.md"


written = partial(report_helpers.written, markdown.write)


def test_report() -> None:
    finished = run(
        diagnostic(Span(6, 1, 6, 2), severity="info", message="`a|b` is odd", help=""),
        diagnostic(Span(5, 25, 5, 30)),
    )
    assert written(finished) == (
        "## awesome-lint\n"
        "\n"
        "1 error, 1 info in 1 file\n"
        "\n"
        "| | Where | What | Rule |\n"
        "|:--|:--|:--|:--|\n"
        "| error | `README.md:5` | `Avrxi` is not a venue<br>Write `arXiv` |"
        f" [venue-typo]({PAGE}) |\n"
        f"| info | `README.md:6` | `a\\|b` is odd | [venue-typo]({PAGE}) |\n"
    )


def test_report_of_nothing() -> None:
    assert written(run()) == "## awesome-lint\n\nNo findings in 1 file\n"


def many(number: int, **changes: str) -> list[Diagnostic]:
    """Return findings with different causes."""
    return [
        diagnostic(Span(1, column, 1, column + 1), group=str(column), **changes)
        for column in range(number)
    ]


def test_many_findings_with_one_cause_are_one_row() -> None:
    same = [diagnostic(Span(line, 1, line, 2)) for line in range(1, 401)]
    for text in (written(run(*same)), summary.job_summary(run(*same))):
        assert text.count("| error |") == 1
        assert "<br>399 more: lines 2, 3, 4, 5, 6 and 394 more |" in text


def test_what_does_not_fit_into_a_comment_is_counted() -> None:
    text = written(run(*many(999, severity="warning"), *many(1)))
    assert len(text) < 65_536
    rows = [line for line in text.splitlines() if line.startswith(("| error", "| warning"))]
    assert rows[0].startswith("| error")
    assert len(rows) > 300
    assert text.endswith(f"\n\n{1000 - len(rows)} more findings would not fit into a comment.\n")


def link(url: str, verdict: Verdict) -> CheckedLink:
    return CheckedLink(LinkResult(url, verdict), ())


def test_summary() -> None:
    severities: tuple[Severity, ...] = ("warning", "error", "warning")
    finished = run(
        *(diagnostic(Span(5, 25, 5, 30), severity=severity, help="") for severity in severities),
        diagnostic(Span(1, 1, 1, 2), rule="link-dead", message="`x` is dead", help=""),
        links=(
            link("https://a.example/1", "ok"),
            link("https://b.example/1", "ok"),
            link("https://c.example/1", "ok"),
            link("https://c.example/2", "dead"),
            link("https://C.example/3", "dead"),
            link("https://d.example/", "blocked"),
            link("http://[::1", "refused"),
        ),
    )
    assert summary.job_summary(finished) == (
        "## awesome-lint\n"
        "\n"
        "2 errors, 2 warnings in 1 file; links: 3 ok, 2 dead, 1 blocked, 1 refused\n"
        "\n"
        "### Links by host\n"
        "\n"
        "| Host | Ok | Dead | Blocked | Refused |\n"
        "|:--|--:|--:|--:|--:|\n"
        "| `c.example` | 1 | 2 |  |  |\n"
        "| `d.example` |  |  | 1 |  |\n"
        "| `http://[::1` |  |  |  | 1 |\n"
        "| 2 more | 2 |  |  |  |\n"
        "\n"
        "### Findings\n"
        "\n"
        "| | Where | What | Rule |\n"
        "|:--|:--|:--|:--|\n"
        f"| error | `README.md:5` | `Avrxi` is not a venue | [venue-typo]({PAGE}) |\n"
        f"| error | `README.md:1` | `x` is dead | [link-dead]({PAGE}) |\n"
        f"| warning | `README.md:5` | `Avrxi` is not a venue | [venue-typo]({PAGE}) |\n"
        f"| warning | `README.md:5` | `Avrxi` is not a venue | [venue-typo]({PAGE}) |\n"
    )


def test_links_that_are_fine_are_counted_only() -> None:
    finished = run(links=(link("https://a.example/", "ok"), link("https://b.example/", "skipped")))
    assert summary.job_summary(finished) == (
        "## awesome-lint\n\nNo findings in 1 file; links: 1 ok, 1 skipped\n"
    )


def test_many_findings_are_counted_by_rule() -> None:
    table = (
        "\n### Findings by rule\n"
        "\n"
        "| Rule | Errors | Warnings | Info |\n"
        "|:--|--:|--:|--:|\n"
        f"| [venue-typo]({PAGE}) | 19 |  |  |\n"
        f"| [link-dead]({PAGE}) |  | 1 |  |\n"
    )
    other = diagnostic(Span(1, 1, 1, 2), rule="link-dead", severity="warning")
    assert table in summary.job_summary(run(*many(19), other))
    assert "by rule" not in summary.job_summary(run(*many(18), other))
    assert "by rule" not in summary.job_summary(run(*many(300)))


def test_what_the_change_resolves_is_counted() -> None:
    text = summary.job_summary(run(resolved={"venue-typo": 2, "link-empty": 1}))
    assert text.endswith(
        "\n\nThe change resolves 3 existing findings: `link-empty` and `venue-typo`\n"
    )


def test_findings_link_to_their_lines() -> None:
    url = "https://github.com/a/b/blob/0123/a%20%28b%29.md"
    finished = run(
        diagnostic(Span(5, 25, 5, 30), path="a (b).md"),
        diagnostic(Span(6, 1, 6, 2)),
        urls={"a (b).md": url},
    )
    for text in (written(finished), summary.job_summary(finished)):
        assert f"| error | [`a (b).md:5`]({url}#L5) | " in text
        assert "| error | `README.md:6` | " in text


def test_hosts_beyond_the_first_are_summarized() -> None:
    links = (link(f"https://{number}.example/", "dead") for number in range(60))
    rows = [
        line for line in summary.job_summary(run(links=tuple(links))).splitlines() if "|" in line
    ]
    assert len(rows) == 2 + 50 + 1
    assert rows[-1] == "| 10 more | 10 |"


@pytest.mark.parametrize("room", [2_000, 20_000, summary.MAX_BYTES])
def test_a_summary_fits(room: int) -> None:
    finished = run(*many(300, message="漢" * 40), links=(link("https://a.example/", "dead"),))
    text = summary.job_summary(finished, room)
    rows = text.count("\n| error |")
    assert len(text.encode()) <= room
    assert text.count("more findings would not fit into a summary") == (rows < 300)
    assert f"\n{300 - rows} more findings" in text or rows == 300
    assert "`a.example`" in text


def test_a_summary_without_room_is_empty() -> None:
    finished = run(*many(9, message="漢" * 400))
    sizes = [len(summary.job_summary(finished, room).encode()) for room in range(0, 3000, 7)]
    assert all(size <= room for room, size in zip(range(0, 3000, 7), sizes, strict=True))
    assert sizes[0] == 0
    assert "9 more findings would not fit" in summary.job_summary(finished, 700)


@given(stranger, stranger, stranger)
def test_any_text_is_shown_and_does_nothing(path: str, message: str, url: str) -> None:
    finding = diagnostic(Span(1, 1, 1, 2), path=path, message=message, help=message)
    finished = run(finding, documents=[document(path, "")], links=(link(f"https://{url}", "dead"),))
    for text in (written(finished), summary.job_summary(finished)):
        shown = Shown(text)
        assert set(shown.links) == {PAGE}
        assert shown.tags <= set("h2 h3 p table thead tbody tr th td code br a".split())
        assert not ALIVE.search(shown.outside), shown.outside
        assert len(shown.links) == text.count(PAGE)
        assert commands(text) == hidden_commands(text) == []
