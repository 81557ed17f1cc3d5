"""What is read: a README with its tables, entries, links and headings, each with its place.

Lines and columns are 1-based, columns count Unicode code points, and ends are exclusive.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

LinkKind = Literal["inline", "reference", "autolink", "bare", "image", "html"]
EntryKind = Literal["row", "bullet"]
UnrenderedBlock = Literal["paragraph", "heading", "html", "code"]


class Span(Struct, frozen=True, order=True, gc=False):
    """A stretch of source text, from the first position to just before the last."""

    line: int
    column: int
    end_line: int
    end_column: int

    @property
    def lines(self) -> range:
        """The lines that it touches."""
        return range(self.line, self.end_line + 1)


class Link(Struct, frozen=True, gc=False):
    """One link or image.

    `text` is what the reader sees, `url` the destination with escapes and entities resolved; of
    a bare link, with the `http://` or `mailto:` that GitHub adds.
    `span` covers the whole link where it is used; `url_span` the destination as written, which
    for a reference link stands in its definition.
    """

    text: str
    url: str
    kind: LinkKind
    span: Span
    url_span: Span


class Cell(Struct, frozen=True, gc=False):
    """One cell of a table row: what it says (`text`) and how it is written (`source`)."""

    text: str
    source: str
    span: Span
    links: tuple[Link, ...]


class Row(Struct, frozen=True, gc=False):
    """One line of a table with every cell that is written there, rendered or not."""

    cells: tuple[Cell, ...]
    span: Span


class Heading(Struct, frozen=True, gc=False):
    """A heading; `level` is 1 to 6."""

    level: int
    text: str
    span: Span


class Anchor(Struct, frozen=True, gc=False):
    """A name that a link to `#name` can lead to: a heading's slug, or an `id` in HTML.

    It is not `sure` where it leaves out the white space at the ends of a heading, which GitHub
    is known to count, and documents not to, or the numbers of footnotes.
    """

    name: str
    certain: bool = True


class Table(Struct, frozen=True, gc=False):
    """A GFM table; `rows` are the body rows, `section` is the nearest heading above."""

    header: Row
    rows: tuple[Row, ...]
    section: Heading | None
    span: Span


class Field(Struct, frozen=True, gc=False):
    """A named part of an entry: for a table row, `name` is the column's header."""

    name: str
    text: str
    source: str
    span: Span
    links: tuple[Link, ...]


class Entry(Struct, frozen=True, gc=False):
    """One item of the list.

    A field that cannot be told with certainty is None. `main_link` is the link that says what
    the entry is: the paper rather than its code, the project rather than its demo. The venue may
    be that of the heading above; it is a field named `Section` then.
    """

    kind: EntryKind
    title: Field | None
    venue: Field | None
    year: int | None
    fields: tuple[Field, ...]
    links: tuple[Link, ...]
    main_link: Link | None
    section: Heading | None
    container: Span
    span: Span


class Prose(Struct, frozen=True, gc=False):
    """The literal text of one line of one block: what GitHub shows as it is written.

    Code, HTML, entities, links (but for bare ones, which read as they are written) and characters
    behind a backslash are replaced by U+FFFC, one for each code point, so that `text[i]` stands
    at column `span.column + i`. `math` has the offsets in it at which formulas begin and end.
    """

    text: str
    span: Span
    math: tuple[tuple[int, int], ...] = ()


class UnrenderedRows(Struct, frozen=True, gc=False):
    """Lines of one block that are written as rows of a table and are none on GitHub.

    `block` is what they are in: a paragraph, a heading, a block of HTML, an indented block of
    code. A delimiter row is among the rows; the text of the cells is not rendered, and they have
    no links.
    """

    block: UnrenderedBlock
    rows: tuple[Row, ...]


class HtmlTag(Struct, frozen=True, gc=False):
    """A tag of HTML, of Markdown's text or of a block of HTML; comments and code have none.

    `name` is in small letters, without the slash of a tag that is `closing`. `container` is the
    line on which the innermost list item or row of a table begins that the tag stands in, or 0.
    `block` is the cell, paragraph or heading whose text it is in; None in a block of HTML.
    """

    name: str
    closing: bool
    container: int
    span: Span
    block: Span | None


class Suppression(Struct, frozen=True, gc=False):
    """An `awesome-lint-…` comment, whether or not its directive is one that exists.

    `directive` is what follows `awesome-lint-`; no `rules` means all of them.
    """

    directive: str
    rules: tuple[str, ...]
    reason: str
    span: Span


class Document(Struct, frozen=True):
    """A parsed README; `lines` come without their line endings.

    `raw_text` is the text between the tags of blocks of HTML, one tuple a block: GitHub shows it
    as it is, and makes no Markdown of it. Tags are replaced as in other prose.

    `anchors` are what a link to `#name` can lead to, headings first; no name is there twice.
    """

    path: str
    text: str
    lines: tuple[str, ...]
    headings: tuple[Heading, ...]
    tables: tuple[Table, ...]
    entries: tuple[Entry, ...]
    links: tuple[Link, ...]
    prose: tuple[Prose, ...]
    suppressions: tuple[Suppression, ...]
    unrendered_rows: tuple[UnrenderedRows, ...] = ()
    tags: tuple[HtmlTag, ...] = ()
    raw_text: tuple[tuple[Prose, ...], ...] = ()
    anchors: tuple[Anchor, ...] = ()

    def slice(self, span: Span) -> str:
        """Return the source text under `span`, with lines joined by a line feed."""
        if span.line == span.end_line:
            return self.lines[span.line - 1][span.column - 1 : span.end_column - 1]
        first = self.lines[span.line - 1][span.column - 1 :]
        last = self.lines[span.end_line - 1][: span.end_column - 1]
        return "\n".join((first, *self.lines[span.line : span.end_line - 1], last))
