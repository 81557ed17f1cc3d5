"""Parsed parts of a README, and their positions."""

import pytest

from awesome_lint.model import Link
from linting import parse


def links(text: str) -> list[tuple[str, str, str]]:
    return [(link.kind, link.text, link.url) for link in parse(text).links]


def only(text: str) -> Link:
    (link,) = parse(text).links
    return link


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a](https://x.org/1)", ("inline", "a", "https://x.org/1")),
        ("[a](<https://x.org/1 2>)", ("inline", "a", "https://x.org/1 2")),
        ('[a](  https://x.org/1 "t")', ("inline", "a", "https://x.org/1")),
        ("[a]()", ("inline", "a", "")),
        (r"[a](https://x.org/\(1\))", ("inline", "a", "https://x.org/(1)")),
        ("[a](https://x.org/?a=1&amp;b=2)", ("inline", "a", "https://x.org/?a=1&b=2")),
        ("[**a** `b`\nc](https://x.org)", ("inline", "a b c", "https://x.org")),
        ("[a](javascript:alert(1))", ("inline", "a", "javascript:alert(1)")),
        ("[a][b]\n\n[b]: https://x.org/1", ("reference", "a", "https://x.org/1")),
        ("[a][]\n\n[a]: <https://x.org/1>", ("reference", "a", "https://x.org/1")),
        ("[a]\n\n[A]: https://x.org/1 'title'", ("reference", "a", "https://x.org/1")),
        ("<https://x.org/1>", ("autolink", "https://x.org/1", "https://x.org/1")),
        ("See https://x.org/1.", ("bare", "https://x.org/1", "https://x.org/1")),
        ("![a *b*](https://x.org/1.png)", ("image", "a b", "https://x.org/1.png")),
        ("![a][b]\n\n[b]: https://x.org/1.png", ("image", "a", "https://x.org/1.png")),
        ('<a href="https://x.org/1">a <b>b</b></a>', ("html", "a b", "https://x.org/1")),
        ("text <a href='x.html?a&amp;b'>a</a>", ("html", "a", "x.html?a&b")),
        ('<p>\n<img alt="a" src="https://x.org/1.png">\n</p>', ("image", "a", "https://x.org/1.png")),
        ("<details>\n<a class=x\n  href=https://x.org/1>a</a>\n</details>", ("html", "a", "https://x.org/1")),
        ("> - [a](https://x.org/1)", ("inline", "a", "https://x.org/1")),
        ("# [a](https://x.org/1)", ("inline", "a", "https://x.org/1")),
    ],
)  # fmt: skip
def test_link(text: str, expected: tuple[str, str, str]) -> None:
    assert links(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "`[a](https://x.org)`",
        "```\n[a](https://x.org)\n```",
        "    [a](https://x.org)",
        "<!-- [a](https://x.org) <a href='https://x.org'> -->",
        "text <!-- <a href='https://x.org'> --> text",
        "[a [ https://x.org/1",  # cmark-gfm has no bare link after an open bracket
        "<a name='here'></a>",
        "[a]: https://x.org/unused",
        "<a href='x.html",
    ],
)
def test_no_link(text: str) -> None:
    assert links(text) == []


@pytest.mark.parametrize(
    ("text", "shown", "url"),
    [
        ("See www.example.org/a_(b).", "www.example.org/a_(b)", "http://www.example.org/a_(b)"),
        ("Ask someone@example.org.", "someone@example.org", "mailto:someone@example.org"),
        ("*xmpp:me@example.org/x*", "xmpp:me@example.org/x", "xmpp:me@example.org/x"),
    ],
)
def test_bare_links_without_a_web_url(text: str, shown: str, url: str) -> None:
    document = parse(text)
    (link,) = document.links
    assert (link.kind, link.text, link.url) == ("bare", shown, url)
    assert document.slice(link.span) == document.slice(link.url_span) == shown


def test_image_inside_a_link_gives_both() -> None:
    assert links("[![a](https://x.org/a.svg) b](https://x.org)") == [
        ("inline", "b", "https://x.org"),
        ("image", "a", "https://x.org/a.svg"),
    ]


@pytest.mark.parametrize(
    ("text", "whole", "url"),
    [
        ("go [a](https://x.org/1) on", "[a](https://x.org/1)", "https://x.org/1"),
        ("go [a](<https://x.org/1> 't')", "[a](<https://x.org/1> 't')", "https://x.org/1"),
        ("go [a](\nhttps://x.org/1)", "[a](\nhttps://x.org/1)", "https://x.org/1"),
        ("go ![a](https://x.org/1)", "![a](https://x.org/1)", "https://x.org/1"),
        ("go <https://x.org/1> on", "<https://x.org/1>", "https://x.org/1"),
        ("go https://x.org/1, on", "https://x.org/1", "https://x.org/1"),
        ("[a][b]\n\n[b]:\n  https://x.org/1", "[a][b]", "https://x.org/1"),
        ("> [a][b]\n>\n> [b]: <https://x.org/1>", "[a][b]", "https://x.org/1"),
        ("1. go\n   [a](https://x.org/1)", "[a](https://x.org/1)", "https://x.org/1"),
        ("go <a href = 'https://x.org/1'>", "<a href = 'https://x.org/1'>", "https://x.org/1"),
        ("## go [a](https://x.org/1) ##", "[a](https://x.org/1)", "https://x.org/1"),
        ("Go [a](https://x.org/1)\n=====", "[a](https://x.org/1)", "https://x.org/1"),
        ("|x|\n|-|\n|\\| [a](https://x.org/1)|", "[a](https://x.org/1)", "https://x.org/1"),
        ("|x|\n|-|\n|[a\\|b](https://x.org/\\|)|", "[a\\|b](https://x.org/\\|)", "https://x.org/\\|"),
        ("漢字🎉 [é](https://x.org/1)", "[é](https://x.org/1)", "https://x.org/1"),
        ("\t- x\n\n\t  [a](https://x.org/1)", None, None),
    ],
)  # fmt: skip
def test_link_spans(text: str, whole: str | None, url: str | None) -> None:
    document = parse(text)
    found = [(document.slice(link.span), document.slice(link.url_span)) for link in document.links]
    assert found == ([(whole, url)] if whole else [])


def test_reference_whose_definition_is_split_over_markers_points_to_its_use() -> None:
    link = only("> [a]\n>\n> [a]:\n> https://x.org/1")
    assert link.url_span.line in (1, 4)


def test_line_endings_and_byte_order() -> None:
    for ending in ("\n", "\r\n", "\r"):
        document = parse(f"# A{ending}{ending}[a](https://x.org)\u2028b{ending}")
        assert document.lines == ("# A", "", "[a](https://x.org)\u2028b", "")
        assert document.links[0].span.line == 3


def test_headings() -> None:
    document = parse("# A *b* `c`\n\nD [e](f)\n---\n\n###### G #\n\n> ## H\n")
    assert [(heading.level, heading.text) for heading in document.headings] == [
        (1, "A b c"),
        (2, "D e"),
        (6, "G"),
        (2, "H"),
    ]
    assert [heading.span.line for heading in document.headings] == [1, 3, 6, 8]


TABLE = """\
## Papers

| **Paper** | Venue |
|:--|--:|
| A \\| B | [x](https://x.org) | more |
|  `c|d`
"""


def test_table() -> None:
    (table,) = parse(TABLE).tables
    assert [cell.text for cell in table.header.cells] == ["Paper", "Venue"]
    assert [[cell.source for cell in row.cells] for row in table.rows] == [
        ["A \\| B", "[x](https://x.org)", "more"],
        ["`c", "d`"],
    ]
    assert table.rows[0].cells[0].text == "A | B"
    assert table.rows[0].cells[1].links[0].url == "https://x.org"
    assert table.section is not None
    assert table.section.text == "Papers"
    assert (table.span.line, table.span.end_line) == (3, 6)


@pytest.mark.parametrize("prefix", ["", "> ", "- ", "   ", "> 1. "])
def test_table_in_a_container(prefix: str) -> None:
    rest = prefix if ">" in prefix and "1" not in prefix else prefix.replace("1.", "  ")
    rest = rest.replace("-", " ")
    text = f"{prefix}| a | b |\n{rest}|---|---|\n{rest}| c | d |\n"
    document = parse(text)
    (table,) = document.tables
    for row in (table.header, *table.rows):
        for cell in row.cells:
            assert document.slice(cell.span) == cell.source
    assert [cell.source for cell in table.rows[0].cells] == ["c", "d"]


def test_table_in_details() -> None:
    text = "<details><summary>x</summary>\n<p>\n\n|a|\n|-|\n|b|\n\n</p>\n</details>"
    assert len(parse(text).tables) == 1


def test_prose_hides_what_is_no_literal_text() -> None:
    (prose,) = parse("a `b` [c](d) \\[ &amp; <i>e</i> https://x.org ![f](g)").prose
    hidden = "\N{OBJECT REPLACEMENT CHARACTER}"
    shown = "a /// ////// \\/ ///// ///e//// https://x.org ///////"
    assert prose.text == shown.replace("/", hidden).replace(f"https:{hidden}{hidden}x", "https://x")


def test_prose_keeps_its_columns_where_a_cell_escapes_a_pipe() -> None:
    document = parse("|x|\n|-|\n|a\\|b \\| c|")
    prose = document.prose[-1]
    hidden = "\N{OBJECT REPLACEMENT CHARACTER}"
    assert prose.text == f"a{hidden}|b {hidden}| c"
    assert document.slice(prose.span) == "a\\|b \\| c"


def test_suppressions() -> None:
    document = parse(
        "a <!-- awesome-lint-disable-line venue-typo, link-dead -- it is -- fine -->\n\n"
        "<!-- awesome-lint-disable-file -->\n\n"
        "`<!-- awesome-lint-disable-line -->` <!-- something else -->\n\n"
        "|x|\n|-|\n| y <!--awesome-lint-enable--> |\n"
    )
    found = [(each.directive, each.rules, each.reason) for each in document.suppressions]
    assert found == [
        ("disable-line", ("venue-typo", "link-dead"), "it is -- fine"),
        ("disable-file", (), ""),
        ("enable", (), ""),
    ]
    spans = [document.slice(each.span) for each in document.suppressions]
    assert spans[2] == "<!--awesome-lint-enable-->"


def test_nul_and_deep_nesting_do_no_harm() -> None:
    assert parse("a\0[b](c)").links[0].url == "c"
    assert parse("> " * 300 + "a").lines
    assert parse("[" * 3000 + "a").links == ()


@pytest.mark.parametrize("character", ["\x85", "\x1c", "\u2028", "\x0c", "\xa0"])
def test_a_first_line_that_only_python_calls_blank(character: str) -> None:
    document = parse(f"{character}\n[a](b)\n")
    assert [document.slice(link.span) for link in document.links] == ["[a](b)"]
