"""Findings that concern a change, in addition to those in test_pull_requests.py."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from awesome_lint.engine import scope
from awesome_lint.model import Diagnostic, Related, Span
from linting import lint, parse
from report_helpers import diagnostic

HEAD = "| Title | Venue | Link |\n|:--|:--|:--|\n"
ERROR = "| A Paper about Odd Things | Avrxi 2021 | [[Link]](https://a.example/{}) |\n"


def found(line: int, name: str, *related: int) -> Diagnostic:
    places = tuple(Related(Span(each, 1, each, 9), "there") for each in related)
    return diagnostic(Span(line, 1, line, 9), fingerprint=name, related=places)


def kept(diagnostics: Iterable[Diagnostic], *touched: int, **new: int) -> list[str]:
    lines = frozenset(touched)
    newest = scope.newest_findings_first(tuple(diagnostics), lines, lines)
    return sorted(scope.findings_in_scope(newest, lines, new))


@pytest.mark.parametrize(
    ("touched", "new", "expected"),
    [
        ((), {}, []),
        ((2,), {}, ["a-2"]),
        ((9,), {}, ["b"]),  # a related place
        ((4,), {}, []),
        ((), {"a": 1}, ["a-3"]),
        ((), {"a": 2}, ["a-2", "a-3"]),
        ((1,), {"a": 1}, ["a"]),
        ((1, 2), {"a": 1}, ["a", "a-2"]),
        ((1,), {"a": 2, "b": 1}, ["a", "a-3", "b"]),
        ((), {"a": 9}, ["a", "a-2", "a-3"]),
    ],
)
def test_what_is_touched_or_new(
    touched: tuple[int, ...], new: dict[str, int], expected: list[str]
) -> None:
    diagnostics = (found(1, "a"), found(2, "a-2"), found(3, "a-3"), found(5, "b", 9))
    assert kept(diagnostics, *touched, **new) == expected


def test_what_was_only_added_is_rather_new_than_what_stayed() -> None:
    diagnostics = (found(1, "a"), found(2, "a-2"))
    newest = scope.newest_findings_first(diagnostics, frozenset(), frozenset({1}))
    assert scope.findings_in_scope(newest, frozenset(), {"a": 1}) == {"a"}


def brought_about(old: str, new: str) -> int:
    sides = [(parse(text), lint(text, "venue-typo")) for text in (old, new)]
    (before, its), (after, theirs) = sides
    return scope.count_new_findings(before, its, after, theirs).total()


def test_an_existing_finding_in_a_changed_entry_is_not_new() -> None:
    old = HEAD + "".join(
        f"| Some Odd Things of Ice and Snow {n} | Avrxi 2021 | free |\n" for n in (1, 2)
    )
    other = old.replace("Title |", "Date |", 1)
    assert [each.fingerprint for each in lint(old, "venue-typo")] != [
        each.fingerprint for each in lint(other, "venue-typo")
    ]
    assert brought_about(old, other) == 0
    assert brought_about(old, other + ERROR.format(3)) == 1
    assert brought_about(old, "".join(old.splitlines(keepends=True)[:-1])) == 0
