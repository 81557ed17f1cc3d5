"""Exports for tests: of texts of lists with given records, and of any texts."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import UTC, datetime

from hypothesis import strategies as st

from awesome_lint import document, rulebook
from awesome_lint.exporters import Export, ExportedEntry, load_writer
from awesome_lint.exporters.export import urls_to_look_up
from awesome_lint.links.records import KnownRecord
from awesome_lint.listing import list_document
from awesome_lint.model import ListedEntry, Record
from report_helpers import hostile

LOOKED_UP = datetime(2026, 11, 3, 12, 30, tzinfo=UTC)
PAGE = "https://github.com/snow/robots"

text = st.text(max_size=30) | hostile | st.text("\\{}$&#^_~%<>|`'\"-,@=+ \t\r\nAbé漢", max_size=30)
"""Any text, and texts of characters that are special in one of the formats."""


def export_of(markdown: str, records: Mapping[str, Record] | None = None) -> Export:
    """Return the export of a list, with records by URL."""
    vocabulary = rulebook.vocabulary()
    listed = list_document(document.parse("README.md", markdown, vocabulary), vocabulary)
    known = {url: KnownRecord(record, LOOKED_UP) for url, record in (records or {}).items()}
    return Export(
        listed.title,
        PAGE,
        tuple(
            ExportedEntry(
                entry, tuple(known[url] for url in urls_to_look_up(entry) if url in known)
            )
            for entry in listed.entries
        ),
    )


def export_of_texts(
    title: str, venue: str, *, url: str = "https://a.example/", record: Record | None = None
) -> Export:
    """Return an export of one entry with given texts in all fields."""
    listed = ListedEntry(
        path=title,
        line=3,
        section=(title, venue),
        title=title,
        key=f"title:{title}",
        authors=venue,
        venue=venue,
        description=title,
        url=url,
    )
    known = (KnownRecord(record, LOOKED_UP),) if record else ()
    return Export(title, PAGE, (ExportedEntry(listed, known),))


def written(export: Export, name: str) -> str:
    """Return an export in a format."""
    stream = io.StringIO(newline="")
    load_writer(name)(export, stream)
    return stream.getvalue()
