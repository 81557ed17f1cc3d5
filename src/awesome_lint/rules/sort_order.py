"""sort-order: entries out of the order that the configuration asks for."""

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
from awesome_lint.rules.rule import Rule
from awesome_lint.text.unicode import normalize_linear
from awesome_lint.text.wording import quote

_DIGITS = re.compile(r"([0-9]+)")
_COLUMN = "column:"
_MOST_EDITS = 200
"""Edits of a repair that every finding carries; a longer one is the first finding's alone."""

_NUMBERED = re.compile(r"[\s>]*[0-9]{1,9}[.)]\s")

By = Annotated[
    str,
    Meta(
        pattern=r"^(title|year|arxiv|column:\s*\S.*)$",
        description="`title`, `year`, `arxiv` or `column:` and a column's name",
        examples=["title", "year", "arxiv"],
    ),
]


class Options(Struct, frozen=True, forbid_unknown_fields=True):
    """The order that is wanted."""

    by: By = "title"
    """`title`, `year`, `arxiv` (the identifier, so the date) or `column:` and a column's name."""

    order: Literal["ascending", "descending"] = "ascending"
    """From the first letter or oldest to the last or newest, or the reverse."""

    scope: Literal["table", "section"] = "table"
    """What is sorted: a table or list at a time, or all entries under one heading."""


class _Keyed(Struct, frozen=True):
    """An entry with the key that it is sorted by and how that is written."""

    key: Any
    entry: Entry
    span: Span
    name: str


def check(document: Document, options: Options, evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each of the fewest entries that are to be moved; ties stay as they are.

    Entries without a key are as if they were not there. Where a change is looked at, the old
    entries are judged by themselves, and the new ones by where they stand among those.
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
        for finding in _judge(document, items, options, evidence)
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
        return _Keyed(_date(papers[0]), entry, whole.span, name) if papers else None
    if by == "title":
        field = entry.title
    else:
        wanted = " ".join(by.removeprefix(_COLUMN).split()).casefold()
        named = (each for each in entry.fields if " ".join(each.name.split()).casefold() == wanted)
        field = next(named, None)
    if field is None or is_placeholder(field.text):
        return None
    return _Keyed(_natural(field.text), entry, field.span, field.text)


def _natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return a key that sorts as people do: without case and accents, 9 before 10.

    Numbers are compared by their length first, which needs no arithmetic on a million digits.
    """
    letters = "".join(
        each for each in normalize_linear("NFKD", text.casefold()) if not combining(each)
    )
    words = " ".join("".join(each if each.isalnum() else " " for each in letters).split())
    parts = [part for part in _DIGITS.split(words) if part.strip()]
    numbers = [part.lstrip("0") for part in parts]
    return tuple(
        (0, len(number), number) if part[0].isdecimal() and part.isascii() else (1, 0, part)
        for part, number in zip(parts, numbers, strict=True)
    )


def _date(identifier: str) -> tuple[int, str]:
    """Return a key that sorts arXiv identifiers by age: `math/9901001` before `0704.0001`."""
    number = identifier.rpartition("/")[2]
    return (1900 if number[:2] > "90" else 2000) + parse_digits(number[:2]), number[2:]


def _judge(
    document: Document, items: Sequence[_Keyed], options: Options, evidence: Evidence
) -> Iterator[Finding]:
    fix = _fix(document, items, options)
    falling = options.order == "descending"
    if falling:
        items = items[::-1]
    old = _in_order([item for item in items if not evidence.is_new(item.entry.span)])
    every = _in_order(list(_fitting(items, old, evidence)))
    staying = {item.span for item in every}
    by = options.by.removeprefix(_COLUMN).strip()
    for item in items:
        if item.span in staying:
            continue
        kept = every if evidence.is_new(item.entry.span) else old
        at = bisect_right(kept, item.key, key=lambda each: each.key)
        before = kept[at - 1] if at else None
        after = kept[at] if at < len(kept) else None
        if falling:
            before, after = after, before
        neighbours = [each for each in (before, after) if each]
        yield Finding(
            item.span,
            f"{quote(item.name)} is out of order ({options.order} by {by}):"
            f" it belongs {_between(before, after)}",
            f"Move it {_lines(before, after)}",
            related=tuple(Related(each.span, f"{quote(each.name)} is here") for each in neighbours),
            fix=fix,
        )
        if fix and len(fix.edits) > _MOST_EDITS:
            fix = None


def _fitting(
    items: Sequence[_Keyed], old: Sequence[_Keyed], evidence: Evidence
) -> Iterator[_Keyed]:
    """Yield the old items that stay, and the new ones that stand rightly among them."""
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
    """Sort the whole table or list, each entry into the place of another one.

    Entries without a key stay where they are. Numbered lists are left alone, and so are entries
    that would not fit into another's place: some of a list and of a table, on lines of which
    they do not take the whole, or with other entries in them.
    """
    ordered = sorted(items, key=lambda item: item.key, reverse=options.order == "descending")
    spans = [item.entry.span for item in items]
    texts = [document.slice(item.entry.span) for item in items]
    sorted_texts = [document.slice(item.entry.span) for item in ordered]
    if (
        len({item.entry.container for item in items}) > 1
        or len({span.column for span in spans}) > 1
        or any(before.end_line >= behind.line for before, behind in pairwise(spans))
        or any(_NUMBERED.match(text) for text in texts)
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


def _between(before: _Keyed | None, after: _Keyed | None) -> str:
    if before and after:
        return f"between {quote(before.name)} and {quote(after.name)}"
    if after:
        return f"before {quote(after.name)}"
    return f"after {quote(before.name)}" if before else ""


def _lines(before: _Keyed | None, after: _Keyed | None) -> str:
    if before:
        return f"below line {before.entry.span.end_line}"
    return f"above line {after.entry.span.line}" if after else ""


def _in_order(items: Sequence[_Keyed]) -> list[_Keyed]:
    """Return a longest part of the items whose keys never fall (patience sorting)."""
    tails: list[Any] = []
    ends: list[int] = []
    previous: list[int] = []
    for index, item in enumerate(items):
        at = bisect_right(tails, item.key)
        previous.append(ends[at - 1] if at else -1)
        tails[at : at + 1] = [item.key]
        ends[at : at + 1] = [index]
    run = []
    index = ends[-1] if ends else -1
    while index >= 0:
        run.append(items[index])
        index = previous[index]
    return run[::-1]


RULE = Rule("sort-order", "warning", check, Options, enabled=False)
