"""Regular expressions that are made of words, or compiled when they are needed."""

from __future__ import annotations

import re

import pytest

from awesome_lint.text.patterns import any_of, deferred


def test_the_longer_of_two_words_is_tried_first() -> None:
    assert re.findall(any_of(["ice", "iceberg", "c++"]), "iceberg ice c++") == [
        "iceberg",
        "ice",
        "c++",
    ]


def test_a_deferred_pattern_is_compiled_at_its_first_call() -> None:
    invalid = deferred("(")
    with pytest.raises(re.error, match="missing \\), unterminated subpattern"):
        invalid()


def test_a_deferred_pattern_is_compiled_once() -> None:
    ice = deferred("(?P<a>ice)(berg)?", re.IGNORECASE)
    assert [match["a"] for match in ice().finditer("Ice iceberg")] == ["Ice", "ice"]
    assert ice() is ice()
