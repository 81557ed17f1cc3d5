"""The repair that makes one row of two that name the same paper."""

from __future__ import annotations

from collections.abc import Sequence

from awesome_lint.document.labels import is_placeholder
from awesome_lint.identifiers.venue import read
from awesome_lint.model import Edit, Entry, Field, Fix, Vocabulary
from awesome_lint.rules.remove_entry import Removals
from awesome_lint.rules.same_entry import Pair

_LONGEST = 2000
"""Characters that a repair moves at most: one long cell could be moved to many rows."""


def merge_rows(removals: Removals, pair: Pair, vocabulary: Vocabulary) -> Fix | None:
    """Keep the row with the published venue, else the first, and fill its gaps from the other one.

    None where the rows contradict each other in anything but a preprint's venue and that of its
    publication. The fix is never safe: the rows may be of two papers after all.
    """
    first, again = pair.first, pair.again
    together = first.container == again.container and len(first.fields) == len(again.fields)
    if first.kind != "row" or again.kind != "row" or not together:
        return None
    kept, other = first, again
    contradictions = [pair for pair in pair.differences if all(map(_says, pair))]
    if _is_published(again, vocabulary) and _is_preprint(first, vocabulary):
        kept, other = again, first
        contradictions = [each for each in contradictions if not _are_venues(each, pair)]
    elif _is_published(first, vocabulary) and _is_preprint(again, vocabulary):
        contradictions = [each for each in contradictions if not _are_venues(each, pair)]
    if contradictions:
        return None
    removal = removals.edit(other)
    if removal is None:
        return None
    gaps = [
        (mine, theirs)
        for mine, theirs in zip(kept.fields, other.fields, strict=True)
        if not _says(mine) and _says(theirs)
    ]
    if sum(len(theirs.source) for _, theirs in gaps) > _LONGEST:
        return None
    filled = tuple(Edit(mine.span, _padded(mine, theirs)) for mine, theirs in gaps)
    title = f"Keep line {kept.span.line}, remove line {other.span.line}"
    return Fix(title, (*filled, removal), safe=False, kept=kept.span)


def _are_venues(fields: tuple[Field | None, Field | None], pair: Pair) -> bool:
    venues = [entry.venue and entry.venue.span for entry in (pair.first, pair.again)]
    return [field and field.span for field in fields] == venues


def _says(field: Field | None) -> bool:
    return field is not None and bool(field.links or not is_placeholder(field.text))


def _padded(mine: Field, theirs: Field) -> str:
    """Return a cell's source for a cell that may have no blank around it."""
    return theirs.source if mine.source else f" {theirs.source} "


def _kinds(entry: Entry, vocabulary: Vocabulary) -> Sequence[str]:
    text = entry.venue.text if entry.venue else ""
    return [mention.venue.kind for mention in read(text, vocabulary).mentions]


def _is_published(entry: Entry, vocabulary: Vocabulary) -> bool:
    return bool({"conference", "journal"}.intersection(_kinds(entry, vocabulary)))


def _is_preprint(entry: Entry, vocabulary: Vocabulary) -> bool:
    kinds = _kinds(entry, vocabulary)
    return not entry.venue or (bool(kinds) and set(kinds) == {"preprint"})
