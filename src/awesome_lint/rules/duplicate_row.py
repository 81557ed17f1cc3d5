"""duplicate-row: the same entry again, with the same details."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from awesome_lint.model import Document, Entry, Evidence, Finding, Fix
from awesome_lint.rules.remove_entry import Removals
from awesome_lint.rules.rule import Rule
from awesome_lint.rules.same_entry import Pair, Scope, pairs
from awesome_lint.rules.wording import quote

_MARKER = re.compile(r"\s*(?:[-+*]|[0-9]+[.)])")


class Options(Struct, frozen=True, forbid_unknown_fields=True):
    """How far apart two entries may stand."""

    scope: Scope = "table"


def check(document: Document, options: Options, evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each entry that says nothing that an earlier one does not say."""
    removals = Removals(document)
    for pair in pairs(document, options.scope, evidence):
        if pair.differences:
            continue
        subject = pair.again.title or pair.again.fields[0]
        yield Finding(
            subject.span,
            f"{quote(subject.text)} stands on line {pair.first.span.line} already,"
            " with the same details",
            "Remove one of the two",
            related=pair.related,
            facts=(pair.name,),
            fix=_fix(document, pair, removals),
        )


def _fix(document: Document, pair: Pair, removals: Removals) -> Fix | None:
    """Remove it: surely where both are written alike, in one table or list."""
    if pair.first.container != pair.again.container:
        return None
    edit = removals.edit(pair.again)
    if edit is None:
        return None
    alike = _written(document, pair.first) == _written(document, pair.again)
    return Fix("Remove this one", (edit,), safe=alike)


def _written(document: Document, entry: Entry) -> list[list[str]]:
    """Return the words of an entry, cell by cell, without the marker of a list's item."""
    if entry.kind == "row":
        return [field.source.split() for field in entry.fields]
    return [_MARKER.sub("", document.slice(entry.span)).split()]


RULE = Rule("duplicate-row", "error", check, Options)
