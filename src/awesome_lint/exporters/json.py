"""JSON, version 1.

Its types are the structs below; `docs/export.schema.json` is their JSON Schema. Fields may be added
within a version; a field that is removed or changes its meaning makes a new version.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal, TextIO

import msgspec
from msgspec import Meta, Struct

from awesome_lint import exporters, model
from awesome_lint.links.records import KnownRecord
from awesome_lint.report.json_text import json_text
from awesome_lint.version import __version__

VERSION: Literal[1] = 1

PartOfDate = Annotated[str, Meta(description="YYYY-MM-DD, YYYY-MM or YYYY; empty if unknown")]
Day = Annotated[str, Meta(description="YYYY-MM-DD; empty if unknown")]


class Tool(Struct, frozen=True):
    """The program that wrote the export."""

    name: str
    version: str


class Link(Struct, frozen=True):
    """A link of an entry."""

    url: Annotated[str, Meta(description="As written; may be relative")]
    label: Annotated[str, Meta(description="Empty if the text of the link is its URL or the title")]
    target: model.LinkTarget


class Identifier(Struct, frozen=True):
    """An identifier of the paper or the repository that an entry is about."""

    kind: Annotated[str, Meta(description="Such as `arxiv`, `doi`, `acl`, `github`")]
    value: str


class Record(Struct, frozen=True):
    """The record of a registry. Unknown values are empty or null."""

    registry: str
    identifier: str
    looked_up: Annotated[datetime, Meta(description="The time at which the registry gave it, UTC")]
    url: str
    kind: model.RecordKind | None
    title: str
    authors: tuple[str, ...]
    venue: str
    short_venue: str
    volume: str
    issue: str
    pages: str
    publisher: str
    description: str
    published: PartOfDate
    journal_ref: Annotated[str, Meta(description="In the words of the authors")]
    comment: Annotated[str, Meta(description="Of the authors")]
    doi: Annotated[str, Meta(description="Of the published version")]
    withdrawn: bool
    retracted: bool
    archived: bool
    disabled: bool
    created: Day
    pushed: Day
    active: Day
    stars: int | None
    license: Annotated[str | None, Meta(description="SPDX identifier; empty if there is none")]


class Entry(Struct, frozen=True):
    """An entry of a list. What the list does not state is empty or null."""

    path: str
    line: Annotated[int, Meta(ge=1, description="1-based")]
    section: Annotated[tuple[str, ...], Meta(description="The outermost heading first")]
    key: Annotated[
        str, Meta(description="The identity of the work, independent of the place of the entry")
    ]
    title: str
    authors: Annotated[str, Meta(description="As written")]
    venue: Annotated[str, Meta(description="As written")]
    year: int | None
    description: str
    url: Annotated[str, Meta(description="Of the main link")]
    links: tuple[Link, ...]
    identifiers: Annotated[tuple[Identifier, ...], Meta(description="The main one first")]
    records: Annotated[tuple[Record, ...], Meta(description="That of the main link first")]
    missing: Annotated[
        tuple[str, ...], Meta(description="What registries say of identifiers they do not know")
    ]


class Export(Struct, frozen=True):
    """The entries of one or more lists."""

    version: Literal[1]
    tool: Tool
    title: Annotated[str, Meta(description="Of the first list, or else its path")]
    url: Annotated[str, Meta(description="Of the page of the first list; empty if unknown")]
    oldest_record: Annotated[
        datetime | None, Meta(description="The time at which the oldest record was looked up, UTC")
    ]
    entries: tuple[Entry, ...]


def write(export: exporters.Export, stream: TextIO) -> None:
    """Write one indented JSON object."""
    times = [known.looked_up for entry in export.entries for known in entry.records]
    content = Export(
        version=VERSION,
        tool=Tool("awesome-lint", __version__),
        title=export.title,
        url=export.url,
        oldest_record=min(times, default=None),
        entries=tuple(map(_entry, export.entries)),
    )
    stream.write(json_text(msgspec.to_builtins(content)))


def schema() -> dict[str, Any]:
    """Return the JSON Schema of an export (draft 2020-12)."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Export of awesome-lint, version 1",
        **msgspec.json.schema(Export),
    }


def _entry(entry: exporters.ExportedEntry) -> Entry:
    listed = entry.listed
    return Entry(
        path=listed.path,
        line=listed.line,
        section=listed.section,
        key=listed.key,
        title=listed.title,
        authors=listed.authors,
        venue=listed.venue,
        year=listed.year,
        description=listed.description,
        url=listed.url,
        links=tuple(Link(each.url, each.label, each.target) for each in listed.links),
        identifiers=tuple(Identifier(each.kind, each.value) for each in listed.identifiers),
        records=tuple(map(_record, entry.records)),
        missing=entry.missing,
    )


def _record(known: KnownRecord) -> Record:
    record = known.record
    return Record(
        registry=record.registry,
        identifier=record.identifier,
        looked_up=known.looked_up,
        url=record.canonical_url,
        kind=record.kind,
        title=record.title,
        authors=record.authors,
        venue=record.venue,
        short_venue=record.short_venue,
        volume=record.volume,
        issue=record.issue,
        pages=record.pages,
        publisher=record.publisher,
        description=record.description,
        published=record.published,
        journal_ref=record.journal_ref,
        comment=record.comment,
        doi=record.doi,
        withdrawn=record.withdrawn,
        retracted=record.retracted,
        archived=record.archived,
        disabled=record.disabled,
        created=record.created,
        pushed=record.pushed,
        active=record.active,
        stars=record.stars,
        license=record.license,
    )
