"""The report as a page: its content, its limits, and text that tries to do something in it."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

import report_helpers
from awesome_lint.model import (
    CheckedLink,
    Diagnostic,
    Edit,
    Failing,
    Failure,
    Fix,
    LinkCheck,
    LinkResult,
    Location,
    Note,
    Related,
    Run,
    Section,
    Shard,
    Span,
    UserError,
    Verdict,
)
from awesome_lint.report.formats import html
from report_helpers import commands, diagnostic, document, hidden_commands, run

written = partial(report_helpers.written, html.write)

PAGE = "https://example.org/rules/venue-typo.md"
SECTIONS = (
    Section("README.md", (), 1, 0),
    Section("README.md", ("Surveys",), 1, 3, {2024: 1}, {2022: 1}),
)


def tree(finished: Run) -> LexborHTMLParser:
    return LexborHTMLParser(written(finished))


def texts(page: LexborHTMLParser, selector: str) -> list[str]:
    """Return the texts of elements, with white space collapsed."""
    return [" ".join(node.text().split()) for node in page.css(selector)]


def table(page: LexborHTMLParser, name: str) -> list[list[str]]:
    """Return the cells of a table, by row."""
    (found,) = page.css(f'[aria-label="{name}"]')
    return [
        [" ".join(cell.text().split()) for cell in row.css("th, td") if not cell.css("svg")]
        for row in found.css("tr")
    ]


def part(page: LexborHTMLParser, name: str) -> LexborNode:
    (found,) = page.css(f"section[aria-labelledby={name}]")
    return found


def paragraphs(page: LexborHTMLParser, name: str) -> list[str]:
    return [" ".join(node.text().split()) for node in part(page, name).css("p")]


def many(number: int, **changes: Any) -> list[Diagnostic]:
    """Return findings with different causes."""
    return [
        diagnostic(Span(5, 1, 5, 2), group=str(each), message=f"finding {each}", **changes)
        for each in range(number)
    ]


def link(url: str, verdict: Verdict, *places: tuple[str, int], **facts: Any) -> CheckedLink:
    found = tuple(Location(path, line, 1) for path, line in places or [("README.md", 5)])
    return CheckedLink(LinkResult(url, verdict, **facts), found)


# --- findings


def test_a_finding() -> None:
    fix = Fix("Write `arXiv`", (Edit(Span(5, 25, 5, 30), "arXiv"),))
    page = tree(run(diagnostic(Span(5, 25, 5, 30), fix=fix), sections=SECTIONS))
    (item,) = page.css("article")
    assert item.attributes == {
        "class": "item",
        "data-rule": "venue-typo",
        "data-severity": "error",
        "data-section": "1",
        "data-count": "1",
    }
    assert texts(page, "article p") == [
        "error README.md:5:25",
        "Avrxi is not a venue",
        "Help: Write arXiv",
    ]
    row = "| A Survey of Surveys | {} 2025 | [Link](https://arxiv.org/abs/2503.01234) |"
    excerpt, changed = page.css("article pre")
    assert excerpt.text() == row.format("Avrxi")
    assert texts(page, "article mark") == ["Avrxi"]
    assert changed.text() == f"5 - {row.format('Avrxi')}\n5 + {row.format('arXiv')}\n"
    assert texts(page, "article del") == [row.format("Avrxi")]
    assert texts(page, "article ins") == [row.format("arXiv")]
    assert texts(page, ".rule h3, .rule > p") == [
        "venue-typo 1 finding",
        "A misspelled venue.",
        "--fix --select venue-typo fixes all.",
    ]
    assert texts(page, ".totals") == ["1 error in 1 file."]


def test_an_unsafe_fix_and_other_places() -> None:
    fix = Fix("Remove the row", (Edit(Span(5, 1, 6, 1), ""),), safe=False, drops=("Avrxi",))
    related = tuple(Related(Span(line, 1, line, 2), "First entry") for line in range(1, 8))
    found = diagnostic(Span(5, 1, 6, 1), fix=fix, help="Remove the row", related=related)
    page = tree(run(found))
    assert texts(page, "article .note") == [
        "Unsafe fix: Remove the row",
        "Drops: Avrxi",
        *(f"Line {line}: First entry" for line in range(1, 6)),
        "Note: 2 more lines",
    ]
    assert texts(page, "mark") == [report_helpers.README.lines[4]]


def test_a_finding_between_two_characters_and_one_without_text() -> None:
    gone = document("gone.md", "")
    page = tree(
        run(
            diagnostic(Span(1, 3, 1, 3)),
            diagnostic(Span(9, 1, 9, 2), path="gone.md", help=""),
            documents=(report_helpers.README, gone),
        )
    )
    assert [node.attributes for node in page.css("mark")] == [{"class": "empty"}]
    assert texts(page, "article .place") == ["error README.md:1:3", "error gone.md:9:1"]


def test_findings_are_counted_by_rule_and_section() -> None:
    sections = (*SECTIONS, Section("README.md", ("Surveys", "More"), 6, 0))
    page = tree(
        run(
            diagnostic(Span(5, 1, 5, 2), severity="warning"),
            diagnostic(Span(6, 1, 6, 2), rule="link-dead"),
            diagnostic(Span(6, 4, 6, 5), severity="info"),
            sections=sections,
        )
    )
    assert table(page, "Findings by rule") == [
        ["Rule", "Errors", "Warnings", "Info", "Chart"],
        ["link-dead", "1", "", ""],
        ["venue-typo", "", "1", "1"],
    ]
    assert table(page, "Findings by section") == [
        ["Section", "Errors", "Warnings", "Info", "Chart"],
        ["Surveys", "", "1", ""],
        ["Surveys / More", "1", "", "1"],
    ]
    assert texts(page, "select[name=section] option") == ["All", "Surveys", "Surveys / More"]
    assert texts(page, "select[name=severity] option") == ["All", "error", "warning", "info"]
    targets = {node.attributes["href"] for node in page.css("[aria-label='Findings by rule'] a")}
    assert targets == {f"#{node.attributes['id']}" for node in page.css("h3")}


def test_sections_of_several_files_have_the_names_of_the_files() -> None:
    other = document("b.md", "# One")
    sections = (*SECTIONS, Section("b.md", (), 1, 0))
    page = tree(
        run(
            diagnostic(Span(1, 1, 1, 2), path="b.md"),
            documents=(report_helpers.README, other),
            sections=sections,
        )
    )
    assert table(page, "Findings by section")[1][0] == "b.md: Before the first heading"
    assert texts(page, "head title, .files") == [
        "awesome-lint: README.md and 1 more",
        "README.md, b.md",
    ]


def test_names_of_sections_are_short() -> None:
    sections = (Section("README.md", ("A", "B", "C", "D" * 100), 1, 0),)
    page = tree(run(diagnostic(Span(1, 1, 1, 2)), sections=sections))
    assert table(page, "Findings by section")[1][0] == f"… / C / {'D' * 79}…"


def test_findings_with_one_cause_are_one_in_each_section() -> None:
    sections = (*SECTIONS, Section("README.md", ("More",), 100, 0))
    same = [diagnostic(Span(line, 1, line, 1)) for line in (*range(60, 90), *range(100, 104))]
    lines = [""] * 200
    page = tree(run(*same, documents=[document("README.md", *lines)], sections=sections))
    assert [node.attributes["data-count"] for node in page.css("article")] == ["30", *"1111"]
    (note,) = (text for text in texts(page, ".note") if "cause" in text)
    assert note.startswith("29 more with the same cause: README.md:61, README.md:62, ")
    assert note.endswith(", README.md:80 and 9 more")


def test_what_is_not_shown_is_counted() -> None:
    rules = ("venue-typo", "link-dead", "link-moved", "sort-order", "arxiv-url", "arxiv-id")
    found = [each for rule in rules for each in many(600, rule=rule)]
    page = tree(run(*found, diagnostic(Span(1, 1, 1, 2), severity="info")))
    assert len(page.css("article")) == 2000
    assert texts(page, ".limit") == [
        "1601 findings of 3601 are counted above, but not shown below.",
        "101 more findings of this rule are not shown.",
        *["100 more findings of this rule are not shown."] * 3,
        *["600 more findings of this rule are not shown."] * 2,
    ]
    assert len(page.html or "") < 4_000_000


def test_the_most_severe_findings_of_a_rule_are_shown() -> None:
    page = tree(run(*many(600, severity="info"), *many(3)))
    shown = [node.attributes["data-severity"] for node in page.css("article")]
    assert shown == ["error"] * 3 + ["info"] * 497


def test_sections_beyond_the_worst_are_summed() -> None:
    sections = tuple(Section("README.md", (f"S{line}",), line, 0) for line in range(1, 131))
    found = [diagnostic(Span(line, 1, line, 1), group=str(line)) for line in range(1, 131)]
    found += [diagnostic(Span(130, 1, 130, 1), group="again")]
    file = document("README.md", *[""] * 200)
    rows = table(tree(run(*found, documents=[file], sections=sections)), "Findings by section")
    assert len(rows) == 102
    assert rows[1] == ["S1", "1", "", ""]
    assert rows[-2] == ["S130", "2", "", ""]
    assert rows[-1] == ["30 more sections", "30", "", ""]


def test_places_are_links_where_the_file_has_a_url() -> None:
    url = "https://github.com/a/b/blob/0123/README.md"
    page = tree(
        run(
            diagnostic(Span(5, 25, 5, 30)),
            links=(link("https://a.example/", "dead", ("README.md", 6), ("other.md", 7)),),
            urls={"README.md": url},
        )
    )
    found = {node.text(): node.attributes["href"] for node in page.css("article a")}
    assert found == {
        "README.md:5:25": f"{url}#L5",
        "https://a.example/": "https://a.example/",
        "README.md:6": f"{url}#L6",
    }
    assert paragraphs(page, "links")[-1] == "README.md:6, other.md:7"


def test_nothing_wrong() -> None:
    page = tree(run(links=(link("https://a.example/", "ok"),)))
    assert paragraphs(page, "findings") == ["No findings."]
    assert paragraphs(page, "links") == ["No link failed."]
    assert page.css("form, article") == []


def test_remarks() -> None:
    page = tree(
        run(
            notes=(
                Note("checked 3 links", level="detail"),
                Note("`fail-after` needs a cache"),
                Note("x" * 3000, level="warning"),
            ),
            failures=(Failure("the link check", "", "ValueError: broken", ""),),
            errors=(UserError("cannot be read: Permission denied", "a.md"),),
            is_interrupted=True,
            shard=Shard(2, 3),
        )
    )
    assert texts(page, ".remarks li") == [
        "internal error in the link check: ValueError: broken",
        "a.md: cannot be read: Permission denied",
        "fail-after needs a cache",
        "x" * 1999 + "…",
        "interrupted: the report is not complete",
        "shard 2 of 3: the report is not complete",
    ]
    page = tree(run(notes=tuple(Note(f"note {number}") for number in range(60))))
    assert texts(page, ".remarks li")[-2:] == ["note 49", "10 more"]
    assert tree(run(shard=Shard(1, 1))).css(".remarks") == []


# --- links


def test_links() -> None:
    since = datetime(2026, 1, 5, tzinfo=UTC)
    page = tree(
        run(
            links=(
                link("https://a.example/1", "ok"),
                link("https://b.example/1", "ok"),
                link(
                    "https://B.example/2",
                    "moved",
                    final_url="https://b.example/3",
                    detail="has moved to `b.example/3`",
                ),
                link(
                    "https://b.example/gone",
                    "dead",
                    detail="responds with 404 Not Found",
                    failing=Failing(since, since, 1),
                    archived_url="https://web.archive.org/web/2020/https://b.example/gone",
                ),
                link("https://c.example/", "skipped"),
                link("ftp://d.example/", "refused"),
            )
        )
    )
    assert table(page, "Links by verdict") == [
        ["Verdict", "Links", "Share"],
        *(["ok", "2"], ["moved", "1"], ["dead", "1"], ["refused", "1"], ["skipped", "1"]),
    ]
    assert table(page, "Links by host") == [
        ["Host", "ok", "moved", "dead", "refused", "skipped", "Share"],
        ["b.example", "1", "1", "1", "", ""],
        ["d.example", "", "", "", "1", ""],
        ["a.example", "1", "", "", "", ""],
        ["c.example", "", "", "", "", "1"],
    ]
    assert paragraphs(page, "links") == [
        "dead https://b.example/gone",
        "responds with 404 Not Found",
        "Archived copy: https://web.archive.org/web/2020/https://b.example/gone",
        "Dead since 2026-01-05, in 1 check",
        "README.md:5",
        "refused ftp://d.example/",
        "README.md:5",
        "moved https://B.example/2",
        "has moved to b.example/3",
        "Leads to: https://b.example/3",
        "README.md:5",
    ]
    assert texts(page, "select[name=host] option") == ["All", "b.example", "d.example"]
    assert [node.attributes["href"] for node in page.css("#links-list a")] == [
        "https://b.example/gone",
        "https://web.archive.org/web/2020/https://b.example/gone",
        "https://B.example/2",
        "https://b.example/3",
    ]


def test_links_and_hosts_that_are_not_shown_are_counted() -> None:
    found = [link(f"https://{number % 60}.example/{number}", "dead") for number in range(1200)]
    page = tree(run(links=tuple(found)))
    assert len(page.css("#links-list article")) == 1000
    assert texts(page, ".limit") == [
        "200 links of 1200 that are not ok are counted above, but not shown below."
    ]
    rows = table(page, "Links by host")
    assert len(rows) == 52
    assert rows[-1] == ["10 more hosts", "200"]


# --- entries


def test_entries() -> None:
    sections = (
        Section("README.md", ("A",), 1, 10, {2023: 2, 2014: 1}, {2024: 4}),
        Section("README.md", ("B",), 2, 5, {2024: 5}, {}),
        Section("README.md", ("C",), 3, 0),
    )
    page = tree(run(sections=sections))
    assert paragraphs(page, "entries") == [
        (
            "15 entries: 8 dated by the arXiv ID in a link, 4 dated by a year in the entry,"
            " 3 without a date."
        ),
        (
            "Half of the dated entries are from 2024 or later. The sections with most entries from"
            " 2023 and 2024: “A” (6) and “B” (5)."
        ),
    ]
    assert table(page, "Entries by year") == [
        ["Year", "Entries", "Chart"],
        *(["2024", "9"], ["2023", "2"], ["2014", "1"]),
    ]
    years = ["2021", "2022", "2023", "2024"]
    assert table(page, "Entries by section") == [
        ["Section", "Entries", "2015–2024", "Before 2021", *years, "No date"],
        ["A", "10", "1", "", "", "2", "4", "3"],
        ["B", "5", "", "", "", "", "5", ""],
    ]
    assert texts(page, "svg title") == ["Entries of A by year", "Entries of B by year"]
    assert texts(page, "svg desc") == ["2023: 2, 2024: 4", "2024: 5"]


@pytest.mark.parametrize(
    ("sections", "expected"),
    [
        ((), ["The entries were not counted."]),
        ((Section("README.md", (), 1, 0),), ["No entries were found."]),
        ((Section("README.md", (), 1, 1),), ["1 entry: 1 without a date."]),
        (
            (Section("README.md", (), 1, 1, {2024: 1}),),
            [
                "1 entry: 1 dated by the arXiv ID in a link.",
                "Half of the dated entries are from 2024 or later.",
            ],
        ),
    ],
)
def test_few_entries(sections: tuple[Section, ...], expected: list[str]) -> None:
    assert paragraphs(tree(run(sections=sections)), "entries") == expected


def test_sections_without_dates() -> None:
    sections = (Section("README.md", ("A",), 1, 3), Section("README.md", ("B",), 2, 1))
    page = tree(run(sections=sections))
    head = ["Section", "Entries", "Chart"]
    assert table(page, "Entries by section") == [head, ["A", "3"], ["B", "1"]]
    assert [node.attributes["width"] for node in page.css("#entries ~ .scroll rect")] == ["3", "1"]


def test_years_and_sections_beyond_the_first_are_summed() -> None:
    sections = tuple(
        Section("README.md", (f"S{number}",), number + 1, 1, {1990 + number % 30: 1})
        for number in range(150)
    )
    page = tree(run(sections=sections))
    rows = table(page, "Entries by year")
    assert (len(rows), rows[1], rows[-1]) == (22, ["2019", "5"], ["until 1999", "50"])
    rows = table(page, "Entries by section")
    assert len(rows) == 102
    assert rows[-1] == ["50 more sections", "50", "42", "2", "2", "2", "2", ""]


# --- link health


def checks(*verdicts: dict[Verdict, int]) -> tuple[LinkCheck, ...]:
    start = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
    return tuple(LinkCheck(start + timedelta(day), each) for day, each in enumerate(verdicts))


def test_link_health() -> None:
    page = tree(run(link_checks=checks({"ok": 9, "dead": 1}, {"ok": 7, "dead": 2, "moved": 1})))
    assert paragraphs(page, "history")[0] == (
        "2 checks of all links. Links that were not ok: 1 on 2026-01-05, 3 on 2026-01-06."
    )
    assert table(page, "Links by check and verdict") == [
        ["Check", "Links", "ok", "moved", "dead"],
        ["2026-01-06", "10", "7", "1", "2"],
        ["2026-01-05", "10", "9", "", "1"],
    ]
    (figure,) = page.css("figure")
    assert " ".join(figure.text().split()) == (
        "Links that are not ok, at most 3 Links that are not ok"
        " From 2026-01-05 to 2026-01-06; at most 3 in one check. 2026-01-052026-01-06 dead moved"
    )
    heights = [(node.attributes["class"], node.attributes["height"]) for node in figure.css("rect")]
    assert heights == [("dead", "33.3333"), ("dead", "66.6667"), ("moved", "33.3333")]


def test_link_health_without_a_chart() -> None:
    page = tree(run(link_checks=checks({"ok": 9, "dead": 2})))
    assert paragraphs(page, "history") == [
        "1 check of all links. Links that were not ok: 2 on 2026-01-05."
    ]
    page = tree(run(link_checks=checks({"ok": 9}, {"ok": 9})))
    assert paragraphs(page, "history") == [
        "2 checks of all links. Links that were not ok: 0 on 2026-01-05, 0 on 2026-01-06."
    ]
    assert page.css("figure") == []


def test_earlier_checks_are_left_out() -> None:
    same: dict[Verdict, int] = {"ok": 1, "dead": 1}
    page = tree(run(link_checks=checks(*[same] * 40)))
    assert paragraphs(page, "history")[0].startswith(
        "40 checks of all links, of which the last 30 are shown. Links that were not ok: 1 on"
    )
    assert len(table(page, "Links by check and verdict")) == 31
    assert len(page.css("figure rect")) == 30


# --- safety


_FRAGMENTS = (
    *("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</style>", "</script>"),
    *("<!--", "-->", "]]>", "&lt;", "&#0;", "'", '"', "`", "<", ">", "&", "\\", "%", "%0A"),
    *("javascript:alert(1)", "JaVaScRiPt:", "data:text/html,", "https://", "http://", "//", "/"),
    *("\x00", "\x1b[31m", "\n", "\r", "\t", "\u200b", "\u202e", "\u2028", "\ud800", "\ufeff"),
    *("::error::", "##[error]", "漢", "📚", "\u0301", " onload=alert(1) ", " style=color:red "),
)
stranger = st.lists(st.sampled_from(_FRAGMENTS) | st.text(max_size=5), max_size=12).map("".join)
_TAGS = frozenset(
    "html head meta title style body a header h1 p nav main section h2 h3 small div table caption"
    " thead tbody tr th td svg rect desc form label span select option input button output article"
    " code pre mark b ins del ul li figure figcaption time footer script".split()
)


def attributes(page: LexborHTMLParser) -> Iterator[tuple[str, str, str]]:
    for node in page.css("*"):
        for name, value in node.attributes.items():
            yield node.tag or "", name, value or ""


@given(stranger, stranger, stranger)
def test_any_text_is_shown_and_does_nothing(one: str, other: str, third: str) -> None:
    fix = Fix(one, (Edit(Span(1, 1, 1, 1), other),), safe=False, drops=(third,))
    line = one.replace("\n", "").replace("\r", "")
    found = diagnostic(
        Span(1, 1, 1, 1 + len(line)),
        path=one,
        message=other,
        help=third,
        fix=fix,
        related=(Related(Span(1, 1, 1, 1), other),),
    )
    links = (
        link(one, "dead", (one, 1), detail=other, archived_url=third),
        link(f"https://{other}", "moved", (one, 1), final_url=one, detail=third),
    )
    finished = run(
        found,
        documents=[document(one, line)],
        links=links,
        sections=(Section(one, (other, third), 1, 1, {2024: 1}),),
        link_checks=checks({"ok": 1}),
        notes=(Note(one),),
        errors=(UserError(other, third),),
        urls={one: third},
    )
    text = written(finished)
    page = LexborHTMLParser(text)
    assert {node.tag for node in page.css("*")} <= _TAGS
    assert all(
        char == "\n" or not category(char).startswith(("C", "Z")) or char == " " for char in text
    )
    assert commands(text) == hidden_commands(text) == []
    for tag, name, value in attributes(page):
        assert not name.startswith("on")
        assert name not in ("src", "style", "srcset", "action", "formaction", "xlink:href")
        if name == "href":
            assert tag == "a"
            assert value.startswith("#") or re.match(r"(?i)https?://[!-~]+\Z", value)
    for node in page.css("a"):
        if not (node.attributes["href"] or "").startswith("#"):
            assert node.attributes["rel"] == "noopener noreferrer nofollow"
    assert len(page.css("script")) == len(page.css("style")) == 1
    assert_policy(page)


def assert_policy(page: LexborHTMLParser) -> None:
    """Assert that only the style and the script of the page are allowed."""
    (policy,) = (
        node.attributes["content"]
        for node in page.css("meta")
        if node.attributes.get("http-equiv") == "Content-Security-Policy"
    )
    hashes = {}
    for kind in ("style", "script"):
        (node,) = page.css(kind)
        hashes[kind] = b64encode(hashlib.sha256(node.text().encode()).digest()).decode()
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{hashes['style']}';"
        f" script-src 'sha256-{hashes['script']}'; base-uri 'none'; form-action 'none'"
    )


def test_invisible_characters_are_shown() -> None:
    page = tree(run(diagnostic(Span(1, 1, 1, 2), message="a\u202eb <b>", help="")))
    assert texts(page, ".message") == [r"a\u202eb <b>"]


def test_long_urls_are_cut_and_too_long_ones_are_no_links() -> None:
    url = "https://a.example/" + "x" * 1000
    page = tree(run(links=(link(url, "dead"), link(url + "x" * 1000, "dead"))))
    assert [node.attributes["href"] for node in page.css("#links-list a")] == [url]
    assert texts(page, "#links-list .place code") == [f"{url[:199]}…"] * 2


@pytest.mark.parametrize(
    "url",
    [
        "ftp://a.example/",
        "javascript:alert(1)",
        "//a.example/",
        " https://a.example/",
        "https://",
        "https://a.example@b.example/",
        "https://a b.example/",
        "https://a<b>.example/",
        "https://a%2eexample/",
        "http://[::1",
    ],
)
def test_these_are_no_links(url: str) -> None:
    assert tree(run(links=(link(url, "dead"),))).css("#links-list a") == []


@pytest.mark.parametrize(
    ("url", "href"),
    [
        ("HTTP://a.example:80/b?c=d&e#f", "HTTP://a.example:80/b?c=d&e#f"),
        ("https://[::1]/", "https://[::1]/"),
        ('https://a.example/é \u202e%20"', "https://a.example/%C3%A9%20%E2%80%AE%20%22"),
        ("https://bücher.example/", "https://b%C3%BCcher.example/"),
    ],
)
def test_these_are_links(url: str, href: str) -> None:
    (found,) = tree(run(links=(link(url, "dead"),))).css("#links-list a")
    assert found.attributes == {"href": href, "rel": "noopener noreferrer nofollow"}


def test_names_in_the_page_are_unique_and_exist() -> None:
    found = [*many(3), *many(3, rule="link-dead")]
    page = tree(
        run(
            *found,
            links=(link("https://a.example/", "dead"),),
            sections=SECTIONS,
            link_checks=checks({"dead": 1}, {"dead": 2}),
        )
    )
    known = [value for _, name, value in attributes(page) if name == "id"]
    assert len(known) == len(set(known))
    used = [
        each
        for _, name, value in attributes(page)
        if name in ("aria-labelledby", "data-items") or (name == "href" and value[0] == "#")
        for each in value.removeprefix("#").split()
    ]
    assert set(used) <= set(known)
    assert len(used) > 10


def test_the_same_run_is_the_same_page() -> None:
    def page() -> str:
        links = tuple(link(f"https://{number}.example/", "dead") for number in range(70))
        return written(run(*many(9), links=links, sections=SECTIONS))

    assert page() == page()
