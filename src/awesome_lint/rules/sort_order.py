"""sort-order: entries that break the order of their list, or the configured order."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Annotated, Literal

from msgspec import Meta, Struct

from awesome_lint.identifiers.link_labels import is_placeholder
from awesome_lint.model import Document, Edit, Entry, Evidence, Finding, Fix, Related, Span
from awesome_lint.rules.shared.columns import fold_header
from awesome_lint.rules.shared.html_rows import tables_with_row_spans
from awesome_lint.rules.shared.sorting import (
    Keyed,
    arxiv_key,
    fold_words,
    in_order,
    in_place,
    natural_key,
)
from awesome_lint.rules.shared.usual_order import Habit, UsualOrder, find_usual_orders
from awesome_lint.text.patterns import deferred
from awesome_lint.text.wording import quote

_COLUMN = "column:"
_MAX_REPEATED_EDITS = 200
"""Edits of the longest fix that all findings of a list share. Only the first finding has a longer
fix."""

_MAX_MOVED = 200
"""The maximum distance, in entries, over which a fix moves an entry."""

_NUMBERED = deferred(r"[\s>]*[0-9]{1,9}[.)]\s")
_HTML_ELEMENT = deferred(r"<(tr|li)(?![\w-])", re.IGNORECASE)

By = Annotated[
    str,
    Meta(
        pattern=r"^(habit|title|year|arxiv|column:\s*\S.*)$",
        description="`habit`, `title`, `year`, `arxiv` or `column:` and a column's name",
        examples=["habit", "title", "year", "arxiv"],
    ),
]


class Options(Struct, frozen=True, forbid_unknown_fields=True):
    """Options of sort-order."""

    by: By = "habit"
    """The key: `habit` (the order that the list keeps), `title`, `year`, `arxiv` (the identifier)
    or `column:` and a column's name."""

    order: Literal["ascending", "descending"] = "ascending"
    """`ascending` (first letter or oldest first), or `descending`. It has no effect with
    `by: habit`."""

    habits: tuple[Habit, ...] = ("title", "date")
    """The orders that `by: habit` recognizes: `title`, `date` (a column of dates), `arxiv` and
    `year`."""

    scope: Literal["table", "section"] = "table"
    """The entries that are sorted together: one table or list, or all under one heading."""


def check(document: Document, options: Options, evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each entry of the smallest number of entries that have to be moved.

    Entries with equal keys stay in their order, and entries without a key are ignored. With a
    base of comparison, old entries are compared with each other, and new entries with the old
    ones.
    """
    blocks: dict[Span | None, list[Entry]] = {}
    for entry in document.entries:
        under = entry.section.span if entry.section else None
        place = entry.container if options.scope == "table" else under
        blocks.setdefault(place, []).append(entry)
    if options.by == "habit":
        orders = find_usual_orders(document, blocks.values(), evidence, options.habits)
        found = [each for order in orders for each in _check_habit(document, order)]
    else:
        keyed = [[_keyed(entry, options.by) for entry in block] for block in blocks.values()]
        lists = [[item for item in items if item] for items in keyed]
        found = [
            finding
            for items in lists
            for finding in _check_list(document, items, options, evidence)
        ]
    yield from sorted(found, key=lambda finding: finding.span)


def _keyed(entry: Entry, by: str) -> Keyed | None:
    whole = entry.subject
    name = whole.text
    if by == "year":
        return Keyed(entry.year, entry, whole.span, name) if entry.year is not None else None
    if by == "arxiv":
        key = arxiv_key(entry)
        return Keyed(key, entry, whole.span, name) if key else None
    if by == "title":
        field = entry.title
    else:
        wanted = fold_header(by.removeprefix(_COLUMN))
        named = (each for each in entry.fields if fold_header(each.name) == wanted)
        field = next(named, None)
    if field is None or is_placeholder(field.text):
        return None
    return Keyed(natural_key(fold_words(field.text)), entry, field.span, field.text)


def _check_list(
    document: Document, items: Sequence[Keyed], options: Options, evidence: Evidence
) -> Iterator[Finding]:
    if not items:
        return
    ordered = sorted(items, key=lambda item: item.key, reverse=options.order == "descending")
    fix = _reorder(document, items, ordered, f"Sort all entries by {quote(options.by)}")
    descending = options.order == "descending"
    if descending:
        items = items[::-1]
    old = in_order([item for item in items if not evidence.is_new(item.entry.span)])
    old_and_new = in_order(list(in_place(items, old, evidence)))
    kept_spans = {item.span for item in old_and_new}
    by = options.by.removeprefix(_COLUMN).strip()
    for item in items:
        if item.span in kept_spans:
            continue
        kept = old_and_new if evidence.is_new(item.entry.span) else old
        before, after = _place(item, kept, descending=descending)
        yield Finding(
            item.span,
            f"{quote(item.name)} is out of order ({options.order} by {by}):"
            f" it belongs {_describe_place(before, after)}",
            f"Move it {_describe_line(before, after)}",
            related=_related(before, after),
            fix=fix,
        )
        if fix and len(fix.edits) > _MAX_REPEATED_EDITS:
            fix = None


def _check_habit(document: Document, order: UsualOrder) -> Iterator[Finding]:
    kept = order.kept[::-1] if order.descending else order.kept
    indexes = {item.span: index for index, item in enumerate(order.items)}
    for item in order.misplaced:
        before, after = _place(item, kept, descending=order.descending)
        advice = f"Move it {_describe_line(before, after)}"
        yield Finding(
            item.span,
            f"{quote(item.name)} is out of order: {order.in_order} of {order.entries} entries"
            f" {_describe_block(order)} are {order.description},"
            f" so readers look for it {_describe_place(before, after)}",
            f"{advice}, or correct its {order.by}" if order.by in ("date", "year") else advice,
            at_most=None if order.by == "title" else "info",
            related=_related(before, after),
            fix=_move(document, order.items, indexes, item, before, after),
        )


def _describe_block(order: UsualOrder) -> str:
    entry = order.items[0].entry
    if order.is_of_document:
        return "in the tables and lists of this file"
    if entry.kind == "row":
        return "of this table"
    return "of this list"


def _place(
    item: Keyed, kept: Sequence[Keyed], *, descending: bool
) -> tuple[Keyed | None, Keyed | None]:
    """Return the items above and below the place of an item among those of ascending order."""
    index = bisect_right(kept, item.key, key=lambda each: each.key)
    before = kept[index - 1] if index else None
    after = kept[index] if index < len(kept) else None
    return (after, before) if descending else (before, after)


def _related(*neighbours: Keyed | None) -> tuple[Related, ...]:
    return tuple(Related(each.span, f"{quote(each.name)} is here") for each in neighbours if each)


def _move(
    document: Document,
    items: Sequence[Keyed],
    indexes: Mapping[Span, int],
    item: Keyed,
    before: Keyed | None,
    after: Keyed | None,
) -> Fix | None:
    """Return the fix that moves an item below `before`, or above `after` if that is None.

    `indexes` are those of the items, by span.
    """
    here = indexes[item.span]
    if before:
        there = indexes[before.span]
        there += there < here
    elif after:
        there = indexes[after.span]
    else:
        return None
    if abs(here - there) >= _MAX_MOVED:
        return None
    part = items[min(here, there) : max(here, there) + 1]
    ordered = [*part[1:], item] if here < there else [item, *part[:-1]]
    return _reorder(document, part, ordered, f"Move it {_describe_line(before, after)}")


def _reorder(
    document: Document, items: Sequence[Keyed], ordered: Sequence[Keyed], title: str
) -> Fix | None:
    """Return the fix that reorders entries; None if it changes nothing or they may not fit.

    Each entry replaces another one, and entries that are not `items` stay in place. There is no
    fix for numbered lists, entries of several tables or lists, entries that share a line with other
    text, entries that contain others, and HTML with cells that span rows, without closing tags, or
    with entries that are not rows or list items.
    """
    spans = [item.entry.span for item in items]
    texts = [document.slice(item.entry.span) for item in items]
    sorted_texts = [document.slice(item.entry.span) for item in ordered]
    if (
        len({item.entry.container for item in items}) > 1
        or len({span.column for span in spans}) > 1
        or any(before.end_line >= after.line for before, after in pairwise(spans))
        or any(_NUMBERED().match(text) or _is_part_of_html(text) for text in texts)
        or items[0].entry.container in tables_with_row_spans(document)
        or any(document.lines[span.end_line - 1][span.end_column - 1 :].strip() for span in spans)
        or not all(
            item.entry.container.line <= item.entry.span.line <= item.entry.container.end_line
            for item in items
        )
    ):
        return None
    edits = tuple(
        Edit(span, text)
        for span, old, text in zip(spans, texts, sorted_texts, strict=True)
        if old != text
    )
    return Fix(title, edits, safe=False) if edits else None


def _is_part_of_html(text: str) -> bool:
    """Return whether a text is HTML, but not one whole row or item."""
    element = _HTML_ELEMENT().match(text)
    if element is None:
        return text.startswith("<")
    return not text.lower().endswith(f"</{element[1].lower()}>")


def _describe_place(before: Keyed | None, after: Keyed | None) -> str:
    if before and after:
        return f"between {quote(before.name)} and {quote(after.name)}"
    if after:
        return f"before {quote(after.name)}"
    return f"after {quote(before.name)}" if before else ""


def _describe_line(before: Keyed | None, after: Keyed | None) -> str:
    if before:
        return f"below line {before.entry.span.end_line}"
    return f"above line {after.entry.span.line}" if after else ""
