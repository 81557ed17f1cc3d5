"""column-values: values of columns, and of parts of entries, that the configuration does not allow.

A value is the text that readers see, with white space collapsed. Columns have the same name in all
tables of the document, without regard to case.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Annotated, Final

from msgspec import Meta, Struct

from awesome_lint import rulebook
from awesome_lint.identifiers.link_labels import is_placeholder
from awesome_lint.model import (
    Cell,
    Document,
    Entry,
    Evidence,
    Finding,
    Related,
    Span,
    Table,
)
from awesome_lint.rules.shared.columns import fold_header
from awesome_lint.rules.shared.descriptions import find_description
from awesome_lint.rules.shared.find_text import find_in_span
from awesome_lint.rules.shared.option_types import RegularExpression
from awesome_lint.rules.shared.regular_expression import matches
from awesome_lint.rules.shared.replace_text import replace_text
from awesome_lint.text.edit_distance import most_similar, single_edit
from awesome_lint.text.patterns import deferred
from awesome_lint.text.wording import count, enumerate_words, quote
from awesome_lint.text.words import folded_words

_MAX_SEARCHES: Final = 1000
"""Wrong values of one column for which the nearest allowed one is searched, since that is slow."""

_MAX_VALUE_CHARS: Final = 200
"""Characters of the longest allowed value."""

_MIN_SIMILARITY: Final = 0.6
"""The minimum similarity of a wrong value to the allowed one that a message suggests."""

_MAX_VALUES_IN_CELL: Final = 100
"""The maximum number of values of one cell that are checked."""

_MAX_SOURCE_CHARS: Final = 2000
_MAX_LINES: Final = 20
"""Characters and lines of the longest source in which the place of a value is searched."""

_MAX_SHOWN: Final = 8
"""The maximum number of allowed values in a message."""

_MIN_HEADER_LETTERS: Final = 5
"""Letters of the shortest header that is compared with the configured ones."""

_LINE = deferred(r"[=*_~#-]{3,}")
_BOLD = deferred(r"\*\*|__|<(?:b|strong)>", re.IGNORECASE)

Name = Annotated[str, Meta(max_length=100, description="a text of at most 100 characters")]
Values = Annotated[
    tuple[
        Annotated[
            str, Meta(max_length=_MAX_VALUE_CHARS, description="a text of at most 200 characters")
        ],
        ...,
    ],
    Meta(max_length=1000, description="a list of at most 1000 values"),
]
Separator = Annotated[
    str, Meta(max_length=10, description="a text of at most 10 characters, such as `,`")
]
Length = Annotated[
    int, Meta(ge=0, le=1_000_000, description="a number of characters from 0 to 1000000")
]


class Constraints(
    Struct, frozen=True, forbid_unknown_fields=True, rename="kebab", omit_defaults=True
):
    """The values that a column, or a part of an entry, may have, if it has one."""

    values: Values = ()
    """The allowed values; all if there are none."""
    separator: Separator = ""
    """The text between several values in one cell; empty if a cell has one value."""
    pattern: RegularExpression = ""
    """The regular expression that the whole value must match."""
    min_length: Length = 0
    """The minimum number of characters."""
    max_length: Length | None = None
    """The maximum number of characters."""
    unique: bool = False
    """Whether a repeated value is reported."""


class RequirableConstraints(Constraints, frozen=True, forbid_unknown_fields=True):
    """The values that a column, or a part of an entry, may have, and whether it must have one."""

    required: bool = False
    """Whether a missing value is reported. Placeholders such as `-` are missing values."""


class Fields(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The parts of entries, in tables and in lists."""

    title: RequirableConstraints = RequirableConstraints()
    """The title."""
    link: RequirableConstraints = RequirableConstraints()
    """The URL of the main link."""
    description: Constraints = Constraints()
    """The description of a list item: the text after its link and a separator. description-required
    reports missing ones."""
    venue: RequirableConstraints = RequirableConstraints()
    """The venue."""
    year: RequirableConstraints = RequirableConstraints()
    """The year of publication."""
    section: RequirableConstraints = RequirableConstraints()
    """The nearest heading above."""


class Options(Struct, frozen=True, forbid_unknown_fields=True):
    """Options of column-values."""

    columns: dict[Name, RequirableConstraints] = {}
    """Constraints by the header of the column."""
    fields: Fields = Fields()
    """Constraints by the part of the entry."""


class _Value(Struct, frozen=True):
    """A value in the document, or a place where one is missing."""

    text: str
    """The text that readers see; if the value is missing, it is empty or a placeholder."""
    span: Span
    """The place of the value; if it is missing, that of its cell or of its entry's title."""
    entry: str
    """The text of the entry in messages, or empty."""
    is_url: bool = False
    """Whether it is a URL, which is not a placeholder: `/`."""


def check(document: Document, options: Options, evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each value that breaks one of its constraints."""
    found = [
        *_check_columns(document, options.columns, evidence),
        *_check_fields(document, options.fields, evidence),
    ]
    yield from sorted(found, key=lambda finding: finding.span)


def _check_columns(
    document: Document, columns: Mapping[str, RequirableConstraints], evidence: Evidence
) -> Iterator[Finding]:
    if not columns:
        return
    values: dict[str, dict[Span, _Value]] = {fold_header(name): {} for name in columns}
    others: dict[str, Cell] = {}
    for table in document.tables:
        if table.is_layout:
            continue
        indexes = []
        for index, header in enumerate(table.header.cells):
            folded = fold_header(header.text)
            if folded in values:
                indexes.append((index, values[folded]))
            else:
                others.setdefault(folded, header)
        rows = _rows_of_values(document, table) if indexes else ()
        for index, found in indexes:
            for value in _column_values(rows, index):
                found.setdefault(value.span, value)
    for name, constraints in columns.items():
        if found := values[fold_header(name)]:
            noun = f"value in the column {quote(name)}"
            yield from _Checker(document, noun, constraints, evidence).check(found.values())
        else:
            yield from _misspelled_headers(name, others)


class _Row(Struct, frozen=True):
    """A row of a table with a value for each column."""

    cells: Sequence[Cell]
    """The cells."""
    name: str
    """The text of the first cell."""
    may_span_columns: bool
    """Whether a cell may span several columns, of which all but one are empty."""


def _rows_of_values(document: Document, table: Table) -> list[_Row]:
    """Return the rows without headings, and without those of another width.

    The columns of the latter are unknown.
    """
    width = len(table.header.cells)
    return [
        _Row(
            row.cells,
            _one_line(row.cells[0].text),
            table.markup == "html" and "colspan" in document.slice(row.span).lower(),
        )
        for row in table.rows
        if len(row.cells) == width and not _is_heading([cell.source for cell in row.cells])
    ]


def _column_values(rows: Iterable[_Row], index: int) -> Iterator[_Value]:
    """Yield the values of a column."""
    for row in rows:
        cell = row.cells[index]
        text = _one_line(cell.text)
        if text or not (cell.links or row.may_span_columns):
            yield _Value(text, cell.span, row.name if index else "")


def _is_heading_row(entry: Entry) -> bool:
    return entry.kind == "row" and _is_heading([field.source for field in entry.fields])


def _is_heading(cells: Sequence[str]) -> bool:
    """Return whether the cells of a row are those of a heading inside a table.

    Only one of them has text, apart from lines such as `====`, or all texts are bold.
    """
    texts = [cell for cell in cells if cell and not _LINE().fullmatch(cell)]
    return len(cells) > 2 and (len(texts) <= 1 or all(map(_BOLD().match, texts)))


def _misspelled_headers(name: str, headers: Mapping[str, Cell]) -> Iterator[Finding]:
    """Yield a finding for each header that is one edit away from a configured name."""
    if len(name) < _MIN_HEADER_LETTERS:
        return
    for folded, header in headers.items():
        if single_edit(folded, fold_header(name)):
            yield Finding(
                header.span,
                f"The column {quote(header.text)} is not checked: the configuration names"
                f" {quote(name)}, which no table has",
                f"Write {quote(name)} here, or correct the configuration",
            )


def _check_fields(document: Document, fields: Fields, evidence: Evidence) -> Iterator[Finding]:
    for name, read in _FIELDS.items():
        constraints: Constraints = getattr(fields, name)
        if constraints == type(constraints)():
            continue
        found = [
            (entry, value)
            for entry in document.entries
            if not _is_heading_row(entry) and (value := read(document, entry))
        ]
        # Tables and lists without the field may have other subjects, or a form that is not parsed.
        entries = Counter(entry.container for entry, _ in found)
        present = Counter(entry.container for entry, value in found if value.text)
        values: dict[Span, _Value] = {}
        for entry, value in found:
            usual = 2 * present[entry.container] > entries[entry.container]
            if value.text or usual or name in _CERTAIN:
                values.setdefault(value.span, value)  # many entries are in one section
        yield from _Checker(document, name, constraints, evidence).check(values.values())


def _title(_document: Document, entry: Entry) -> _Value | None:
    title = entry.title
    return _Value(_one_line(title.text), title.span, "") if title else None


def _link(_document: Document, entry: Entry) -> _Value | None:
    if link := entry.main_link:
        return _Value(link.url, link.url_span, _name(entry), is_url=bool(link.url))
    return None if entry.links else _missing(entry)


def _description(document: Document, entry: Entry) -> _Value | None:
    found = find_description(document, entry)
    if found is None or not found.text:
        return None
    return _Value(found.text, found.spans[0].through(found.spans[-1]), _name(entry))


def _venue(_document: Document, entry: Entry) -> _Value | None:
    if entry.venue:
        return _Value(_one_line(entry.venue.text), entry.venue.span, _name(entry))
    words = rulebook.words("columns", "venue")
    for field in entry.fields:
        if entry.kind == "row" and not words.isdisjoint(folded_words(field.name)) and field.text:
            return _Value(_one_line(field.text), field.span, _name(entry))
    return _missing(entry)


def _year(_document: Document, entry: Entry) -> _Value | None:
    if entry.year is None:
        return _missing(entry)
    year = str(entry.year)
    fields = [field for field in (entry.venue, *entry.fields) if field and year in field.text]
    return _Value(year, fields[0].span if fields else _missing(entry).span, _name(entry))


def _section(_document: Document, entry: Entry) -> _Value | None:
    heading = entry.section
    return _Value(_one_line(heading.text), heading.span, "") if heading else _missing(entry)


_FIELDS: Final[Mapping[str, Callable[[Document, Entry], _Value | None]]] = {
    "title": _title,
    "link": _link,
    "description": _description,
    "venue": _venue,
    "year": _year,
    "section": _section,
}
"""The value of each field in an entry; None where that cannot be determined."""

_CERTAIN: Final = ("section",)
"""Fields that are known to be missing, rather than not determined."""


def _missing(entry: Entry) -> _Value:
    return _Value("", entry.subject.span, _name(entry))


def _name(entry: Entry) -> str:
    return _one_line(entry.subject.text)


class _Checker:
    """The check of the values of one column or field."""

    def __init__(
        self, document: Document, noun: str, constraints: Constraints, evidence: Evidence
    ) -> None:
        self._document = document
        self._noun = noun
        self._constraints = constraints
        self._evidence = evidence
        self._allowed = frozenset(constraints.values)
        self._folded = {value.casefold(): value for value in constraints.values}
        self._nearest: dict[str, str | None] = {}

    def check(self, values: Iterable[_Value]) -> Iterator[Finding]:
        """Yield the findings of all values."""
        constraints = self._constraints
        is_required = isinstance(constraints, RequirableConstraints) and constraints.required
        present: list[_Value] = []
        for value in values:
            is_missing = is_placeholder(value.text) and not value.is_url
            if is_missing and value.text not in self._allowed:
                if is_required:
                    yield self._missing_value(value)
            else:
                present += self._parts(value)
        for value in present:
            if self._allowed and value.text not in self._allowed:
                yield self._not_allowed(value)
            if constraints.pattern and not matches(constraints.pattern, value.text):
                yield self._not_matching(value)
            if len(value.text) < constraints.min_length:
                yield self._too_short(value)
            if constraints.max_length is not None and len(value.text) > constraints.max_length:
                yield self._too_long(value, constraints.max_length)
        if constraints.unique:
            yield from self._repeated(present)

    def _parts(self, value: _Value) -> Iterator[_Value]:
        """Yield the values of a cell."""
        separator = self._constraints.separator
        if not separator or value.text in self._allowed:
            yield value
            return
        parts = value.text.split(separator, _MAX_VALUES_IN_CELL)[:_MAX_VALUES_IN_CELL]
        for part in filter(None, map(str.strip, parts)):
            place = self._find(value.span, part)
            yield _Value(part, place or value.span, value.entry)

    def _find(self, span: Span, text: str) -> Span | None:
        """Return the span of a text under a span, unless that is long."""
        sizes = [len(self._document.lines[line - 1]) for line in span.lines[:_MAX_LINES]]
        size = span.end_column - span.column if len(span.lines) == 1 else sum(sizes)
        if len(span.lines) > _MAX_LINES or size > _MAX_SOURCE_CHARS:
            return None
        return find_in_span(self._document, span, text)

    def _missing_value(self, value: _Value) -> Finding:
        name = quote(value.entry) if value.entry else "This entry"
        if value.text:
            message = f"{name} has no {self._noun}, only the placeholder {quote(value.text)}"
            return Finding(value.span, message, "Replace the placeholder")
        return Finding(value.span, f"{name} has no {self._noun}", f"Add a {self._noun}")

    def _not_allowed(self, value: _Value) -> Finding:
        near = self._near(value.text)
        values = self._constraints.values
        shown = [quote(each) for each in values[:_MAX_SHOWN]]
        listed = enumerate_words((*shown, *values[_MAX_SHOWN:]), _MAX_SHOWN)
        place = self._find(value.span, value.text) if near else None
        title = f"Write {quote(near)}" if near else "Write one of these"
        is_same = near is not None and near.casefold() == value.text.casefold()
        is_typo = near and single_edit(value.text.casefold(), near.casefold())
        fix = None
        if near and place and (is_same or is_typo):
            fix = replace_text(self._document, place, near, title, safe=is_same)
        return Finding(
            value.span,
            f"{quote(value.text)} is not an allowed {self._noun} (allowed: {listed})",
            title,
            fix=fix,
        )

    def _near(self, text: str) -> str | None:
        """Return the nearest allowed value, without regard to case, if one is near."""
        key = text.casefold()
        if key in self._folded or len(text) > _MAX_VALUE_CHARS:
            return self._folded.get(key)
        if key not in self._nearest and len(self._nearest) < _MAX_SEARCHES:
            near = most_similar(key, self._folded, _MIN_SIMILARITY)
            self._nearest[key] = self._folded[near] if near is not None else None
        return self._nearest.get(key)

    def _not_matching(self, value: _Value) -> Finding:
        pattern = quote(self._constraints.pattern, 200)
        return Finding(
            value.span,
            f"{quote(value.text)} is not a valid {self._noun}: it does not match {pattern}",
            "Write a value that matches the pattern from beginning to end",
        )

    def _too_short(self, value: _Value) -> Finding:
        least = self._constraints.min_length
        return Finding(
            value.span,
            f"{quote(value.text)} is too short for a {self._noun}:"
            f" {count(len(value.text), 'character')}, minimum {least}",
            f"Write at least {count(least, 'character')}",
        )

    def _too_long(self, value: _Value, most: int) -> Finding:
        return Finding(
            value.span,
            f"{quote(value.text)} is too long for a {self._noun}:"
            f" {count(len(value.text), 'character')}, maximum {most}",
            f"Shorten it to {count(most, 'character')}",
        )

    def _repeated(self, values: Iterable[_Value]) -> Iterator[Finding]:
        """Yield a finding for each value that an old or earlier one equals except for case."""
        first: dict[str, _Value] = {}
        for value in sorted(values, key=lambda value: self._evidence.is_new(value.span)):
            other = first.setdefault(value.text.casefold(), value)
            if other is not value:
                yield Finding(
                    value.span,
                    f"{quote(value.text)} is a duplicate of line {other.span.line}, but each"
                    f" {self._noun} must be unique",
                    "Write another value, or remove this entry",
                    related=(Related(other.span, f"{quote(other.text)} is here"),),
                )


def _one_line(text: str) -> str:
    return " ".join(text.split())
