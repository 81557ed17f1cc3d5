"""duplicate-row: the same entry again, with the same details."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from awesome_lint.model import Document, Evidence, Finding, Fix
from awesome_lint.rules.rule import Rule
from awesome_lint.rules.shared.duplicates import DuplicatePair, DuplicateScope, find_duplicates
from awesome_lint.rules.shared.remove_entry import EntryRemovals
from awesome_lint.text.wording import quote


class Options(Struct, frozen=True, forbid_unknown_fields=True):
    """How far apart two entries may stand."""

    scope: DuplicateScope = "table"


def check(document: Document, options: Options, evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each entry that says nothing that an earlier one does not say."""
    removals = EntryRemovals(document)
    for pair in find_duplicates(document, options.scope, evidence):
        if pair.differences:
            continue
        subject = pair.duplicate.title or pair.duplicate.fields[0]
        fix = _fix(pair, removals)
        yield Finding(
            subject.span,
            f"{quote(subject.text)} is a duplicate of line {pair.first.span.line}"
            " with the same details: readers see it twice",
            fix.title if fix else "Remove one of the two entries",
            related=pair.related,
            facts=(pair.name,),
            fix=fix,
        )


def _fix(pair: DuplicatePair, removals: EntryRemovals) -> Fix | None:
    """Remove it from its table or list; only an exact duplicate can go without a loss."""
    if pair.first.container != pair.duplicate.container or not pair.is_restated:
        return None
    edit = removals.edit(pair.duplicate)
    if edit is None:
        return None
    return Fix("Remove this entry", (edit,), safe=pair.is_exact, kept=pair.first.span)


RULE = Rule("duplicate-row", "error", check, Options)
