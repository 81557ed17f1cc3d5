"""html-unbalanced: HTML elements that are never closed, and closing tags that close nothing."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from awesome_lint import rulebook
from awesome_lint.model import (
    Correction,
    Document,
    Edit,
    Evidence,
    Finding,
    Fix,
    HtmlTag,
    Related,
    Severity,
    Span,
)
from awesome_lint.rules.rule import NoOptions
from awesome_lint.rules.shared.broken_markup import find_broken_markup
from awesome_lint.rules.shared.html_scope import (
    UnclosedElements,
    has_mixed_content,
    has_visible_text,
)
from awesome_lint.rules.shared.unclosed_blocks import find_unclosed_blocks
from awesome_lint.text.patterns import deferred
from awesome_lint.text.wording import quote

_BLOCK_EFFECTS = {
    "details": "everything after it is collapsed as well",
    "summary": "everything after it becomes part of the clickable line",
    "table": "everything after it is mixed into the table",
    "div": "everything after it is inside the `<div>` as well",
    "center": "everything after it is centered as well",
    "blockquote": "everything after it is indented as well",
    "ol": "everything after it is indented as well",
    "ul": "everything after it is indented as well",
}
"""Block elements, with the effect on readers if one is never closed."""

_INLINE_EFFECTS = {
    "a": "the text after it becomes part of the link",
    "b": "the text after it is bold as well",
    "big": "the text after it is large as well",
    "code": "the text after it is shown as code as well",
    "del": "the text after it is struck through as well",
    "em": "the text after it is italic as well",
    "font": "the text after it has the same font",
    "i": "the text after it is italic as well",
    "ins": "the text after it is underlined as well",
    "s": "the text after it is struck through as well",
    "small": "the text after it is small as well",
    "strike": "the text after it is struck through as well",
    "strong": "the text after it is bold as well",
    "sub": "the text after it is subscript as well",
    "sup": "the text after it is superscript as well",
    "tt": "the text after it is shown as code as well",
    "u": "the text after it is underlined as well",
}
"""Inline elements, with the effect on readers if one is never closed."""

_EFFECT_UP_TO_DETAILS = "everything up to `</details>` becomes part of the clickable line"
"""The effect of a `<summary>` that ends with the `<details>` around it."""

_NOT_IN_OTHER_RENDERERS = "but other HTML renderers may not"

_MAX_DISTANCE = 500
"""Characters after a tag in which a broken closing tag is searched for."""
_HREF = deferred(r"\shref\s*=", re.IGNORECASE)
_CENTERED = deferred(r"""\salign\s*=\s*["']?center""", re.IGNORECASE)


def check(document: Document, _options: NoOptions, evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each tag without its counterpart.

    Closing tags of inline elements (`</b>`) that close nothing are skipped, since they have no
    effect. So are missing end tags of paragraphs, list items, rows and cells, which are optional
    in HTML. A block element may start in one list item and end in another; an inline element may
    not. If browsers close an unclosed element with its cell or paragraph and no text is affected,
    the finding has severity info. With a base of comparison, tags outside the change are matched
    with each other first, so that the new tag is the one reported.
    """
    opened, closed = _unmatched(document, evidence)
    findings = [
        Finding(
            tag.span,
            f"{quote(document.slice(tag.span))} closes nothing: no `<{tag.name}>` is open here",
            f"Remove it, or write `<{tag.name}>` where the element should start",
        )
        for tag in closed
    ]
    findings += chain(find_unclosed_blocks(document), find_broken_markup(document))
    if opened:
        findings += _unclosed_findings(document, opened, UnclosedElements(document, opened))
    yield from sorted(findings, key=lambda finding: finding.span)


def _unmatched(document: Document, evidence: Evidence) -> tuple[list[HtmlTag], list[HtmlTag]]:
    """Return the tags that are never closed, and closing tags of blocks that close nothing.

    Both are in document order.
    """
    opened: dict[tuple[str, int, bool], list[HtmlTag]] = {}
    closed = []
    for tag in document.tags:
        if tag.name not in _BLOCK_EFFECTS and tag.name not in _INLINE_EFFECTS:
            continue
        container = 0 if tag.name in _BLOCK_EFFECTS else tag.container
        new = evidence.is_new(tag.span)
        open_tags = opened.setdefault((tag.name, container, new), [])
        if not tag.closing:
            if not document.slice(tag.span).endswith("/>"):
                open_tags.append(tag)
        elif stack := open_tags or opened.get((tag.name, container, not new)):
            stack.pop()
        elif tag.name in _BLOCK_EFFECTS:
            closed.append(tag)
    left = (tag for stack in opened.values() for tag in stack if not tag.has_open_quote)
    return sorted(left, key=lambda tag: tag.span), closed


def _unclosed_findings(
    document: Document, tags: Sequence[HtmlTag], elements: UnclosedElements
) -> Iterator[Finding]:
    details = [tag for tag in document.tags if tag.name == "details"]
    tables_without_rows = set(_tables_without_rows(document))
    previous: dict[str, HtmlTag] = {}
    findings: dict[Span, Finding] = {}
    for tag in tags:
        written = document.slice(tag.span)
        before = previous.get(tag.name)
        if before is not None and (
            tag.span in tables_without_rows
            or _is_meant_to_close(before, tag, written, elements, details)
        ):
            del previous[tag.name]
            visible = _is_visible(tag, elements, has_visible_text)
            findings[before.span] = _missing_slash_finding(document, before, tag, visible=visible)
        elif tag.name != "a" or _HREF().search(written):
            previous[tag.name] = tag
            broken_tag = _broken_closing_tag(document, tag)
            visible = broken_tag is not None or _is_visible(tag, elements, has_mixed_content)
            closed_by = None if visible else elements.closed_by(tag)
            effect = _EFFECT_UP_TO_DETAILS if _ends_with_details(tag, details) else _effect(tag)
            findings[tag.span] = _never_closed_finding(
                tag, written, broken_tag, closed_by, effect, may_be_text=_may_be_text(document, tag)
            )
    yield from findings.values()


def _is_visible(
    tag: HtmlTag, elements: UnclosedElements, is_affected: Callable[[str], bool]
) -> bool:
    """Return whether an unclosed element affects text that readers see."""
    if tag.name in _INLINE_EFFECTS:
        text = elements.text(tag)
        return text is None or is_affected(text)
    return tag.name not in rulebook.words("html", "ended") or elements.closed_by(tag) is None


def _is_meant_to_close(
    before: HtmlTag,
    tag: HtmlTag,
    written: str,
    elements: UnclosedElements,
    details: Sequence[HtmlTag],
) -> bool:
    """Return whether `tag` repeats the opening tag `before` and was meant to close it.

    `details` are the tags of `<details>`, which ends the `<summary>` in it.
    """
    is_near = tag.span.line == before.span.line
    if tag.name == "summary":
        is_near = _next(details, before) == _next(details, tag)
    if not is_near or tag.name in ("details", "table") or written.lower() != f"<{tag.name}>":
        return False
    return tag.name in _BLOCK_EFFECTS or elements.contains(before, tag)


def _next(tags: Sequence[HtmlTag], tag: HtmlTag) -> int:
    """Return the index of the first of `tags` after a tag."""
    return bisect(tags, tag.span, key=lambda other: other.span)


def _ends_with_details(tag: HtmlTag, details: Sequence[HtmlTag]) -> bool:
    """Return whether the tag of a `<summary>` is followed by the end of its `<details>`."""
    index = _next(details, tag)
    return tag.name == "summary" and index < len(details) and details[index].closing


def _tables_without_rows(document: Document) -> Iterator[Span]:
    """Yield the place of each `<table>` after a row that is not followed by a part of a table.

    A table in a cell follows the cell's opening tag, or text in the cell.
    """
    names = rulebook.words("html", "table part")
    tags = document.tags
    for index in range(1, len(tags)):
        before, tag = tags[index - 1 : index + 1]
        if tag.name != "table" or document.slice(tag.span).lower() != "<table>":
            continue
        after = tags[index + 1] if index + 1 < len(tags) else None
        is_after_row = before.name == "tr" or (before.closing and before.name in names)
        if is_after_row and (after is None or after.closing or after.name not in names):
            yield tag.span


def _missing_slash_finding(
    document: Document, before: HtmlTag, tag: HtmlTag, *, visible: bool
) -> Finding:
    closing = f"</{tag.name}>"
    advice = f"Write `{closing}`"
    effect = _effect(tag)
    if tag.name == "a":
        effect = f"browsers close the link here, {_NOT_IN_OTHER_RENDERERS}"
    elif not visible:
        effect = f"browsers close both, {_NOT_IN_OTHER_RENDERERS}"
    return Finding(
        tag.span,
        f"{quote(document.slice(tag.span))} opens a second `<{tag.name}>` instead of closing the"
        f" first: {effect}",
        advice,
        (Related(before.span, "First opening tag"),),
        Fix(advice, (Edit(tag.span, closing),)),
        severity=None if visible else "info",
    )


def _broken_closing_tag(document: Document, tag: HtmlTag) -> re.Match[str] | None:
    """Return the match of a closing tag without its `<`, such as `/ins>`, on the same line."""
    return re.compile(rf"(?<!<)/{tag.name}>", re.IGNORECASE).search(
        document.lines[tag.span.end_line - 1],
        tag.span.end_column - 1,
        tag.span.end_column + _MAX_DISTANCE,
    )


def _never_closed_finding(
    tag: HtmlTag,
    written: str,
    broken_tag: re.Match[str] | None,
    closed_by: str | None,
    effect: str,
    *,
    may_be_text: bool,
) -> Finding:
    message = f"{quote(written, 40)} is never closed: "
    if closed_by is not None:
        message += f"browsers close it at the end of {closed_by}, {_NOT_IN_OTHER_RENDERERS}"
    else:
        message += _BLOCK_EFFECTS["center"] if _CENTERED().search(written) else effect
    if broken_tag is not None:
        line = tag.span.end_line
        advice = f"Write `</{tag.name}>` instead of `{broken_tag[0]}`"
        span = Span(line, broken_tag.start() + 1, line, broken_tag.end() + 1)
        return Finding(
            tag.span,
            message,
            advice,
            (Related(span, "Rendered as text"),),
            Fix(
                advice,
                (Edit(span, f"</{tag.name}>"),),
                corrections=(Correction(broken_tag[0], f"</{tag.name}>"),),
            ),
        )
    advice = f"Write `</{tag.name}>` where the element should end"
    if may_be_text:
        escaped = quote(rf"\{written}", 40)
        advice += f", or {escaped} if readers should see it"
    severity: Severity | None = None if closed_by is None else "info"
    return Finding(tag.span, message, advice, severity=severity)


def _may_be_text(document: Document, tag: HtmlTag) -> bool:
    """Return whether a tag is between words: `the <table> element`."""
    before = document.lines[tag.span.line - 1][: tag.span.column - 1]
    after = document.lines[tag.span.end_line - 1][tag.span.end_column - 1 :]
    return before.endswith(" ") and after.startswith(" ")


def _effect(tag: HtmlTag) -> str:
    return _BLOCK_EFFECTS.get(tag.name) or _INLINE_EFFECTS[tag.name]
