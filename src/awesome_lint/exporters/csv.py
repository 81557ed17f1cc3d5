"""CSV (RFC 4180), with a header row.

A spreadsheet calculates a cell that begins with `=`, `+`, `-` or `@`. Therefore, an apostrophe
precedes the text of a cell that begins with one of these characters, with white space or with an
apostrophe. Removing one apostrophe from the beginning of each cell that has one restores the texts.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from typing import Final, TextIO

from awesome_lint.exporters.export import Export, ExportedEntry
from awesome_lint.exporters.plain_text import plain_text, plain_url, section_path
from awesome_lint.model import ListedLink, Record

_GUARDED: Final = re.compile(r"[=+\-@\t\r\n'＝＋－＠]")
"""The first character of cells that get an apostrophe. Some programs read full-width characters as
the ASCII ones."""

_OF_ENTRY: Final[dict[str, Callable[[ExportedEntry], str]]] = {
    "path": lambda entry: plain_text(entry.listed.path),
    "line": lambda entry: str(entry.listed.line),
    "section": lambda entry: section_path(entry.listed.section),
    "title": lambda entry: plain_text(entry.listed.title),
    "authors": lambda entry: plain_text(entry.listed.authors),
    "venue": lambda entry: plain_text(entry.listed.venue),
    "year": lambda entry: "" if entry.listed.year is None else str(entry.listed.year),
    "description": lambda entry: plain_text(entry.listed.description),
    "url": lambda entry: plain_url(entry.listed.url),
    "links": lambda entry: "\n".join(map(_link, entry.listed.links)),
    "identifiers": lambda entry: "\n".join(
        plain_text(f"{each.kind}:{each.value}") for each in entry.listed.identifiers
    ),
}
"""The columns of facts in the list, each with the function that returns its cells."""

_OF_RECORD: Final[dict[str, Callable[[Record], str]]] = {
    "registry": lambda record: record.registry,
    "title": lambda record: plain_text(record.title),
    "authors": lambda record: "; ".join(map(plain_text, record.authors)),
    "venue": lambda record: plain_text(record.venue or record.journal_ref),
    "published": lambda record: record.published,
    "doi": lambda record: plain_text(record.doi),
    "description": lambda record: plain_text(record.description),
    "withdrawn": lambda record: _flag(record.withdrawn),
    "retracted": lambda record: _flag(record.retracted),
    "archived": lambda record: _flag(record.archived),
    "created": lambda record: record.created,
    "pushed": lambda record: record.pushed or record.active,
    "stars": lambda record: "" if record.stars is None else str(record.stars),
    "license": lambda record: plain_text(record.license or ""),
}
"""The columns of facts in the first record, without their prefix `record_`."""

COLUMNS: Final = (*_OF_ENTRY, *(f"record_{name}" for name in _OF_RECORD), "record_looked_up")
"""The header."""


def write(export: Export, stream: TextIO) -> None:
    """Write a row for each entry. A cell with several links has one per line, its label first."""
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for entry in export.entries:
        writer.writerow(map(_guard, _cells(entry)))


def _cells(entry: ExportedEntry) -> list[str]:
    cells = [cell(entry) for cell in _OF_ENTRY.values()]
    if not entry.records:
        return [*cells, *("" for _ in _OF_RECORD), ""]
    known = entry.records[0]
    facts = (cell(known.record) for cell in _OF_RECORD.values())
    return [*cells, *facts, known.looked_up.isoformat()]


def _guard(cell: str) -> str:
    return f"'{cell}" if _GUARDED.match(cell) else cell


def _link(link: ListedLink) -> str:
    return " ".join(filter(None, (plain_text(link.label), plain_url(link.url))))


def _flag(value: bool) -> str:
    return "true" if value else "false"
