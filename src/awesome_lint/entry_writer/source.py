"""The lines of a document, and the parts that are written in them."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate
from typing import Final

from msgspec import Struct

from awesome_lint.document import WrittenDocument, WrittenLine
from awesome_lint.model import Document, Link, Span, Vocabulary

_MIN_LABELS: Final = 3
"""The minimum number of links with a text that is a label."""


class Source(Struct, frozen=True):
    """The lines of a document, joined by line feeds, and what is written in them."""

    document: Document
    text: str
    """The joined lines."""
    starts: tuple[int, ...]
    """The offset of each line."""
    lines: tuple[WrittenLine, ...]
    """The items, paragraphs and cells, in order."""
    vocabulary: Vocabulary
    labels: frozenset[str]
    """The texts that several links have, case folded, so that they are labels."""

    def range_of(self, span: Span) -> tuple[int, int]:
        """Return the offsets at which a span begins and ends."""
        return (
            self.starts[span.line - 1] + span.column - 1,
            self.starts[span.end_line - 1] + span.end_column - 1,
        )

    def links_in(self, span: Span) -> list[Link]:
        """Return the links and images in a span, including images within links."""
        links = self.document.links
        index = bisect_left(links, span.start, key=lambda link: link.span.start)
        found = []
        while index < len(links) and links[index].span.start < span.end:
            found.append(links[index])
            index += 1
        return found

    def lines_in(self, span: Span) -> Iterator[WrittenLine]:
        """Yield the items, paragraphs and cells in a span."""
        index = bisect_left(self.lines, span.start, key=lambda line: line.span.start)
        for line in self.lines[index:]:
            if line.span.start > span.end:
                return
            if line.span.end <= span.end:
                yield line


def source_of(written: WrittenDocument, vocabulary: Vocabulary) -> Source:
    """Return the source of a document."""
    document = written.document
    starts = tuple(accumulate((len(line) + 1 for line in document.lines), initial=0))
    texts = Counter(link.text.casefold() for link in document.links if link.kind != "image")
    labels = frozenset(
        text for text, number in texts.items() if number >= _MIN_LABELS and text.strip()
    )
    return Source(document, "\n".join(document.lines), starts, written.lines, vocabulary, labels)
