"""Writes a new entry into a list, in the form and at the place of its other entries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, count, islice
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from awesome_lint.bounded import parse_digits
from awesome_lint.document import WrittenDocument
from awesome_lint.edits import apply_edits
from awesome_lint.entry_writer.escapes import Syntax, escape
from awesome_lint.entry_writer.forms import write_description
from awesome_lint.entry_writer.links import Definition
from awesome_lint.entry_writer.place import (
    Group,
    Place,
    Position,
    find_groups,
    find_place,
    matching_groups,
)
from awesome_lint.entry_writer.rows import fill_cells, write_gfm_row, write_html_row
from awesome_lint.entry_writer.source import Source, source_of
from awesome_lint.entry_writer.template import Rendering, Template
from awesome_lint.entry_writer.values import Values, identities_of, values_of
from awesome_lint.entry_writer.verify import added_entry
from awesome_lint.identifiers import github
from awesome_lint.identifiers.venue import parse_venue
from awesome_lint.model import Document, Edit, Entry, Heading, Span, Table, Vocabulary
from awesome_lint.rules.shared.added_entries import is_group_name, outermost
from awesome_lint.text.patterns import deferred

__all__ = [
    "Addition",
    "Group",
    "Position",
    "Values",
    "find_groups",
    "identities_of",
    "matching_groups",
    "values_of",
    "write_entry",
]

_MAX_TEMPLATES: Final = 40
"""Entries beside the place of a new one that it may take the form of."""
_MIN_TEMPLATES: Final = 3
_MAX_ATTEMPTS: Final = 8
"""Forms that are tried until one is parsed as the entry that was meant."""
_MIN_SHARE_WITH_VALUE: Final = 0.3
"""The minimum share of entries that show a value in a list whose new entries show it."""
_MARKER: Final = deferred(
    r"(?P<before>[\s>]*)(?P<marker>[-+*]|(?P<number>[0-9]{1,9})(?P<dot>[.)]))(?P<space>\s+)"
)


class Addition(Struct, frozen=True):
    """A document with a new entry."""

    written: WrittenDocument
    """The whole document."""
    entry: Entry
    """The new entry in it."""


def write_entry(
    written: WrittenDocument,
    group: Group,
    values: Values,
    vocabulary: Vocabulary,
    *,
    position: Position = "habit",
    by: str = "habit",
    order: str = "ascending",
) -> Addition | None:
    """Return the document with a new entry in a section.

    None if no entry of the document is a template for it: the result would not be parsed as one
    more entry with this title and link, or would change how something else is rendered.
    """
    document = written.document
    source = source_of(written, vocabulary)
    place = find_place(document, group, values, position, by, order)
    attempts = _attempts(source, place, values)
    if not values.is_paper:  # in a list of papers
        label = "code" if github.parse_url(values.url) else "link"
        attempts = chain(attempts, _attempts(source, place, replace(values, link_label=label)))
    tried: set[tuple[Edit, ...]] = set()
    for edits in attempts:
        if edits in tried:
            continue
        tried.add(edits)
        text = apply_edits(document.text, edits)
        added = added_entry(written, text, values, vocabulary)
        if added is not None:
            return Addition(*added)
    return None


def _attempts(source: Source, place: Place, values: Values) -> Iterator[tuple[Edit, ...]]:
    for templates in _templates(source, place, values):
        if place.table is not None:
            yield from _rows(source, place, place.table, templates, values)
        else:
            yield from _items(source, place, templates, values)


def _items(
    source: Source, place: Place, templates: Sequence[Entry], values: Values
) -> Iterator[tuple[Edit, ...]]:
    heading = _heading_of(source.document, place.siblings[0]) if place.siblings else None
    for rendering in islice(_forms(source, place, templates, values), _MAX_ATTEMPTS):
        if heading is not None:
            yield (_section(source, place, heading, rendering.text, values),)
            continue
        yield (
            *_insertion(source, place, rendering.text),
            *_renumbered(source, place),
            *_definitions(source, rendering.definitions),
        )


# Items, paragraphs and headings


def _forms(
    source: Source, place: Place, templates: Sequence[Entry], values: Values
) -> Iterator[Rendering]:
    """Yield the forms that the templates give to a new entry, the most common one first."""
    found: list[Rendering] = []
    for entry in templates:
        begin = source.range_of(entry.span)[0]
        syntax: Syntax = "html" if source.text[begin : begin + 1] == "<" else "markdown"
        rendering = Template(source, entry, values, syntax).render_lines()
        if rendering is not None and {"title", "link"} <= rendering.shown:
            found.append(_with_marker(source, place, rendering))
    if not found:
        return
    votes = Counter(each.text for each in found)
    shown = Counter(name for each in found for name in each.shown)
    wanted = {
        name for name, number in shown.items() if number >= _MIN_SHARE_WITH_VALUE * len(found)
    }
    order = sorted(
        range(len(found)),
        key=lambda i: (-len(found[i].shown & wanted), -votes[found[i].text], i),
    )
    seen: set[str] = set()
    for index in order:
        if found[index].text not in seen:
            seen.add(found[index].text)
            yield found[index]


def _templates(source: Source, place: Place, values: Values) -> Iterator[list[Entry]]:
    """Yield the entries whose form a new one takes, the nearest first.

    A preprint takes the form of other preprints, and only if none of them is a template for it,
    that of any entry.
    """
    siblings = place.nearest()[:_MAX_TEMPLATES]
    if len(siblings) < _MIN_TEMPLATES:
        own = {each.span for each in siblings}
        kind = "bullet" if place.table is None else "row"
        siblings += [
            each
            for each in outermost(source.document.entries)
            if each.kind == kind and each.span not in own and not is_group_name(each)
        ][-_MAX_TEMPLATES:]
    alike = [
        each for each in siblings if _is_preprint(each, source.vocabulary) == values.is_preprint
    ]
    if values.is_paper and 0 < len(alike) < len(siblings):
        yield alike
    yield siblings


def _is_preprint(entry: Entry, vocabulary: Vocabulary) -> bool:
    """Return whether an entry names no venue but a preprint server."""
    if entry.venue is None:
        return True
    reading = parse_venue(entry.venue.text, vocabulary)
    return not reading.unknown and all(
        mention.venue.kind == "preprint" for mention in reading.mentions
    )


def _with_marker(source: Source, place: Place, rendering: Rendering) -> Rendering:
    """Return a form with the marker of the entries beside it, and the next number."""
    own = _MARKER().match(rendering.text)
    if place.siblings:
        beside = place.siblings[min(place.index, len(place.siblings) - 1)]
        begin, end = source.range_of(beside.span)
        marker = _MARKER().match(source.text[begin:end])
    else:
        marker = own
    if marker is None or own is None:
        return rendering
    text = marker["marker"]
    if marker["number"] and not place.siblings:
        text = f"1{marker['dot']}"
    elif marker["number"]:
        numbers = _numbers(source, place.siblings)
        number = parse_digits(marker["number"])
        if len(set(numbers)) > 1 or len(numbers) == 1:
            number += place.index >= len(place.siblings) and (numbers[-1] != 0)
        text = f"{number}{marker['dot']}"
    return Rendering(
        f"{own['before']}{text}{own['space']}{rendering.text[own.end() :]}",
        rendering.shown,
        rendering.definitions,
    )


def _numbers(source: Source, entries: Sequence[Entry]) -> list[int]:
    found = []
    for entry in entries:
        begin, end = source.range_of(entry.span)
        match = _MARKER().match(source.text[begin : min(end, begin + 40)])
        if match and match["number"]:
            found.append(parse_digits(match["number"]))
    return found


def _renumbered(source: Source, place: Place) -> Iterator[Edit]:
    """Yield the edits that count the entries below a new one on, as far as they count up."""
    below = place.siblings[place.index :]
    numbers = _numbers(source, below)
    counted = _numbers(source, place.siblings)
    if len(numbers) != len(below) or len(set(counted)) < 2:
        return
    for entry, number, expected in zip(
        below, numbers, count(numbers[0] if numbers else 0), strict=False
    ):
        if number != expected:
            return
        line, column = entry.span.line, entry.span.column
        at = source.document.lines[line - 1].index(str(number), column - 1) + 1
        yield Edit(Span(line, at, line, at + len(str(number))), str(number + 1))


# Headings


def _heading_of(document: Document, entry: Entry) -> Heading | None:
    """Return the heading that an entry is; None if it is none."""
    heading = document.heading_above(entry.span.line + 1)
    return heading if heading is not None and heading.span == entry.span else None


def _section(source: Source, place: Place, heading: Heading, title: str, values: Values) -> Edit:
    """Return the edit that inserts a heading with a description below it.

    `heading` is the one of a sibling, and `title` the source of the new title.
    """
    document = source.document
    text = document.lines[heading.span.line - 1][: heading.span.column - 1] + title
    sample = next((line for line in document.lines[heading.span.line :] if line.strip()), "")
    if values.description and sample[:1].isalpha():
        description = write_description(values.description, sample, has_period=False)
        text += f"\n\n{escape(description, 'markdown', at_start=True)}"
    if place.index < len(place.siblings):
        line = place.siblings[place.index].span.line
        return Edit(Span(line, 1, line, 1), f"{text}\n\n")
    last = _end_of_section(document, place.siblings[-1].span.line, heading.level)
    end = len(document.lines[last - 1]) + 1
    return Edit(Span(last, end, last, end), f"\n\n{text}")


# Rows


def _rows(
    source: Source, place: Place, table: Table, templates: Sequence[Entry], values: Values
) -> Iterator[tuple[Edit, ...]]:
    row = fill_cells(source, table, place.siblings, place.index, templates, values)
    if table.markup == "gfm":
        text = write_gfm_row(source, table, row.cells)
        if not place.siblings:
            line = table.span.end_line
            end = len(source.document.lines[line - 1]) + 1
            indentation = source.document.lines[line - 1][: table.span.column - 1]
            yield (Edit(Span(line, end, line, end), f"\n{indentation}{text}"),)
            return
        yield (*_insertion(source, place, text), *_definitions(source, row.definitions))
        return
    for entry in place.nearest()[:_MAX_ATTEMPTS]:
        if len(entry.fields) != len(row.cells):
            continue
        text_of_row = write_html_row(source, entry, row.cells)
        if text_of_row is not None:
            yield _insertion(source, place, text_of_row)


# Edits


def _insertion(source: Source, place: Place, text: str) -> tuple[Edit, ...]:
    """Return the edit that inserts the source of an entry, with the space between entries."""
    siblings = place.siblings
    if not siblings and place.heading:
        below = place.heading.span.end_line
        end = len(source.document.lines[below - 1]) + 1
        return (Edit(Span(below, end, below, end), f"\n\n{text}"),)
    between = _between(source, siblings, place.index)
    if place.index < len(siblings):
        span = siblings[place.index].span
        at = Span(span.line, span.column, span.line, span.column)
        return (Edit(at, text + between),)
    span = siblings[-1].span
    if between.startswith("\n\n") and not _is_item(source, siblings[-1]):
        last = _end_of_section(source.document, span.end_line)
        end = len(source.document.lines[last - 1]) + 1
        return (Edit(Span(last, end, last, end), between + text),)
    line = source.document.lines[span.end_line - 1]
    column = span.end_column
    if not line[column - 1 :].strip():
        column = len(line) + 1
    return (Edit(Span(span.end_line, column, span.end_line, column), between + text),)


def _between(source: Source, siblings: Sequence[Entry], index: int) -> str:
    """Return the space between two entries: that beside the place of the new one."""
    order = sorted(range(1, len(siblings)), key=lambda i: abs(i - index))
    for i in order:
        start = source.range_of(siblings[i - 1].span)[1]
        end = source.range_of(siblings[i].span)[0]
        between = source.text[start:end]
        if start <= end and not between.strip(" \t\n>") and ("\n" in between or not between):
            head, _, rest = between.partition("\n")
            return f"\n{rest}" if head.strip(" \t") == "" and "\n" in between else between
    if siblings[0].kind == "bullet" and not _is_item(source, siblings[0]):
        return "\n\n"
    span = siblings[0].span
    prefix = source.document.lines[span.line - 1][: span.column - 1]
    return "\n" + prefix if not prefix.strip(" \t>") else "\n"


def _is_item(source: Source, entry: Entry) -> bool:
    """Return whether an entry is a row, a list item or an element, not a paragraph or heading."""
    start, end = source.range_of(entry.span)
    text = source.text[start : min(end, start + 40)]
    return entry.kind == "row" or text.startswith("<") or _MARKER().match(text) is not None


def _end_of_section(document: Document, line: int, level: int = 6) -> int:
    """Return the last line with text from a line on before the next heading of the level."""
    headings = (
        heading.span.line
        for heading in document.headings
        if heading.span.line > line and heading.level <= level
    )
    last = next(headings, len(document.lines) + 1) - 1
    while last > line and not document.lines[last - 1].strip():
        last -= 1
    return last


def _definitions(source: Source, definitions: Sequence[Definition]) -> Iterator[Edit]:
    """Yield the edit that adds definitions below the last one of the document."""
    known = source.document.definitions
    if not definitions or not known:
        return
    last = max(known, key=lambda each: each.span)
    line = source.document.lines[last.span.line - 1]
    prefix = line[: last.span.column - 1]
    text = "".join(f"\n{prefix}[{each.label}]: {each.url}" for each in definitions)
    end = len(source.document.lines[last.span.end_line - 1]) + 1
    yield Edit(Span(last.span.end_line, end, last.span.end_line, end), text)
