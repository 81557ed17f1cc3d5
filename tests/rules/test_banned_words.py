"""banned-words: cases beyond the examples of its page."""

from __future__ import annotations

import time

import pytest

from awesome_lint.config import ConfigError
from linting import config_of, lint, messages

RULE = "banned-words"
WORDS = ["best", "state of the art", "#1", "c++", "最好"]


def configured(*words: str) -> str:
    return f"rules: {{{RULE}: {{words: {[*words]!r}}}}}"


def banned(text: str, *words: str) -> list[str]:
    """Return the marked texts."""
    lines = text.split("\n")
    return [
        lines[each.span.line - 1][each.span.column - 1 : each.span.end_column - 1]
        for each in lint(text, RULE, config=configured(*(words or WORDS)))
    ]


def item(text: str) -> str:
    return f"- [Anvil](https://example.org/anvil) - {text}\n"


def test_nothing_is_banned_by_default() -> None:
    assert lint(item("The best."), RULE) == ()
    assert lint(item("The best."), RULE, config=f"rules: {{{RULE}: on}}") == ()


def test_messages() -> None:
    assert messages(item("Best, STATE OF THE ART."), RULE, config=configured(*WORDS)) == [
        "1:40 The configuration bans the word `Best` from the text of entries",
        "1:46 The configuration bans the phrase `STATE OF THE ART` from the text of entries",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the best.", ["best"]),
        ("(best)", ["best"]),
        ("**best** and _best_", ["best", "best"]),
        ("the BEST", ["BEST"]),
        ("Best of all", ["Best"]),
        ("a tool. Best of all", ["Best"]),
        ("state  of the art", ["state  of the art"]),
        ("the #1 tool for c++", ["#1", "c++"]),
        ("这是最好的工具", ["最好"]),
        ("best, best", ["best", "best"]),
        ("don't say 'best'", ["best"]),
        ('a "quotation", the best and a " sign', ["best"]),
    ],
)
def test_reported(text: str, expected: list[str]) -> None:
    assert banned(item(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "bestow the bestest, behest",
        "best-first, the second-best, best_model, my_best",
        "best.js, acme.best, acme/best, best/acme",
        "`best`, <kbd>x</kbd> `the best`",
        "[best](https://example.org/best) and https://example.org/best",
        "<https://example.org/the/best>",
        "the Best Western of robots, and Best Western",
        "for the State of the Art in gears",
        'said to be "the best" and “the best” and «best»',
        "![best](https://example.org/best.png)",
        "<!-- best -->",
        r"state of&nbsp;the art",
    ],
)
def test_not_reported(text: str) -> None:
    assert banned(item(text)) == []


def test_only_the_text_of_entries_is_searched() -> None:
    text = (
        "# The best list\n\nThe best tools.\n\n## Best\n\n"
        "- **The best hammer** - Hammers. [link](https://example.org/hammer)\n\n"
        "        the best code\n"
    )
    assert banned(text) == []


def test_cells_other_than_the_name_are_searched() -> None:
    row = "| The best anvil | [link](https://example.org/anvil) | The best. | Best Paper |\n"
    text = f"| Title | Link | Description | Best for |\n|:--|:--|:--|:--|\n{row}"
    assert messages(text, RULE, config=configured("best")) == [
        "3:60 The configuration bans the word `best` from the text of entries"
    ]


def test_sub_items_are_part_of_an_entry() -> None:
    text = item("Hammers.") + "  More text, the best.\n  - The best of all\n"
    found = lint(text, RULE, config=configured("best"))
    assert [each.span.line for each in found] == [2, 3]


def test_the_longer_of_two_phrases_is_named() -> None:
    assert banned(item("best of all"), "best", "best of all") == ["best of all"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("best", '`banned-words.words` must be a list, not `best`: did you mean `["best"]`?'),
        ("['']", "`banned-words.words` must be a word or phrase of at most 60 characters"),
        (
            f"[{'x' * 61}]",
            "`banned-words.words` must be a word or phrase of at most 60 characters",
        ),
        (f"{['x'] * 201}", "`banned-words.words` must be a list of at most 200 words"),
    ],
)
def test_wrong_options(words: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        config_of(f"rules: {{{RULE}: {{words: {words}}}}}")
    assert message in str(caught.value)


def test_many_names_on_one_line_are_compared_in_a_bounded_time() -> None:
    number = 10_000
    text = item("best https://example.org/best " * number)
    begun = time.process_time()
    assert banned(text) == ["best"] * number
    assert time.process_time() - begun < 10
