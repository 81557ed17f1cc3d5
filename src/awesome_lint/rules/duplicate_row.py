"""duplicate-row: the same entry again, with the same details."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from awesome_lint.model import Document, Evidence, Finding
from awesome_lint.rules.rule import Rule
from awesome_lint.rules.same_entry import Scope, pairs
from awesome_lint.rules.wording import quote


class Options(Struct, frozen=True, forbid_unknown_fields=True):
    """How far apart two entries may stand."""

    scope: Scope = "table"


def check(document: Document, options: Options, evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each entry that says nothing that an earlier one does not say."""
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
        )


RULE = Rule("duplicate-row", "error", check, Options)
