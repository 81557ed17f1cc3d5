"""Regular expressions that are made of words, or compiled when they are needed."""

from __future__ import annotations

import re

import pytest

from awesome_lint.text.patterns import any_of, lazy_pattern


def test_the_longer_of_two_words_is_tried_first() -> None:
    assert re.findall(any_of(["ice", "iceberg", "c++"]), "iceberg ice c++") == [
        "iceberg",
        "ice",
        "c++",
    ]


def test_a_lazy_pattern_has_the_methods_of_a_pattern() -> None:
    ice = lazy_pattern("(?P<a>ice)(berg)?", re.IGNORECASE)
    assert [match["a"] for match in ice.finditer("Ice iceberg")] == ["Ice", "ice"]
    assert ice.sub("snow", "ICE on ice") == "snow on snow"
    assert (ice.groups, ice.pattern) == (2, "(?P<a>ice)(berg)?")


def test_a_lazy_pattern_is_compiled_at_its_first_use() -> None:
    invalid = lazy_pattern("(")
    with pytest.raises(re.error, match="missing \\), unterminated subpattern"):
        invalid.search("")
