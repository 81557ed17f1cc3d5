"""Markdown links in HTML blocks, which link-malformed reports."""

import pytest

from linting import fixed, lint, messages, parse
from rendering import Rendered, html

RULE = "link-malformed"
WHY = "Markdown is not parsed inside an HTML block"


@pytest.mark.parametrize(
    ("text", "expected", "corrected"),
    [
        (
            "<details><summary>a</summary>\n- [b](https://x.org/1)\n</details>\n",
            f"2:3 GitHub does not render `[b](https://x.org/1)` as a link: {WHY}",
            '<details><summary>a</summary>\n- <a href="https://x.org/1">b</a>\n</details>\n',
        ),
        (
            "<table><tr>\n<td>[b](https://x.org/1)</td>\n<td>[c](#c)</td>\n</tr></table>\n",
            (
                f"2:5 GitHub does not render `[b](https://x.org/1)` as a link (and 1 more below):"
                f" {WHY}"
            ),
            """<table><tr>\n<td><a href="https://x.org/1">b</a></td>
<td><a href="#c">c</a></td>\n</tr></table>\n""",
        ),
        (
            '<p>\n![a "b"](https://x.org/1.png)\n</p>\n',
            f'2:1 GitHub does not render `![a "b"](https://x.org/1.png)` as an image: {WHY}',
            '<p>\n<img src="https://x.org/1.png" alt="a &quot;b&quot;">\n</p>\n',
        ),
        (
            '<p>[[a](/b"c)]</p>\n',
            f'1:5 GitHub does not render `[a](/b"c)` as a link: {WHY}',
            '<p>[<a href="/b%22c">a</a>]</p>\n',
        ),
        (
            "<p>[**a**](https://x.org/1)</p>\n",
            f"1:4 GitHub does not render `[**a**](https://x.org/1)` as a link: {WHY}",
            None,
        ),
        (
            "<p>[![a](https://x.org/1.svg)](https://x.org/2)</p>\n",
            f"1:5 GitHub does not render `![a](https://x.org/1.svg)` as an image: {WHY}",
            None,
        ),
    ],
)
def test_link_in_html(text: str, expected: str, corrected: str | None) -> None:
    (found,) = lint(text, RULE)
    assert f"{found.span.line}:{found.span.column} {found.message}" == expected
    assert "](" in html(text)
    if corrected is None:
        assert found.fix is None
    else:
        corrected_text = fixed(text, [found])
        assert corrected_text == corrected
        assert messages(corrected_text, RULE) == []
        assert Rendered(corrected_text).links.total() == text.count("](")


@pytest.mark.parametrize(
    "text",
    [
        "<details>\n\n[b](https://x.org/1)\n\n</details>\n",
        "<!--\n[b](https://x.org/1)\n-->\n",
        "<div>\n<!-- [b](https://x.org/1) -->\n</div>\n",
        "<pre>\n[b](https://x.org/1)\n</pre>\n",
        "<div><code>[b](https://x.org/1)</code></div>\n",
        "<div title='[b](https://x.org/1)'>a</div>\n",
        "<div>a[0](x) [b]() [c]</div>\n",
        "<div><script>[b](https://x.org/1)\n",
        "<b>[b](https://x.org/1)</b>\n",
        "<div>\n<!-- [b](https://x.org/1)\n</div>\n",
    ],
)
def test_silence(text: str) -> None:
    assert messages(text, RULE) == []


def test_links_of_a_table_that_is_reported_are_not_reported_again() -> None:
    text = "<p>\n| a | b |\n|---|---|\n| [c](https://x.org/1) | d |\n</p>\n"
    assert messages(text, RULE) == []
    assert len(messages(text, "table-not-rendered")) == 1


def test_text_of_html_has_its_position() -> None:
    document = parse("> <div>\n>   a <b>b</b>\n> </div>\n")
    (block,) = document.blocks
    assert block.kind == "html"
    assert [document.slice(prose.span) for prose in block.prose] == [
        "<div>",
        "a <b>b</b>",
        "</div>",
    ]
    assert block.prose[1].text.replace("\N{OBJECT REPLACEMENT CHARACTER}", "~") == "a ~~~b~~~~"
