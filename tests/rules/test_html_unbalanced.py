"""Tags without their counterpart, reported if the effect is visible."""

import pytest

from linting import fixed, lint, messages, parse

RULE = "html-unbalanced"
BOLD = "the text after it is bold as well"
CENTRED = "everything after it is centered as well"
FOLDED = "everything after it is collapsed as well"
SUMMARY = "everything after it becomes part of the clickable line"
UP_TO_DETAILS = "everything up to `</details>` becomes part of the clickable line"
INSIDE = "everything after it is inside the `<div>` as well"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<details>\n\nx\n", [f"1:1 `<details>` is never closed: {FOLDED}"]),
        ("<DETAILS open>\nx\n", [f"1:1 `<DETAILS open>` is never closed: {FOLDED}"]),
        (
            "<details>\n\n<details>\n\nx\n\n</details>\n",
            [f"1:1 `<details>` is never closed: {FOLDED}"],
        ),
        (
            "<details><summary>a</details>\n\n<details><summary>b</summary>\n\n</details>\n",
            [f"1:10 `<summary>` is never closed: {UP_TO_DETAILS}"],
        ),
        ("x\n\n</details>\n", ["3:1 `</details>` closes nothing: no `<details>` is open here"]),
        ("<div>\n</div>\n</div>\n", ["3:1 `</div>` closes nothing: no `<div>` is open here"]),
        (
            "</table><table>\n",
            [
                "1:1 `</table>` closes nothing: no `<table>` is open here",
                "1:9 `<table>` is never closed: everything after it is mixed into the table",
            ],
        ),
        ("<div align='center'>\n", [f"1:1 `<div align='center'>` is never closed: {CENTRED}"]),
        ("<center>\n", [f"1:1 `<center>` is never closed: {CENTRED}"]),
        (
            "<ul><li>a<ul><li>b</ul>\n",
            ["1:1 `<ul>` is never closed: everything after it is indented as well"],
        ),
        (
            "- **H<sup>3</sup>** and H<sup>3 [x](y)\n",
            ["1:26 `<sup>` is never closed: the text after it is superscript as well"],
        ),
        ("a <b>b\n\nc\n", [f"1:3 `<b>` is never closed: {BOLD}"]),
        ("- a <b>b\n- c</b>\n", [f"1:5 `<b>` is never closed: {BOLD}"]),
        ("[<b>a](b)\n", [f"1:2 `<b>` is never closed: {BOLD}"]),
        ("<b>a<b/>\n", [f"1:1 `<b>` is never closed: {BOLD}"]),
        (
            "<a href='x'>b\n",
            ["1:1 `<a href='x'>` is never closed: the text after it becomes part of the link"],
        ),
        (
            "<b>a<b> c\n",
            [f"1:5 `<b>` opens a second `<b>` instead of closing the first: {BOLD}"],
        ),
        (
            "<summary>\na\n<summary>\n",
            [f"3:1 `<summary>` opens a second `<summary>` instead of closing the first: {SUMMARY}"],
        ),
        (
            "- A<details><summary>a</details>\n\n- B<details><summary>b</details>\n",
            [
                f"1:13 `<summary>` is never closed: {UP_TO_DETAILS}",
                f"3:13 `<summary>` is never closed: {UP_TO_DETAILS}",
            ],
        ),
        (
            "- <details><summary>a</details> <details><summary>b</details>\n",
            [
                f"1:12 `<summary>` is never closed: {UP_TO_DETAILS}",
                f"1:42 `<summary>` is never closed: {UP_TO_DETAILS}",
            ],
        ),
        (
            "<div>\n<div>\n",
            [f"1:1 `<div>` is never closed: {INSIDE}", f"2:1 `<div>` is never closed: {INSIDE}"],
        ),
        (
            "<b>a<b> <b>c\n",
            [
                f"1:5 `<b>` opens a second `<b>` instead of closing the first: {BOLD}",
                f"1:9 `<b>` is never closed: {BOLD}",
            ],
        ),
    ],
)
def test_unbalanced(text: str, expected: list[str]) -> None:
    assert messages(text, RULE) == expected
    assert {found.severity for found in lint(text, RULE)} == {"warning"}


@pytest.mark.parametrize(
    "text",
    [
        "<details>\n<summary>a</summary>\n\n- b\n\n</details>\n",
        "<DETAILS><Summary>a</SUMMARY></details >\n",
        "- a\n  <details>\n\n  b\n\n</details>\n",
        "- <details><summary>a</summary>\n\n  b\n\n  </details>\n",
        "|a|\n|-|\n|<details><summary>b</summary>c</details>|\n",
        "<p align='center'>\n<p>\na</p >\n",
        "<table><tr><td>a<tr><td>b</table>\n",
        "<ul><li>a<li>b</ul>\n",
        "a<br> </br><hr><img src='b'>\n",
        "<a name='b'/>\n\n<a id='c'>\n\n<a name='d'></a>\n",
        "a</b></i></span> c</p>\n",
        "<span>a\n",
        "<b>\n\na\n\n</b>\n",
        "<b>a\nb</b>\n",
        "- <b>a\n  b</b>\n",
        "`<details>` <!-- <details> -->\n\n```\n<div>\n```\n\n    <div>\n\n<!--\n<div>\n-->\n",
        "\\<details> &lt;div> <details\n",
        "|a|\n|-|\n|b|<b>c|\n",
        "<div/>\n",
        "a < b and c > d\n",
    ],
)
def test_balanced(text: str) -> None:
    assert messages(text, RULE) == []


LOW = "the text after it is subscript as well"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Formatting continues after items, paragraphs, headings and `<div>`.
        ("- a <i>b\n- c\n", ["1:5 `<i>` is never closed: the text after it is italic as well"]),
        ("# a <b>b\n\nc\n", [f"1:5 `<b>` is never closed: {BOLD}"]),
        ("<div><b>a</div>\n\nb\n", [f"1:6 `<b>` is never closed: {BOLD}"]),
        ("<b>a\n\n<table><tr><td>b</td></tr></table>\n", [f"1:1 `<b>` is never closed: {BOLD}"]),
        # Only the end of the page ends this one.
        ("<sub>\n\na\n", [f"1:1 `<sub>` is never closed: {LOW}"]),
        # It ends with its cell, item or element, which is too late.
        (
            "- CO<sub>2 on ice [[Paper](https://example.org)]\n",
            [f"1:5 `<sub>` is never closed: {LOW}"],
        ),
        ("|a|\n|-|\n|<b>Ice<br>Robots|\n", [f"3:2 `<b>` is never closed: {BOLD}"]),
        ("|a|\n|-|\n|<b>Ice [Code](b)|\n", [f"3:2 `<b>` is never closed: {BOLD}"]),
        ("|a|\n|-|\n|<b>Ice ![c](b)|\n", [f"3:2 `<b>` is never closed: {BOLD}"]),
        (
            "<table><tr><td><b>Ice<br>Robots<td>c</table>\n",
            [f"1:16 `<b>` is never closed: {BOLD}"],
        ),
        (
            "<p><sub>Ice <a href='b'>Code</a></p>\n\nc\n",
            [f"1:4 `<sub>` is never closed: {LOW}"],
        ),
        (
            "|a|\n|-|\n|x<sub>2<sub> y|\n",
            [f"3:9 `<sub>` opens a second `<sub>` instead of closing the first: {LOW}"],
        ),
        (
            "- <ins>ICRA 2024/ins>\n",
            ["1:3 `<ins>` is never closed: the text after it is underlined as well"],
        ),
    ],
)
def test_text_that_runs_on(text: str, expected: list[str]) -> None:
    assert messages(text, RULE) == expected


ENDED = "is never closed: browsers close it at the end of"
OTHERS = "but other HTML renderers may not"


@pytest.mark.parametrize(
    ("text", "tags", "what"),
    [
        # Cells end all elements that are open in them.
        ("|a|b|\n|-|-|\n|<b>Ice|c|\n|d|e|\n\nf\n", ["<b>"], "the cell"),
        ("|a|b|\n|-|-|\n|<a href='b'>Ice|c|\n", ["<a href='b'>"], "the cell"),
        ("|a|b|\n|-|-|\n|CO<sub>2|H<sub>2|\n", ["<sub>", "<sub>"], "the cell"),
        ("|a|\n|-|\n|<b>b|\n|</b>|\n", ["<b>"], "the cell"),
        ("|a|\n|-|\n|<b><br>[Ice](b) [Code](c)<br>|\n", ["<b>"], "the cell"),
        ("|a|\n|-|\n|<b>Ice <!-- [b](c) -->|\n", ["<b>"], "the cell"),
        (
            "<table><tr><td><b>Ice<td>c<tr><td><i>d</td></tr></table>\n\ne\n",
            ["<b>", "<i>"],
            "the enclosing `<td>`",
        ),
        (
            "<table><tr><td>\n\n<b>Ice\n\n</td></tr></table>\n\nd\n",
            ["<b>"],
            "the enclosing `<td>`",
        ),
        (
            "<table><tr><td><table><tr><th><b>Ice</table>b<br>c</table>\n",
            ["<b>"],
            "the enclosing `<th>`",
        ),
        # All elements except formatting end with the item, paragraph, link or element as well.
        ("- CO<sub>2\n- a\n", ["<sub>"], "the paragraph"),
        ("- a <ins>ICRA 2024\n\n  b\n", ["<ins>"], "the paragraph"),
        ("# CO<sub>2\n\na\n", ["<sub>"], "the paragraph"),
        ("<sup>a\n\nb\n", ["<sup>"], "the paragraph"),
        ("- [CO<sub>2 on ice](https://example.org/co2) and more\n", ["<sub>"], "the link"),
        (
            "- [CO<sub>2 on ice][ice] and more\n\n[ice]: https://example.org/co2\n",
            ["<sub>"],
            "the link",
        ),
        ("- **H<sup>3**: [a](b)\n", ["<sup>"], "the emphasis"),
        ("- *H<sub>2*, [a](b)\n", ["<sub>"], "the emphasis"),
        ("<p align='center'><sub>Ice</p>\n\nb\n", ["<sub>"], "the enclosing `<p>`"),
        ("<ul><li><sub>Ice<li>b</ul>\n", ["<sub>"], "the enclosing `<li>`"),
        # So do blocks.
        (
            "<details><summary>a</summary><ul>\n\n- b\n\n</details>\n",
            ["<ul>"],
            "the enclosing `<details>`",
        ),
    ],
)
def test_what_ends_where_it_should_is_only_noted(text: str, tags: list[str], what: str) -> None:
    found = lint(text, RULE)
    assert [each.message for each in found] == [f"`{tag}` {ENDED} {what}, {OTHERS}" for tag in tags]
    assert {each.severity for each in found} == {"info"}


def test_a_slash_that_nobody_misses() -> None:
    (found,) = lint("|a|\n|-|\n|x<sub>2<sub>|\n", RULE)
    assert found.severity == "info"
    assert found.message == (
        f"`<sub>` opens a second `<sub>` instead of closing the first: browsers close both,"
        f" {OTHERS}"
    )


@pytest.mark.parametrize(
    ("text", "advice", "corrected"),
    [
        ("- a, <ins>b/ins> c\n", "Write `</ins>` instead of `/ins>`", "- a, <ins>b</ins> c\n"),
        ("<div>a<div>\n", "Write `</div>`", "<div>a</div>\n"),
        ("<summary>\na<SUMMARY>\n", "Write `</summary>`", "<summary>\na</summary>\n"),
        ("<b>a\n", "Write `</b>` where the element should end", "<b>a\n"),
        (
            "The <em> element\n",
            r"Write `</em>` where the element should end, or `\<em>` if readers should see it",
            "The <em> element\n",
        ),
        ("</div>\n", "Remove it, or write `<div>` where the element should start", "</div>\n"),
    ],
)
def test_what_to_do(text: str, advice: str, corrected: str) -> None:
    (found,) = lint(text, RULE)
    assert found.help == advice
    assert fixed(text, [found]) == corrected
    assert (found.fix is not None) == (corrected != text)
    assert bool(messages(corrected, RULE)) == (corrected == text)


def test_tags_know_their_container() -> None:
    document = parse("<b>\n\n- <i>x\n  - <u>y\n\n|a|\n|-|\n|<s>|<q>|\n\n> <em>\n")
    assert [(tag.name, tag.container) for tag in document.tags] == [
        ("b", 0),
        ("i", 3),
        ("u", 4),
        ("s", 8),
        ("em", 0),
    ]
    assert [document.slice(tag.span) for tag in document.tags] == [
        "<b>", "<i>", "<u>", "<s>", "<em>"
    ]  # fmt: skip


def test_tags_know_their_block() -> None:
    document = parse("# a <b>\n\nx <i>\ny\n\n|a|\n|-|\n| <s>z |\n\n<p>\n")
    blocks = [tag.block and document.slice(tag.block) for tag in document.tags]
    assert blocks == ["a <b>", "x <i>\ny", "<s>z", None]


def test_a_link_that_another_one_was_to_close() -> None:
    (found,) = lint('see <a href="https://example.org">ice<a> here\n', "html-unbalanced")
    assert found.message == (
        "`<a>` opens a second `<a>` instead of closing the first: browsers close the link"
        " here, but other HTML renderers may not"
    )


SECOND_TABLE = (
    "`<table>` opens a second `<table>` instead of closing the first: everything after it is mixed"
    " into the table"
)


@pytest.mark.parametrize(
    ("text", "expected", "corrected"),
    [
        (
            "<table>\n<tr><td>a</td></tr>\n<table>\n\n## B\n",
            [f"3:1 {SECOND_TABLE}"],
            "<table>\n<tr><td>a</td></tr>\n</table>\n\n## B\n",
        ),
        (
            "<table>\n<tr><td>a</td></tr>\n<tr>\n<table>\n\n<table>\n<tr><td>b</td>\n</table>\n",
            [f"4:1 {SECOND_TABLE}"],
            "<table>\n<tr><td>a</td></tr>\n<tr>\n</table>\n\n<table>\n<tr><td>b</td>\n</table>\n",
        ),
        (
            "<table>\n<tr><td>a</td></tr>\n\n<table>\n<tr><td>b</td></tr>\n</table>\n",
            ["1:1 `<table>` is never closed: everything after it is mixed into the table"],
            None,
        ),
        (
            "<table>\n<tr><td>\n<table>\n<tr><td>b</td></tr>\n</table>\n</td></tr>\n</table>\n",
            [],
            None,
        ),
    ],
)
def test_table_opened_again(text: str, expected: list[str], corrected: str | None) -> None:
    assert messages(text, RULE) == expected
    if corrected is not None:
        assert fixed(text, lint(text, RULE)) == corrected
