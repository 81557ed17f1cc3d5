"""The parsed README: its tables, entries, links and headings, each with its place.

Lines and columns are 1-based, columns count Unicode code points, and ends are exclusive.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection
from fnmatch import fnmatchcase
from functools import cached_property
from typing import Any, Final, Literal

from msgspec import Struct

LinkKind = Literal["inline", "reference", "autolink", "bare", "image", "html"]
"""The syntax of a link: `[text](url)`, `[text][label]`, `<url>`, a bare URL or e-mail address,
an image in Markdown or HTML, `<a href>`."""
EntryKind = Literal["row", "bullet"]
"""A row of a table, or a list item, heading or paragraph."""
TableMarkup = Literal["gfm", "html"]
"""The syntax of a table."""
BlockKind = Literal["paragraph", "heading", "cell", "html", "code"]
"""The kind of a block of text: a paragraph, a heading, a cell of a GFM table, a block of HTML, or
indented code."""
UnrenderedBlock = Literal["paragraph", "heading", "html", "code"]
"""The kind of block that holds rows that GitHub does not render."""
UnclosedKind = Literal["code", "comment", "element"]
"""A fenced code block, an HTML comment, or an HTML element that contains no Markdown."""

HIDDEN: Final = "\N{OBJECT REPLACEMENT CHARACTER}"
"""The character that replaces what is not literal text in prose."""

_MAX_GLOB_CHARS: Final = 60
"""Characters of the longest glob of rules in a comment."""


class Span(Struct, frozen=True, order=True, gc=False):
    """A range of source text."""

    line: int
    """The 1-based line on which it begins."""
    column: int
    """The 1-based column of its first code point."""
    end_line: int
    """The 1-based line on which it ends."""
    end_column: int
    """The 1-based column after its last code point."""

    @property
    def lines(self) -> range:
        """The lines of the range."""
        return range(self.line, self.end_line + 1)

    @property
    def start(self) -> tuple[int, int]:
        """The line and column of its first code point."""
        return self.line, self.column

    @property
    def end(self) -> tuple[int, int]:
        """The line and column after its last code point."""
        return self.end_line, self.end_column

    def contains(self, other: Span) -> bool:
        """Return whether another range is inside this one, or the same."""
        return self.start <= other.start and other.end <= self.end

    def through(self, last: Span) -> Span:
        """Return the range from the start of this one to the end of `last`."""
        return Span(*self.start, *last.end)


class Link(Struct, frozen=True, gc=False):
    """A link or an image."""

    text: str
    """The text that readers see; of an image, its alternative text."""
    url: str
    """The destination with escapes and character references resolved. That of a bare link has
    the `http://` or `mailto:` that GitHub adds."""
    kind: LinkKind
    """The syntax it is written in."""
    span: Span
    """The whole link, where it is used."""
    url_span: Span
    """The destination as written; that of a reference link is in its definition."""


class Cell(Struct, frozen=True, gc=False):
    """A cell of a table row."""

    text: str
    """The text that readers see."""
    source: str
    """The source between the pipes or tags, without white space at its ends."""
    span: Span
    """The place of `source`."""
    links: tuple[Link, ...]
    """The links and images in the cell, in order."""


class Row(Struct, frozen=True, gc=False):
    """A row of a table."""

    cells: tuple[Cell, ...]
    """The cells as written, including those that GitHub drops. In an HTML table, there is an empty
    cell for each further column that a cell spans. In further rows, it is the same cell without its
    links."""
    span: Span
    """The line without indentation and trailing white space, or the element `<tr>`."""


class Heading(Struct, frozen=True, gc=False):
    """A heading, written in Markdown or as `<h1>` to `<h6>`.

    Headings in HTML that are in a list item or a cell of a table are not included.
    """

    level: int
    """1 to 6."""
    text: str
    """The text that readers see."""
    span: Span
    """The lines of its text; for HTML on several lines, those of the element."""


class Anchor(Struct, frozen=True, gc=False):
    """A target of links to `#name`: the slug of a heading, or an `id` or `name` attribute."""

    name: str
    """The name, without `#`."""
    certain: bool = True
    """Whether GitHub is known to use this name. False for slugs without the white space at the
    ends of a heading (which GitHub is known to count, but documents not to), or without the
    numbers of footnotes."""


class Table(Struct, frozen=True, gc=False):
    """A table, written in GFM or as `<table>`."""

    header: Row
    """The header row. Its cells are empty in an HTML table without header. A first row of `<td>`
    that name columns is a header as well. Of several header rows, it has the lowest cell of each
    column with text."""
    rows: tuple[Row, ...]
    """The body rows."""
    section: Heading | None
    """The nearest heading above."""
    span: Span
    """All lines of the table, or the element `<table>`."""
    markup: TableMarkup = "gfm"
    """The syntax it is written in."""
    is_layout: bool = False
    """Whether it arranges a page or a grid, such as one of logos: its rows are not records."""


class Field(Struct, frozen=True, gc=False):
    """A named part of an entry."""

    name: str
    """The column's header in a table; `Title`, `Venue`, `Details`, `Links` or `Section`
    elsewhere."""
    text: str
    """The text that readers see."""
    source: str
    """The source of the text; empty if `text` is not written there, as on some badges."""
    span: Span
    """The place of `source`."""
    links: tuple[Link, ...]
    """The links and images in the field, in order."""


class Entry(Struct, frozen=True, gc=False):
    """An item of the list: a table row, a list item, a heading or a paragraph.

    What cannot be determined with certainty is None.
    """

    kind: EntryKind
    """`row` for a table row, `bullet` for everything else."""
    title: Field | None
    """The title."""
    venue: Field | None
    """The venue. It may come from the heading above; its field is named `Section` then."""
    year: int | None
    """The year that the venue states, else that of a column of years or of a date before the
    title."""
    fields: tuple[Field, ...]
    """The cells of a row; else the fields Title, Venue, Details and Links."""
    links: tuple[Link, ...]
    """All links and images, in order, including those of sub-items."""
    main_link: Link | None
    """The link to what the entry is about: the paper rather than its code, the project rather
    than its demo."""
    section: Heading | None
    """The nearest heading above."""
    container: Span
    """The table or list of the entry; for headings and paragraphs, the heading above."""
    span: Span
    """All lines of the entry."""
    authors: Field | None = None
    """The authors, from a column or a label of authors, or from a list of names."""

    @property
    def subject(self) -> Field:
        """The title, or else the first field."""
        return self.title or self.fields[0]


class Prose(Struct, frozen=True, gc=False):
    """The literal text of one line of one block, as GitHub shows it."""

    text: str
    """The text. `HIDDEN` replaces each code point of code, HTML, character references, links
    (except bare ones) and characters escaped by a backslash, so that `text[i]` is at column
    `span.column + i`."""
    span: Span
    """The place of the line."""
    math: tuple[tuple[int, int], ...] = ()
    """The offsets in `text` at which formulas begin and end."""

    def place(self, start: int, end: int) -> Span:
        """Return the place of `text[start:end]`."""
        line, column = self.span.line, self.span.column
        return Span(line, column + start, line, column + end)


class TextBlock(Struct, frozen=True, gc=False):
    """A block of text, as GitHub shows it."""

    kind: BlockKind
    """The kind of the block."""
    prose: tuple[Prose, ...]
    """The literal text, by line. Of HTML, it is the text between the tags, which GitHub shows
    without rendering Markdown in it; of code, it is all of it."""
    item: Span | None
    """The innermost list item around the block; in a quote, only items inside the quote count."""
    quotes: tuple[Span, ...]
    """The block quotes around the block, the outermost first."""
    delimiters: tuple[Span, ...] = ()
    """The runs of `*`, `_`, `~` and backticks that delimit nothing, so that GitHub shows them."""
    struck: tuple[Span, ...] = ()
    """The texts that single tildes strike through, with the tildes."""


class LinkDefinition(Struct, frozen=True, gc=False):
    """A link reference definition: `[label]: url "title"`."""

    label: str
    """The label, with white space collapsed. Case does not distinguish labels."""
    url: str
    """The destination with escapes and character references resolved."""
    span: Span
    """The definition, from its `[` to the end of its last line."""
    url_span: Span
    """The destination as written, which links that use the definition have as theirs."""


class FootnoteDefinition(Struct, frozen=True, gc=False):
    """The definition of a footnote: `[^label]: text`."""

    label: str
    """The label as written."""
    span: Span
    """The label with its brackets."""
    is_referenced: bool
    """Whether a reference to the label is shown."""
    first: Span
    """The place of the definition of the same label that GitHub uses."""


class UndefinedReference(Struct, frozen=True, gc=False):
    """A reference of the form `[text][label]` or `[label][]` whose label is not defined.

    GitHub shows it as text. References inside the text of a link are left out, except images, which
    links may contain.
    """

    text: str
    """The text between the first brackets, as written."""
    label: str
    """The label, with white space collapsed."""
    is_image: bool
    """Whether it begins with `!`."""
    is_collapsed: bool
    """Whether the second brackets are empty, so that the text is the label."""
    span: Span
    """The whole reference."""
    label_span: Span
    """The place of the label."""


class UnrenderedRows(Struct, frozen=True, gc=False):
    """Lines of one block that are written as rows of a table, but not rendered as one by GitHub."""

    block: UnrenderedBlock
    """The kind of the block: a paragraph, a heading, a block of HTML, or indented code."""
    rows: tuple[Row, ...]
    """The rows, including a delimiter row. Texts of their cells are not rendered, and cells have
    no links."""


class UnclosedBlock(Struct, frozen=True, gc=False):
    """A code block, comment or HTML element whose end is missing or not where it seems to be."""

    kind: UnclosedKind
    """The kind of block."""
    opening: Span
    """The fence without its info string, the `<!--` or the opening tag."""
    mistaken_end: Span | None
    """The text that looks like its end, but is not: a fence that is too short or has an info
    string, `--!>`."""
    hidden_line: int
    """The first line of the hidden text, which was probably not meant to be in the block."""
    end_line: int
    """The last line of the block."""
    is_closed: bool
    """Whether something ends it before its container does."""
    entries: int
    """The number of entries in the hidden text; in code, of those with a link that is not a bare
    URL."""
    headings: int
    """The number of headings in the hidden text."""
    links: int
    """The number of links and images in the hidden text, without bare URLs."""


class HtmlTag(Struct, frozen=True, gc=False):
    """An HTML tag in text or in a block of HTML; comments and code have no tags."""

    name: str
    """The lower-case name, without the slash of a closing tag."""
    closing: bool
    """Whether it is a closing tag."""
    container: int
    """The line on which the innermost list item or table row around the tag begins, or 0."""
    span: Span
    """The place of the tag."""
    block: Span | None
    """The cell, paragraph or heading whose text holds the tag; None in a block of HTML."""
    has_open_quote: bool = False
    """Whether a tag of a block of HTML has an unmatched quote."""


class Suppression(Struct, frozen=True, gc=False):
    """An `awesome-lint-…` comment, whether or not its directive exists."""

    directive: str
    """The word after `awesome-lint-`, in lower case. Empty for a comment such as
    `awesome-lint: disable`, which is none."""
    rules: tuple[str, ...]
    """The ids and globs of the rules that it names; empty for all rules."""
    reason: str
    """The text after ` -- `."""
    span: Span
    """The place of the comment."""
    written: str = ""
    """The beginning of the comment, up to the rules, if `directive` is empty."""

    def matches(self, rule: str) -> bool:
        """Return whether the comment is about a rule."""
        return not self.rules or any(_names(each, rule) for each in self.rules)

    def unknown(self, known: Collection[str]) -> list[str]:
        """Return the ids and globs that match none of the known rules."""
        return [each for each in self.rules if not any(_names(each, rule) for rule in known)]


def _names(glob: str, rule: str) -> bool:
    return len(glob) <= _MAX_GLOB_CHARS and fnmatchcase(rule, glob)


class SourceFile(Struct, frozen=True):
    """The text of a README."""

    path: str
    """The path of the file, as messages show it."""
    text: str
    """The whole text, with its own line endings."""
    lines: tuple[str, ...]
    """The lines without their endings; NUL is replaced by U+FFFD."""

    def slice(self, span: Span) -> str:
        """Return the source text under `span`, with lines joined by a line feed."""
        if span.line == span.end_line:
            return self.lines[span.line - 1][span.column - 1 : span.end_column - 1]
        first = self.lines[span.line - 1][span.column - 1 :]
        last = self.lines[span.end_line - 1][: span.end_column - 1]
        return "\n".join((first, *self.lines[span.line : span.end_line - 1], last))


class Document(SourceFile, frozen=True, dict=True):
    """A parsed README. Tuples are in document order unless stated otherwise."""

    headings: tuple[Heading, ...]
    """The headings of Markdown."""
    tables: tuple[Table, ...]
    """The tables that GitHub renders."""
    entries: tuple[Entry, ...]
    """The items of the list."""
    links: tuple[Link, ...]
    """The links and images, including those in cells that GitHub drops."""
    prose: tuple[Prose, ...]
    """The literal text, by line."""
    suppressions: tuple[Suppression, ...]
    """The suppression comments."""
    unrendered_rows: tuple[UnrenderedRows, ...] = ()
    """The lines that look like rows of tables, but are not rendered as such."""
    tags: tuple[HtmlTag, ...] = ()
    """The HTML tags."""
    anchors: tuple[Anchor, ...] = ()
    """The targets of links to `#name`, headings first, without duplicates."""
    blocks: tuple[TextBlock, ...] = ()
    """The blocks of text, without cells that GitHub drops and without fenced code."""
    definitions: tuple[LinkDefinition, ...] = ()
    """The link reference definitions, including those of labels that are defined above."""
    footnotes: tuple[FootnoteDefinition, ...] = ()
    """The definitions of footnotes."""
    undefined_references: tuple[UndefinedReference, ...] = ()
    """The references whose labels are not defined."""
    unclosed_blocks: tuple[UnclosedBlock, ...] = ()
    """The blocks whose end is missing or not where it seems to be."""

    @cached_property
    def memo(self) -> dict[Any, dict[Any, Any]]:
        """The results that rules remember of the document, by function and arguments."""
        return {}

    def heading_above(self, line: int) -> Heading | None:
        """Return the nearest heading above a line."""
        index = bisect_left(self.headings, line, key=lambda heading: heading.span.line)
        return self.headings[index - 1] if index else None
