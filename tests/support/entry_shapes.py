"""The forms of entries in `tests/document/entries/shapes/`, and the lines of a document."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from awesome_lint.document.entries.line import Line
from awesome_lint.document.reader import read_blocks
from awesome_lint.model import Entry
from paths import ROOT


class Expected(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The parsed parts of an entry; `others` are the URLs of its other links, without images."""

    title: str | None = None
    venue: str | None = None
    year: int | None = None
    link: str | None = None
    others: tuple[str, ...] = ()


class Shape(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text, and its entries in document order."""

    markdown: str
    entries: tuple[Expected, ...]


SHAPES = {
    path.stem: msgspec.yaml.decode(path.read_bytes(), type=tuple[Shape, ...])
    for path in sorted((ROOT / "tests" / "document" / "entries" / "shapes").glob("*.yml"))
}
"""The shapes of each file, by its name."""


def parts(entry: Entry) -> Expected:
    """Return the parts of a parsed entry."""
    link = entry.main_link.url if entry.main_link else None
    others = (each.url for each in entry.links if each.kind != "image" and each.url)
    return Expected(
        title=entry.title.text if entry.title else None,
        venue=entry.venue.text if entry.venue else None,
        year=entry.year,
        link=link,
        others=tuple(url for url in others if url != link),
    )


def entry_lines(markdown: str) -> Iterator[Line]:
    """Yield the lines of a document that may be entries, without those of tables."""
    reader = read_blocks(markdown.split("\n"))
    items = [*reader.items, *reader.paragraphs, *(each.item for each in reader.heading_items)]
    while items:
        item = items.pop()
        yield Line(item.blocks)
        items += item.items
