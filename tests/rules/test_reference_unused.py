"""reference-unused, beyond the examples of its page."""

import pytest

from linting import fixed, lint, messages


def _messages(text: str) -> list[str]:
    return messages(text, "reference-unused")


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("- [Ice]: https://example.org", "- [Ice](https://example.org)"),
        ("1. [Ice]:https://example.org", "1. [Ice](https://example.org)"),
        ("* a\n  + [Ice]: /ice.md", "* a\n  + [Ice](/ice.md)"),
        ("> - [Ice]: www.example.org", "> - [Ice](https://www.example.org)"),
        ("- [Ice]: <https://example.org>", "- [Ice](https://example.org)"),
        ("- [Ice]: </thin ice>", "- [Ice](</thin ice>)"),
        ("- [Ice]:(https://example.org)", "- [Ice](https://example.org)"),
        ('- [Ice]: https://example.org "Thin"', '- [Ice](https://example.org "Thin")'),
        ("- [Ice]: https://example.org (ICRA)", "- [Ice](https://example.org) (ICRA)"),
        ("- [Ice]: https://example.org\n  - walks", "- [Ice](https://example.org)\n  - walks"),
        ("- [Ice]: https://example.org\n  Robots", "- [Ice](https://example.org)\n  Robots"),
    ],
)
def test_item_that_vanishes(text: str, right: str) -> None:
    (finding,) = lint(text, "reference-unused")
    assert finding.severity == "error"
    assert finding.message.startswith("Readers do not see `Ice` and `")
    assert finding.fix
    assert finding.fix.safe
    assert fixed(text, [finding]) == right


def test_two_items_of_one_label_vanish() -> None:
    text = "- [Ice]: https://example.org/a\n- [Ice]: https://example.org/b\n"
    assert fixed(text, lint(text, "reference-unused")) == (
        "- [Ice](https://example.org/a)\n- [Ice](https://example.org/b)\n"
    )


def test_definition_on_two_lines_has_no_fix() -> None:
    text = "- [Ice]:\n  https://example.org\n"
    (finding,) = lint(text, "reference-unused")
    assert finding.help == "Write `[Ice](https://example.org)`"
    assert finding.fix is None


def test_item_without_url_keeps_its_text() -> None:
    (finding,) = lint("- [Status]: frozen", "reference-unused")
    assert finding.help == "Write `\\[Status]: frozen`"
    assert finding.fix is None


def test_section_of_definitions_only() -> None:
    text = "# A\n\n[Ice]: https://example.org/a\n[Water]: https://example.org/b\n\n# B\n\nText\n"
    found = lint(text, "reference-unused")
    assert [(each.severity, each.help) for each in found] == [
        ("error", "Write `[Ice](https://example.org/a)`"),
        ("error", "Write `[Water](https://example.org/b)`"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "# A\n\nText\n\n[ice]: https://example.org\n",
        "# A\n\n[ice]: https://example.org\n\n```\ncode\n```\n",
        "# A\n\n[Water]\n\n# B\n\n[water]: /water\n[ice]: https://example.org\n",
        "[ice]: https://example.org\n\n# A\n",
    ],
)
def test_unused_definition_beside_other_content(text: str) -> None:
    (finding,) = lint(text, "reference-unused")
    assert finding.severity == "info"
    assert finding.message == (
        "`ice` is defined, but nothing links to it: readers do not see `https://example.org`"
    )


@pytest.mark.parametrize(
    "text",
    [
        "[a][ice]\n\n[ice]: /a",
        "[Ice]\n\n[ice]: /a",
        "![Ice][]\n\n[ice]: /a",
        "| [Thin  ice][] |\n|:--|\n\n[thin ice]: /a",
        "| a |\n|:--|\n| b | [a][ice] |\n\n[ice]: /a",
        "Text[^1]\n\n[^1]: [a][ice]\n\n[ice]: /a",
        # Another place may use it.
        "`[a][ice]`\n\n[ice]: /a",
        "<!-- [a][ICE] -->\n\n[ice]: /a",
        "<p>\n[a][ice]\n</p>\n\n[ice]: /a",
        # A reference with another spelling does.
        "[a][ice-robot]\n\n[ice-robots]: /a",
        # Comments
        "[//]: # (text)",
        "[//]: # 'text'",
        "[comment]: <> (text)",
        "[comment]: # (- [Ice]: /a)",
        "[-]: text",
        # The second definition of a label
        "[a][ice]\n\n[ice]: /a\n[ICE]: /b",
        # Text
        "- [Ice]: /a on a lake",
        "- Text\n[Ice]: /a",
        "- \\[Ice]: /a",
        "```\n- [Ice]: /a\n```",
    ],
)
def test_not_reported(text: str) -> None:
    assert _messages(text) == []


def test_mention_in_an_inline_link_is_no_use() -> None:
    assert len(_messages("[ice](/b)\n\n[ice]: /a")) == 1


def test_footnotes() -> None:
    text = "a[^Used]\n\n[^used]: [^below]\n[^below]: b\n> [^lost]: c\n\n[^lost]: d\n"
    assert _messages(text) == [
        "5:3 Nothing refers to the footnote `[^lost]`: GitHub does not show its text"
    ]
