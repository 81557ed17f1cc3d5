"""Which of two places is the new one: shared by the rules that compare entries."""

from __future__ import annotations

from collections.abc import Iterable

from awesome_lint.model import Entry, Evidence, Span


def is_new(span: Span, evidence: Evidence) -> bool:
    """Tell whether a change put one of a span's lines where it is; never without a change."""
    if evidence.changed is None:
        return False
    return not evidence.changed.isdisjoint(span.lines)


def old_first(entries: Iterable[Entry], evidence: Evidence) -> list[Entry]:
    """Return entries in document order, but those that are new behind all others."""
    return sorted(entries, key=lambda entry: is_new(entry.span, evidence))
