"""The patterns of lines: each row of `entry_patterns.yml`, and its example."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import pytest

from awesome_lint import rulebook
from awesome_lint.document.entries.patterns import (
    CODES,
    LEADING_KINDS,
    Pattern,
    compile_pattern,
    match_title,
    pattern_kind,
    required_kinds,
)
from awesome_lint.document.entries.segments import SEPARATORS, Segment, classify
from entry_shapes import SHAPES, entry_lines, parts
from linting import VOCABULARY, parse
from regular_expressions import Pattern as Expression
from regular_expressions import fault

ROWS = rulebook.rows("entry_patterns", Pattern)
EACH_ROW = pytest.mark.parametrize("row", ROWS, ids=[row.pattern for row in ROWS])


def first_line(markdown: str) -> tuple[Segment, ...]:
    *_, line = entry_lines(markdown.partition("\n")[0])
    return classify(line, VOCABULARY)


def code_names(segments: Sequence[Segment]) -> Iterator[str]:
    """Yield the names in CODES of segments, and of the segments in their brackets."""
    for segment in segments:
        yield pattern_kind(segment)
        yield from code_names(segment.parts)


@EACH_ROW
def test_an_example_is_read_as_its_row_says(row: Pattern) -> None:
    entries = [
        (each.title, each.venue, each.year, each.link)
        for each in map(parts, parse(row.example).entries)
    ]

    if row.title is None:
        assert entries == []
        assert (row.venue, row.year, row.link) == (None, None, None)
    else:
        assert entries.count((row.title, row.venue, row.year, row.link)) == 1
        assert len(entries) == row.example.count("\n- ") + 1


@EACH_ROW
def test_no_earlier_row_matches_an_example(row: Pattern) -> None:
    matches = [match_title(classify(line, VOCABULARY)) for line in entry_lines(row.example)]
    (own,) = (each for each in matches if each and each.pattern == row)

    assert (own.start < own.end) == (row.title is not None) == ("{" in row.pattern)


@EACH_ROW
def test_a_pattern_takes_linear_time(row: Pattern) -> None:
    compiled = compile_pattern(row.pattern)

    assert fault(Expression("", compiled.pattern, compiled.flags, searched=False)) is None


def test_no_pattern_and_no_example_is_listed_twice() -> None:
    assert len({row.pattern for row in ROWS}) == len(ROWS)
    assert len({row.example for row in ROWS}) == len(ROWS)
    assert all(row.pattern.count("{") == row.pattern.count("}") <= 1 for row in ROWS)


def test_bare_lines_have_details_below_them() -> None:
    bare = [row for row in ROWS if row.bare]

    assert bare
    for row in bare:
        line, *below = row.example.split("\n")
        assert below
        assert parse(line).entries == ()


def test_each_kind_of_segment_occurs_in_a_line() -> None:
    texts = [row.example for row in ROWS]
    texts += [shape.markdown for shapes in SHAPES.values() for shape in shapes]
    found = {
        name
        for text in texts
        for line in entry_lines(text)
        for name in code_names(classify(line, VOCABULARY))
    }

    assert found == set(CODES)


def test_each_kind_has_a_character_of_its_own() -> None:
    assert len(set(CODES.values())) == len(CODES)
    assert all(len(character) == 1 for character in CODES.values())
    assert set(SEPARATORS) < LEADING_KINDS < set(CODES)


def test_words_of_a_pattern_are_kinds() -> None:
    compiled = compile_pattern("(date|venue)* {name} end")
    date, venue, name = CODES["date"], CODES["venue"], CODES["name"]

    found = compiled.match(date + venue + name)
    assert found is not None
    assert found.span("title") == (2, 3)
    assert compiled.match(date + name + venue) is None
    assert compiled.match(venue) is None


@pytest.mark.parametrize(
    ("pattern", "required"),
    [
        ("lead* {link}", ["link"]),
        ("mark* link (dash|colon) {quoted}", ["link", "dash colon", "quoted"]),
        ("(lead|words)+ colon? {bold} sep* end", ["lead words", "bold"]),
        ("lead* (names (stop|break) lead*)? {text}", ["text"]),
        ("mark* {(text|name) ((comma|colon) words)*}", ["text name"]),
        ("{venue-name} dash(?!quoted)", ["venue-name", "dash"]),
    ],
)
def test_required_kinds_are_those_that_cannot_be_left_out(
    pattern: str, required: Sequence[str]
) -> None:
    # A group of kinds, such as `lead`, is expanded in a pattern of its own.
    alone = [required_kinds("(" + "|".join(words.split()) + ")")[0] for words in required]

    assert list(required_kinds(pattern)) == alone


@EACH_ROW
def test_alternatives_of_a_row_are_in_parentheses(row: Pattern) -> None:
    # Otherwise the kinds of one alternative would be required of all lines.
    outside, text = None, row.pattern
    while text != outside:
        outside, text = text, re.sub(r"\([^()]*\)", "", text)

    assert "|" not in text


@pytest.mark.parametrize(
    "pattern", ["{robot}", "lead* {link|robot}", "(lead|robot)+ {link}", "no-link"]
)
def test_an_unknown_word_in_a_pattern_is_an_error(pattern: str) -> None:
    with pytest.raises(KeyError, match=r"robot|no-link"):
        compile_pattern(pattern)


def test_a_line_of_no_pattern_has_no_title() -> None:
    assert match_title(()) is None
    assert match_title(first_line("- 2024")) is None


def test_the_end_of_a_pattern_is_the_end_of_a_long_line() -> None:
    line = "- **Ice** [Robots](https://example.org/a)" + " |" * 200

    (short,) = parse("- **Ice** [Robots](https://example.org/a) | |").entries
    (long,) = parse(f"{line} Walks on ice.").entries
    assert short.title is not None
    assert long.title is not None
    assert (short.title.text, long.title.text) == ("Robots", "Ice")
