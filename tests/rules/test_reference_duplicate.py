"""reference-duplicate, beyond the examples of its page."""

import pytest

from linting import lint, messages

FIRST = "GitHub uses the first definition, so no link opens"


def test_label_defined_three_times() -> None:
    text = "[a][Ice]\n\n[ice]: /1\n\n- item\n\n  [ICE]: /2\n\n> [ice]: /3\n"
    assert messages(text, "reference-duplicate") == [
        f"7:3 `ICE` is defined on line 3 as well: {FIRST} `/2`",
        f"9:3 `ice` is defined on line 3 as well: {FIRST} `/3`",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "[a][ice]\n\n[ice]: /1\n[thin ice]: /2",
        # No link is wrong.
        "- [Ice]: /1\n- [Ice]: /2",
        "[//]: # (a)\n[//]: # (b)",
        "[comment]: # (a)\n[comment]: <> (b)",
        "```\n[ice]: /1\n```\n[ice]: /2\n\n[a][ice]",
    ],
)
def test_not_reported(text: str) -> None:
    assert messages(text, "reference-duplicate") == []


@pytest.mark.parametrize(
    ("changed", "line", "other", "related"),
    [
        ([4], 4, 3, "First definition"),
        ([3], 3, 4, "Later definition"),
        ([3, 4], 4, 3, "First definition"),
        ([], 4, 3, "First definition"),
    ],
)
def test_new_definition_is_reported(
    changed: list[int], line: int, other: int, related: str
) -> None:
    text = "[a][ice]\n\n[ice]: /1\n[ice]: /2\n"
    (finding,) = lint(text, "reference-duplicate", changed=changed)
    assert finding.span.line == line
    assert finding.message == f"`ice` is defined on line {other} as well: {FIRST} `/2`"
    assert [(each.span.line, each.message) for each in finding.related] == [(other, related)]


def test_same_url_is_info() -> None:
    (finding,) = lint("[a][ice]\n\n[ice]: /1\n[ice]: </1>\n", "reference-duplicate")
    assert (finding.severity, finding.message) == (
        "info",
        "`ice` is defined on line 3 already, with the same URL",
    )


def test_footnotes() -> None:
    text = "a[^Ice]\n\n[^ice]: 1\n\n> [^ICE]: 2\n"
    shown = "GitHub shows only the text of line 3"
    assert messages(text, "reference-duplicate") == [
        f"5:3 The footnote `[^ICE]` is defined on line 3 as well: {shown}"
    ]
