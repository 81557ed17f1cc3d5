"""Blocks of Markdown: the contents of a document, with their places in the source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import accumulate, chain, repeat
from operator import attrgetter
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from msgspec.structs import replace

from awesome_lint.bounded import parse_digits
from awesome_lint.document.entries.list_items import ListItem
from awesome_lint.document.entries.paragraphs import DOCUMENT_START, HeadingItem
from awesome_lint.document.html_items import ITEMS, HtmlItemReader
from awesome_lint.document.markdown import (
    footnotes,
    front_matter,
    html_content,
    html_tables,
    html_tags,
    html_text,
    inline,
    references,
    suppressions,
    table_cells,
    unclosed_blocks,
    unrendered_rows,
)
from awesome_lint.document.markdown.anchors import AnchorCollector
from awesome_lint.document.markdown.blocks import block_parser
from awesome_lint.document.markdown.inline import InlineContent
from awesome_lint.document.markdown.source_map import SourceMap
from awesome_lint.document.markdown.table_cells import CellContent
from awesome_lint.document.taking import take
from awesome_lint.model import (
    Anchor,
    BlockKind,
    FootnoteDefinition,
    Heading,
    HtmlTag,
    Link,
    LinkDefinition,
    Prose,
    Row,
    Span,
    Suppression,
    Table,
    TextBlock,
    UndefinedReference,
    UnrenderedRows,
)
from awesome_lint.text.table_syntax import FULL_WIDTH_PIPE

# The blocks between a paragraph and a list that part them.
LIST_BREAKERS = frozenset(
    ("blockquote_open", "code_block", "fence", "heading_open", "hr", "html_block", "table")
)
"""Tokens of blocks that separate a paragraph from a list below it."""

_NESTED_BLOCKS = frozenset(
    ("bullet_list_open", "code_block", "fence", "heading_open", "ordered_list_open", "table")
)
"""Tokens of blocks that make a table around them a layout."""


def read_blocks(lines: list[str]) -> BlockReader:
    """Read the blocks of a document, given as its lines without their endings."""
    md = block_parser()
    env: dict[str, Any] = {
        "references": {},
        "duplicate_refs": [],
        "definitions": [],
        "footnotes": set(),
        "footnote_definitions": [],
        "cited": {},
    }
    # Front matter is replaced by blank lines of the same lengths.
    blank = [" " * len(line) for line in lines[: front_matter.line_count(lines)]]
    tokens: list[Token] = []
    md.block.parse("\n".join([*blank, *lines[len(blank) :]]), md, env, tokens)
    offsets = list(accumulate((len(line) + 1 for line in lines), initial=0))
    reader = BlockReader(md, lines, offsets, env)
    reader.definitions = [
        references.locate_definition(lines, each, offsets[each.reference["map"][0]])
        for each in env["definitions"]
    ]
    reader.read(tokens)
    return reader


class BlockReader:
    """Collects the contents of a document from its block tokens."""

    def __init__(
        self, md: MarkdownIt, lines: list[str], offsets: list[int], env: dict[str, Any]
    ) -> None:
        self._md = md
        self._lines = lines
        self._env = env
        self._anchors = AnchorCollector(md, env)
        self._offsets = offsets
        self._footnotes: dict[str, BlockReader] = {}
        self._current_row_line = 0
        self._open_lists: list[Span] = []
        self._open_items: list[ListItem] = []
        self._open_quotes: tuple[Span, ...] = ()
        self._paragraph_above: ListItem | None = None
        self._headings_above: list[Heading] = []
        # Not a method: a cycle would keep the reader in memory after it is used.
        self._html_tables = html_tables.HtmlTableReader(
            lines, partial(inline.parse_inline, md, env=env)
        )
        self._html_items = HtmlItemReader()
        self.items: list[ListItem] = []
        self.paragraphs: list[ListItem] = []
        self.heading_items: list[HeadingItem] = []
        self.headings: list[Heading] = []
        self.tables: list[Table] = []
        self._table_contents: list[Iterator[list[CellContent]]] = []
        self.links: list[Link] = []
        self.definitions: list[LinkDefinition] = []
        self.undefined_references: list[UndefinedReference] = []
        self.prose: list[Prose] = []
        self.suppressions: list[Suppression] = []
        self.unrendered_rows: list[UnrenderedRows] = []
        self.unclosed_blocks: list[unclosed_blocks.UnclosedText] = []
        self._comment_end = 0  # the line of the end of an unclosed comment
        self.tags: list[HtmlTag] = []
        self.blocks: list[TextBlock] = []
        self.visible_texts: list[str] = []
        self.dropped_links: set[Link] = set()

    def read(self, tokens: list[Token]) -> None:
        """Read the tokens of a document, and remove them from the list.

        Each definition of a footnote has a reader of its own.
        """
        readers = [self]
        before = None
        for token in take(tokens):
            if token.type == "footnote_open":
                readers.append(self._footnote_reader(token))
            elif token.type == "footnote_close":
                # The first definition of a label counts.
                readers[-1]._finish_html()
                self._footnotes.setdefault(token.meta["label"], readers.pop())
            else:
                readers[-1]._read_token(token, before or token)
            before = token
        self._finish_html()

    def _read_token(self, token: Token, before: Token) -> None:
        if token.type in LIST_BREAKERS:
            self._paragraph_above = None
        if self._html_tables.open_tables and token.type in _NESTED_BLOCKS:
            self._html_tables.read_nested_block()
        if token.type == "table":
            self._read_table(token)
        elif token.type == "inline":
            self._read_inline(token, before)
        elif token.type == "html_block":
            self._read_html_block(token)
        elif token.type == "code_block":
            self._read_code_block(token)
        elif token.type == "fence":
            self._read_fence(token)
        elif token.type.endswith("_list_open"):
            self._open_lists.append(self._block_span(token))
        elif token.type.endswith("_list_close"):
            self._open_lists.pop()
        elif token.type == "list_item_open":
            self._open_item(token)
        elif token.type == "list_item_close":
            self._open_items.pop()
            self._html_tables.end_container(len(self._open_items))
        elif token.type == "blockquote_open":
            self._open_quotes = (*self._open_quotes, self._block_span(token))
        elif token.type == "blockquote_close":
            self._open_quotes = self._open_quotes[:-1]

    def _footnote_reader(self, token: Token) -> BlockReader:
        reader = BlockReader(self._md, self._lines, self._offsets, self._env)
        span = self._block_span(token)
        # Tags in a footnote are balanced on their own, as in a list item.
        reader._open_items.append(ListItem(span, span, None))
        return reader

    def add_footnotes(self) -> None:
        """Add the contents of the footnotes that GitHub shows: those that are referenced."""
        for label in self._env["cited"]:
            footnote = self._footnotes[label]
            self.headings += footnote.headings
            self.tables += footnote.tables
            self.links += footnote.links
            self.undefined_references += footnote.undefined_references
            self.prose += footnote.prose
            self.suppressions += footnote.suppressions
            self.unrendered_rows += footnote.unrendered_rows
            self.tags += footnote.tags
            self.unclosed_blocks += footnote.unclosed_blocks
            self.blocks += footnote.blocks
            self.visible_texts += footnote.visible_texts
            self.dropped_links |= footnote.dropped_links
            self._anchors.extend(footnote._anchors)
        if self._env["cited"]:
            for spanned in (self.headings, self.tables, self.prose, self.suppressions, self.tags):
                spanned.sort(key=attrgetter("span"))
            self.unrendered_rows.sort(key=lambda group: group.rows[0].span)
            self.blocks.sort(key=lambda block: block.prose[0].span)

    def footnote_definitions(self) -> tuple[FootnoteDefinition, ...]:
        """Return the definitions of footnotes."""
        return footnotes.locate_definitions(self._offsets, self._env)

    def take_table_contents(self) -> Iterator[Iterator[list[CellContent]]]:
        """Yield the contents of the cells of each of the `tables` outside of footnotes, once.

        There is a list for each row, the header first, as long as its cells.
        """
        return take(self._table_contents)

    def anchors(self) -> tuple[Anchor, ...]:
        """Return the anchors of the document, headings first."""
        return self._anchors.anchors()

    def _block_span(self, token: Token) -> Span:
        first, end = token.map or (0, 1)
        while end > first + 1 and not self._lines[end - 1].strip():
            end -= 1
        line = self._lines[first]
        column = len(line) - len(line.lstrip()) + 1
        return Span(first + 1, column, end, len(self._lines[end - 1]) + 1)

    def _open_item(self, token: Token) -> None:
        section = self.headings[-1] if self.headings else None
        item = ListItem(self._block_span(token), self._open_lists[-1], section)
        parent = self._open_items[-1] if self._open_items else self._paragraph_above
        (parent.items if parent else self.items).append(item)
        self._open_items.append(item)

    def _keep_paragraph(self, parsed: InlineContent, source_map: SourceMap, span: Span) -> None:
        """Keep a paragraph outside of lists; a list right below it becomes its own."""
        section = self.headings[-1] if self.headings else None
        container = section.span if section else DOCUMENT_START
        self._paragraph_above = ListItem(span, container, section, (parsed, source_map))
        self.paragraphs.append(self._paragraph_above)

    def _open_section(self, heading: Heading, item: ListItem, *, may_be_entry: bool) -> None:
        """Begin the section of a heading, whose content is that of `item`."""
        while self._headings_above and self._headings_above[-1].level >= heading.level:
            self._headings_above.pop()
        section = self._headings_above[-1] if self._headings_above else None
        item.section, item.container = section, section.span if section else DOCUMENT_START
        self._headings_above.append(heading)
        self.headings.append(heading)
        if may_be_entry:
            self.heading_items.append(HeadingItem(heading, item))

    def _column(self, line: int, offset: int) -> int:
        return offset - self._offsets[line] + 1

    def _parse_inline(self, content: str, source_map: SourceMap) -> InlineContent:
        parsed = inline.parse_inline(self._md, content, source_map, self._env)
        self.links += parsed.links
        self.undefined_references += parsed.undefined_references
        self.prose += parsed.prose
        for comment, span in parsed.comments:
            self._add_suppression(comment, span)
        for name, span in parsed.tags:
            self._add_tag(name, span, source_map.span(0, len(content)))
        return parsed

    def _parse_dropped_cell(self, content: str, source_map: SourceMap) -> InlineContent:
        """Parse a cell that GitHub drops, along with its references to footnotes."""
        cited = self._env["cited"]
        known = len(cited)
        parsed = self._parse_inline(content, source_map)
        while len(cited) > known:
            cited.popitem()
        return parsed

    def _add_tag(
        self, name: str, span: Span, block: Span | None = None, *, has_open_quote: bool = False
    ) -> None:
        container = self._current_row_line or (
            self._open_items[-1].span.line if self._open_items else 0
        )
        closing = name.startswith("/")
        self.tags.append(HtmlTag(name.lstrip("/"), closing, container, span, block, has_open_quote))

    def _add_block(self, kind: BlockKind, parsed: InlineContent) -> None:
        self.blocks.append(
            TextBlock(
                kind,
                parsed.prose,
                self._open_items[-1].span if self._open_items else None,
                self._open_quotes,
                parsed.delimiters,
                parsed.struck,
            )
        )

    def _add_suppression(self, comment: str, span: Span) -> None:
        if suppression := suppressions.parse_comment(comment, span):
            self.suppressions.append(suppression)

    def _read_inline(self, token: Token, opening: Token) -> None:
        first = (token.map or [0])[0]
        pieces, offset = [], 0
        for number, (start, text) in enumerate(
            zip(token.meta["starts"], token.content.split("\n"), strict=True), first
        ):
            pieces.append((offset, number + 1, self._column(number, start)))
            offset += len(text) + 1
        source_map = SourceMap(tuple(pieces))
        parsed = self._parse_inline(token.content, source_map)
        self.visible_texts.append(parsed.text)
        self._add_block("heading" if opening.type == "heading_open" else "paragraph", parsed)
        if self._html_tables.open_tables:
            self._html_tables.read_markdown((parsed, source_map))
        is_heading = opening.type == "heading_open"
        has_pipes = "|" in token.content or FULL_WIDTH_PIPE in token.content
        if has_pipes and not opening.markup:
            lines = [
                (number, column, self._lines[number - 1][column - 1 :])
                for (_, number, column), prose in zip(pieces, parsed.prose, strict=True)
                if prose.math != ((0, len(prose.text)),)  # the whole line is a formula
            ]
            self.unrendered_rows += unrendered_rows.find_unrendered_rows(
                "heading" if is_heading else "paragraph", lines
            )
        last = pieces[-1][1]
        span = Span(*pieces[0][1:], last, len(self._lines[last - 1]) + 1)
        if is_heading:
            self._anchors.add_heading(token.content)
            heading = Heading(parse_digits(opening.tag[1]), parsed.text, span)
            item = ListItem(span, DOCUMENT_START, None, (parsed, source_map))
            self._open_section(heading, item, may_be_entry=not self._open_items)
            if self._open_items:
                self._open_items[-1].blocks.append((parsed, source_map))
            else:
                self._paragraph_above = item  # a list right below it becomes its own
            return
        self._anchors.add_inline(token.content)
        if self._open_items:
            self._open_items[-1].blocks.append((parsed, source_map))
        else:
            self._keep_paragraph(parsed, source_map, span)

    def _read_table(self, token: Token) -> None:
        rows: list[Row] = []
        contents: list[tuple[InlineContent, ...]] = []
        for line, start, bounds in take(token.meta["rows"]):
            self._current_row_line = line + 1
            column = self._column(line, start)
            source = self._lines[line][column - 1 :]
            width = len(rows[0].cells) if rows else len(bounds)
            parsers = chain(repeat(self._parse_inline, width), repeat(self._parse_dropped_cell))
            row, row_contents = table_cells.parse_row(source, bounds, line + 1, column, parsers)
            rows.append(row)
            contents.append(row_contents)
            for content in row_contents[:width]:
                self._add_block("cell", content)
            for cell in row.cells[:width]:
                self.visible_texts.append(cell.text)
                self._anchors.add_inline(cell.source.replace("\\|", "|"))
            if dropped_cells := row.cells[width:]:
                self.dropped_links.update(link for cell in dropped_cells for link in cell.links)
                edge = replace(dropped_cells[0].span, end_line=0)
                while self.tags and self.tags[-1].span > edge:
                    self.tags.pop()
        self._current_row_line = 0
        first, last = token.map or [0, 0]
        span = Span(first + 1, rows[0].span.column, last, len(self._lines[last - 1]) + 1)
        section = self.headings[-1] if self.headings else None
        self.tables.append(Table(rows[0], tuple(rows[1:]), section, span))
        # Maps to the source are made again, since many cells need none and most of them only one.
        self._table_contents.append(map(table_cells.with_source_maps, rows, take(contents)))

    def _read_html_block(self, token: Token) -> None:
        self._anchors.add_html(token.content)
        pieces, offset = [], 0
        for number, column, line in self._block_lines(token):
            pieces.append((offset, number, column))
            offset += len(line) + 1
        source_map = SourceMap(tuple(pieces))
        items = list(html_tags.scan_tags(token.content))
        links: dict[int, Link] = {}
        images: list[Link] = []
        for index, item in enumerate(items):
            if isinstance(item, html_tags.Comment):
                self._add_suppression(item.text, source_map.span(item.start, item.end))
                continue
            span = source_map.span(item.start, item.end)
            self._add_tag(item.name, span, has_open_quote=item.has_open_quote)
            is_link = item.name in ("a", "area")
            text = html_tags.text_until_close(token.content, items, index) if is_link else ""
            if link := inline.html_link(item, 0, source_map, text):
                links[index] = link
            images += inline.srcset_images(item, 0, source_map)
        self.links += [*links.values(), *images]
        self._find_unclosed_html(token, items, source_map)
        self._read_html_contents(token.content, source_map, items, links)
        self.visible_texts.append(html_tags.text_without_tags(token.content, items))
        verbatim = html_text.verbatim_ranges(token.content, items)
        hidden = sorted([*verbatim, *((item.start, item.end) for item in items)])
        prose = inline.literal_lines(token.content.rstrip("\n"), hidden, source_map)
        if any(line.text.strip(inline.BLANK) for line in prose):
            self._add_block("html", InlineContent("", "", prose=prose))
        if "|" in token.content:
            lines = html_text.lines_outside(self._block_lines(token), verbatim)
            self.unrendered_rows += unrendered_rows.find_unrendered_rows("html", lines)

    def _read_html_contents(
        self,
        text: str,
        source_map: SourceMap,
        items: Sequence[html_tags.Tag | html_tags.Comment],
        links: Mapping[int, Link],
    ) -> None:
        """Read the tables, headings, items and paragraphs of a block of HTML."""
        open_tables = self._html_tables.open_tables
        has_tables = open_tables or html_tables.TABLE.search(text)
        has_items = ITEMS.search(text)
        if not has_tables and not has_items:
            return
        content = html_content.html_content(text, items, links)
        tags = [item for item in items if isinstance(item, html_tags.Tag)]
        if has_tables:
            self._html_tables.read_html((content, source_map), tags, len(self._open_items))
        if not has_items:
            return
        section = self.headings[-1] if self.headings else None
        in_item = bool(self._open_items)
        for piece in self._html_items.read(
            content, source_map, tags, section, open_tables, in_item=in_item
        ):
            if piece.heading is not None:
                may_be_entry = not piece.is_centered
                self._open_section(piece.heading, piece.item, may_be_entry=may_be_entry)
                if piece.is_last and may_be_entry:
                    self._paragraph_above = piece.item
            elif self._open_items:
                item = self._open_items[-1]
                if piece.kind == "item":
                    item.items.append(piece.item)
                else:
                    item.blocks += piece.item.blocks
            elif piece.kind == "item":
                self.items.append(piece.item)
            else:
                self.paragraphs.append(piece.item)
                if piece.is_last:
                    self._paragraph_above = piece.item

    def _finish_html(self) -> None:
        """Add the tables that are written in HTML. Their rows contain no other entries."""
        self._html_tables.finish()
        self._html_items.finish()
        found = self._html_tables.tables
        if not found:
            return
        places = [heading.span for heading in self.headings]
        for each in found:
            above = bisect_right(places, each.table.span)
            section = self.headings[above - 1] if above else None
            self.tables.append(replace(each.table, section=section))
        self._table_contents += [take(each.contents) for each in found]
        order = sorted(range(len(self.tables)), key=lambda index: self.tables[index].span)
        self.tables = [self.tables[index] for index in order]
        self._table_contents = [self._table_contents[index] for index in order]
        lists = sorted(each.table.span for each in found if not each.table.is_layout)
        self.items = [item for item in self.items if not _is_inside(item.span, lists)]
        self.paragraphs = [item for item in self.paragraphs if not _is_inside(item.span, lists)]

    def _read_fence(self, token: Token) -> None:
        self.visible_texts.append(token.content)
        first, end = token.map or (0, 1)
        # The last line of a document may have no line feed.
        content_lines = len(token.content.removesuffix("\n").split("\n")) if token.content else 0
        is_closed = end - first == content_lines + 2
        if first < self._comment_end or (
            is_closed and not unclosed_blocks.FENCE_LIKE.search(token.content)
        ):
            return
        column = self._lines[first].index(token.markup) + 1
        opening = Span(first + 1, column, first + 1, column + len(token.markup))
        lines = self._block_lines(token, first + 1) if token.content else []
        if found := unclosed_blocks.unclosed_code(
            opening, token.info.strip().partition(" ")[0].lower(), lines, is_closed=is_closed
        ):
            self.unclosed_blocks.append(found)

    def _find_unclosed_html(
        self, token: Token, items: Sequence[html_tags.Tag | html_tags.Comment], source: SourceMap
    ) -> None:
        """Find the comments and elements of a block of HTML whose end is in doubt.

        Comments inside of an unclosed one are not examined.
        """
        first, end = token.map or (0, 1)
        if first < self._comment_end:
            return
        for found in unclosed_blocks.unclosed_html(token.content, items, source, self._lines, end):
            self.unclosed_blocks.append(found)
            self._comment_end = found.end_line

    def _read_code_block(self, token: Token) -> None:
        self.visible_texts.append(token.content)
        lines = self._block_lines(token)
        prose = tuple(
            Prose(text, Span(number, column, number, column + len(text)))
            for number, column, text in lines
        )
        self._add_block("code", InlineContent("", "", prose=prose))
        if "|" in token.content:
            found = list(unrendered_rows.find_unrendered_rows("code", lines))
            if len(found) == 1 and len(found[0].rows) == len(lines):
                self.unrendered_rows += found

    def _block_lines(
        self, token: Token, first: int | None = None
    ) -> list[unrendered_rows.BlockLine]:
        """Return the lines of a block of code or HTML, without the markers of its containers.

        `first` is the index of the first one, by default that of the block.
        """
        if first is None:
            first = (token.map or [0])[0]
        return [
            (first + number + 1, len(self._lines[first + number]) - len(line) + 1, line)
            for number, line in enumerate(token.content.rstrip("\n").split("\n"))
        ]


def _is_inside(span: Span, around: Sequence[Span]) -> bool:
    """Return whether a span is inside one of others, which are sorted and apart."""
    index = bisect_right(around, span) - 1
    last = around[index] if index >= 0 else None
    return last is not None and (span.end_line, span.end_column) <= (last.end_line, last.end_column)
