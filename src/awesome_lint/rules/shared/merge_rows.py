"""The fix that merges two rows about the same paper."""

from __future__ import annotations

from collections.abc import Sequence

from awesome_lint.identifiers.link_labels import is_placeholder
from awesome_lint.identifiers.venue import parse_venue
from awesome_lint.model import Document, Edit, Entry, Field, Fix, Vocabulary
from awesome_lint.rules.shared.duplicates import DuplicatePair, WrittenForm
from awesome_lint.rules.shared.remove_entry import EntryRemovals
from awesome_lint.rules.shared.variants import are_row_numbers
from awesome_lint.text.patterns import deferred

_PLAIN = deferred(r"[\w\s.,:;/()'-]*")
_MAX_MOVED_CHARS = 2000
"""Characters that a fix moves at most. One long cell could be moved to many rows."""


def merge_rows(
    document: Document, removals: EntryRemovals, pair: DuplicatePair, vocabulary: Vocabulary
) -> Fix | None:
    """Return the fix that keeps one of two rows and fills its gaps from the other.

    It keeps the row with the published venue, else the first. None for rows of HTML, and if the
    other row has content that this one lacks in any form, except a preprint's venue. The fix is
    never safe: the rows may be about two papers.
    """
    first, duplicate = pair.first, pair.duplicate
    together = first.container == duplicate.container and len(first.fields) == len(duplicate.fields)
    if first.kind != "row" or duplicate.kind != "row" or not together:
        return None
    if removals.is_html_row(first):
        return None
    kept, other = first, duplicate
    if _is_published(duplicate, vocabulary) and _is_preprint(first, vocabulary):
        kept, other = duplicate, first
    venue = other.venue.span if _is_published(kept, vocabulary) and other.venue else None
    gaps = []
    for mine, theirs in zip(kept.fields, other.fields, strict=True):
        if not _has_content(theirs):
            continue
        if not _has_content(mine):
            gaps.append((mine, theirs))
        elif not _restates(document, mine, theirs) and not (
            theirs.span == venue and _is_only_preprint(theirs, vocabulary)
        ):
            return None
    removal = removals.edit(other)
    if removal is None:
        return None
    if sum(len(theirs.source) for _, theirs in gaps) > _MAX_MOVED_CHARS:
        return None
    filled = tuple(Edit(mine.span, _padded(mine, theirs)) for mine, theirs in gaps)
    title = f"Merge line {other.span.line} into line {kept.span.line}"
    return Fix(title, (*filled, removal), safe=False, kept=kept.span)


def _restates(document: Document, mine: Field, theirs: Field) -> bool:
    """Return whether two cells differ only in case, the form of links or the row number."""
    written = [WrittenForm.of_fields(document, (field,)) for field in (mine, theirs)]
    return written[0].restates(written[1]) or are_row_numbers(mine, theirs)


def _has_content(field: Field) -> bool:
    return bool(field.links) or not is_placeholder(field.source)


def _padded(mine: Field, theirs: Field) -> str:
    """Return a cell's source for a cell that may have no space around it."""
    return theirs.source if mine.source else f" {theirs.source} "


def _venue_kinds(entry: Entry, vocabulary: Vocabulary) -> Sequence[str]:
    text = entry.venue.text if entry.venue else ""
    return [mention.venue.kind for mention in parse_venue(text, vocabulary).mentions]


def _is_published(entry: Entry, vocabulary: Vocabulary) -> bool:
    return bool({"conference", "journal"}.intersection(_venue_kinds(entry, vocabulary)))


def _is_preprint(entry: Entry, vocabulary: Vocabulary) -> bool:
    kinds = _venue_kinds(entry, vocabulary)
    return not entry.venue or (bool(kinds) and set(kinds) == {"preprint"})


def _is_only_preprint(field: Field, vocabulary: Vocabulary) -> bool:
    """Return whether a cell has the name of a preprint server, years, and nothing else."""
    reading = parse_venue(field.text, vocabulary)
    named = all(mention.venue.kind == "preprint" for mention in reading.mentions)
    is_plain = field.text == field.source and _PLAIN().fullmatch(field.text) is not None
    return named and not reading.unknown and not field.links and is_plain
