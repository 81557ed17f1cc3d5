"""Findings as rules yield them, and diagnostics as they are reported."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from awesome_lint.model.document import Span

Severity = Literal["error", "warning", "info"]
"""The severities, the highest first."""


class Edit(Struct, frozen=True, gc=False):
    """The replacement of a piece of the source."""

    span: Span
    """The range that is replaced; an empty one for an insertion."""
    text: str
    r"""The new text, with `\n` for a line break."""


class Correction(Struct, frozen=True, gc=False):
    """A replacement after which the text still says the same."""

    wrong: str
    """The text as written."""
    right: str
    """The text that replaces it."""


class Fix(Struct, frozen=True, gc=False):
    """Edits that are applied together or not at all.

    Rules state everything but `drops`, which the engine computes with `fixes.dropped_by`.
    """

    title: str
    """The effect of the fix, in the imperative."""
    edits: tuple[Edit, ...]
    """The edits; they neither overlap nor adjoin each other."""
    safe: bool = True
    """Whether `--fix` applies it. Rules set False where the fix is a guess; the engine sets
    False where the fix drops anything."""
    corrections: tuple[Correction, ...] = ()
    """The texts that the fix replaces by something that says the same. Everything else that
    vanishes is a loss."""
    kept: Span | None = None
    """The place where the text that the fix removes is still written, such as the first of two
    duplicates."""
    drops: tuple[str, ...] = ()
    """The words and URLs that are gone after the fix, in document order."""


class Related(Struct, frozen=True, gc=False):
    """Another place in the same file that a finding mentions."""

    span: Span
    """The place."""
    message: str
    """The reason for mentioning it."""


class Finding(Struct, frozen=True, gc=False):
    """A problem that a rule found."""

    span: Span
    """The smallest text that is wrong."""
    message: str
    """The problem and its effect on readers, on one line."""
    help: str = ""
    """The action that solves it, on one line, or empty."""
    related: tuple[Related, ...] = ()
    """Other places that the message mentions."""
    fix: Fix | None = None
    """The fix, if one is certainly or probably right."""
    severity: Severity | None = None
    """A severity other than the rule's default. A configured severity takes precedence."""
    at_most: Severity | None = None
    """The highest severity that this finding can have, whatever is configured."""
    cause: str = ""
    """The cause in words, which findings with the same cause share, such as all links of a form.
    Empty if it is the message."""
    facts: tuple[str, ...] = ()
    """The identity of the problem in words that do not depend on its place, such as what two
    duplicates are. Empty where the entry and the text under the span identify it."""


class Diagnostic(Struct, frozen=True, gc=False):
    """A finding as it is reported."""

    path: str
    """The path of the file."""
    rule: str
    """The id of the rule."""
    severity: Severity
    """The severity after configuration."""
    span: Span
    """The smallest text that is wrong."""
    message: str
    """The problem and its effect on readers, on one line."""
    help: str
    """The action that solves it, on one line, or empty."""
    url: str
    """The URL of the rule's page."""
    fingerprint: str
    """The identity of the finding in its file, independent of line numbers
    (`engine/fingerprint.py`)."""
    related: tuple[Related, ...]
    """Other places that the message mentions."""
    fix: Fix | None
    """The fix, if there is one, with what it drops."""
    group: str = ""
    """The identity of the cause: findings of one rule with the same cause share it."""
