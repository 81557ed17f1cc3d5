"""duplicate-row: duplicates of an entry with the same details."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from awesome_lint.model import Document, Evidence, Finding, Fix
from awesome_lint.rules.shared.duplicates import DuplicatePair, DuplicateScope, find_duplicates
from awesome_lint.rules.shared.remove_entry import EntryRemovals
from awesome_lint.text.wording import quote


class Options(Struct, frozen=True, forbid_unknown_fields=True):
    """Options of duplicate-row."""

    scope: DuplicateScope = "table"
    """The part of the document in which entries are compared."""


def check(document: Document, options: Options, evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each entry that adds nothing to an earlier one."""
    removals = EntryRemovals(document)
    for pair in find_duplicates(document, options.scope, evidence):
        if pair.differences:
            continue
        subject = pair.subject
        fix = _fix(pair, removals)
        effect = pair.describe_intention() or "readers see it twice"
        yield Finding(
            subject.span,
            f"{quote(subject.text)} is a duplicate of line {pair.first.span.line}"
            f"{pair.place} with the same details: {effect}",
            fix.title if fix else "Remove one of the two entries",
            at_most="info" if pair.intended else "warning" if pair.is_across_years else None,
            related=pair.related,
            facts=(pair.name,),
            fix=fix,
        )


def _fix(pair: DuplicatePair, removals: EntryRemovals) -> Fix | None:
    """Return the fix that removes the duplicate. It is safe for exact duplicates only.

    None if the entries are in different tables or lists, or removing one would lose text.
    """
    if pair.first.container != pair.duplicate.container or not pair.is_restated:
        return None
    edit = removals.edit(pair.duplicate)
    if edit is None:
        return None
    return Fix("Remove this entry", (edit,), safe=pair.is_exact, kept=pair.first.span)
