"""Regular expressions of configurations: the semantics of `re`, in linear time."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awesome_lint.rules.shared.regular_expression import (
    MAX_CHARS,
    RegularExpression,
    find_mistake,
)

CHARS = st.sampled_from(["a", "b", "é", ".", r"\d", r"\.", "[ab]", "[^a-b1]", "[]a]", r"\u00e9"])
REPETITIONS = st.sampled_from(["*", "+", "?", "{2}", "{,2}", "{1,}", "{1,2}", "{0}"])
# A repeated part has no repetitions of its own: `re` would take exponential time.
REPEATED = st.builds(str.__add__, CHARS, REPETITIONS)
GROUPED = st.lists(CHARS, max_size=2).map(lambda parts: f"(?:{'|'.join(parts)})")
PARTS = CHARS | REPEATED | st.builds(str.__add__, GROUPED, REPETITIONS | st.just(""))
SEQUENCES = st.lists(PARTS, max_size=4).map("".join)
PATTERNS = st.lists(SEQUENCES, min_size=1, max_size=3).map("|".join)


@given(PATTERNS, st.text("ab1é.]", max_size=6))
def test_an_expression_means_what_re_makes_of_it(pattern: str, text: str) -> None:
    assert RegularExpression(pattern).fullmatch(text) == bool(re.fullmatch(pattern, text))


@given(st.text("ab(){}[]|*+?,^$\\d1:=!<", max_size=12), st.text("ab1", max_size=4))
def test_any_text_is_an_expression_of_re_or_is_refused(pattern: str, text: str) -> None:
    if not find_mistake(pattern):
        inner = pattern.removeprefix("^")
        assert RegularExpression(pattern).fullmatch(text) == bool(re.fullmatch(inner, text))


@pytest.mark.parametrize(
    ("pattern", "right", "wrong"),
    [
        (r"^20\d\d$", "2024", "12024"),
        (r"20\d\d(-(0[1-9]|1[0-2]))?", "2024-12", "2024-13"),
        (r"v\d+(\.\d+){1,2}", "v1.20.3", "v1"),
        (r"[A-Z][^.!?]*\.", "A clockwork lark.", "A clockwork lark"),
        (r"(?:[\w-]+\.)+org", "wiki.example.org", "example.com"),
        ("", "", "a"),
        (r"a\ b\-c", "a b-c", "a b_c"),
        ("[[]", "[", "]"),
    ],
)
def test_examples(pattern: str, right: str, wrong: str) -> None:
    expression = RegularExpression(pattern)
    assert expression.fullmatch(right)
    assert not expression.fullmatch(wrong)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("(a+)+b", "a" * 300_000),
        ("(a|a)*" * 20 + "b", "a" * 100_000),
        ("(a|b)*a(a|b){240}", "ab" * 50_000),
        ("((a?){20}){20}x", "a" * 100_000),
        (".*" * 90 + "x", "ab" * 100_000),
        (r"[^x]*y", "".join(map(chr, range(0x100, 0x8000))) * 3),
    ],
)
def test_no_expression_takes_long(pattern: str, text: str) -> None:
    begun = time.process_time()
    assert not RegularExpression(pattern).fullmatch(text)
    assert time.process_time() - begun < 3


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("(a", "`(` is never closed"),
        ("a)", "`)` closes no group"),
        ("[a", "`[` is never closed"),
        ("*a", "`*` repeats nothing"),
        ("a*?", "`?` after `*` is not supported"),
        ("(?=a)", "`(?=` is not supported"),
        ("(?i)a", "`(?i` is not supported"),
        ("(?P<n>a)", "`(?P` is not supported"),
        (r"(a)\1", r"`\1` is not supported"),
        (r"\bRobot", r"`\b` is not supported"),
        ("a^b", "`^` is supported only at the beginning"),
        ("a$b", "`$` is supported only at the end"),
        ("[z-a]", "`[z-a]`: bad character range z-a"),
        ("a{3,2}", "`{3,2}` has a maximum below its minimum"),
        ("(a{99}){99}", "it has more than 500 characters with its repetitions written out"),
        ("a{" + "9" * 99 + "}", "it has more than 500 characters with its repetitions written out"),
        ("(" * 21 + ")" * 21, "it has more than 20 levels of groups"),
        ("x" * (MAX_CHARS + 1), "it has more than 200 characters"),
        ("a\\", "`\\` is not supported"),
    ],
)
def test_mistakes(pattern: str, reason: str) -> None:
    assert find_mistake(pattern) == reason
