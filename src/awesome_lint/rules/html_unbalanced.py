"""html-unbalanced: elements of HTML that are opened and not closed, or the reverse."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

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
    Span,
)
from awesome_lint.rules.rule import NoOptions, Rule
from awesome_lint.rules.shared.html_scope import (
    UnclosedElements,
    has_mixed_content,
    has_visible_text,
)
from awesome_lint.text.wording import quote

_BLOCKS = {
    "details": "everything after it is collapsed as well",
    "summary": "everything after it becomes part of the clickable line",
    "table": "everything after it is mixed into the table",
    "div": "everything after it is inside the `<div>` as well",
    "center": "everything after it is centered as well",
    "blockquote": "everything after it is indented as well",
    "ol": "everything after it is indented as well",
    "ul": "everything after it is indented as well",
}
"""What the reader gets of an element that is never closed."""

_INLINE = {
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

_OTHERS = "but other HTML renderers may not"

_NEAR = 500
_HREF = re.compile(r"\shref\s*=", re.IGNORECASE)
_CENTRED = re.compile(r"""\salign\s*=\s*["']?center""", re.IGNORECASE)


def check(document: Document, _options: NoOptions, evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each tag without its counterpart.

    A closing tag of text (`</b>`) that closes nothing is not seen, and the end tags of
    paragraphs, list items, rows and cells may be left out. Blocks may begin in one list item and
    end in another, marks of text may not. What nothing closes and yet ends where it should in
    browsers, with its cell or paragraph, is only noted. Where a change is looked at, an old tag
    closes an old one, if there is one, so that what it leaves open is what is new.
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
    if opened:
        findings += _unclosed(document, opened, UnclosedElements(document, opened))
    yield from sorted(findings, key=lambda finding: finding.span)


def _unmatched(document: Document, evidence: Evidence) -> tuple[list[HtmlTag], list[HtmlTag]]:
    """Return the tags that nothing closes, and those of blocks that close nothing, in order."""
    opened: dict[tuple[str, int, bool], list[HtmlTag]] = {}
    closed = []
    for tag in document.tags:
        if tag.name not in _BLOCKS and tag.name not in _INLINE:
            continue
        container = 0 if tag.name in _BLOCKS else tag.container
        new = evidence.is_new(tag.span)
        alike = opened.setdefault((tag.name, container, new), [])
        if not tag.closing:
            if not document.slice(tag.span).endswith("/>"):
                alike.append(tag)
        elif stack := alike or opened.get((tag.name, container, not new)):
            stack.pop()
        elif tag.name in _BLOCKS:
            closed.append(tag)
    left = (tag for stack in opened.values() for tag in stack)
    return sorted(left, key=lambda tag: tag.span), closed


def _unclosed(
    document: Document, tags: Sequence[HtmlTag], reach: UnclosedElements
) -> Iterator[Finding]:
    previous: dict[str, HtmlTag] = {}
    findings: dict[Span, Finding] = {}
    for tag in tags:
        written = document.slice(tag.span)
        before = previous.get(tag.name)
        if before is not None and _reopened(before, tag, written, reach):
            del previous[tag.name]
            seen = _is_seen(tag, reach, has_visible_text)
            findings[before.span] = _slash_forgotten(document, before, tag, seen=seen)
        elif tag.name != "a" or _HREF.search(written):
            previous[tag.name] = tag
            lost = _lost(document, tag)
            seen = lost is not None or _is_seen(tag, reach, has_mixed_content)
            closed_by = None if seen else reach.closed_by(tag)
            findings[tag.span] = _never_closed(tag, written, lost, closed_by)
    yield from findings.values()


def _is_seen(tag: HtmlTag, reach: UnclosedElements, spoils: Callable[[str], bool]) -> bool:
    """Tell whether a reader sees that nothing closes a tag: that it runs on too far."""
    if tag.name in _INLINE:
        text = reach.text(tag)
        return text is None or spoils(text)
    return tag.name not in rulebook.words("html", "ended") or reach.closed_by(tag) is None


def _reopened(before: HtmlTag, tag: HtmlTag, written: str, reach: UnclosedElements) -> bool:
    """Tell whether a tag was evidently meant to close the one before it."""
    is_near = tag.span.line == before.span.line or tag.name == "summary"
    if not is_near or tag.name in ("details", "table") or written.lower() != f"<{tag.name}>":
        return False
    return tag.name in _BLOCKS or reach.contains(before, tag)


def _slash_forgotten(document: Document, before: HtmlTag, tag: HtmlTag, *, seen: bool) -> Finding:
    closing = f"</{tag.name}>"
    advice = f"Write `{closing}`"
    harm = _harm(tag)
    if tag.name == "a":
        harm = f"browsers close the link here, {_OTHERS}"
    elif not seen:
        harm = f"browsers close both, {_OTHERS}"
    return Finding(
        tag.span,
        f"{quote(document.slice(tag.span))} opens a second `<{tag.name}>` instead of closing the"
        f" first: {harm}",
        advice,
        (Related(before.span, "First opening tag"),),
        Fix(advice, (Edit(tag.span, closing),)),
        severity=None if seen else "info",
    )


def _lost(document: Document, tag: HtmlTag) -> re.Match[str] | None:
    """Return what is left of a closing tag on the same line, such as `/ins>`."""
    return re.compile(rf"(?<!<)/{tag.name}>", re.IGNORECASE).search(
        document.lines[tag.span.end_line - 1],
        tag.span.end_column - 1,
        tag.span.end_column + _NEAR,
    )


def _never_closed(
    tag: HtmlTag, written: str, lost: re.Match[str] | None, closed_by: str | None
) -> Finding:
    message = f"{quote(written, 40)} is never closed: "
    if closed_by is not None:
        message += f"browsers close it at the end of {closed_by}, {_OTHERS}"
    else:
        message += _BLOCKS["center"] if _CENTRED.search(written) else _harm(tag)
    if lost is not None:
        line = tag.span.end_line
        advice = f"Write `</{tag.name}>` instead of `{lost[0]}`"
        at = Span(line, lost.start() + 1, line, lost.end() + 1)
        return Finding(
            tag.span,
            message,
            advice,
            (Related(at, "Rendered as text"),),
            Fix(
                advice,
                (Edit(at, f"</{tag.name}>"),),
                corrections=(Correction(lost[0], f"</{tag.name}>"),),
            ),
        )
    return Finding(
        tag.span,
        message,
        f"Write `</{tag.name}>` where the element should end",
        severity=None if closed_by is None else "info",
    )


def _harm(tag: HtmlTag) -> str:
    return _BLOCKS.get(tag.name) or _INLINE[tag.name]


RULE = Rule("html-unbalanced", "warning", check)
