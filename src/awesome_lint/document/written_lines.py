"""The lines of a list as they are written: what each part of a line is, with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from awesome_lint.document.entries.line import Line
from awesome_lint.document.entries.list_items import ListItem
from awesome_lint.document.entries.segments import Segment, classify
from awesome_lint.document.reader import read_blocks
from awesome_lint.model import Field, Link, Span, Vocabulary
from awesome_lint.text.lines import split_lines


class Part(Struct, frozen=True, gc=False):
    """A part of a line."""

    kind: str
    """The kind of the segment; the words of `document.entries.patterns.CODES`."""
    text: str
    """The text that readers see."""
    span: Span
    """The place of the part, with its markup."""
    links: tuple[Link, ...]
    """The links and images in it."""
    parts: tuple[Part, ...]
    """The parts within its brackets."""
    venue: Field | None
    """The venue that it names."""
    year: int | None
    """The year that it states."""


class WrittenLine(Struct, frozen=True, gc=False):
    """A list item without its sub-items, a paragraph, or the cell of a table."""

    span: Span
    """The place of its content, without the marker of the item."""
    parts: tuple[Part, ...]
    """Its parts, in order."""


def read_written_lines(text: str, vocabulary: Vocabulary) -> tuple[WrittenLine, ...]:
    """Return the items, paragraphs and cells of a document, in order; no text is invalid."""
    reader = read_blocks(split_lines(text))
    headings = (heading.item for heading in reader.heading_items)  # with the lists right below
    lines = [
        *_lines_of_items((*reader.items, *reader.paragraphs, *headings), vocabulary),
        *(
            _written(Line([content]), vocabulary)
            for rows in reader.take_table_contents()
            for cells in rows
            for content in cells
        ),
    ]
    return tuple(sorted(lines, key=lambda line: line.span))


def _lines_of_items(items: Iterable[ListItem], vocabulary: Vocabulary) -> Iterator[WrittenLine]:
    left = list(items)
    while left:
        item = left.pop()
        left += item.items
        for block in item.blocks:
            yield _written(Line([block]), vocabulary)


def _written(line: Line, vocabulary: Vocabulary) -> WrittenLine:
    parts = tuple(_part(line, segment) for segment in classify(line, vocabulary))
    return WrittenLine(line.span(0, len(line.content)), parts)


def _part(line: Line, segment: Segment) -> Part:
    return Part(
        segment.kind,
        segment.text,
        line.span(segment.start, segment.end),
        segment.links,
        tuple(_part(line, each) for each in segment.parts),
        segment.venue,
        segment.year,
    )
