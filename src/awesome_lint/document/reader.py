"""Blocks of Markdown: what a document holds, with its place in the source."""

from __future__ import annotations

from itertools import accumulate, chain, repeat
from operator import attrgetter
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from msgspec.structs import replace

from awesome_lint.bounded import parse_digits
from awesome_lint.document.entries.list_items import Item
from awesome_lint.document.entries.paragraphs import TOP
from awesome_lint.document.markdown import (
    front_matter,
    html_tags,
    html_text,
    inline,
    references,
    suppressions,
    table_cells,
    unrendered_rows,
)
from awesome_lint.document.markdown.anchors import Anchors
from awesome_lint.document.markdown.blocks import markdown
from awesome_lint.document.markdown.inline import Inline
from awesome_lint.document.markdown.source_map import Origin
from awesome_lint.model import (
    Anchor,
    Heading,
    HtmlTag,
    Link,
    Prose,
    Row,
    Span,
    StrayRows,
    Suppression,
    Table,
)

# The blocks between a paragraph and a list that part them.
_PARTING = frozenset(
    ("blockquote_open", "code_block", "fence", "heading_open", "hr", "html_block", "table")
)


def read_blocks(lines: list[str]) -> Reader:
    """Read the blocks of a document, given as its lines without their endings."""
    md = markdown()
    env: dict[str, Any] = {"references": {}, "footnotes": set(), "cited": {}}
    # Front matter is no Markdown: in its place are blank lines of the same lengths.
    blank = [" " * len(line) for line in lines[: front_matter.length(lines)]]
    tokens: list[Token] = []
    md.block.parse("\n".join([*blank, *lines[len(blank) :]]), md, env, tokens)
    for reference in env["references"].values():
        reference["span"] = references.destination(lines, *reference["map"])
    offsets = list(accumulate((len(line) + 1 for line in lines), initial=0))
    reader = Reader(md, lines, offsets, env)
    reader.read(tokens)
    return reader


class Reader:
    """Walks the block tokens of one document and collects what they hold."""

    def __init__(
        self, md: MarkdownIt, lines: list[str], offsets: list[int], env: dict[str, Any]
    ) -> None:
        self._md = md
        self._lines = lines
        self._env = env
        self._anchors = Anchors(md, env)
        self._offsets = offsets
        self._footnotes: dict[str, Reader] = {}
        self._row = 0
        self._lists: list[Span] = []
        self._open: list[Item] = []
        self._above: Item | None = None
        self.items: list[Item] = []
        self.paragraphs: list[Item] = []
        self.titles: list[tuple[Inline, Origin, Heading]] = []
        self.headings: list[Heading] = []
        self.tables: list[Table] = []
        self.links: list[Link] = []
        self.prose: list[Prose] = []
        self.suppressions: list[Suppression] = []
        self.stray_rows: list[StrayRows] = []
        self.tags: list[HtmlTag] = []
        self.raw_text: list[tuple[Prose, ...]] = []
        self.shown: list[str] = []
        self.dropped: set[Link] = set()

    def read(self, tokens: list[Token]) -> None:
        """Read a document. Each definition of a footnote has a reader of its own."""
        readers = [self]
        for index, token in enumerate(tokens):
            if token.type == "footnote_open":
                readers.append(self._footnote(token))
            elif token.type == "footnote_close":
                # The first definition of a label counts.
                self._footnotes.setdefault(token.meta["label"], readers.pop())
            else:
                readers[-1]._token(token, tokens[index - 1])

    def _token(self, token: Token, before: Token) -> None:
        if token.type in _PARTING:
            self._above = None
        if token.type == "table":
            self._table(token)
        elif token.type == "inline":
            self._inline(token, before)
        elif token.type == "html_block":
            self._html(token)
        elif token.type == "code_block":
            self._code(token)
        elif token.type == "fence":
            self.shown.append(token.content)
        elif token.type.endswith("_list_open"):
            self._lists.append(self._block_span(token))
        elif token.type.endswith("_list_close"):
            self._lists.pop()
        elif token.type == "list_item_open":
            self._item(token)
        elif token.type == "list_item_close":
            self._open.pop()

    def _footnote(self, token: Token) -> Reader:
        reader = Reader(self._md, self._lines, self._offsets, self._env)
        span = self._block_span(token)
        # Tags in a footnote are balanced by themselves, as in a list item.
        reader._open.append(Item(span, span, None))
        return reader

    def add_footnotes(self) -> None:
        """Add what is in the footnotes that GitHub shows: those that are referenced."""
        for label in self._env["cited"]:
            footnote = self._footnotes[label]
            self.headings += footnote.headings
            self.tables += footnote.tables
            self.links += footnote.links
            self.prose += footnote.prose
            self.suppressions += footnote.suppressions
            self.stray_rows += footnote.stray_rows
            self.tags += footnote.tags
            self.raw_text += footnote.raw_text
            self.shown += footnote.shown
            self.dropped |= footnote.dropped
            self._anchors.add(footnote._anchors)
        if self._env["cited"]:
            for spanned in (self.headings, self.tables, self.prose, self.suppressions, self.tags):
                spanned.sort(key=attrgetter("span"))
            self.stray_rows.sort(key=lambda stray: stray.rows[0].span)
            self.raw_text.sort(key=lambda block: block[0].span)

    def anchors(self) -> tuple[Anchor, ...]:
        """Return the anchors of the document, headings first."""
        return self._anchors.all()

    def _block_span(self, token: Token) -> Span:
        first, end = token.map or (0, 1)
        while end > first + 1 and not self._lines[end - 1].strip():
            end -= 1
        line = self._lines[first]
        column = len(line) - len(line.lstrip()) + 1
        return Span(first + 1, column, end, len(self._lines[end - 1]) + 1)

    def _item(self, token: Token) -> None:
        section = self.headings[-1] if self.headings else None
        item = Item(self._block_span(token), self._lists[-1], section)
        parent = self._open[-1] if self._open else self._above
        (parent.items if parent else self.items).append(item)
        self._open.append(item)

    def _paragraph(self, parsed: Inline, origin: Origin, span: Span) -> None:
        """Keep a paragraph outside of lists; the list right below it is its own."""
        section = self.headings[-1] if self.headings else None
        self._above = Item(span, section.span if section else TOP, section)
        self._above.blocks.append((parsed, origin))
        self.paragraphs.append(self._above)

    def _column(self, line: int, offset: int) -> int:
        return offset - self._offsets[line] + 1

    def _parse(self, content: str, origin: Origin) -> Inline:
        parsed = inline.parse(self._md, content, origin, self._env)
        self.links += parsed.links
        self.prose += parsed.prose
        for comment, span in parsed.comments:
            self._comment(comment, span)
        for name, span in parsed.tags:
            self._tag(name, span, origin.span(0, len(content)))
        return parsed

    def _parse_dropped(self, content: str, origin: Origin) -> Inline:
        """Parse a cell that GitHub drops, and with it the references to footnotes."""
        cited = self._env["cited"]
        known = len(cited)
        parsed = self._parse(content, origin)
        while len(cited) > known:
            cited.popitem()
        return parsed

    def _tag(self, name: str, span: Span, block: Span | None = None) -> None:
        container = self._row or (self._open[-1].span.line if self._open else 0)
        self.tags.append(HtmlTag(name.lstrip("/"), name.startswith("/"), container, span, block))

    def _comment(self, comment: str, span: Span) -> None:
        if suppression := suppressions.read(comment, span):
            self.suppressions.append(suppression)

    def _inline(self, token: Token, opening: Token) -> None:
        first = (token.map or [0])[0]
        pieces, offset = [], 0
        for number, (start, text) in enumerate(
            zip(token.meta["starts"], token.content.split("\n"), strict=True), first
        ):
            pieces.append((offset, number + 1, self._column(number, start)))
            offset += len(text) + 1
        origin = Origin(pieces)
        parsed = self._parse(token.content, origin)
        self.shown.append(parsed.text)
        is_heading = opening.type == "heading_open"
        if "|" in token.content and not opening.markup:
            lines = [
                (number, column, self._lines[number - 1][column - 1 :])
                for (_, number, column), prose in zip(pieces, parsed.prose, strict=True)
                if prose.math != ((0, len(prose.text)),)  # the whole line is a formula
            ]
            self.stray_rows += unrendered_rows.read("heading" if is_heading else "paragraph", lines)
        last = pieces[-1][1]
        span = Span(*pieces[0][1:], last, len(self._lines[last - 1]) + 1)
        if is_heading:
            self._anchors.heading(token.content)
            heading = Heading(parse_digits(opening.tag[1]), parsed.text, span)
            self.headings.append(heading)
            self.titles.append((parsed, origin, heading))
            return
        self._anchors.inline(token.content)
        if self._open:
            self._open[-1].blocks.append((parsed, origin))
        else:
            self._paragraph(parsed, origin, span)

    def _table(self, token: Token) -> None:
        rows: list[Row] = []
        for line, start, bounds in token.meta["rows"]:
            self._row = line + 1
            column = self._column(line, start)
            source = self._lines[line][column - 1 :]
            width = len(rows[0].cells) if rows else len(bounds)
            parsers = chain(repeat(self._parse, width), repeat(self._parse_dropped))
            row = table_cells.read_row(source, bounds, line + 1, column, parsers)
            rows.append(row)
            for cell in row.cells[:width]:
                self.shown.append(cell.text)
                self._anchors.inline(cell.source.replace("\\|", "|"))
            if dropped := row.cells[width:]:
                self.dropped.update(link for cell in dropped for link in cell.links)
                edge = replace(dropped[0].span, end_line=0)
                while self.tags and self.tags[-1].span > edge:
                    self.tags.pop()
        self._row = 0
        first, last = token.map or [0, 0]
        span = Span(first + 1, rows[0].span.column, last, len(self._lines[last - 1]) + 1)
        section = self.headings[-1] if self.headings else None
        self.tables.append(Table(rows[0], tuple(rows[1:]), section, span))

    def _html(self, token: Token) -> None:
        self._anchors.html(token.content)
        pieces, offset = [], 0
        for number, column, line in self._block_lines(token):
            pieces.append((offset, number, column))
            offset += len(line) + 1
        origin = Origin(pieces)
        items = list(html_tags.scan(token.content))
        for index, item in enumerate(items):
            if isinstance(item, html_tags.Comment):
                self._comment(item.text, origin.span(item.start, item.end))
                continue
            self._tag(item.name, origin.span(item.start, item.end))
            is_link = item.name in ("a", "area")
            text = html_tags.text_until_close(token.content, items, index) if is_link else ""
            if link := inline.html_link(item, 0, origin, text):
                self.links.append(link)
        self.shown.append(html_tags.text(token.content, items))
        veiled = html_text.veiled(token.content, items)
        hidden = sorted([*veiled, *((item.start, item.end) for item in items)])
        prose = inline.literal(token.content.rstrip("\n"), hidden, origin)
        if any(line.text.strip(inline.BLANK) for line in prose):
            self.raw_text.append(prose)
        if "|" in token.content:
            lines = html_text.unveiled(self._block_lines(token), veiled)
            self.stray_rows += unrendered_rows.read("html", lines)

    def _code(self, token: Token) -> None:
        self.shown.append(token.content)
        if "|" in token.content:
            lines = self._block_lines(token)
            found = list(unrendered_rows.read("code", lines))
            if len(found) == 1 and len(found[0].rows) == len(lines):
                self.stray_rows += found

    def _block_lines(self, token: Token) -> list[unrendered_rows.Line]:
        """Return the lines of a block of code or HTML, behind the markers of its containers."""
        first = (token.map or [0])[0]
        return [
            (first + number + 1, len(self._lines[first + number]) - len(line) + 1, line)
            for number, line in enumerate(token.content.rstrip("\n").split("\n"))
        ]
