"""Globs for URLs: the semantics of fnmatch, for any number of them."""

import time
from fnmatch import fnmatchcase

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from awesome_lint.config import ConfigError
from awesome_lint.config.file import loads
from awesome_lint.text.globs import Globs

_TEXTS = st.text("ab*?[]!-^\\.c/\n", max_size=10) | st.text(max_size=5)


@given(st.lists(_TEXTS, max_size=4), _TEXTS)
@example(["a**b"], "acb")
@example(["[!a]"], "b")
@example(["[]a]b"], "]b")
@example(["[!]a]b"], "]b")
@example(["[a"], "[a")
def test_patterns_mean_what_fnmatch_makes_of_them(patterns: list[str], url: str) -> None:
    assert Globs(patterns).match(url) == any(fnmatchcase(url, each) for each in patterns)


@given(_TEXTS)
def test_a_pattern_without_wildcards_matches_itself(url: str) -> None:
    plain = url.translate(dict.fromkeys(map(ord, "*?[")))
    assert Globs([plain]).match(plain)
    assert not Globs([plain]).match(plain + "x")


def test_no_pattern_matches_nothing() -> None:
    assert not Globs([]).match("")
    assert Globs([""]).match("")


@pytest.mark.parametrize(
    ("patterns", "url"),
    [
        ([f"https://host{number}.example/*" for number in range(33_000)], "https://a.example/" * 9),
        (["*" + "a" * 249 + str(number) for number in range(1000)], "a" * 2000),
        (["*a" * 200 + "b"], "a" * 50_000),
        (["*[ab]" * 10 + str(number) for number in range(1000)], "ab" * 2000),
        (["*"], "".join(map(chr, range(0x100, 0x8000)))),
    ],
)
def test_no_list_of_patterns_takes_long(patterns: list[str], url: str) -> None:
    begun = time.process_time()
    globs = Globs(patterns)
    assert globs.match(url) == (patterns == ["*"])
    assert not globs.match(f"\n{url}\n") or patterns == ["*"]
    assert time.process_time() - begun < 3


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "links:\n  exclude:\n" + "    - https://a.example/*\n" * 1001,
            "1003: `links.exclude` must be a list of at most 1000 patterns, not of 1001",
        ),
        (
            f"links:\n  include:\n    - '*'\n    - {'a' * 501}",
            (
                "4: `links.include` must be a pattern of at most 500 characters and 10 brackets,"
                f" not `{'a' * 59}…`"
            ),
        ),
        (
            f"links:\n  exclude: ['{'[a]' * 11}']",
            (
                "2: `links.exclude` must be a pattern of at most 500 characters and 10 brackets,"
                f" not `{'[a]' * 11}`"
            ),
        ),
    ],
)
def test_a_configuration_has_so_many_patterns_and_no_more(text: str, message: str) -> None:
    with pytest.raises(ConfigError) as error:
        loads(text, "lint.yml")
    assert str(error.value) == f"lint.yml:{message}"


def test_the_maximum_number_of_patterns() -> None:
    text = "links:\n  exclude:\n" + f"    - '{'a' * 490}{'[' * 10}'\n" * 1000
    assert len(loads(text, "lint.yml").links.exclude) == 1000
