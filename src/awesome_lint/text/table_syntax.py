"""Syntax of table rows: cells and delimiter rows, in rendered tables or not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from awesome_lint.text.patterns import deferred

CellBounds = list[tuple[int, int]]
"""The start and end offsets of each cell in the text of a row, white space stripped."""

FULL_WIDTH_PIPE = "\N{FULLWIDTH VERTICAL LINE}"

_DASHES = r"\-\u2010-\u2015\u2212\u2500_="
_DELIMITERS = deferred(rf"[|:;,+*.~\s{_DASHES}]*")
_DASHED = deferred(rf"[{_DASHES}]{{2}}|:[{_DASHES}]|[{_DASHES}]:")
_DASH = deferred(rf"[{_DASHES}]")


def split_cells(row: str) -> CellBounds:
    """Return the bounds of the cells of a row.

    As in cmark-gfm, a pipe separates two cells unless a backslash precedes it, in code spans as
    anywhere else; a pipe that opens or closes the row separates nothing.
    """
    begin, end = 0, len(row)
    while begin < end and row[begin] in " \t\v\f":
        begin += 1
    while end > begin and row[end - 1] in " \t\v\f":
        end -= 1
    bounds, start = [], begin
    position = row.find("|", begin, end)
    while position != -1:
        if position == begin:
            start = begin + 1
        elif row[position - 1] != "\\":
            bounds.append((start, position))
            start = position + 1
        position = row.find("|", position + 1, end)
    if start < end:
        bounds.append((start, end))
    return [_strip(row, *cell) for cell in bounds]


def _strip(row: str, start: int, end: int) -> tuple[int, int]:
    while start < end and row[start] in " \t\v\f":
        start += 1
    while end > start and row[end - 1] in " \t\v\f":
        end -= 1
    return start, end


def find_delimiter_row(rows: Iterable[Sequence[str]]) -> int | None:
    """Return the index of the row that was meant as the delimiter row, or None.

    `rows` are the sources of the cells of each row. GitHub need not accept it as a delimiter
    row: dashes of any kind count.
    """
    for index, sources in enumerate(rows):
        if all(_DELIMITERS().fullmatch(source) for source in sources) and (
            any(_DASHED().search(source) for source in sources)
            # `| - | - |` may be a row of placeholders.
            or (index == 1 and all(_DASH().search(source) for source in sources))
        ):
            return index
    return None
