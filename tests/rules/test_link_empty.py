"""link-empty: cases beyond the examples of its page."""

import pytest

from linting import lint, messages

FORBID = "rules:\n  link-empty: {badges: forbid}\n"
RELOADS = "has an empty URL: a click only reloads the page"


def messages_of(text: str, config: str = "") -> list[str]:
    return messages(text, "link-empty", config=config)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[Code]()", f"1:1 `Code` {RELOADS}"),
        ("[Code]( )", f"1:1 `Code` {RELOADS}"),
        ("[Code](<>)", f"1:1 `Code` {RELOADS}"),
        ("[Code][c]\n\n[c]: <>", f"1:1 `Code` {RELOADS}"),
        ("[**Code**]()", f"1:1 `Code` {RELOADS}"),
        ('<a href="">Code</a>', f"1:1 `Code` {RELOADS}"),
        ("<a href='  '>Code</a>", f"1:1 `Code` {RELOADS}"),
        ("[Code](https://)", "1:1 `Code` links to `https://`: a click opens no page"),
        ("[Code](http://)", "1:1 `Code` links to `http://`: a click opens no page"),
        ("![]()", "1:1 The image has no URL: readers see a broken image"),
        ('<img src="" alt="Ice">', "1:1 The image `Ice` has no URL: readers see a broken image"),
        (
            "[](https://example.org/ice)",
            "1:1 The link to `https://example.org/ice` has no text: readers see nothing to click",
        ),
        (
            "[ ][i]\n\n[i]: https://example.org/ice",
            "1:1 The link to `https://example.org/ice` has no text: readers see nothing to click",
        ),
    ],
)
def test_reported(text: str, message: str) -> None:
    assert messages_of(text) == [message]


@pytest.mark.parametrize(
    "text",
    [
        "[Code](https://example.org)",
        "[![Ice](https://example.org/ice.svg)](https://example.org)",
        "[![](https://example.org/ice.svg)](https://example.org)",
        '[<img src="https://example.org/ice.svg">](https://example.org)',
        '<a href="https://example.org"><img src="https://example.org/ice.svg"></a>',
        '<a href="https://example.org"></a>',
        '<a name="ice"></a>',
        "![](https://example.org/ice.svg)",
        "[](#ice)",
        "[](a-note)",
        "`[Code]()`",
        "[ ] a box and ( ) another",
    ],
)
def test_silent(text: str) -> None:
    assert messages_of(text) == []


@pytest.mark.parametrize("text", ["[]()", "[ ]()", "[](<>)", "[ ][i]\n\n[i]: <>"])
def test_what_nobody_sees_is_a_note(text: str) -> None:
    (found,) = lint(text, "link-empty")
    written = text.partition("\n")[0]
    assert found.severity == "info"
    assert found.message == (f"`{written}` is a link without text and URL: readers do not see it")


BADGES = [
    "[![ICML](https://example.org/icml.svg)]()",
    '[<img src="https://example.org/icml.svg">]()',
    '<a href=""><img src="https://example.org/icml.svg"></a>',
    '<a href="">\n  <img src="https://example.org/icml.svg">\n</a>',
    '<a href="">![ICML](https://example.org/icml.svg)</a>',
]


@pytest.mark.parametrize("text", BADGES)
def test_badges_are_reported_on_demand(text: str) -> None:
    assert messages_of(text) == []
    (message,) = messages_of(text, FORBID)
    assert message.startswith("1:1 ")
    assert message.endswith(RELOADS)


def test_an_image_after_a_link_is_not_its_badge() -> None:
    assert len(messages_of('<a href="">Code</a> <img src="https://example.org/icml.svg">')) == 1


TOP = "links to `#`: a click only jumps to the top of the page"


@pytest.mark.parametrize(
    ("link", "reported"),
    [
        ("[Code](#)", True),
        ('<a href="#">Code</a>', True),
        ("[Top](#)", False),
        ("[back to the list](#)", False),
        ("[⬆️](#)", False),
        ("[![Code](https://example.org/code.svg)](#)", False),
        ("[Code](#code)", False),
    ],
)
def test_the_top_of_the_page_in_an_entry(link: str, reported: bool) -> None:
    text = f"| Title | Code |\n|:--|:--|\n| Walking Robots on Ice | {link} |\n"
    assert messages_of(text) == ([f"3:27 `Code` {TOP}"] if reported else [])


def test_the_top_of_the_page_elsewhere() -> None:
    assert messages_of("[English](#) | [Deutsch](README_de.md)") == []
    title = "Walking Robots on Thin Ice"
    assert messages_of(f"- [{title}](#)") == [f"1:3 `{title}` {TOP}"]
    assert messages_of("- [Go back to the table of contents](#)") == []


def test_a_definition_is_reported_once() -> None:
    assert len(messages_of("[Code][c] and [Data][c]\n\n[c]: <>")) == 1


def test_the_finding_is_the_whole_link() -> None:
    text = "Robots on ice [Coming soon]() and more"
    (found,) = lint(text, "link-empty")
    assert text[found.span.column - 1 : found.span.end_column - 1] == "[Coming soon]()"
    assert found.severity == "warning"
    assert found.help == "Write the URL, or keep the text without the link"
    assert found.fix is None


TEMPLATE = "- **Walk**. Authors. [Paper]()"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (f"## How to contribute\n\n{TEMPLATE}\n", 0),
        (f"## Contribution Guidelines\n\n{TEMPLATE}\n", 0),
        (f"## 如何贡献\n\n{TEMPLATE}\n", 0),
        (f"## Contributors\n\n{TEMPLATE}\n", 1),
        (f"## Contributing\n\n## Robots\n\n{TEMPLATE}\n", 1),
        (f"Please use **this format:**\n\n{TEMPLATE}\n", 0),
        (f"Please use this format.\n\n{TEMPLATE}\n", 1),
        (f"Some robots:\n\n{TEMPLATE}\n", 1),
        (f"Use this format:\n\n## Robots\n\n{TEMPLATE}\n", 1),
        ("Use this format:\n" + "\n" * 9 + f"{TEMPLATE}\n", 0),
        ("Use this format:\n" + "\n" * 10 + f"{TEMPLATE}\n", 1),
        ("- [Paper Title]() [Code]()\n", 0),
        ("- [Paper Titles]()\n", 1),
    ],
)
def test_templates(text: str, count: int) -> None:
    found = messages_of(f"# Robots\n\n{text}")
    assert len(found) == count
    assert all(each.endswith(f"` {RELOADS}") for each in found)
