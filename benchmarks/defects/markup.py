"""Defects of markup: list items, headings, emphasis and alerts that GitHub does not render."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

from awesome_lint.model import Cell, Edit, Entry
from defects.source import Kind, Mutation, Source, kind

_NOTES = "[Notes](https://example.org/planted/notes)"
_MORE = "[More](https://example.org/planted/more)"
_CODE = "[Code](https://example.org/planted/code)"


def _later_items(source: Source) -> Iterator[tuple[Entry, str, str]]:
    """Yield the clean items of one line that begin with a link, right below another such item.

    Each is yielded with its indentation and its text after the marker.
    """
    above: Entry | None = None
    for entry in source.entries:
        line = source.lines[entry.span.line - 1]
        indent = line[: len(line) - len(line.lstrip())]
        marker, text = line.lstrip()[:2], line.lstrip()[2:]
        is_item = (
            entry.kind == "bullet"
            and entry.span.line == entry.span.end_line
            and marker in ("- ", "* ")
            and text.startswith("[")
            and not indent.strip(" ")
        )
        if (
            is_item
            and above is not None
            and above.span.end_line == entry.span.line - 1
            and above.span.column == entry.span.column
        ):
            yield entry, indent, text
        above = entry if is_item else None


def _with_marker(marker: str) -> Callable[[Source, Random], Iterator[Mutation]]:
    def plant(source: Source, _random: Random) -> Iterator[Mutation]:
        for entry, indent, text in _later_items(source):
            number = entry.span.line
            mark = marker or source.lines[number - 1].lstrip()[0]
            yield Mutation(number, 1, (f"{indent}{mark}{text}",), number, number)

    return plant


def _block(*lines: str, first: int = 1, last: int = 0) -> Callable[..., Iterator[Mutation]]:
    """Return the function that inserts lines above each heading of a section.

    The defect is on the inserted lines `first` to `last`, which count from 1.
    """

    def plant(source: Source, _random: Random) -> Iterator[Mutation]:
        for heading in source.document.headings[1:]:
            number = heading.span.line
            if not source.lines[number - 1].startswith("#") or source.lines[number - 2].strip():
                continue
            if any(tag.span.end_line == number - 2 for tag in source.document.tags):
                continue
            begin, end = number + first - 1, number + (last or first) - 1
            yield Mutation(number, 0, (*lines, ""), begin, end)

    return plant


def _plain_cells(source: Source) -> Iterator[Cell]:
    for number, (_, row) in enumerate(source.rows):
        plain = [cell for cell in row.cells if cell.text == cell.source and " " in cell.text]
        if plain and number % 3 == 0:
            yield plain[-1]


def _emphasized(source: Source) -> Iterator[Edit]:
    """Emphasize a cell of every third row."""
    for number, cell in enumerate(_plain_cells(source)):
        mark = "**" if number % 2 else "`"
        yield Edit(cell.span, f"{mark}{cell.source}{mark}")


def _emphasis(source: Source, mark: str) -> Iterator[tuple[Cell, str]]:
    """Yield the clean cells between two marks, with the text between them."""
    for _, row in source.rows:
        for cell in row.cells:
            text = cell.source[len(mark) : -len(mark)]
            if cell.source == f"{mark}{text}{mark}" and text and mark[0] not in text:
                yield cell, text


without_space = Kind("item without a space", frozenset(("entry-merged",)), _with_marker(""))
dashed = Kind("item with a dash", frozenset(("entry-merged",)), _with_marker("\u2013 "))
no_break = Kind("item with a no-break space", frozenset(("entry-merged",)), _with_marker("-\u00a0"))
bulleted = Kind(
    "paragraph of bullets",
    frozenset(("entry-merged",)),
    _block(f"\u2022 {_NOTES}", f"\u2022 {_MORE}", last=2),
)
numbered = Kind(
    "numbers under a paragraph",
    frozenset(("entry-merged",)),
    _block("More:", f"2. {_NOTES}", f"3. {_MORE}", first=2, last=3),
)
outdented = Kind(
    "sublist with too few spaces",
    frozenset(("entry-merged",)),
    _block(f"1. {_NOTES}", f"  - {_CODE}", f"1. {_MORE}", first=2),
)
heading_without_space = Kind(
    "heading without a space", frozenset(("markup-literal",)), _block("##Notes")
)
heading_with_wide_space = Kind(
    "heading with a wide space", frozenset(("markup-literal",)), _block("##\u3000Notes")
)
heading_below_html = Kind(
    "heading below HTML", frozenset(("markup-literal",)), _block("<br>", "## Notes", first=2)
)
unknown_alert = Kind(
    "unknown alert", frozenset(("markup-literal",)), _block("> [!INFO]", "> The ice is thin.")
)
list_as_code = Kind(
    "list as code",
    frozenset(("markup-literal",)),
    _block("<!-- notes -->", "", f"    - {_NOTES}", f"    - {_MORE}", first=3, last=4),
)
wiki_image = Kind("image of a wiki", frozenset(("markup-literal",)), _block("![[map.png]]"))
highlighted = Kind(
    "highlighted text", frozenset(("markup-literal",)), _block("The ice is ==thin== here.")
)


@kind("bold with a space", "markup-literal", prepare=_emphasized)
def bold_with_space(source: Source, random: Random) -> Iterator[Mutation]:
    """Write a space before the end of bold text, or after its beginning."""
    for cell, text in _emphasis(source, "**"):
        wrong = random.choice((f"**{text} **", f"** {text}**"))
        yield source.replace(cell.span, wrong)


@kind("bold never closed", "markup-literal", prepare=_emphasized)
def bold_unclosed(source: Source, _random: Random) -> Iterator[Mutation]:
    """Leave out the end of bold text."""
    for cell, text in _emphasis(source, "**"):
        yield source.replace(cell.span, f"**{text}")


@kind("code never closed", "markup-literal", prepare=_emphasized)
def code_unclosed(source: Source, _random: Random) -> Iterator[Mutation]:
    """Leave out the end of code."""
    for cell, text in _emphasis(source, "`"):
        yield source.replace(cell.span, f"`{text}")


@kind("ranges with tildes", "markup-literal")
def struck(source: Source, _random: Random) -> Iterator[Mutation]:
    """Write two ranges with tildes in a cell."""
    for cell in _plain_cells(source):
        yield source.replace(cell.span, f"{cell.source} (2~3 of 4~5)")


@kind("backslash at the end", "markup-literal")
def backslash(source: Source, _random: Random) -> Iterator[Mutation]:
    """Write a backslash at the end of an item."""
    for entry, _, _ in _later_items(source):
        number = entry.span.line
        yield Mutation(number, 1, (f"{source.lines[number - 1].rstrip()} \\",), number, number)


@kind("attributes of a link", "markup-literal")
def attributes(source: Source, _random: Random) -> Iterator[Mutation]:
    """Write an attribute after the link of an item."""
    items = {entry.span.line for entry, _, _ in _later_items(source)}
    for link in source.links:
        if link.span.line in items:
            written = source.document.slice(link.span)
            yield source.replace(link.span, f'{written}{{:target="_blank"}}')


@kind("box without a space", "markup-literal")
def box(source: Source, _random: Random) -> Iterator[Mutation]:
    """Write a box without a space at the beginning of an item."""
    for entry, indent, text in _later_items(source):
        number = entry.span.line
        mark = source.lines[number - 1].lstrip()[0]
        yield Mutation(number, 1, (f"{indent}{mark} [] {text}",), number, number)


KINDS = (
    without_space,
    dashed,
    no_break,
    bulleted,
    numbered,
    outdented,
    heading_without_space,
    heading_with_wide_space,
    heading_below_html,
    unknown_alert,
    list_as_code,
    wiki_image,
    highlighted,
    bold_with_space,
    bold_unclosed,
    code_unclosed,
    struck,
    backslash,
    attributes,
    box,
)
