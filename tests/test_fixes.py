"""Fixes: those that are applied together, and the text after them."""

from __future__ import annotations

import random
from collections.abc import Iterable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awesome_lint import fixes
from awesome_lint.edits import apply_edits
from awesome_lint.model import Diagnostic, Edit, Fix, Span
from linting import fixed, lint


def edit(line: int, column: int, end_line: int, end_column: int, text: str = "") -> Edit:
    return Edit(Span(line, column, end_line, end_column), text)


def proposal(*edits: Edit, rule: str = "some-rule", safe: bool = True) -> Diagnostic:
    return Diagnostic(
        "README.md", rule, "error", edits[0].span, "", "", "", "", (), Fix("", edits, safe)
    )


@pytest.mark.parametrize(
    ("text", "edits", "after"),
    [
        ("one two", [edit(1, 1, 1, 4, "1")], "1 two"),
        ("one\ntwo", [edit(2, 4, 2, 4, "!"), edit(1, 1, 1, 2, "O")], "One\ntwo!"),
        ("one\ntwo\nthree", [edit(2, 1, 3, 1)], "one\nthree"),
        ("one\r\ntwo\r\n", [edit(2, 1, 2, 1, "\n")], "one\r\n\r\ntwo\r\n"),
        ("one\rtwo", [edit(2, 4, 2, 4, "\n")], "one\rtwo\r"),
        ("one", [edit(1, 4, 1, 4, "\ntwo")], "one\ntwo"),
        ("one", [edit(1, 1, 1, 4, "1"), edit(1, 1, 1, 4, "1")], "1"),
        ("\U0001f600\0é", [edit(1, 3, 1, 4, "e")], "\U0001f600\0e"),
        ("one", [], "one"),
    ],
    ids=[
        "one word",
        "two lines",
        "a whole line",
        "CRLF",
        "CR on the last line",
        "no line ending at all",
        "the same edit twice",
        "beyond the basic plane, and NUL",
        "nothing",
    ],
)
def test_apply(text: str, edits: list[Edit], after: str) -> None:
    assert apply_edits(text, edits) == after


@st.composite
def texts_with_edits(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    """A text with edits that do not touch each other."""
    lines = draw(st.lists(st.text("ab| é\U0001f600", max_size=6), min_size=1, max_size=6))
    places = [(line + 1, c + 1) for line, text in enumerate(lines) for c in range(len(text) + 1)]
    count = 2 * draw(st.integers(0, len(places) // 2))
    ends = sorted(draw(st.permutations(places))[:count])
    edits = []
    for begin, end in zip(ends[::2], ends[1::2], strict=True):
        edits.append(edit(*begin, *end, draw(st.text("xy\n", max_size=3))))
    return "\n".join(lines), edits


@given(texts_with_edits(), st.randoms(use_true_random=False))
def test_edits_are_what_an_editor_would_make_of_them(
    case: tuple[str, list[Edit]], chance: random.Random
) -> None:
    text, edits = case
    shuffled = chance.sample(edits, len(edits))

    assert apply_edits(text, shuffled) == fixed(text, [proposal(each) for each in edits])


def test_fixes_that_touch_are_not_applied_together() -> None:
    first = proposal(edit(1, 1, 1, 4, "1"))
    touching = proposal(edit(1, 4, 1, 6, "2"))
    apart = proposal(edit(1, 7, 1, 8, "3"))

    assert fixes.choose_fixes([touching, apart, first], unsafe=False) == [first, apart]


def test_a_fix_is_applied_completely_or_not_at_all() -> None:
    one = proposal(edit(2, 1, 2, 2))
    both = proposal(edit(1, 1, 1, 2), edit(2, 2, 2, 3))

    assert fixes.choose_fixes([one, both], unsafe=False) == [both]


def test_the_longest_of_several_fixes_at_one_place_is_applied() -> None:
    cell = proposal(edit(3, 1, 3, 5, "cell"))
    row = proposal(edit(3, 1, 4, 1))

    assert fixes.choose_fixes([cell, row], unsafe=False) == [row]


def test_findings_with_the_same_fix_are_fixed_together() -> None:
    one, other = (proposal(edit(1, 1, 1, 2, "x"), rule=rule) for rule in ("one", "other"))

    assert fixes.choose_fixes([one, other], unsafe=False) == [one, other]


def test_unsafe_fixes_are_applied_only_on_request() -> None:
    risky = proposal(edit(1, 1, 1, 2), safe=False)

    assert fixes.choose_fixes([risky], unsafe=False) == []
    assert fixes.choose_fixes([risky], unsafe=True) == [risky]


@pytest.mark.parametrize(
    ("heading", "rule", "safe"),
    [
        ("### NIPS 2020", "venue-style", False),
        ("- #### NIPS 2020", "venue-style", False),
        ("> ## NIPS 2020", "venue-style", False),
        ("NIPS 2020\n---", "venue-style", False),
        # The anchor, or the heading, is not changed.
        ("- [Fog](https://example.org/fog), NIPS 2020", "venue-style", True),
        ("### [Fog](http://arxiv.org/abs/2401.01234)", "arxiv-url", True),
        ("### Fog\n\n[Fog](http://arxiv.org/abs/2401.01234)", "arxiv-url", True),
    ],
)
def test_a_fix_that_changes_the_anchor_of_a_heading_is_unsafe(
    heading: str, rule: str, safe: bool
) -> None:
    papers = "".join(
        f"- [Kites over Fog {n}](https://example.org/{n}) ICRA 2024\n" for n in range(9)
    )
    text = f"# Kites\n\n{papers}\n{heading}\n\n- [Kites in Hail](https://example.org/hail)\n"
    (finding,) = lint(text, rule)
    assert finding.fix is not None
    assert (finding.fix.safe, finding.fix.drops) == (safe, ())


@given(
    st.lists(
        st.builds(
            lambda ends, text, rule: proposal(
                edit(1, min(ends), 1, max(ends), text), rule=f"rule-{rule}"
            ),
            st.tuples(st.integers(1, 30), st.integers(1, 30)),
            st.sampled_from(["", "x", "yy"]),
            st.integers(0, 3),
        ),
        max_size=12,
    ),
    st.randoms(use_true_random=False),
)
def test_the_order_of_the_findings_does_not_matter(
    proposals: list[Diagnostic], chance: random.Random
) -> None:
    shuffled = chance.sample(proposals, len(proposals))
    chosen, again = (fixes.choose_fixes(each, unsafe=True) for each in (proposals, shuffled))

    assert {each.fix for each in chosen} == {each.fix for each in again}
    spans = sorted({each.fix.edits[0].span for each in chosen if each.fix})
    for before, after in pairwise(spans):
        assert before.end_column < after.column, "two repairs touch"


def test_fixes_are_applied_until_none_is_left() -> None:
    def shorten(text: str) -> Iterable[Diagnostic]:
        """Remove one hyphen at a time: all fixes touch."""
        return [
            proposal(edit(1, column, 1, column + 1), rule="no-hyphen")
            for column, char in enumerate(text, 1)
            if char == "-"
        ]

    repaired = fixes.apply_fixes("a-----b", shorten)

    assert repaired.text == "a-b"
    assert repaired.counts == {"no-hyphen": 4}
    assert [each.rule for each in repaired.withheld] == ["no-hyphen"]


def test_rules_that_never_agree_come_to_an_end() -> None:
    def swap(text: str) -> Iterable[Diagnostic]:
        return [proposal(edit(1, 1, 1, 2, "+" if text == "-" else "-"))]

    assert fixes.apply_fixes("-", swap).text in ("-", "+")


def test_rules_that_never_have_enough_come_to_an_end() -> None:
    def grow(_text: str) -> Iterable[Diagnostic]:
        return [proposal(edit(1, 1, 1, 1, "+"))]

    assert fixes.apply_fixes("", grow).text == "+" * fixes.MAX_PASSES


def test_unsafe_fixes_are_counted() -> None:
    text = (
        "| Title | Model |\n|:--|:--|\n"
        "| A | ChatGLM |\n| B | ChatGLM |\n| C | ChatGLM |\n| D | GhatGLM |\n"
    )

    repaired = fixes.apply_fixes(text, lambda text: lint(text, "column-value-typo"))

    assert (repaired.text, repaired.unsafe_left) == (text, 1)
    repaired = fixes.apply_fixes(text, lambda text: lint(text, "column-value-typo"), unsafe=True)
    assert (repaired.text, repaired.unsafe_left) == (text.replace("Ghat", "Chat"), 0)
