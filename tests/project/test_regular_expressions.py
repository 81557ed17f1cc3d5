"""No regular expression takes more than linear time on untrusted text."""

from __future__ import annotations

import re

import pytest

from regular_expressions import Pattern, fault, patterns

BOUNDED = {
    "cli.diff._LINE": "its second branch takes what its first one leaves, so that it never fails",
    "config.decode._fits": "of the options of rules, which are the project's own",
    "document.entries.patterns._PART": "in the rows of a table, which are the project's own",
    "document.entries.patterns.compile_pattern": "of the rows of a table, each of which is tested",
    "identifiers.badges._pattern_of_path": "of a table, in URLs of bounded length",
    "identifiers.malformed_url._WRAPPED": "matched from the first character to the last",
    "identifiers.malformed_doi._BEGIN": "in URLs of _MAX_URL_CHARS characters at most",
    "identifiers.publications._divided_names": "of the names of venues, without their punctuation",
    "identifiers.publications._pattern": "of a table, in functions whose patterns are found",
    "text.globs.__init__": "of a configuration's patterns, which have bounds of their own",
    "report.formats.sarif._message": "in messages, which quote at most 100 characters of a text",
    "report.formats.sarif._rule": "in the pages of rules, which are the project's own",
    "text.patterns.compiled": "of the patterns of modules, which are found themselves",
    "text.patterns.deferred": "the same call",
    "rules.shared.html_scope._COMMENT": "never fails; at most _MAX_CHARS_AFTER_TAG characters",
    "rules.banned_words._pattern": "of a configuration's words, which have bounds of their own",
    "rules.html_unbalanced._broken_closing_tag": "made of the name of a listed element",
}
"""Accepted patterns, with the reason."""


def test_every_regular_expression_takes_linear_time() -> None:
    found = [(each.name, fault(each)) for each in patterns()]
    faults = {(name, reason) for name, reason in found if reason is not None}

    assert len(found) > 200
    assert [each for each in sorted(faults) if each[0] not in BOUNDED] == []
    assert BOUNDED.keys() - {name for name, _ in faults} == set(), "no longer needed"


def test_patterns_that_are_made_of_the_words_of_a_table_are_found() -> None:
    name = "document.entries.table_rows._no_titles"
    (found,) = (each for each in patterns() if each.name == name)

    assert "日期" in found.pattern
    assert not found.searched


@pytest.mark.parametrize(
    "pattern",
    [
        r"[\W\d_]+$",
        r"^[\W\d_]+|[\W\d_]+$",
        r"[\s.,]+[Ii]n:?\s*$",
        r",?\s*\bet\.? al\b\W*$",
        r"[\u200c\u200d]+$",
        r"<!--.*?-->",
        r"\s*+\n",
        r"(?>\s*)\n",
        r"\[[^\]]*\]",
        r"_+(?!\w)",
        r"(?:a+)+b",
        r"(?:a|ab)*c\w*\w*!",
    ],
)
def test_what_takes_longer_is_found(pattern: str) -> None:
    assert fault(Pattern("", pattern, re.DOTALL, searched=True)) is not None


@pytest.mark.parametrize(
    ("pattern", "searched"),
    [
        (r"[\W\d_]++", False),
        (r"[\W\d_]+$", False),
        (r"\s+", True),
        (r"\[[^\[\]]*\]", True),
        (r"(?<![\d.])\d+(?:\.\d+)?x", True),
        (r"(?<!_)_++(?!\w)", True),
        (r"\b\w+!", True),
        (r"^\s*x", True),
        (r"<!--.{0,2000}?-->", True),
        (r"(?:a++b)*+c", False),
    ],
)
def test_what_takes_linear_time_is_not_found(pattern: str, searched: bool) -> None:
    assert fault(Pattern("", pattern, 0, searched)) is None


@pytest.mark.parametrize("pattern", [r"(?:a+)+b", r"a*a*b", r"\w*\d*\w*!"])
def test_backtracking_is_found_where_a_pattern_is_only_matched(pattern: str) -> None:
    assert fault(Pattern("", pattern, 0, searched=False)) is not None
