"""Regular expressions of configurations: what they match, in linear time, and mistakes."""

import sys
import time

import pytest

from awesome_lint.rules.shared.regular_expression import find_mistake, matches


@pytest.mark.parametrize(
    ("pattern", "right", "wrong"),
    [
        (r"^20\d\d$", "2024", "12024"),
        (r"20\d\d(-(0[1-9]|1[0-2]))?", "2024-12", "2024-13"),
        (r"v\d+(\.\d+){1,2}", "v1.20.3", "v1"),
        (r"[A-Z][^.!?]*\.", "A clockwork lark.", "A clockwork lark"),
        (r"(?:[\w-]+\.)+org", "wiki.example.org", "example.com"),
        (r"(?i)mit|bsd", "MIT", "GPL"),
        (r"\p{Greek}+", "λόγος", "logos"),
        ("é.", "é\ud800", "e\ud800"),
        ("", "", "a"),
    ],
)
def test_a_pattern_matches_whole_texts(pattern: str, right: str, wrong: str) -> None:
    assert find_mistake(pattern) == ""
    assert matches(pattern, right)
    assert not matches(pattern, wrong)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("(a+)+b", "a" * 300_000),
        ("(a|a)*" * 20 + "b", "a" * 100_000),
        ("(a|b)*a(a|b){240}", "ab" * 50_000),
        ("((a?){20}){20}x", "a" * 100_000),
        (".*" * 90 + "x", "ab" * 100_000),
    ],
)
def test_no_pattern_takes_long(pattern: str, text: str) -> None:
    begun = time.process_time()
    assert find_mistake(pattern) == ""
    assert not matches(pattern, text)
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("(a", "RE2 reports `missing ): (a`"),
        ("[z-a]", "RE2 reports `invalid character class range: z-a`"),
        ("(?=a)", "RE2 reports `invalid perl operator: (?=`"),
        (r"(a)\1", r"RE2 reports `invalid escape sequence: \1`"),
        ("\ud800", "it is not Unicode text"),
    ],
)
def test_mistakes(pattern: str, reason: str) -> None:
    assert find_mistake(pattern) == reason


def test_a_pattern_without_re2(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "re2", None)
    assert find_mistake("a").startswith(
        "it needs google-re2, which is not installed: install awesome-lint with its extra"
        " `patterns`, such as `pipx install 'awesome-lint[patterns] @ git+https://"
    )
