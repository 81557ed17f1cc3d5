"""Footnotes: the parts that are parsed, and those that rules and fixes skip."""

import pytest

from linting import fixed, lint, messages, parse

DEFINITION = "[^1]: See [Paper](https://x.org/p)."


def urls(text: str) -> list[str]:
    return [link.url for link in parse(text).links]


def test_definition_is_no_link_reference_and_its_links_are_read() -> None:
    (link,) = parse(f"# L\n\nMade.[^1]\n\n{DEFINITION}\n").links
    assert (link.kind, link.text, link.url) == ("inline", "Paper", "https://x.org/p")
    assert (link.span.line, link.span.column) == (5, 11)


@pytest.mark.parametrize(
    "text",
    [
        "# L\n\nMade by hand.[^1]\n\n[^1]: Seriously.\n",
        f"# L\n\nMade by hand.[^1]\n\n{DEFINITION}\n",
        "# L\n\nMade.[^note]\n\n[^Note]: https://x.org/p\n\n    More at [x](https://x.org/q).\n",
        "# L\n\n| a | b |\n|---|---|\n| c[^1] | d[^2] |\n\n[^1]: e\n[^2]:\n    f\n",
        f"# L\n\n- a[^1]\n\n  {DEFINITION}\n\n> {DEFINITION.replace('1', '2')} [^2]\n",
        "# L\n\n- [Notes](#fn-1) [back](#fnref-1-2) [a](#user-content-fn-1) [b](#footnote-label)\n",
    ],
)
def test_footnotes_are_not_reported_and_not_fixed(text: str) -> None:
    assert messages(text) == []
    assert fixed(text, lint(text)) == text


def test_links_in_footnotes_are_checked_and_fixed() -> None:
    text = "Made.[^1]\n\n[^1]: [Paper](http://arxiv.org/pdf/2401.01236v1.pdf)\n"
    assert messages(text, "arxiv-url") == [
        "3:15 `http` is not encrypted, and arXiv also serves `https`"
    ]
    after = "Made.[^1]\n\n[^1]: [Paper](https://arxiv.org/pdf/2401.01236v1.pdf)\n"
    assert fixed(text, lint(text, "arxiv-url")) == after


def test_rows_that_github_cuts_are_reported_in_footnotes() -> None:
    text = "Made.[^1]\n\n[^1]: Table:\n\n    | a | b |\n    |---|---|\n    | c | d | LOST |\n"
    assert messages(text) == ["7:15 3 cells for 2 columns: GitHub drops `LOST`"]


def test_nothing_in_a_footnote_is_an_entry() -> None:
    text = (
        "# L\n\n- [A Title of Ice](https://x.org/1)[^1]\n\n"
        "[^1]: **A Title of Snow**, [pdf](https://x.org/2)\n\n"
        "    - [A Title of Frost](https://x.org/3)\n\n"
        "    | Title | Link |\n    |---|---|\n    | A Title of Rime | [x](https://x.org/4) |\n\n"
        "    # [A Title of Hail](https://x.org/5)\n\n"
        "- [A Title of Sleet](https://x.org/6)\n"
    )
    document = parse(text)
    assert [entry.title.text for entry in document.entries if entry.title] == [
        "A Title of Ice",
        "A Title of Sleet",
    ]
    # On GitHub, the heading of a footnote is below the list, so its section is empty.
    assert [entry.section.text for entry in document.entries if entry.section] == ["L", "L"]
    assert [link.url[-1] for link in document.links] == list("123456")
    assert [heading.text for heading in document.headings] == ["L", "A Title of Hail"]


def test_reference_is_no_text_of_a_title_or_heading() -> None:
    document = parse(
        "# News[^a]\n\n- [A Title of Ice][r][^b], ICML 2023[^a]\n\n[r]: /w\n[^a]: a\n[^b]: b"
    )
    assert document.headings[0].text == "News"
    assert document.headings[0].span.end_column == len("# News[^a]") + 1
    assert document.prose[0].text == "News\ufffc\ufffc\ufffc\ufffc"


@pytest.mark.parametrize("fragment", ["news1", "news", "all-of-it-2", "all-of-it-", "all-of-it"])
def test_heading_is_found_with_and_without_the_number_of_its_footnote(fragment: str) -> None:
    text = f"[a](#{fragment})\n\n# News[^b]\n\n# All of it [^a]\n\n[^a]: a\n[^b]: b"
    assert messages(text, "link-fragment") == []


def test_number_in_an_anchor_is_that_of_the_first_reference() -> None:
    # GitHub drops the cell beyond the header, and with it the reference.
    text = "| a |\n|---|\n| b[^3] | c[^2] |\n\n# News[^1] and [^3]\n\n[^1]: 1\n[^2]: 2\n[^3]: 3\n"
    assert parse(text).anchors[0].name == "news2-and-1"


def test_label_of_a_footnote_is_no_anchor() -> None:
    text = "[a](#newsnote)\n\n# News[^note]\n\n[^note]: a"
    (found,) = lint(text, "link-fragment")
    assert found.message.startswith("`#newsnote`: target not found")


def test_headings_of_footnotes_are_numbered_last() -> None:
    text = "a[^1]\n\n[^1]: # Ice\n\n    b\n\n# Ice\n\n[c](#ice-1)\n"
    assert [anchor.name for anchor in parse(text).anchors] == ["ice", "ice-1"]
    assert messages(text, "link-fragment") == []


@pytest.mark.parametrize(
    "text",
    [
        "[^1]: [a](https://x.org)",
        "a[^1]\n\n[^1]: b\n\n[^1]: [a](https://x.org)",
        "a[^2]\n\n[^1]: [a](https://x.org)\n[^2]: b",
        "|a|\n|-|\n|b|[^1]|\n\n[^1]: [a](https://x.org)",
        "`[^1]`\n\n[^1]: [a](https://x.org)",
        "[^see [^1]]\n\n[^1]: [a](https://x.org)",
        "[^1]: [a](https://x.org)[^[^1]]",
    ],
)
def test_definition_that_github_does_not_show_has_no_links(text: str) -> None:
    assert urls(text) == []


def test_suppression_in_a_footnote() -> None:
    text = (
        "a[^1]\n\n[^1]: <!-- awesome-lint-disable-next-line arxiv-url -->\n"
        "    [Paper](http://arxiv.org/pdf/2401.01236v1.pdf)\n"
    )
    assert messages(text, "arxiv-url", "suppression-unused") == []
    text = text.replace("http:", "https:").replace("v1.pdf", "")
    assert messages(text, "arxiv-url", "suppression-unused") == [
        "3:7 This comment suppresses nothing: `arxiv-url` reports nothing here"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[^1](u)\n\n[^1]: a", ["u"]),
        ("![^1](u)\n\n[^1]: a", ["u"]),
        ("[^1][r]\n\n[r]: /w\n[^1]: a", ["/w"]),
        ("[x[^1]](u)\n\n[^1]: [a](b)", ["u", "b"]),
        ("^[a](b)", ["b"]),
        ("[^a b]: /w\n\n[^a b]", ["/w"]),
        ("    [^1]: [a](b)\n\n[^1]", []),
        ("[^see [a](b)]", ["b"]),
        # The brackets of a label have no rendered content.
        ("[^see ![a](b) and <img src='c'>]", []),
    ],
)
def test_what_looks_like_a_footnote_and_is_a_link(text: str, expected: list[str]) -> None:
    assert urls(text) == expected
