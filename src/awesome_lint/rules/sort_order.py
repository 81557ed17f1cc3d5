"""sort-order: entries that are not in the configured order."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Annotated, Any, Literal
from unicodedata import combining

from msgspec import Meta, Struct

from awesome_lint.bounded import parse_digits
from awesome_lint.identifiers.identity import identify
from awesome_lint.identifiers.link_labels import is_placeholder
from awesome_lint.model import Document, Edit, Entry, Evidence, Finding, Fix, Related, Span
from awesome_lint.rules.shared.html_rows import tables_with_row_spans
from awesome_lint.rules.shared.longest_sorted import longest_sorted
from awesome_lint.text.patterns import deferred
from awesome_lint.text.unicode import normalize_linear
from awesome_lint.text.wording import quote

_DIGITS = deferred(r"([0-9]+)")
_COLUMN = "column:"
_MAX_REPEATED_EDITS = 200
"""Edits of the longest fix that all findings of a list have. Only the first finding has a longer
one."""

_NUMBERED = deferred(r"[\s>]*[0-9]{1,9}[.)]\s")
_HTML_ELEMENT = deferred(r"<(tr|li)(?![\w-])", re.IGNORECASE)

By = Annotated[
    str,
    Meta(
        pattern=r"^(title|year|arxiv|column:\s*\S.*)$",
        description="`title`, `year`, `arxiv` or `column:` and a column's name",
        examples=["title", "year", "arxiv"],
    ),
]


class Options(Struct, frozen=True, forbid_unknown_fields=True):
    """Options of sort-order."""

    by: By = "title"
    """The key: `title`, `year`, `arxiv` (the identifier) or `column:` and a column's name."""

    order: Literal["ascending", "descending"] = "ascending"
    """`ascending` (first letter or oldest first), or `descending`."""

    scope: Literal["table", "section"] = "table"
    """The entries that are sorted together: one table or list, or all under one heading."""


class _Keyed(Struct, frozen=True):
    """An entry with its sort key."""

    key: Any
    """The key, comparable with those of the same list."""
    entry: Entry
    span: Span
    """The span of the text that the finding marks."""
    name: str
    """The text of the entry in messages."""


def check(document: Document, options: Options, evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each entry that must be moved. The number of these is minimal.

    Entries with equal keys stay in their order, and entries without a key are ignored. With a
    base of comparison, old entries are compared with each other, and new entries with the old
    ones.
    """
    lists: dict[Span | None, list[_Keyed]] = {}
    for entry in document.entries:
        if keyed := _keyed(entry, options.by):
            under = entry.section.span if entry.section else None
            place = entry.container if options.scope == "table" else under
            lists.setdefault(place, []).append(keyed)
    found = [
        finding
        for items in lists.values()
        for finding in _check_list(document, items, options, evidence)
    ]
    yield from sorted(found, key=lambda finding: finding.span)


def _keyed(entry: Entry, by: str) -> _Keyed | None:
    whole = entry.title or (entry.fields[0] if entry.fields else None)
    if whole is None:
        return None
    name = whole.text
    if by == "year":
        return _Keyed(entry.year, entry, whole.span, name) if entry.year is not None else None
    if by == "arxiv":
        names = [identify(link.url) for link in (entry.main_link, *entry.links) if link]
        papers = [each.removeprefix("arxiv:") for each in names if each.startswith("arxiv:")]
        return _Keyed(_arxiv_key(papers[0]), entry, whole.span, name) if papers else None
    if by == "title":
        field = entry.title
    else:
        wanted = " ".join(by.removeprefix(_COLUMN).split()).casefold()
        named = (each for each in entry.fields if " ".join(each.name.split()).casefold() == wanted)
        field = next(named, None)
    if field is None or is_placeholder(field.text):
        return None
    return _Keyed(_natural_key(field.text), entry, field.span, field.text)


def _natural_key(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return a key for natural order: case and accents are ignored, and 9 is before 10.

    Numbers are compared by length and then as text, which is fast for numbers of any length.
    """
    letters = "".join(
        each for each in normalize_linear("NFKD", text.casefold()) if not combining(each)
    )
    words = " ".join("".join(each if each.isalnum() else " " for each in letters).split())
    parts = [part for part in _DIGITS().split(words) if part.strip()]
    numbers = [part.lstrip("0") for part in parts]
    return tuple(
        (0, len(number), number) if part[0].isdecimal() and part.isascii() else (1, 0, part)
        for part, number in zip(parts, numbers, strict=True)
    )


def _arxiv_key(identifier: str) -> tuple[int, str]:
    """Return a key that sorts arXiv identifiers by date: `math/9901001` before `0704.0001`."""
    number = identifier.rpartition("/")[2]
    return (1900 if number[:2] > "90" else 2000) + parse_digits(number[:2]), number[2:]


def _check_list(
    document: Document, items: Sequence[_Keyed], options: Options, evidence: Evidence
) -> Iterator[Finding]:
    fix = _fix(document, items, options)
    descending = options.order == "descending"
    if descending:
        items = items[::-1]
    old = _in_order([item for item in items if not evidence.is_new(item.entry.span)])
    old_and_new = _in_order(list(_in_place(items, old, evidence)))
    kept_spans = {item.span for item in old_and_new}
    by = options.by.removeprefix(_COLUMN).strip()
    for item in items:
        if item.span in kept_spans:
            continue
        kept = old_and_new if evidence.is_new(item.entry.span) else old
        index = bisect_right(kept, item.key, key=lambda each: each.key)
        before = kept[index - 1] if index else None
        after = kept[index] if index < len(kept) else None
        if descending:
            before, after = after, before
        neighbours = [each for each in (before, after) if each]
        yield Finding(
            item.span,
            f"{quote(item.name)} is out of order ({options.order} by {by}):"
            f" it belongs {_describe_place(before, after)}",
            f"Move it {_describe_line(before, after)}",
            related=tuple(Related(each.span, f"{quote(each.name)} is here") for each in neighbours),
            fix=fix,
        )
        if fix and len(fix.edits) > _MAX_REPEATED_EDITS:
            fix = None


def _in_order(items: Sequence[_Keyed]) -> list[_Keyed]:
    return longest_sorted(items, key=lambda item: item.key)


def _in_place(
    items: Sequence[_Keyed], old: Sequence[_Keyed], evidence: Evidence
) -> Iterator[_Keyed]:
    """Yield the items of `old`, and the new items in their correct place between these."""
    passed = 0
    for item in items:
        if passed < len(old) and item is old[passed]:
            passed += 1
            yield item
        elif (
            evidence.is_new(item.entry.span)
            and (passed == 0 or old[passed - 1].key <= item.key)
            and (passed == len(old) or item.key <= old[passed].key)
        ):
            yield item


def _fix(document: Document, items: Sequence[_Keyed], options: Options) -> Fix | None:
    """Return the fix that sorts a table or list; None if it is sorted or the entries may not fit.

    Each entry replaces another one, and entries without a key stay in place. There is no fix for
    numbered lists, entries of several tables or lists, entries that share a line with other text,
    entries that contain others, and HTML with cells that span rows, without closing tags, or with
    entries that are not rows or list items.
    """
    ordered = sorted(items, key=lambda item: item.key, reverse=options.order == "descending")
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
    return Fix(f"Sort all entries by {quote(options.by)}", edits, safe=False) if edits else None


def _is_part_of_html(text: str) -> bool:
    """Return whether a text is HTML, but not one whole row or item."""
    element = _HTML_ELEMENT().match(text)
    if element is None:
        return text.startswith("<")
    return not text.lower().endswith(f"</{element[1].lower()}>")


def _describe_place(before: _Keyed | None, after: _Keyed | None) -> str:
    if before and after:
        return f"between {quote(before.name)} and {quote(after.name)}"
    if after:
        return f"before {quote(after.name)}"
    return f"after {quote(before.name)}" if before else ""


def _describe_line(before: _Keyed | None, after: _Keyed | None) -> str:
    if before:
        return f"below line {before.entry.span.end_line}"
    return f"above line {after.entry.span.line}" if after else ""
