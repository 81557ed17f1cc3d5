"""duplicate-entry: the same entry again, with other details."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from msgspec import Struct

from awesome_lint.identifiers.identity import identify, title_key
from awesome_lint.model import Document, Evidence, Field, Finding
from awesome_lint.rules.rule import Rule
from awesome_lint.rules.shared.duplicates import DuplicatePair, DuplicateScope, find_duplicates
from awesome_lint.rules.shared.merge_rows import merge_rows
from awesome_lint.rules.shared.remove_entry import EntryRemovals
from awesome_lint.text.wording import count, quote

_FEWEST_WORDS = 4
"""A title with fewer words may be the name of a thing."""

_LONGEST = 40
"""Characters of what is quoted of a field."""

_READ = 2000
"""Characters of a field that are compared: one long field may be compared with many."""

_BEFORE = 12
"""Characters before the difference of two long texts that are quoted, too."""


class Options(Struct, frozen=True, forbid_unknown_fields=True):
    """How far apart two entries may stand."""

    scope: DuplicateScope = "table"


def check(document: Document, options: Options, evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each entry that contradicts or completes an earlier one."""
    removals = EntryRemovals(document)
    for pair in find_duplicates(document, options.scope, evidence):
        if not pair.differences or _are_variants(pair):
            continue
        subject = pair.duplicate.title or pair.duplicate.fields[0]
        named = f" ({_identifier(pair.identity)})" if pair.identity else ""
        shown = [_difference(*fields) for fields in pair.differences[:2]]
        if len(pair.differences) > 2:
            shown.append(f"and {count(len(pair.differences) - 2, 'more difference')}")
        fix = merge_rows(document, removals, pair, evidence.venues)
        yield Finding(
            subject.span,
            f"{quote(subject.text)} is a duplicate of line {pair.first.span.line}{named},"
            f" but {'; '.join(shown)}",
            fix.title if fix else "Merge the two entries, and keep the correct details",
            related=pair.related,
            facts=(pair.name,),
            fix=fix,
        )


def _are_variants(pair: DuplicatePair) -> bool:
    """Return whether rows of one name are two things: two sizes of a model, two jobs of a company.

    They differ in much, or in where they lead.
    """
    title = pair.duplicate.title
    if title is None or len(title.text.split()) >= _FEWEST_WORDS:
        return False
    if pair.duplicate.kind != "row" or pair.identity:
        return False
    return len(pair.differences) > 1 or all(
        first and duplicate and first.links and duplicate.links and first.text == duplicate.text
        for first, duplicate in pair.differences
    )


def _identifier(identity: str) -> str:
    kind, _, name = identity.partition(":")
    return f"{ {'arxiv': 'arXiv', 'doi': 'DOI', 'acl': 'ACL'}.get(kind, kind) } {name}"


def _difference(first: Field | None, duplicate: Field | None) -> str:
    field = duplicate or first
    label = quote(field.name, 30) if field and field.name else "the text"
    if first and duplicate and title_key(first.text) == title_key(duplicate.text):
        here, there = _address(duplicate, first), _address(first, duplicate)
    else:
        here, there = _values(duplicate, first)
    return f"{label} differs: {here} here, {there} there"


def _address(field: Field, other: Field) -> str:
    """Return the first URL of a field that leads elsewhere than all those of the other one."""
    known = {identify(link.url) for link in other.links}
    links = [link.url for link in field.links if identify(link.url) not in known]
    return quote(links[0]) if links else "no extra link"


def _values(*fields: Field | None) -> list[str]:
    """Return what two fields say, long texts from the words in which they differ."""
    texts = [_said(field) for field in fields]
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(*texts, strict=False)))
    start = max(0, texts[0].rfind(" ", 0, max(0, same - _BEFORE)))
    if start and max(map(len, texts)) > _LONGEST:
        texts = [f"…{text[start:]}" for text in texts]
    return [quote(text, _LONGEST) if text else "nothing" for text in texts]


def _said(field: Field | None) -> str:
    if field is None:
        return ""
    if not field.source:
        # The links of a bullet are a field that is written nowhere.
        return " ".join(link.url[:_READ] for link in field.links[:_LONGEST])
    short = len(field.text[:_READ].split()) < _FEWEST_WORDS
    text = field.source if not field.text or (field.links and short) else field.text
    return " ".join(text[:_READ].split())


RULE = Rule("duplicate-entry", "warning", check, Options)
