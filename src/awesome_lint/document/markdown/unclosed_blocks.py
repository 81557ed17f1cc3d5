"""Code blocks, comments and HTML elements that extend beyond the place where they should end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from awesome_lint.document.markdown.html_tags import Comment, Tag
from awesome_lint.document.markdown.source_map import SourceMap
from awesome_lint.document.markdown.unrendered_rows import BlockLine
from awesome_lint.model import Span, UnclosedKind
from awesome_lint.text.patterns import deferred

FENCE_LIKE = re.compile(
    r"^[ \t]*+(`{2,}+|~{2,}+|'''|´´´|‘‘‘|’’’)[ \t]*+([^\s`]{0,40})[ \t]*+$", re.MULTILINE
)
"""A line in a code block that looks like a fence."""
_SAMPLES = frozenset(("html", "markdown", "md", "mdx", "rst", "text", "txt"))
"""The languages of code that may contain fences, headings and lists."""

_COMMENT_END_LIKE = deferred(r"--!>|[–—―]+-?>|--[ \t]+>|(?<![-<=])->(?=[ \t]*$)", re.MULTILINE)
"""A text that looks like the end of a comment."""
_CODE_INDENTATION = 4
"""Spaces before a fence that does not close a code block."""
_BLANK_LINE = deferred(r"\n[ \t]*\n")
_NOT_SPACE = deferred(r"\S")
_VERBATIM = re.compile(r"\s*<(script|pre|style|textarea)(?=[\s>])", re.IGNORECASE)
"""The beginning of an HTML block that ends only with a closing tag."""
_NOTE = deferred(r"(?!-?>)[ \t]*[^\W_][^\n<]*\n[ \t]*\n")
"""The beginning of a comment that is a text of one line."""


class UnclosedText(Struct, frozen=True):
    """A block that may be an `UnclosedBlock`, with the text that it hides."""

    kind: UnclosedKind
    opening: Span
    mistaken_end: Span | None
    hidden_line: int
    end_line: int
    is_closed: bool
    hidden: str


def unclosed_code(
    opening: Span, language: str, lines: Sequence[BlockLine], *, is_closed: bool
) -> UnclosedText | None:
    """Return the code block that its fence `opening` begins, if its end is in doubt.

    `lines` are those of its content, and `language` is the first word of its info string, in lower
    case.
    """
    width = opening.end_column - opening.column
    mistaken = _mistaken_fence(width, language, lines, is_closed=is_closed)
    if is_closed and mistaken is None:
        return None
    first = 0 if mistaken is None else mistaken + 1
    for index, line in enumerate(lines[: mistaken or len(lines)]):
        if not line[2].strip():
            first = index + 1
            break
    else:
        first = len(lines) if mistaken is None else first
    hidden = lines[first:]
    end_line = lines[-1][0] if lines else opening.line
    return UnclosedText(
        "code",
        opening,
        _line_span(lines[mistaken]) if mistaken is not None else None,
        next((line[0] for line in hidden if line[2].strip()), end_line),
        end_line + is_closed,
        is_closed,
        "" if language in _SAMPLES else "\n".join(line[2] for line in hidden),
    )


def _mistaken_fence(
    width: int, language: str, lines: Sequence[BlockLine], *, is_closed: bool
) -> int | None:
    """Return the index of the first line that looks like the closing fence.

    In a code block that is closed, shorter fences in pairs are part of the code, and so are all
    fences of a sample of Markdown.
    """
    found = [
        (index, match) for index, line in enumerate(lines) if (match := FENCE_LIKE.match(line[2]))
    ]
    if is_closed:
        if language in _SAMPLES:
            return None
        found = [(index, match) for index, match in found if match[1][0] in "`~"]
        long = [(index, match) for index, match in found if len(match[1]) >= width]
        found = long or (found if len(found) % 2 else [])
    return found[0][0] if found else None


def _line_span(line: BlockLine) -> Span:
    number, column, text = line
    indentation = len(text) - len(text.lstrip())
    # Four spaces are what is wrong with such a fence, so the span includes them.
    start = column if indentation >= _CODE_INDENTATION else column + indentation
    return Span(number, start, number, column + len(text.rstrip()))


def unclosed_html(
    text: str,
    items: Sequence[Tag | Comment],
    source_map: SourceMap,
    lines: Sequence[str],
    end: int,
) -> Iterator[UnclosedText]:
    """Yield the comments and elements of a block of HTML whose end is in doubt.

    `items` are its tags and comments. The block is before `lines[end]` of the document.
    """
    for item in items:
        if isinstance(item, Comment) and (found := _closed_comment(text, item, source_map)):
            yield found
    end_line = source_map.position(len(text.rstrip("\n")))[0]
    last = items[-1].end if items else 0
    if (start := text.find("<!--", last)) != -1:
        yield _unclosed_comment(text, start, source_map, lines, end)
    match = _VERBATIM.match(text)
    if match and not re.search(r"</(?:script|pre|style|textarea)>", text, re.IGNORECASE):
        start = match.end(1)
        hidden = _after_blank_line(text, start)
        yield UnclosedText(
            "element",
            source_map.span(match.start(1) - 1, items[0].end if items else start),
            None,
            _first_line(text, hidden, source_map),
            end_line,
            False,
            text[hidden:],
        )


def _closed_comment(text: str, comment: Comment, source_map: SourceMap) -> UnclosedText | None:
    is_empty = comment.end - comment.start < len("<!---->")
    has_other = "<!--" in comment.text
    if not (is_empty or has_other or "--!>" in comment.text):
        return None
    start = comment.start + len("<!--")
    mistaken = _COMMENT_END_LIKE().search(text, start, comment.end - len("-->"))
    if mistaken:
        hidden = mistaken.end()
    elif _NOTE().match(text, start, comment.end):
        hidden = _after_blank_line(text, start)
    else:
        hidden = comment.end
    other = text.rfind("<!--", hidden, comment.end)
    end_line = source_map.position(comment.end - 1)[0]
    return UnclosedText(
        "comment",
        source_map.span(comment.start, comment.end if is_empty else start),
        source_map.span(*mistaken.span()) if mistaken else None,
        min(_first_line(text, hidden, source_map), end_line),
        end_line,
        True,
        text[hidden : comment.end - len("-->") if other == -1 else other],
    )


def _unclosed_comment(
    text: str, start: int, source_map: SourceMap, lines: Sequence[str], end: int
) -> UnclosedText:
    mistaken = _COMMENT_END_LIKE().search(text, start + len("<!--"))
    hidden = mistaken.end() if mistaken else _after_blank_line(text, start)
    own_end = len(text.rstrip())
    first = _first_line(text, hidden, source_map)
    if hidden >= own_end:
        after = range(source_map.position(own_end - 1)[0], len(lines))
        first = next((at + 1 for at in after if lines[at].strip()), len(lines))
    stop = next((at for at in range(end, len(lines)) if _ends_comment(lines[at])), len(lines))
    return UnclosedText(
        "comment",
        source_map.span(start, start + len("<!--")),
        source_map.span(*mistaken.span()) if mistaken else None,
        first,
        min(stop + 1, len(lines)),
        stop < len(lines),
        "\n".join([text[hidden:own_end], *lines[end:stop]]),
    )


def _ends_comment(line: str) -> bool:
    """Return whether a line outside of code probably ends a comment that is open before it.

    GitHub escapes the `>` of an arrow in text.
    """
    return "-->" in line and ("<!--" in line or line.rstrip().endswith("-->"))


def _first_line(text: str, start: int, source_map: SourceMap) -> int:
    """Return the number of the first line that is not blank after an offset."""
    rest = _NOT_SPACE().search(text, start)
    return source_map.position(rest.start() if rest else max(len(text) - 1, 0))[0]


def _after_blank_line(text: str, start: int) -> int:
    blank = _BLANK_LINE().search(text, start)
    return blank.end() if blank else len(text)
