"""description-required: cases beyond the examples of its page."""

from __future__ import annotations

import pytest

from linting import lint, lint_change

RULE = "description-required"
ADDED = f"rules: {{{RULE}: {{entries: added}}}}"
LINK = "[Anvil](https://example.org/anvil)"


def described(text: str) -> bool:
    found = lint(f"## Tools\n\n{text}\n- [B](https://example.org/b) - Pumps data.\n", RULE)
    assert all(each.span.line == 3 for each in found)
    return not found


def test_message_and_place() -> None:
    (found,) = lint(f"- **{LINK}**\n", RULE)
    assert found.message == (
        "`Anvil` has no description: readers must follow the link to learn what it is"
    )
    assert found.help == "Add a description after the link, as in `[Title](url) - What it is`"
    assert (found.span.column, found.span.end_column) == (5, 5 + len(LINK))
    assert found.fix is None


@pytest.mark.parametrize(
    "item",
    [
        f"- {LINK}",
        f"* {LINK} ",
        f"1. {LINK}",
        f"- [ ] {LINK}",
        f"- [x] {LINK}",
        f"- ⭐ {LINK}",
        f"- **{LINK}**",
        f"- ~~{LINK}~~",
        f"- {LINK} -",
        f"- {LINK}:",
        f"- {LINK} [[code](https://example.org/code)]",
        f"- {LINK} ![stars](https://img.shields.io/github/stars/acme/anvil)",
        f"- {LINK} (Java)",
    ],
)
def test_reported(item: str) -> None:
    assert not described(item)


@pytest.mark.parametrize(
    "item",
    [
        f"- {LINK} - Hammers.",
        f"- {LINK}: hammers",
        f"- {LINK} – 锻造",
        f"- {LINK} hammers strings",
        f"- {LINK}, ICRA 2024",
        f"- {LINK} (a tool for strings)",
        f"- {LINK} - [A longer text](https://example.org/text)",
        f"- {LINK}\n  Hammers strings.",
        f"- {LINK}\n\n  Hammers strings.",
        f"- {LINK}\n  - Hammers strings.",
        f"- {LINK}\n  - [Docs](https://example.org/docs) - About hammers.",
        f"- 2024: {LINK}",
        f"- Course: {LINK}",
        f"- [ICRA 2024] {LINK}",
        "- [Anvil](#anvil)",
        "- [Anvil](docs/anvil.md)",
        f"- Acme {LINK}",
        f"| Name |\n|:--|\n| {LINK} |\n",
        f"### {LINK}",
        f"{LINK}",
    ],
)
def test_not_reported(item: str) -> None:
    assert described(item)


def test_only_added_entries() -> None:
    before = f"- {LINK} - Hammers strings.\n"
    after = f"- {LINK}\n- [Bellows](https://example.org/bellows)\n"
    assert [each.span.line for each in lint_change(before, after, RULE)] == [1, 2]
    assert [each.span.line for each in lint_change(before, after, RULE, config=ADDED)] == [2]
    assert lint(after, RULE, config=ADDED) == ()
    assert lint(after, RULE, config=ADDED, changed=[1, 2]) == ()
