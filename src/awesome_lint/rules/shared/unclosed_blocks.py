"""Code blocks, comments and elements that hide what follows because their end is missing."""

from __future__ import annotations

from collections.abc import Iterator

from awesome_lint.model import (
    Document,
    Edit,
    Finding,
    Fix,
    Related,
    Severity,
    Span,
    UnclosedBlock,
)
from awesome_lint.text.wording import count, quote

_MAX_LINES = 100
"""Lines after a comment in which the end that was meant is searched for."""


def find_unclosed_blocks(document: Document) -> Iterator[Finding]:
    """Yield a finding for each block whose end is missing or not where it seems to be.

    The severity is error if it hides entries, warning if it hides links or headings. A block that
    hides nothing is reported, with severity info, if it extends to the end of the file.
    """
    last_line = _last_line(document)
    is_hidden = False  # whether a block above begins or ends at the wrong place
    for block in document.unclosed_blocks:
        finding = None
        if block.kind == "comment" and block.is_closed and block.mistaken_end is None:
            finding = _nested_comment_finding(document, block)
        elif (loss := _loss(block)) or (block.mistaken_end and block.kind == "comment"):
            finding = _hiding_finding(document, block, loss)
        elif not block.is_closed and not is_hidden and block.end_line >= last_line:
            finding = _harmless_finding(document, block)
        if finding is not None:
            is_hidden = True
            yield finding


def _last_line(document: Document) -> int:
    """Return the number of the last line that is not blank."""
    numbers = range(len(document.lines), 0, -1)
    return next((number for number in numbers if document.lines[number - 1].strip()), 0)


def _loss(block: UnclosedBlock) -> str:
    """Return the number of entries, links or headings that a block hides; empty if there are none.

    A heading alone may be a comment in code.
    """
    if block.entries:
        return count(block.entries, "entry", "entries")
    if block.links:
        return count(block.links, "link")
    return count(block.headings, "heading") if block.headings and block.kind != "code" else ""


def _severity(block: UnclosedBlock) -> Severity:
    return "error" if block.entries else "warning"


def _hiding_finding(document: Document, block: UnclosedBlock, loss: str) -> Finding:
    begin = _name(document, block)
    lines = (
        f"lines {block.hidden_line} to {block.end_line} are"
        if block.is_closed
        else f"everything from line {block.hidden_line} on is"
    )
    effect = {"code": "shown as code", "comment": "hidden", "element": "shown without Markdown"}
    what = effect[block.kind]
    if block.kind == "comment" and block.is_closed:
        what = "not rendered"
    problem = f"{lines} {what}" + (f", with {loss}" if loss else "")
    closing = _closing(document, block)
    mistaken = block.mistaken_end
    if mistaken is None:
        return Finding(
            block.opening,
            f"{begin} is never closed: {problem}"
            if not block.is_closed
            else f"{begin} is closed only on line {block.end_line}: {problem}",
            f"Write {_code(closing)} where it should end",
            severity=_severity(block),
        )
    written = document.slice(mistaken).lstrip()
    instead = f"instead of {_code(written)}" if written != closing else "without spaces before it"
    advice = f"Write {_code(closing)} {instead} on line {mistaken.line}"
    return Finding(
        block.opening,
        f"{begin} is not closed by {_code(written)} on line {mistaken.line}: {problem}",
        advice,
        (Related(mistaken, "Looks like its end"),),
        Fix(advice, (Edit(mistaken, closing),), safe=False)
        if not block.is_closed or block.kind == "comment"
        else None,
        severity=_severity(block) if loss else "warning",
    )


def _harmless_finding(document: Document, block: UnclosedBlock) -> Finding:
    effect = {
        "code": "everything added below it is shown as code",
        "comment": "everything added below it is hidden",
        "element": "everything added below it is shown without Markdown",
    }
    return Finding(
        block.opening,
        f"{_name(document, block)} is never closed: {effect[block.kind]}",
        f"Write {_code(_closing(document, block))} where it should end",
        severity="info",
    )


def _nested_comment_finding(document: Document, block: UnclosedBlock) -> Finding | None:
    """Return the finding for a comment with another `<!--` in it, or for `<!-->`.

    If the end that was meant follows, the rest of the comment is visible. Otherwise, the comment
    may have lost its own end.
    """
    if (end := _visible_end(document, block)) is not None:
        return Finding(
            block.opening,
            f"This comment ends at the first `-->`, on line {block.end_line}: readers see the rest"
            f" of it, down to the `-->` on line {end.line}",
            "Remove the ends of comments inside it",
            (Related(end, "Shown as text"),),
            severity="warning",
        )
    if not block.entries:
        return None
    return Finding(
        block.opening,
        f"This comment is closed only by the `-->` of another one, on line {block.end_line}: lines"
        f" {block.hidden_line} to {block.end_line} are hidden, with"
        f" {count(block.entries, 'entry', 'entries')}",
        "Write `-->` where it should end",
        severity="warning",
    )


def _visible_end(document: Document, block: UnclosedBlock) -> Span | None:
    """Return the place of the `-->` that readers see at the end of a line after a comment."""
    first = block.end_line
    for number in range(first, min(first + _MAX_LINES, len(document.lines)) + 1):
        line = document.lines[number - 1].rstrip()
        if number == first:
            start = block.opening.end_column - 1 if block.opening.line == first else 0
            after = line.find("-->", start)
            is_empty = block.opening.end_column - block.opening.column > len("<!--")
            rest = line[start:] if is_empty else line[after + len("-->") :] if after >= 0 else ""
        else:
            rest = line
        if "<!--" in rest:
            return None
        if rest.endswith("-->"):
            return Span(number, len(line) - 2, number, len(line) + 1)
    return None


def _name(document: Document, block: UnclosedBlock) -> str:
    if block.kind == "code":
        return "This code block"
    if block.kind == "comment":
        return "This comment"
    return quote(document.slice(block.opening))


def _closing(document: Document, block: UnclosedBlock) -> str:
    written = document.slice(block.opening)
    if block.kind == "code":
        return written
    if block.kind == "comment":
        return "-->"
    return f"</{written[1:].split()[0].rstrip('>')}>"


def _code(text: str) -> str:
    """Return a text in backticks, which may contain some."""
    return f"`` {text} ``" if "`" in text else f"`{text}`"
