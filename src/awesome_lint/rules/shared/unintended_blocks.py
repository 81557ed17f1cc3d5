"""Unintended headings and code: text above `---`, and indented lists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from awesome_lint.model import HIDDEN, Document, Edit, Finding, Fix, Span, TextBlock
from awesome_lint.rules.shared.examples import is_for_contributors, mentions_example
from awesome_lint.rules.shared.list_markers import item_marker
from awesome_lint.text.patterns import deferred
from awesome_lint.text.wording import quote

_UNDERLINE = deferred(r"[ \t>]*(-+)[ \t]*")
_ENDS_SENTENCE = deferred(r"[.!?。！？：:;；,，)）]\s*\Z")
_ONLY_LINKS = deferred(rf"[\s{HIDDEN}|·•,/-]*{HIDDEN}[\s{HIDDEN}|·•,/-]*")
_MAX_TITLE_CHARS = 100
_LINK = deferred(r"\]\(https?:|<a\s[^<>]*href=|\[[^\[\]]+\]\(#", re.IGNORECASE)
_LISTED = deferred(r"[-*+][ \t]+\S|[0-9]{1,9}[.)][ \t]+\S|!?\[|<a\s|\s|#{1,6}[ \t]|\Z")
_BEGINS_LIST = deferred(r"[-*+][ \t]+\S|[0-9]{1,9}[.)][ \t]+\S|\[[^\[\]]+\]\(https?:")
_CODE_INDENT = 4
_MAX_SHORT_UNDERLINE = 4
"""Hyphens of the longest line that may be a rule, whatever the length of the text above it."""


def find_unintended_heading(
    document: Document, block: TextBlock, *, has_hashes: bool
) -> Iterator[Finding]:
    """Yield the finding for a text that `---` below it turns into a heading by accident.

    `has_hashes` states whether the document has headings that begin with `#`.
    """
    first, last = block.prose[0].span, block.prose[-1].span
    if last.end_line >= len(document.lines) or _begins_with_hashes(document, first):
        return
    line = document.lines[last.end_line]
    underline = _UNDERLINE().fullmatch(line)
    if underline is None or not _is_unintended(block, underline[1], has_hashes=has_hashes):
        return
    number = last.end_line + 1
    column = underline.start(1) + 1
    span = Span(number, column, number, underline.end(1) + 1)
    text = document.slice(first.through(last))
    prefix = line[: column - 1]
    advice = f"Put a blank line above {quote(underline[1], 20)}"
    yield Finding(
        span,
        f"{quote(underline[1], 20)} turns {quote(text, 40)} above it into a heading",
        advice,
        fix=Fix(advice, (Edit(Span(number, 1, number, 1), f"{prefix.rstrip()}\n"),), safe=False),
        severity="info" if _ONLY_LINKS().fullmatch(block.prose[-1].text) else None,
    )


def _begins_with_hashes(document: Document, span: Span) -> bool:
    return "#" in document.lines[span.line - 1][: span.column - 1]


def has_hash_headings(document: Document) -> bool:
    """Return whether a document has headings that begin with `#`."""
    return any(_begins_with_hashes(document, heading.span) for heading in document.headings)


def _is_unintended(block: TextBlock, underline: str, *, has_hashes: bool) -> bool:
    text = block.prose[-1].text.rstrip()
    if block.item is not None:
        return True
    length = max(len(prose.text) for prose in block.prose)
    if not has_hashes or (len(underline) > _MAX_SHORT_UNDERLINE and len(underline) * 2 > length):
        return False
    return (
        len(block.prose) > 1
        or length > _MAX_TITLE_CHARS
        or _ENDS_SENTENCE().search(text) is not None
        or _ONLY_LINKS().fullmatch(text) is not None
    )


def find_unintended_code(document: Document, block: TextBlock) -> Iterator[Finding]:
    """Yield the finding for a list with links that its indentation turns into code."""
    lines = [prose for prose in block.prose if prose.text.strip()]
    if not lines or not _BEGINS_LIST().match(lines[0].text):
        return
    linked = sum(_LINK().search(prose.text) is not None for prose in lines)
    if not linked or not all(_LISTED().match(prose.text) for prose in lines):
        return
    if linked * 2 < len(lines) or _is_example(document, lines[0].span.line):
        return
    own = item_marker(document, block.item) if block.item else None
    base = own.content if own is not None else 1
    width = lines[0].span.column - base
    first, last = lines[0].span, lines[-1].span
    indents = [document.lines[prose.span.line - 1][: prose.span.column - 1] for prose in lines]
    fix = None
    advice = f"Indent it by {width} spaces less"
    if width >= _CODE_INDENT and not any(indent.strip(" ") for indent in indents):
        edits = (Edit(Span(prose.span.line, 1, prose.span.line, width + 1), "") for prose in lines)
        fix = Fix(advice, tuple(edits), safe=False)
    else:
        advice = "Remove the indentation"
    yield Finding(
        first.through(last),
        "GitHub shows this list as code, without its links: it is indented by four or more spaces",
        advice,
        fix=fix,
    )


def _is_example(document: Document, line: int) -> bool:
    """Return whether the text or the heading above a line announces an example."""
    above = line - 1
    while above and not document.lines[above - 1].strip(" \t>"):
        above -= 1
    if above and mentions_example(document.lines[above - 1]):
        return True
    return is_for_contributors(document, line)
