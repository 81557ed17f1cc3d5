"""Markup of Markdown, other than links, in a block of HTML, which GitHub shows as characters."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct

from awesome_lint.model import (
    HIDDEN,
    Correction,
    Document,
    Edit,
    Finding,
    Fix,
    Prose,
    Span,
    TextBlock,
)
from awesome_lint.text.patterns import deferred
from awesome_lint.text.wording import count, quote

_BLOCK_MARK = deferred(r"(#{1,6})[ \t]+\S.*|(?:```|~~~).*|(?:-{3,}|\*{3,}|_{3,})\s*\Z")
_LISTED = deferred(r"(?:[-*+]|[0-9]{1,3}\.)[ \t]+\S.*")
_INLINE_MARK = deferred(
    r"(?<![\w*\\])\*\*(?=[^\s*])(?P<bold>[^*\n]{1,300})(?<=[^\s*\\])\*\*(?![\w*])"
    r"|(?<![`\\])`(?P<code>[^`\n]{1,300})`(?!`)"
    r"|(?<![\w~\\])~~(?=[^\s~])(?P<struck>[^~\n]{1,300})(?<=[^\s~])~~(?![\w~])"
)
_ELEMENTS = {"bold": "b", "code": "code", "struck": "s"}
_MIN_LIST = 2
_MAX_INDENT = 3
_OPENS_PARAGRAPH = deferred(r"<(?:p|span|a|b|i|strong|em|summary|h[1-6])\b", re.IGNORECASE)


class _Mark(Struct, frozen=True):
    """Markup in a line of a block of HTML."""

    prose: Prose
    match: re.Match[str]

    @property
    def span(self) -> Span:
        """The place of the markup."""
        return self.prose.place(*self.match.span())


def find_literal_html(
    document: Document, block: TextBlock, tables: Collection[int]
) -> Iterator[Finding]:
    """Yield one finding, at the first markup, for the text of a block of HTML.

    All markup of a block has the same defect, a missing blank line above it. `tables` are the
    lines of tables in such blocks, which table-not-rendered reports.
    """
    marks = _block_marks(block)
    inline = [
        _Mark(prose, match)
        for prose in block.prose
        if prose.span.line not in tables and not prose.math
        for match in _INLINE_MARK().finditer(prose.text)
    ]
    if not marks and not inline:
        return
    first = min((*marks, *inline), key=lambda mark: mark.span)
    rest = len({mark.span.line for mark in (*marks, *inline)} - {first.span.line})
    more = f" (and more on {count(rest, 'other line')})" if rest else ""
    shown = document.slice(first.span)
    advice = "Put a blank line between the HTML and the text"
    fix = None
    if not marks:
        fix = _fix_inline(document, inline)
        if fix is not None:
            advice = f"{fix.title}, or put a blank line between the HTML and the text"
    elif marks[0] is first:
        fix = _blank_line_above(document, block, marks)
    yield Finding(
        first.span,
        f"GitHub shows {_shown(first, shown)} as characters{more}: Markdown is not parsed inside an"
        " HTML block",
        advice,
        fix=fix,
    )


def _shown(mark: _Mark, source: str) -> str:
    if mark.match.lastgroup == "code":
        return f"the backticks around {quote(source.strip('`'))}"
    if source.startswith(("```", "~~~")):
        return "this fence of code"
    return quote(source)


def _block_marks(block: TextBlock) -> list[_Mark]:
    marks, listed = [], []
    for prose in block.prose:
        text = prose.text
        if not text or text[0] in ("<", HIDDEN):
            continue
        if match := _BLOCK_MARK().match(text):
            marks.append(_Mark(prose, match))
        elif match := _LISTED().match(text):
            listed.append(_Mark(prose, match))
    if len(listed) >= _MIN_LIST:
        marks += listed
    return sorted(marks, key=lambda mark: mark.span)


def _fix_inline(document: Document, marks: Sequence[_Mark]) -> Fix | None:
    edits = []
    for mark in marks:
        kind = mark.match.lastgroup or ""
        source = document.slice(mark.prose.place(*mark.match.span(kind)))
        if kind == "code" and HIDDEN in mark.match[kind]:
            return None
        name = _ELEMENTS[kind]
        edits.append(Edit(mark.span, f"<{name}>{source}</{name}>"))
    advice = (
        f"Write {quote(edits[0].text)}" if len(edits) == 1 else f"Write all {len(edits)} in HTML"
    )
    return Fix(advice, tuple(edits))


def _blank_line_above(document: Document, block: TextBlock, marks: Sequence[_Mark]) -> Fix | None:
    """Return the fix that ends the block of HTML above markup, if nothing in the rest is lost.

    Tags below the first markup begin further blocks of HTML, which end in the same way.
    """
    mark = marks[0]
    line = mark.span.line
    above = document.lines[line - 2] if line > block.prose[0].span.line else ""
    following = document.lines[line - 1 : block.prose[-1].span.end_line]
    if (
        not above.strip()
        or _OPENS_PARAGRAPH().match(above.lstrip())
        or mark.prose.span.column > _MAX_INDENT + 1
        or any(len(each) - len(each.lstrip()) > _MAX_INDENT for each in following)
        or block.item is not None
        or block.quotes
    ):
        return None
    advice = "Put a blank line between the HTML and the text"
    # Numbers of items and the language of code are no longer text.
    corrections = (Correction(each.match[0], each.match[0]) for each in marks)
    lines = [line]
    for each in marks[1:]:
        number = each.span.line
        tag = document.lines[number - 2].lstrip()
        if number > lines[-1] and tag.startswith("<") and not _OPENS_PARAGRAPH().match(tag):
            lines.append(number)
    edits = tuple(Edit(Span(number, 1, number, 1), "\n") for number in lines)
    return Fix(advice, edits, corrections=tuple(dict.fromkeys(corrections)))
