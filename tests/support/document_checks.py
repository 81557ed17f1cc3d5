"""Checks for any document: spans match the source, and the content matches GitHub's renderer."""

from __future__ import annotations

from collections import Counter
from html import unescape
from urllib.parse import unquote

from markdown_it.common.utils import unescapeAll

from awesome_lint.model import Document
from rendering import Rendered


def _urls(text: str) -> tuple[str, ...]:
    """Return the URLs of links that are written as `text`, outside other brackets."""
    return (
        text,
        unescape(text),
        f"http://{text}",
        f"mailto:{unescapeAll(text)}",
        unescapeAll(text),
    )


def assert_spans_slice_back(document: Document) -> None:
    """Compare the text of each span with the parsed content."""
    for table in document.tables:
        for row in (table.header, *table.rows):
            for cell in row.cells:
                assert document.slice(cell.span) == cell.source
    for link in document.links:
        raw = document.slice(link.url_span)
        piped = raw.replace("\\|", "|")
        if link.kind in ("html", "image") and link.url in (unescape(raw), unescape(piped)):
            continue
        if link.kind in ("bare", "autolink"):
            assert any(link.url in _urls(text) for text in (raw, piped))
            continue
        # A definition after container markers is not found, so the link has the span of its use.
        unfound = link.url_span == link.span and link.kind in ("reference", "image")
        assert link.url in (unescapeAll(raw), unescapeAll(piped)) or unfound
    for prose in document.prose:
        raw = document.slice(prose.span)
        assert len(raw) == len(prose.text)
        assert all(
            shown in (written, "\N{OBJECT REPLACEMENT CHARACTER}")
            for written, shown in zip(raw, prose.text, strict=True)
        )
    for heading in document.headings:
        assert not heading.text or document.slice(heading.span)
    for suppression in document.suppressions:
        assert document.slice(suppression.span).startswith("<!--")
    for block in document.unclosed_blocks:
        assert document.slice(block.opening).startswith(("<", "```", "~~~"))
        assert block.opening.line <= block.end_line <= len(document.lines)
        assert block.opening.line <= block.hidden_line <= len(document.lines)
        if block.mistaken_end is not None:
            assert document.slice(block.mistaken_end).strip()


def assert_as_rendered(document: Document) -> None:
    """Compare GFM tables, rows, cells, links and images with those that cmark-gfm renders."""
    tables = [table for table in document.tables if table.markup == "gfm"]
    rows = [1 + len(table.rows) for table in tables]
    cells = [len(table.header.cells) * (1 + len(table.rows)) for table in tables]
    tags = Rendered(document.text, raw_html=False).tags
    ours = (len(tables), sum(rows), sum(cells))
    assert ours == (tags["table"], tags["tr"], tags["td"] + tags["th"])
    dropped = Counter(
        id(link)
        for table in tables
        for row in table.rows
        for cell in row.cells[len(table.header.cells) :]
        for link in cell.links
    )
    links = Counter(
        ("image" if link.kind == "image" else "link", unquote(link.url))
        for link in document.links
        if id(link) not in dropped
    )
    assert links == Rendered(document.text).links
