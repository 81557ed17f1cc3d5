"""A new row of a table: each cell in the form of those above and below it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from msgspec import Struct

from awesome_lint import rulebook
from awesome_lint.bounded import parse_digits
from awesome_lint.entry_writer.columns import role_of_header
from awesome_lint.entry_writer.escapes import Syntax, escape
from awesome_lint.entry_writer.links import Definition
from awesome_lint.entry_writer.source import Source
from awesome_lint.entry_writer.template import Rendering, Template
from awesome_lint.entry_writer.values import Values
from awesome_lint.identifiers.link_labels import is_placeholder
from awesome_lint.model import Entry, Row, Table
from awesome_lint.text.display import display_width
from awesome_lint.text.table_syntax import split_cells
from awesome_lint.text.words import folded_words

_MIN_ALIGNED: Final = 0.9
"""The minimum share of rows whose pipes are below each other in a table that is aligned."""
_PLAIN_ROLES: Final = frozenset(("authors", "date", "description", "venue"))
"""The values that columns without an example can have."""
_MAX_COLUMNS: Final = 200


class NewRow(Struct, frozen=True):
    """The cells of a new row."""

    cells: tuple[str, ...]
    """The source of each cell."""
    shown: frozenset[str]
    """The names of the values in them."""
    definitions: tuple[Definition, ...]
    """The definitions of their reference links."""


def fill_cells(
    source: Source,
    table: Table,
    siblings: Sequence[Entry],
    index: int,
    templates: Sequence[Entry],
    values: Values,
) -> NewRow:
    """Return the cells of a row that is inserted before the sibling at an index.

    `templates` are rows of tables with as many columns, the most similar one first.
    """
    headers = table.header.cells[:_MAX_COLUMNS]
    names = [each.text for each in headers]
    complete = [
        each for each in templates if [field.name for field in each.fields[: len(names)]] == names
    ]
    if not complete:
        return _first_row(names, values)
    columns = Counter(
        column
        for each in complete
        for column, field in enumerate(each.fields)
        if each.title and field.span.contains(each.title.span)
    )
    title_column = columns.most_common(1)[0][0] if columns else 0
    roles = [role_of_header(name) for name in names]
    cells: list[str] = []
    shown: set[str] = set()
    definitions: tuple[Definition, ...] = ()
    for column in range(len(headers)):
        role = roles[column] if column != title_column else ""
        if role == "ordinal":
            cells.append(_next_number(complete, column, siblings, index))
            continue
        filled = [
            each
            for each in complete
            if not is_placeholder(each.fields[column].text) or each.fields[column].links
        ]
        if role == "method":
            filled = [each for each in filled if each.title and ":" in each.title.text]
        found = [_render(source, each, column, role, values) for each in filled]
        found = [each for each in found if "title" not in each.shown or column == title_column]
        useful = [each for each in found if each.shown]
        if useful and (2 * len(useful) >= len(found) or "title" in useful[0].shown):
            text = Counter(each.text for each in useful).most_common(1)[0][0]
            chosen = next(each for each in useful if each.text == text)
            cells.append(text)
            shown |= chosen.shown
            definitions += chosen.definitions
        elif not filled and role in _PLAIN_ROLES:
            text = _plain(role, values, roles)
            cells.append(escape(text, "cell") if text else _placeholder(complete, column))
            shown |= {role} if text else set()
        else:
            cells.append(_placeholder(complete, column))
    return NewRow(tuple(cells), frozenset(shown), definitions)


def _first_row(headers: Sequence[str], values: Values) -> NewRow:
    """Return the cells of the first row of a table: title, link and plain values.

    The title is the link unless there is a column of links.
    """
    roles = [role_of_header(each) for each in headers]
    titles = rulebook.words("columns", "paper", "thing")
    title = next((i for i, each in enumerate(headers) if titles & set(folded_words(each))), 0)
    cells = [
        escape(_plain(role, values, roles), "cell") if role in _PLAIN_ROLES else ""
        for role in roles
    ]
    labels = (_link_label(each, values) for each in headers)
    found = ((i, label) for i, label in enumerate(labels) if label and i != title)
    link, label = next(found, (title, escape(values.title, "cell")))
    cells[title] = escape(values.title, "cell")
    cells[link] = f"[{label}]({values.url})"
    return NewRow(tuple(cells), frozenset(("title", "link")), ())


def _link_label(header: str, values: Values) -> str:
    """Return the label of links in a column; empty if its header does not say that it has them."""
    words = frozenset(folded_words(header))
    if words and words <= rulebook.words("labels", "generic"):
        return " ".join(folded_words(header))
    is_of_papers = words and words <= rulebook.words("labels", "paper")
    return "paper" if is_of_papers and values.is_paper else ""


def _render(source: Source, entry: Entry, column: int, role: str, values: Values) -> Rendering:
    field = entry.fields[column]
    is_html = source.text[source.range_of(entry.span)[0]] == "<"
    syntax: Syntax = "html" if is_html else "cell"
    venue = entry.venue
    if venue is not None and field.span.contains(venue.span):
        role = "venue"
    if role == "method" and not _is_method_of(entry, field.text):
        role = ""
    # A column of links has labels, not the values that its header may name.
    return Template(source, entry, values, syntax).render_cell(
        field.span, "" if field.links and role != "authors" else role
    )


def _is_method_of(entry: Entry, name: str) -> bool:
    """Return whether a title begins with the name in another cell: `IceBot: Robots on Ice`."""
    title = entry.title.text if entry.title else ""
    return bool(name) and title.casefold().startswith(f"{name.casefold()}:")


def _plain(role: str, values: Values, roles: Sequence[str]) -> str:
    """Return a value for a column that shows no form, in a table with these columns."""
    if role == "authors":
        return ", ".join(values.authors)
    if role == "venue":
        year = "" if "date" in roles or not values.venue else str(values.year or "")
        return f"{values.venue} {year}".strip()
    return str(values.year or "") if role == "date" else values.description


def _placeholder(rows: Sequence[Entry], column: int) -> str:
    """Return what the rows write in a cell of a column without a value."""
    empty = Counter(
        each.fields[column].source
        for each in rows
        if is_placeholder(each.fields[column].text) and not each.fields[column].links
    )
    if not empty:
        empty = Counter(
            field.source
            for each in rows
            for field in each.fields
            if is_placeholder(field.text) and not field.links
        )
    return empty.most_common(1)[0][0] if empty else ""


def _next_number(rows: Sequence[Entry], column: int, siblings: Sequence[Entry], index: int) -> str:
    """Return the number of a row at the end of a table; of a row elsewhere, a placeholder."""
    texts = {each.span: each.fields[column].text for each in rows}
    beside = siblings[index - 1] if index == len(siblings) else siblings[0]
    text = texts.get(beside.span, "")
    digits = "".join(filter(str.isdecimal, text))
    numbers = [parse_digits(each) for each in texts.values() if each.isdecimal()]
    number = parse_digits(digits) if digits else 0
    at_end = index == len(siblings) or index == 0
    if not digits or not at_end or (numbers and number != max(numbers)):
        return _placeholder(rows, column)
    return text.replace(digits, str(number + 1))


def write_gfm_row(source: Source, table: Table, cells: Sequence[str]) -> str:
    """Return the line of a row of a GFM table, without indentation, in the form of its others."""
    rows = [table.header, *table.rows]
    shapes = [_Shape.of(_line(source, row)) for row in rows]
    usual = Counter((each.leading, each.trailing, each.is_spaced) for each in shapes)
    leading, trailing, is_spaced = usual.most_common(1)[0][0]
    # Without a pipe, an empty cell at an end would be none.
    leading, trailing = leading or not cells[0], trailing or not cells[-1]
    widths = Counter(each.widths for each in shapes)
    common, number = widths.most_common(1)[0]
    is_aligned = len(rows) > 2 and number >= _MIN_ALIGNED * len(rows) and len(common) == len(cells)
    pad = " " if is_spaced else ""
    written = []
    for column, cell in enumerate(cells):
        text = f"{pad}{cell}{pad}" if cell else pad
        if is_aligned:
            text = f"{pad}{cell}"
            text += " " * max(common[column] - display_width(text), len(pad))
        written.append(text)
    line = "|".join(written)
    if not leading:
        line = line.lstrip()
    if not trailing:
        line = line.rstrip()
    return f"{'|' if leading else ''}{line}{'|' if trailing else ''}"


def _line(source: Source, row: Row) -> str:
    return source.document.slice(row.span)


class _Shape(Struct, frozen=True):
    """The form of the line of a row."""

    leading: bool
    trailing: bool
    is_spaced: bool
    widths: tuple[int, ...]
    """The columns of each cell between its pipes."""

    @classmethod
    def of(cls, line: str) -> _Shape:
        """Return the form of a line without white space at its ends."""
        bounds = split_cells(line)
        leading, trailing = line.startswith("|"), line.endswith("|")
        filled = [(start, end) for start, end in bounds if end > start]
        spaced = sum(
            line[start - 1 : start] == " " or (start == 0 and not leading) for start, _ in filled
        )
        pipes = _pipes(line)
        widths = tuple(display_width(line[start + 1 : end]) for start, end in pairwise(pipes))
        return cls(leading, trailing, 2 * spaced >= len(filled), widths)


def _pipes(line: str) -> list[int]:
    """Return the offsets of the pipes that separate cells."""
    return [
        index
        for index, each in enumerate(line)
        if each == "|" and (index == 0 or line[index - 1] != "\\")
    ]


def write_html_row(source: Source, sibling: Entry, cells: Sequence[str]) -> str | None:
    """Return the source of a sibling with other cells; None if cells of it span several rows."""
    begin, end = source.range_of(sibling.span)
    pieces = []
    position = begin
    for field, cell in zip(sibling.fields, cells, strict=True):
        start, stop = source.range_of(field.span)
        if not position <= start <= stop <= end:
            return None
        pieces += [source.text[position:start], cell]
        position = stop
    return "".join((*pieces, source.text[position:end]))
