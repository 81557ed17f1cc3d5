"""duplicate-entry: duplicates of an entry with different details."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from msgspec import Struct

from awesome_lint.identifiers.identity import format_identity, identify, title_key
from awesome_lint.model import Document, Evidence, Field, Finding
from awesome_lint.rules.shared.duplicates import DuplicatePair, DuplicateScope, find_duplicates
from awesome_lint.rules.shared.merge_rows import merge_rows
from awesome_lint.rules.shared.remove_entry import EntryRemovals
from awesome_lint.text.wording import count, quote

_MIN_TITLE_WORDS = 4
"""Words of the shortest unambiguous title. Shorter ones may be names."""

_MAX_QUOTED_CHARS = 40
"""Characters of a field that a message quotes at most."""

_MAX_COMPARED_LINKS = 40
"""Links of a field that are compared at most."""

_MAX_COMPARED_CHARS = 2000
"""Characters of a field that are compared at most, since a long field may be compared often."""

_CONTEXT_CHARS = 12
"""Characters that are quoted before the first difference of two long texts."""


class Options(Struct, frozen=True, forbid_unknown_fields=True):
    """Options of duplicate-entry."""

    scope: DuplicateScope = "table"
    """The part of the document in which entries are compared."""


def check(document: Document, options: Options, evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each duplicate whose details differ from those of the earlier entry."""
    removals = EntryRemovals(document)
    for pair in find_duplicates(document, options.scope, evidence):
        if not pair.differences or _are_variants(pair):
            continue
        subject = pair.subject
        named = f" ({format_identity(pair.identity)})" if pair.identity else ""
        described = [_describe_difference(*fields) for fields in pair.differences[:2]]
        if len(pair.differences) > 2:
            described.append(f"and {count(len(pair.differences) - 2, 'more difference')}")
        if pair.intended:
            described.append(pair.describe_intention())
        fix = merge_rows(document, removals, pair, evidence.venues)
        yield Finding(
            subject.span,
            f"{quote(subject.text)} is a duplicate of line {pair.first.span.line}{named}"
            f"{pair.place},"
            f" but {'; '.join(described)}",
            fix.title if fix else "Merge the two entries, and keep the correct details",
            at_most="info" if pair.intended else None,
            related=pair.related,
            facts=(pair.name,),
            fix=fix,
        )


def _are_variants(pair: DuplicatePair) -> bool:
    """Return whether two rows with one name are different things, such as sizes of a model.

    Such rows differ in several fields, or in the URLs of their links only.
    """
    title = pair.duplicate.title
    if title is None or len(title.text.split()) >= _MIN_TITLE_WORDS:
        return False
    if pair.duplicate.kind != "row" or pair.identity:
        return False
    differences = [fields for fields in pair.differences if not _differ_in_spaces(*fields)]
    return len(differences) > 1 or all(
        first and duplicate and first.links and duplicate.links and first.text == duplicate.text
        for first, duplicate in differences
    )


def _differ_in_spaces(one: Field | None, other: Field | None) -> bool:
    """Return whether two fields are one name, such as `Ice Bot` and `IceBot`."""
    keys = {title_key(field.text).replace(" ", "") for field in (one, other) if field}
    return one is not None and other is not None and one.text != other.text and len(keys) == 1


def _describe_difference(first: Field | None, duplicate: Field | None) -> str:
    field = duplicate or first
    label = quote(field.name, 30) if field and field.name else "the text"
    if first and duplicate and title_key(first.text) == title_key(duplicate.text):
        here, there = _extra_url(duplicate, first), _extra_url(first, duplicate)
        if bool(here) != bool(there):
            return f"{label} links to {here or there} {'here' if here else 'there'} only"
        if here and (duplicate.name == "Title" or len(first.text.split()) >= _MIN_TITLE_WORDS):
            return f"{label} links to {here} here, {there} there"
        if not here:
            here, there = _quoted_texts(duplicate, first)
    else:
        here, there = _quoted_texts(duplicate, first)
    return f"{label} differs: {here} here, {there} there"


def _extra_url(field: Field, other: Field) -> str:
    """Return the first URL of a field, quoted, that the other field does not link to; or ""."""
    known = {identify(link.url) for link in other.links}
    links = [link.url for link in field.links if identify(link.url) not in known]
    return quote(links[0]) if links else ""


def _quoted_texts(*fields: Field | None) -> list[str]:
    """Return the texts of two fields, quoted. Long ones start at the first different word."""
    texts = [_compared_text(field) for field in fields]
    common = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(*texts, strict=False)))
    start = max(0, texts[0].rfind(" ", 0, max(0, common - _CONTEXT_CHARS)))
    if start and max(map(len, texts)) > _MAX_QUOTED_CHARS:
        texts = [f"…{text[start:]}" for text in texts]
    return [quote(text, _MAX_QUOTED_CHARS) if text else "nothing" for text in texts]


def _compared_text(field: Field | None) -> str:
    if field is None:
        return ""
    if not field.source:
        # The field for the links of a bullet has no source text.
        return " ".join(
            link.url[:_MAX_COMPARED_CHARS] for link in field.links[:_MAX_COMPARED_LINKS]
        )
    short = len(field.text[:_MAX_COMPARED_CHARS].split()) < _MIN_TITLE_WORDS
    text = field.source if not field.text or (field.links and short) else field.text
    return " ".join(text[:_MAX_COMPARED_CHARS].split())
