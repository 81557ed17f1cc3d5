"""README text to `Document`: the only part that knows Markdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

from msgspec import Struct

from awesome_lint.document.entries import list_items, paragraphs, table_rows
from awesome_lint.document.entries.sections import leads_to_own_section, section_path
from awesome_lint.document.markdown.table_cells import CellContent
from awesome_lint.document.markdown.unclosed_blocks import UnclosedText
from awesome_lint.document.reader import BlockReader, read_blocks
from awesome_lint.document.rendered import RenderedContent
from awesome_lint.document.taking import take
from awesome_lint.document.written_lines import Part, WrittenLine, written_lines
from awesome_lint.model import Document, Entry, Link, UnclosedBlock, Vocabulary
from awesome_lint.text.lines import split_lines
from awesome_lint.text.words import words_by_script

__all__ = [
    "Part",
    "WrittenDocument",
    "WrittenLine",
    "parse",
    "parse_anchors",
    "parse_rendered",
    "parse_written",
]


class WrittenDocument(Struct, frozen=True):
    """A document with all that is needed to write into it."""

    document: Document
    """The document."""
    lines: tuple[WrittenLine, ...]
    """Its items, paragraphs and cells, in order."""
    rendered: RenderedContent
    """Its words and URLs."""


def parse(path: str, text: str, vocabulary: Vocabulary) -> Document:
    """Parse the text of a README; no text is invalid.

    `text` is decoded and without byte order mark. `vocabulary` identifies columns of venues
    whose header does not name them.
    """
    lines = split_lines(text)
    reader = read_blocks(lines)
    return _document(path, text, lines, reader, reader.take_table_contents(), vocabulary)


def parse_written(path: str, text: str, vocabulary: Vocabulary) -> WrittenDocument:
    """Parse the text of a README as `parse` does, in order to write into it."""
    lines = split_lines(text)
    reader = read_blocks(lines)
    tables = [list(rows) for rows in reader.take_table_contents()]
    written = written_lines(reader, chain.from_iterable(tables), vocabulary)
    parsed = _document(path, text, lines, reader, map(iter, tables), vocabulary)
    return WrittenDocument(parsed, written, _rendered(reader))


def _document(
    path: str,
    text: str,
    lines: list[str],
    reader: BlockReader,
    table_contents: Iterable[Iterator[list[CellContent]]],
    vocabulary: Vocabulary,
) -> Document:
    """Return the document of a reader, whose footnotes are added."""
    # Footnotes contain no entries of the list.
    entries = tuple(_parse_entries(reader, table_contents, vocabulary))
    reader.add_footnotes()
    return Document(
        path=path,
        text=text,
        lines=tuple(lines),
        headings=tuple(reader.headings),
        tables=tuple(reader.tables),
        entries=entries,
        links=tuple(sorted(reader.links, key=lambda link: link.span)),
        prose=tuple(reader.prose),
        suppressions=tuple(reader.suppressions),
        unrendered_rows=tuple(reader.unrendered_rows),
        tags=tuple(reader.tags),
        anchors=reader.anchors(),
        blocks=tuple(reader.blocks),
        definitions=tuple(reader.definitions),
        footnotes=reader.footnote_definitions(),
        undefined_references=tuple(sorted(reader.undefined_references, key=lambda each: each.span)),
        unclosed_blocks=tuple(_count_hidden(each, vocabulary) for each in reader.unclosed_blocks),
    )


def parse_rendered(text: str) -> RenderedContent:
    """Return the words and URLs of the rendered `text`; no text is invalid."""
    reader = read_blocks(split_lines(text))
    reader.add_footnotes()
    return _rendered(reader)


def _rendered(reader: BlockReader) -> RenderedContent:
    """Return the words and URLs of a reader, with those of the footnotes that were added."""
    shown = [link for link in reader.links if link not in reader.dropped_links]
    texts = [*reader.visible_texts, *(link.text for link in shown if link.kind == "image")]
    words = Counter(chain.from_iterable(map(words_by_script, texts)))
    return RenderedContent(words, frozenset(link.url for link in shown))


def parse_anchors(text: str) -> tuple[str, ...]:
    """Return the names of the anchors of `text`; no text is invalid."""
    return tuple(anchor.name for anchor in read_blocks(split_lines(text)).anchors())


def _count_hidden(found: UnclosedText, vocabulary: Vocabulary) -> UnclosedBlock:
    """Count the entries, headings and links in the text that a block hides.

    Bare URLs do not count, nor do entries in code without other links.
    """
    reader = read_blocks(split_lines(found.hidden))
    links = list(filter(_is_written_link, reader.links))
    entries = _parse_entries(reader, reader.take_table_contents(), vocabulary)
    if found.kind == "code":
        entries = [entry for entry in entries if any(map(_is_written_link, entry.links))]
    return UnclosedBlock(
        found.kind,
        found.opening,
        found.mistaken_end,
        found.hidden_line,
        found.end_line,
        found.is_closed,
        len(entries),
        len(reader.headings),
        len(links),
    )


def _is_written_link(link: Link) -> bool:
    """Return whether a link is probably not a part of code, such as `items[0](1)`."""
    return link.kind not in ("bare", "autolink") and any(mark in link.url for mark in "/#.")


def _parse_entries(
    reader: BlockReader,
    table_contents: Iterable[Iterator[list[CellContent]]],
    vocabulary: Vocabulary,
) -> list[Entry]:
    sections = section_path(reader.headings, vocabulary)
    tables = zip(reader.tables, table_contents, strict=False)
    lists = ((table, cells) for table, cells in tables if not table.is_layout)
    headings = list(
        paragraphs.parse_heading_entries(
            reader.heading_items, reader.paragraphs, sections, vocabulary
        )
    )
    titles = {heading.span for heading in reader.headings} & {entry.span for entry in headings}
    entries = [
        *table_rows.parse_table_rows(lists, sections, vocabulary),
        *list_items.parse_list_items(take(reader.items), sections, vocabulary),
        *headings,
        *paragraphs.parse_paragraph_entries(reader.paragraphs, sections, titles, vocabulary),
    ]
    anchors = {anchor.name for anchor in reader.anchors()}
    kept = (
        entry
        for entry in entries
        if not leads_to_own_section(entry.main_link, anchors)
        and not (
            entry.section is not None
            and entry.section.span in titles
            and entry.span not in titles
            and paragraphs.describes_heading(entry)
        )
    )
    return sorted(kept, key=lambda entry: entry.span)
