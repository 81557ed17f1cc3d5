"""Defects of what a list requires: each README is configured to require what it already keeps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from random import Random
from typing import Any
from urllib.parse import urlsplit

from msgspec.structs import replace

from awesome_lint.model import Cell, Edit, Span
from awesome_lint.rules.column_values import RequirableConstraints
from defects.source import Kind, Mutation, Source, kind

_MAX_VALUES = 100
_BADGE = "https://img.shields.io/badge/rating-{}-blue"
_BADGES = "https://img.shields.io/badge/rating-*"
_OTHER_HOST = "files.elsewhere.example"


def _columns(source: Source) -> Mapping[str, list[Cell]]:
    """Return the cells of the columns of words, by the folded text of their header."""
    cells: defaultdict[str, list[Cell]] = defaultdict(list)
    for table in source.document.tables:
        for index, header in enumerate(table.header.cells):
            cells[" ".join(header.text.split()).casefold()] += [
                row.cells[index] for row in table.rows if len(row.cells) == len(table.header.cells)
            ]
    return {
        name: column
        for name, column in cells.items()
        if 0 < len(name) <= _MAX_VALUES and all(cell.text.strip().isalpha() for cell in column)
    }


def _allow_values(source: Source) -> Mapping[str, Any]:
    columns = {
        name: RequirableConstraints(values=tuple(sorted({cell.text.strip() for cell in column})))
        for name, column in _columns(source).items()
        if len({cell.text for cell in column}) <= _MAX_VALUES
    }
    return {"column-values": {"columns": columns}}


def _require_values(source: Source) -> Mapping[str, Any]:
    columns = dict.fromkeys(_columns(source), RequirableConstraints(required=True))
    return {"column-values": {"columns": columns}}


@kind("value that is not allowed", "column-values", configure=_allow_values)
def _value(source: Source, random: Random) -> Iterator[Mutation]:
    clean = {cell.span for _, row in source.rows for cell in row.cells}
    for column in _columns(source).values():
        values = {cell.text.casefold() for cell in column}
        for cell in column:
            letter = random.choice("qxz")
            wrong = f"{cell.text[:2]}{letter}{cell.text[2:]}"
            if cell.span in clean and cell.source == cell.text and wrong.casefold() not in values:
                yield source.replace(cell.span, wrong)


@kind("required value that is missing", "column-values", configure=_require_values)
def _missing(source: Source, random: Random) -> Iterator[Mutation]:
    clean = {cell.span for table, row in source.rows if len(row.cells) > 2 for cell in row.cells}
    for column in _columns(source).values():
        for cell in column:
            if cell.span in clean and cell.source == cell.text:
                yield source.replace(cell.span, random.choice(("-", "N/A", "")))


def _require_two_entries(_source: Source) -> Mapping[str, Any]:
    return {"section-size": {"min_entries": 2}}


@kind("section with one entry", "section-size", configure=_require_two_entries)
def _section(source: Source, random: Random) -> Iterator[Mutation]:
    for heading in source.document.headings[1:]:
        line = source.lines[heading.span.line - 1]
        if line.startswith(f"{'#' * heading.level} ") and source.is_clean(heading.span):
            marks = "#" * heading.level
            entry = "- [Gliding Robots on Ice](https://example.org/gliding-robots)"
            inserted = (f"{marks} Gliding {random.randrange(100)}", "", entry, "")
            start = heading.span.line
            yield Mutation(start, 0, inserted, start, start)


def _allow_hosts(source: Source) -> Mapping[str, Any]:
    urls = [entry.main_link.url for entry in source.document.entries if entry.main_link]
    hosts = {urlsplit(url).hostname for url in urls if url.isascii() and "[" not in url}
    return {"link-host": {"allow": tuple(sorted(filter(None, hosts)))}}


@kind("link to another host", "link-host", configure=_allow_hosts)
def _host(source: Source, _random: Random) -> Iterator[Mutation]:
    links = set(source.links)
    for entry in source.entries:
        link = entry.main_link
        if link in links and (host := urlsplit(link.url).netloc):
            yield source.replace(link.url_span, link.url.replace(host, _OTHER_HOST, 1))


def _with_badges(source: Source) -> Iterator[Edit]:
    """Put a badge after the link of each entry."""
    links = set(source.links)
    for number, entry in enumerate(source.entries):
        link = entry.main_link
        if link in links:
            at = link.span.end_line, link.span.end_column
            yield Edit(Span(*at, *at), f" ![Rating]({_BADGE.format(number)})")


def _require_badges(_source: Source) -> Mapping[str, Any]:
    return {"badge-required": {"badges": (_BADGES,)}}


@kind("missing badge", "badge-required", prepare=_with_badges, configure=_require_badges)
def _badge(source: Source, _random: Random) -> Iterator[Mutation]:
    prefix = _BADGE.partition("{")[0]
    images = {
        link.span.line: link
        for link in source.document.links
        if link.kind == "image" and link.url.startswith(prefix)
    }
    for entry in source.entries:
        for line in entry.span.lines:
            if line in images:
                mutation = source.replace(images[line].span, "")
                yield replace(mutation, first=entry.span.line, last=entry.span.end_line)


KINDS: tuple[Kind, ...] = (_value, _missing, _section, _host, _badge)
