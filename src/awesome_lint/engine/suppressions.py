"""Suppression comments of a document, applied to findings."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from awesome_lint.model import Document, Span, Suppression


class SuppressionIndex:
    """The suppression comments of a document, by rule and place.

    `used` holds the spans of the comments that suppressed a finding.
    """

    def __init__(self, document: Document) -> None:
        self.used: set[Span] = set()
        self._suppressions = document.suppressions
        self._rules: dict[str, _RuleSuppressions] = {}

    def suppress(self, rule: str, span: Span) -> bool:
        """Return whether a finding is suppressed, and record the comment as used."""
        if not self._suppressions:
            return False
        if rule not in self._rules:
            self._rules[rule] = _RuleSuppressions(rule, self._suppressions)
        suppression = self._rules[rule].suppression_at(span)
        if suppression is None:
            return False
        self.used.add(suppression.span)
        return True


class _RuleSuppressions:
    """The comments that suppress one rule."""

    def __init__(self, rule: str, suppressions: Sequence[Suppression]) -> None:
        self._file: Suppression | None = None
        self._lines: dict[int, Suppression] = {}
        # The comments that begin or end a region, in document order.
        self._borders: list[Suppression] = []
        for suppression in suppressions:
            # A comment suppresses the finding that it is unused only if it names that rule.
            own = rule == "suppression-unused"
            if not (rule in suppression.rules if own else suppression.matches(rule)):
                continue
            span = suppression.span
            match suppression.directive:
                case "disable-file":
                    self._file = suppression
                case "disable-line":
                    self._lines.update(dict.fromkeys(span.lines, suppression))
                case "disable-next-line":
                    self._lines[span.end_line + 1] = suppression
                case "disable" | "enable":
                    self._borders.append(suppression)
        self._borders.sort(key=lambda border: border.span)

    def suppression_at(self, span: Span) -> Suppression | None:
        """Return the comment that suppresses a finding at `span`, the most specific kind first."""
        if suppression := self._lines.get(span.line) or self._file:
            return suppression
        index = bisect_left(self._borders, span, key=lambda border: border.span)
        border = self._borders[index - 1] if index else None
        return border if border and border.directive == "disable" else None
