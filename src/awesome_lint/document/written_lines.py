"""The lines of a list as they are written: what each part of a line is, with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from msgspec import Struct

from awesome_lint.document.entries.line import Line
from awesome_lint.document.entries.list_items import ListItem
from awesome_lint.document.entries.segments import Segment, classify
from awesome_lint.document.markdown.inline import InlineContent
from awesome_lint.document.markdown.source_map import SourceMap
from awesome_lint.document.markdown.table_cells import CellContent
from awesome_lint.document.reader import BlockReader
from awesome_lint.model import Field, Link, Span, Vocabulary


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


class WrittenLine(Struct, frozen=True, dict=True):
    """A list item without its sub-items, a paragraph, or the cell of a table."""

    span: Span
    """The place of its content, without the marker of the item."""
    _block: tuple[InlineContent, SourceMap]
    _vocabulary: Vocabulary

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Its parts, in order. They are classified when they are first needed."""
        line = Line([self._block])
        return tuple(_part(line, segment) for segment in classify(line, self._vocabulary))


def written_lines(
    reader: BlockReader, cells: Iterable[Sequence[CellContent]], vocabulary: Vocabulary
) -> tuple[WrittenLine, ...]:
    """Return the items, paragraphs and cells of a document, in order.

    `cells` has the rows of its tables.
    """
    headings = (heading.item for heading in reader.heading_items)  # with the lists right below
    blocks = [
        *_blocks_of_items((*reader.items, *reader.paragraphs, *headings)),
        *(cell for row in cells for cell in row),
    ]
    lines = (
        WrittenLine(source_map.span(0, len(content.content)), (content, source_map), vocabulary)
        for content, source_map in blocks
    )
    return tuple(sorted(lines, key=lambda line: line.span))


def _blocks_of_items(items: Iterable[ListItem]) -> Iterator[tuple[InlineContent, SourceMap]]:
    left = list(items)
    while left:
        item = left.pop()
        left += item.items
        yield from item.blocks


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
