"""What is found: findings as rules yield them, and as they are reported."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from awesome_lint.model.document import Span

Severity = Literal["error", "warning", "info"]


class Edit(Struct, frozen=True, gc=False):
    """Replace the text under `span` by `text`."""

    span: Span
    text: str


class Correction(Struct, frozen=True, gc=False):
    """What a fix replaces: `wrong`, as it is written, by `right`, which says the same."""

    wrong: str
    right: str


class Fix(Struct, frozen=True, gc=False):
    """Edits that are made together or not at all.

    A rule states everything but `drops`, which the engine computes with `fixes.dropped_by`.
    """

    title: str
    """What the fix does, in the imperative."""
    edits: tuple[Edit, ...]
    """The edits, none of which touches another."""
    safe: bool = True
    """Whether `--fix` makes it. A rule sets False where the fix is a guess; the engine sets False
    where the fix drops anything."""
    corrections: tuple[Correction, ...] = ()
    """What the fix replaces by something that says the same. Everything else that vanishes is a
    loss."""
    kept: Span | None = None
    """Where the text that the fix removes is still written, such as the first of two entries."""
    drops: tuple[str, ...] = ()
    """The words and URLs that are gone after the fix, in the order of the text."""


class Related(Struct, frozen=True, gc=False):
    """Another place in the same file that a finding speaks of."""

    span: Span
    message: str


class Finding(Struct, frozen=True, gc=False):
    """What a rule yields: what is wrong, where, and what to do about it (`help`).

    `facts` say what the finding is about, in words that do not depend on where things stand,
    where the entry and the text under the span do not: for a duplicate, what both entries are.
    """

    span: Span
    message: str
    help: str = ""
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    severity: Severity | None = None
    """Set where this finding weighs otherwise than its rule's default; a configured severity
    has the last word."""
    at_most: Severity | None = None
    """Set where this finding may not weigh more than that, whatever is configured."""
    facts: tuple[str, ...] = ()


class Diagnostic(Struct, frozen=True, gc=False):
    """A finding as it is reported.

    `url` is the rule's page; `fingerprint` survives lines inserted above the finding, and is
    what `fingerprint.py` makes it.
    """

    path: str
    rule: str
    severity: Severity
    span: Span
    message: str
    help: str
    url: str
    fingerprint: str
    related: tuple[Related, ...]
    fix: Fix | None
