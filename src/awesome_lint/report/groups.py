"""Findings with one cause, which reports for people show once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct

from awesome_lint.model import Diagnostic
from awesome_lint.text.wording import enumerate_words

MANY: Final = 5
"""Findings with one cause from which only the first is shown."""

_MAX_PLACES: Final = 6


class Group(Struct, frozen=True):
    """A finding that is shown, and those with the same cause that are not."""

    shown: Diagnostic
    others: tuple[Diagnostic, ...] = ()


def group(diagnostics: Iterable[Diagnostic]) -> list[Group]:
    """Return findings in their order, those with one cause as one group if they are many."""
    causes: dict[tuple[str, str, str], list[tuple[int, Diagnostic]]] = {}
    for number, each in enumerate(diagnostics):
        cause = (each.rule, each.severity, each.group or each.message)
        causes.setdefault(cause, []).append((number, each))
    found: list[tuple[int, Group]] = []
    for same in causes.values():
        if len(same) < MANY:
            found += ((number, Group(each)) for number, each in same)
        else:
            others = tuple(each for _, each in same[1:])
            found.append((same[0][0], Group(same[0][1], others)))
    return [each for _, each in sorted(found, key=lambda pair: pair[0])]


def describe_others(path: str, others: Sequence[Diagnostic]) -> str:
    """Return the number and the lines of findings, seen from a file: `3 more: lines 5 and 9`.

    A line with several findings is named once.
    """
    places = list(
        dict.fromkeys(
            str(each.span.line) if each.path == path else f"{each.path}:{each.span.line}"
            for each in others
        )
    )
    noun = "line" if len(places) == 1 else "lines"
    return f"{len(others)} more: {noun} {enumerate_words(places, _MAX_PLACES)}"


def describe_fix(diagnostics: Sequence[Diagnostic]) -> str:
    """Return the command that fixes findings of one rule; empty if none has a safe fix."""
    fixable = sum(each.fix is not None and each.fix.safe for each in diagnostics)
    if not fixable:
        return ""
    number = "all" if fixable == len(diagnostics) else f"{fixable} of {len(diagnostics)}"
    return f"`--fix --select {diagnostics[0].rule}` fixes {number}"
