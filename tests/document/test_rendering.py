"""The Document in comparison with GitHub's renderer: same tables, rows, cells and links."""

import re
from urllib.parse import unquote

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from awesome_lint.text.table_syntax import split_cells
from document_checks import assert_as_rendered, assert_spans_slice_back
from effort import times
from linting import parse
from rendering import Rendered, html

# Contents of cells, and texts that might end a row.
PIECES = st.sampled_from(
    ["a", "b c", "|", "\\|", "\\", "`", "``", "$", " ", "\t", "[x](y)", "[", "](", "*", "é", "漢"]
)
CELLS = st.lists(PIECES, max_size=8).map("".join)
MARKDOWN = st.lists(
    st.sampled_from(
        [
            "a",
            "B",
            " ",
            "  ",
            "\n",
            "\n\n",
            "\t",
            "é",
            "🎉",
            "*",
            "**",
            "_",
            "`",
            "```\n",
            "[",
            "]",
            "(",
            ")",
            "](",
            "![",
            "<",
            ">",
            "<b>",
            "</b>",
            "<!--",
            "-->",
            "<a href='u'>",
            '<img src="v">',
            "\\",
            "|",
            "\\|",
            "|a|b|\n|-|-|\n|c|d|e|\n",
            "> ",
            "- ",
            "1. ",
            "# ",
            "---\n",
            "https://x.org/a_(b)",
            "<https://y.org>",
            "[x](<u v> 't')",
            "[r]",
            "[r]: /w\n",
            "[^a]",
            "\n[^a]: ",
            "$",
            "$$",
            "&amp;",
            "&#0;",
            "\0",
            "\r\n",
            "\u2028",
            "\ufeff",
            "www.z.org",
        ]
    ),
    max_size=30,
).map("".join)


def test_split_counts_cells_as_the_renderer_does() -> None:
    # The renderer drops cells beyond the header, so a wide header is used.
    columns = 40

    @given(CELLS)
    @example("| a | b")
    @example("||a|")
    @example("a\\\\|b")
    @example("`a|b`")
    def check(row: str) -> None:
        header = "|h" * columns + "|\n" + "|-" * columns + "|\n"
        rendered = Rendered(f"{header}{row} x|y\n")
        document = parse(f"{header}{row} x|y\n")
        if rendered.tags["td"]:
            html_cells = [cell.text for cell in document.tables[0].rows[0].cells]
            assert rendered.tags["td"] == columns
            assert len(html_cells) == len(split_cells(f"{row} x|y"))

    check()


@given(st.lists(CELLS, min_size=1, max_size=4))
def test_surplus_cells_are_those_that_the_renderer_drops(cells: list[str]) -> None:
    row = f"|{'|'.join(cells)} |END|"
    width = len(split_cells(row))
    shown = "|h" * width + "|\n" + "|-" * width + f"|\n{row}\n"
    cut = "|h" * (width - 1) + "|\n" + "|-" * (width - 1) + f"|\n{row}\n"
    assert parse(shown).tables[0].rows[0].cells[-1].source == "END"
    assert "END" in html(shown)
    if width > 1:
        assert "END" not in html(cut)


@given(MARKDOWN)
@example("[a](b\n> c)")
@example("- [r]\n\n> [r]: /w")
@example("|a|\n|-|\n|`\\|`[x](\\|)|")
def test_every_span_slices_back_to_its_own_text(text: str) -> None:
    assert_spans_slice_back(parse(text))


@given(st.text(max_size=200))
def test_no_text_is_invalid(text: str) -> None:
    assert_spans_slice_back(parse(text))


@pytest.mark.parametrize(
    "text",
    [
        "[[Link(https://x.org/1)",
        "[PDF: https://x.org/1]",
        "[a [b](https://x.org/1) c](https://x.org/2)",
        "[x](https://x.org/1",
        "[x] (https://x.org/1)",
        "> |a|b|\n> |-|-|\n> |[x](https://x.org/1)|`|`|c|\n",
        "- |a|\n  |-|\n  |b|\n\n      |no|\n      |-|\n",
        "<details>\n\n|a|\n|-|\n|b|\n\n</details>\n\n<p>\n|no|\n|-|\n</p>\n",
        "[a]: https://x.org/1\n\n[a] [b][a] ![c][a]\n",
    ],
)
def test_shapes_render_as_they_are_read(text: str) -> None:
    assert_as_rendered(parse(text))


FOOTNOTES = st.lists(
    st.sampled_from(
        [
            *"[^1] [^2] [^A] [^a] [^x] [^ [ ] ]( (u) ! ^ a \\ ** `c` [b](c) ![d](e) https://x.org".split(),
            *"[r] [^1](u) [^1][r] ![^1] a<b> &amp; | # -".split(),
            *("[^1]: ", "\n[^1]: ", "\n\n[^1]: ", "\n\n[^2]: ", "\n> [^2]: ", "\n- [^a]: "),
            *("\n", "\n\n", "\n    ", "\n\n    ", "\n\n        ", "\n> ", "\n# ", "\n```\n"),
            "\n\n    |[^1]|f|\n    |-|-|\n    |g|[^2]|[^1]|[h](i)|\n",
            "\n\n[^2]: a\n  \n    [j](k)",
            "\n\n[^2]: a\n        \n    [j](k)",
        ]
    ),
    max_size=14,
).map("".join)


@settings(max_examples=times(60))
@given(FOOTNOTES, st.booleans())
@example("[^1]:          [b](c)\n\n[^1]", True)
@example("> [^1]: a\n>\n>     [b](c)", True)
@example("- [^1]: a\n\n      [b](c)", True)
@example("[^1]: [^2]: [b](c)\n", True)
@example("[^1]: a\nlazy [b](c)\n\n    [d](e)", True)
@example("text\n[^1]: [b](c)", True)
@example("|a|\n|-|\n[^1]: |[b](c)|", True)
@example("[^ 1 ] [^1", False)
@example("[^a [^b](c)] [^![b](c)]", False)
def test_footnotes_are_those_of_the_renderer(text: str, cited: bool) -> None:
    document = f"{text}\n\n[r]: /w\n\n" + "[^1] [^2] [^A]\n" * cited
    assume(not KNOWN_TO_DIFFER.search(document))
    assert_as_rendered(parse(document))
    assert_spans_slice_back(parse(document))


# Items of lists that start with a blank line; labels of two lines, of which the renderer drops one;
# a footnote that continues without indentation, and then with it.
KNOWN_TO_DIFFER = re.compile(
    r"^[ >]*-[ \t]*$|\[\^[^\]\n]*\n[^\]]*\]|^ {0,3}[^ \n][^\n]*\n {1,3}\n {4}", re.MULTILINE
)


def test_footnotes_that_are_known_to_differ() -> None:
    text = "[^1]: a\nlazy\n  \n    [b](c)\n\n[^1]"
    assert [link.url for link in parse(text).links] == ["c"]
    assert not Rendered(text).links


WORDS = st.sampled_from(
    "a||漢|`x`|**b**|<b>e</b>|<!-- f -->|-|&amp;|[x](https://x.org/1)|https://x.org/2|![x](y.png)"
    "|[r]|<https://x.org/3>|[x".split("|")
) | st.sampled_from(["`a|b`", "c\\|d", "$g|h$"])


@st.composite
def table_lines(draw: st.DrawFn) -> str:
    """Draw a table, which GitHub may render or not. Blank lines are drawn elsewhere."""
    columns = draw(st.integers(1, 4))
    cells = st.lists(WORDS, min_size=1, max_size=5).map(" | ".join)
    header = draw(st.lists(WORDS, min_size=columns, max_size=columns).map(" | ".join))
    delimiters = draw(
        st.lists(
            st.sampled_from(["---", "-", ":--", ":-:", "--:"] * 4 + ["", "—", "- -", "-:-"]),
            min_size=columns,
            max_size=columns + draw(st.sampled_from([0] * 5 + [1])),
        ).map("|".join)
    )
    rows = draw(st.lists(cells, max_size=4))
    closed = draw(st.sampled_from(["|", ""]))
    lines = [f"| {line}{closed}" for line in (header, delimiters, *rows)]
    stray = draw(
        st.sampled_from(["", "", "", "<!-- x -->", "<br>", "</p>", "> q", "- i", "# h", "|"])
    )
    if stray:
        lines.insert(draw(st.integers(2, len(lines))), stray)
    margin = draw(st.sampled_from(["", "", "", " ", "> ", "  "]))
    return "".join(f"{margin}{line}\n" for line in lines)


TABLES = st.lists(
    st.one_of(
        table_lines(),
        st.sampled_from(["text\n", "- item\n", "1. item\n\n", "<details>\n", "<p>\n", "</p>\n"]),
        st.sampled_from(
            ["\n", "<br>\n", "# h\n", "[r]: /w\n\n", "```\n", "<!--\n", "-->\n", "---\n"]
        ),
    ),
    max_size=6,
).map("\n".join)


@settings(max_examples=times(60))
@given(TABLES)
@example("| a |\n---\n")
@example("- a | b\n|---|---|\n")
@example("| a |\n|---|\n|\n")
@example("| a |\n|---|\n<br>\n| b |\n")
@example("text\n| a |\n|---|\n</p>\n")
# The header of one column needs no pipe.
@example("text\n|---|\n")
# A paragraph is tried as a header only once.
@example("| a |\n|---|---|\n| b | c |\n|---|---|\n")
# A header may be a lazy continuation line of a quote, and be indented like code.
@example("> q\n| a | b |\n> |---|---|\n")
@example("text\n     | a | b |\n|---|---|\n")
@example("> q\n> | a | b |\n|---|---|\n")
def test_generated_tables_render_as_they_are_read(text: str) -> None:
    assume(not text.startswith("---"))  # front matter, which cmark-gfm does not know
    assert_as_rendered(parse(text))


@pytest.mark.parametrize(
    ("text", "read", "rendered"),
    [
        # A link definition may be the header of one column.
        ("[r]: /w\n|---|\n", 0, 1),
    ],
)
def test_tables_that_are_known_to_differ(text: str, read: int, rendered: int) -> None:
    assert len(parse(text).tables) == read
    assert Rendered(text).tags["table"] == rendered


@pytest.mark.parametrize(
    ("text", "read", "rendered"),
    [
        # Parentheses of a definition need not be balanced.
        ("[r]: a(b\n\n[r]", [], ["a(b"]),
        # An HTML declaration starts with a capital letter.
        ("<!a [x](y)", [], ["y"]),
    ],
)
def test_links_that_are_known_to_differ(text: str, read: list[str], rendered: list[str]) -> None:
    assert [link.url for link in parse(text).links] == read
    assert [unquote(url) for _, url in Rendered(text).links] == rendered


BARE = st.lists(
    st.sampled_from(
        [
            *"https:// HTTP:// ftp:// xhttp:// :// www. www.x.org xwww.x.org WWW.x.org".split(),
            *"x.org a_b.x.org x_y a@b.org @b.org @ mailto: xmpp: Mailto: 1 [x](y) ![x](y)".split(),
            *"/ /a ?b=c #d . , ; : ! ' \" * ** _ ~ ~~ ( ) [ ] ]( { } < > - + ` <b> </a>".split(),
            *"& &amp; &x; &#64; \\ \\@ \\_ é 。 ）".split(),
            *(" ", "\n", "  \n", "\\\n"),
        ]
    ),
    max_size=12,
).map("".join)


@settings(max_examples=times(60))
@given(BARE)
@example("https://x.org/a)). b")
@example("(https://x.org/(a)) b")
@example("https://x.org/a&amp;. b")
@example("[https://x.org/a b")
@example("https://a_b.x.org https://a.x_y.org https://x_y")
@example("https://x.org\xa0\n\n# https://x.org\u3000\n\n")
@example("http://é_r http://x\u3000y")
@example("www.x.org, (www.y.org) *www.z.org* xwww.x.org -www.x.org WWW.x.org")
@example("www._a.x.org www.a._b.x.org www.a.b._x www. www.. www.x_y")
@example("[www.x.org](y) [www.x.org ![www.x.org](y)")
@example("a@b.org, mailto:a@b.org xmpp:a@b.org/c http:a@b.org x/a@b.org a@b a@b.c1 a@b.c_")
@example("a@b.c@d a@@b.org a&#64;b.org a\\@b.org *a*@b.org _a@b.org_ a_b_@c.org [a@b.org](c)")
@example("<https://x.org/?a&amp;b> <a@b.org> `a@b.org` <a href='u'>a@b.org https://x.org</a>")
def test_bare_links_are_those_of_the_renderer(text: str) -> None:
    assert_as_rendered(parse(f"a {text} b"))
    assert_spans_slice_back(parse(f"a {text} b"))


BRACKETS = st.lists(
    st.sampled_from(
        [
            *"a [ [ ] ] ![ ( ) ]( ](b) ](<b>) ](b'c') [] [a] [r] [q][r] ` `` \\ \\] * _ <".split(),
            *"> <i> <https://x.org> &amp; ' \" ^ [a](b) ![a](b) [a][] [\\]](b)".split(),
            *(" ", "\n", "(b (c) d)", "( b )", "](b 'c')"),
        ]
    ),
    max_size=16,
).map("".join)


@settings(max_examples=times(60))
@given(BRACKETS)
@example("[a](b [c](d) [e]")
@example("![^](b) ![^a]")
@example("[[a](b) c](d) [[a](b) [c] d](e)")
@example("[![a [b](c)](d)](e)")
@example("[a [b](c) [d](e) ![f](g)](h)")
@example("[[a]][r] [q[r]] [q][] [r][] [r][q] [ r\n]")
@example("[a](b(c) [a](b(c)) [a](()) [a](<b\\>>) [a](<b><c>)")
def test_brackets_are_those_of_the_renderer(text: str) -> None:
    document = f"a {text} b\n\n[r]: /w\n"
    assert_as_rendered(parse(document))
    assert_spans_slice_back(parse(document))
