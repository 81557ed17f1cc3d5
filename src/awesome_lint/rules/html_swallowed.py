"""html-swallowed: words and elements that GitHub drops, or shows as text, because they are HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from awesome_lint import rulebook
from awesome_lint.model import Document, Edit, Evidence, Finding, Fix, HtmlTag, Span
from awesome_lint.rules.rule import NoOptions
from awesome_lint.text.edit_distance import index_words, single_edit, words_one_edit_away
from awesome_lint.text.patterns import deferred
from awesome_lint.text.wording import quote

_SHOWN_AS_TEXT = {
    "iframe": ("readers see its code instead of the page", "Link to the page instead"),
    "script": ("readers see its code", "Remove it: GitHub runs no scripts"),
    "style": ("readers see its code", "Remove it: GitHub applies no style sheets"),
    "title": ("readers see its tags", "Write a heading, or remove it"),
}
"""Elements of GFM's tag filter, with the effect on readers and the help."""
_OTHERS_SHOWN_AS_TEXT = ("readers see its tags", "Remove its tags")

_MEDIA = {
    "audio": ("readers hear nothing", "Link to the recording instead"),
    "embed": ("readers see nothing", "Link to the file instead"),
    "object": ("readers see at most the text inside it", "Link to the file instead"),
    "svg": (
        "readers do not see the drawing",
        "Save the drawing as a file, and write `![…](….svg)`",
    ),
    "video": (
        "readers see no video",
        "Link to the video, or upload it in GitHub's editor and write its URL on a line of its own",
    ),
}
"""Elements of media that GitHub drops, with the effect on readers and the help."""

_BARE = deferred(r"</?[a-z][a-z0-9-]*+\s*/?>", re.IGNORECASE)
"""A tag without attributes."""
_VALUE = deferred(r"\s[^\s=<>]+\s*=")
"""An attribute with a value."""
_AUTOLINK = deferred(r"<(https?://[^\s<>\"]+)>", re.IGNORECASE)
_WORD_BEFORE = deferred(r"(?<![\w.:])[\w.:]*\w$", re.ASCII)
_UPLOADED_VIDEO = deferred(
    r"https?://(?:(?:private-)?user-images\.githubusercontent\.com/"
    r"|github\.com/(?:user-attachments/|[\w.-]+/[\w.-]+/assets/))",
    re.IGNORECASE,
)
"""The beginning of the URL of a video that was uploaded in GitHub's editor."""
_WORDS = deferred(r"\w+")
_MAX_CHARS = 2000
"""Characters of an element that are examined."""
_MIN_ELEMENT_CHARS = 5
"""Letters of the shortest element of which a pair of unknown tags may be a misspelling."""
_MAX_LINES = 20
"""Lines of an element that are examined."""


def check(document: Document, _options: NoOptions, _evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each text that is read as a tag, and for each element that GitHub drops.

    A tag of an unknown element is text, unless it has attributes with values, or a closing tag and
    content. In a paragraph, so is a tag of an HTML element that makes no sense alone, without
    attributes and without a closing tag: `HTML5 <audio> players`.
    """
    examined = [
        index for index, tag in enumerate(document.tags) if tag.name not in _unreported_elements()
    ]
    if not examined:
        return
    partners = _matching_tags(document.tags, examined)
    end = 0  # the index of the last tag of an element whose content has been examined
    for index in examined:
        if index < end:
            continue
        tag, other = document.tags[index], partners.get(index)
        written = document.slice(tag.span)
        if (
            tag.name in rulebook.words("html", "foreign", "filtered", "media")
            and not tag.closing
            and (other is not None or not _is_bare(written))
        ):
            end = index if other is None else other
            yield from _element_finding(document, index, other, written)
        elif tag.name in rulebook.words("html", "filtered"):
            continue  # GitHub shows it as it is written
        elif tag.name in rulebook.words("html", "element"):
            is_alone = tag.block is not None and other is None and not tag.closing
            if is_alone and _is_bare(written):
                yield _swallowed_finding(document, [tag])
        elif not _VALUE().search(written) and not (tag.block is None and written.endswith("/>")):
            yield from _unknown_finding(document, index, other)


def _is_bare(tag: str) -> bool:
    """Return whether a tag, as written, has no attributes."""
    return _BARE().fullmatch(tag) is not None


def _unknown_finding(document: Document, index: int, other: int | None) -> Iterator[Finding]:
    """Yield the finding for a tag that is not HTML, `other` being the index of its other tag."""
    tag = document.tags[index]
    if other is None:
        yield _mistyped_finding(document, index) or _swallowed_finding(document, [tag])
        return
    if meant := _misspelled_element(tag):
        if index < other:
            yield _misspelled_element_finding(document, tag, document.tags[other], meant)
        return
    first, last = document.tags[min(index, other)].span, document.tags[max(index, other)].span
    if last.line - first.end_line > 1:
        return
    between = document.slice(Span(first.end_line, first.end_column, last.line, last.column))
    if between == "":
        if index < other:
            yield _swallowed_finding(document, [tag, document.tags[other]])
    elif len(between) <= _MAX_CHARS and _is_enumeration(between):
        yield _swallowed_finding(document, [tag])


@cache
def _unreported_elements() -> frozenset[str]:
    """Return the names of the elements whose tags GitHub applies, or whose content it keeps."""
    mention = rulebook.words("html", "mention")
    return rulebook.words("html", "container", "formatting", "kept") - mention


def _matching_tags(tags: Sequence[HtmlTag], examined: Sequence[int]) -> dict[int, int]:
    """Return the index of the other tag of each element that is closed in the same block."""
    partners: dict[int, int] = {}
    opened: dict[tuple[str, Span | None, int], list[int]] = {}
    for index in examined:
        tag = tags[index]
        same = opened.setdefault((tag.name, tag.block, tag.container), [])
        if not tag.closing:
            same.append(index)
        elif same:
            other = same.pop()
            partners[index], partners[other] = other, index
    return partners


def _is_enumeration(text: str) -> bool:
    """Return whether a text consists of words such as "and", which do not belong into a tag."""
    return all(
        word in rulebook.words("words", "linking") for word in _WORDS().findall(text.lower())
    )


def _swallowed_finding(document: Document, tags: Sequence[HtmlTag]) -> Finding:
    first, last = tags[0].span, tags[-1].span
    span = first.through(last)
    written = document.slice(span)
    line = document.lines[first.line - 1]
    glued = _WORD_BEFORE().search(line[max(first.column - 1 - _MAX_CHARS, 0) : first.column - 1])
    seen = f"only {quote(glued[0])}" if glued else "nothing in its place"
    in_html = tags[0].block is None
    if in_html and (url := _AUTOLINK().fullmatch(written)):
        link = f'<a href="{url[1]}">{url[1]}</a>'
        return Finding(
            span,
            f"GitHub reads {quote(written)} as an HTML tag: readers see {seen}",
            f"Write {quote(link)}",
            fix=Fix("Write the URL as a link", (Edit(span, link),), safe=False),
        )
    escape = "&lt;" if in_html else r"\<"
    edits = tuple(
        Edit(Span(tag.span.line, tag.span.column, tag.span.line, tag.span.column + 1), escape)
        for tag in tags
    )
    escaped = written.replace("<", escape)
    advice = f"Write {quote(escaped)}"
    return Finding(
        span,
        f"GitHub reads {quote(written)} as an HTML tag: readers see {seen}",
        advice if in_html else f"{advice}, or put it into backticks",
        fix=Fix(advice, edits, safe=False),
    )


def _misspelled_element(tag: HtmlTag) -> str:
    """Return the element that the two tags of an unknown one were probably meant to be."""
    if len(tag.name) < _MIN_ELEMENT_CHARS:
        return ""
    near = words_one_edit_away(tag.name, _long_elements())
    return near[0] if near else ""


@cache
def _long_elements() -> dict[str, list[str]]:
    kept = rulebook.words("html", "container", "kept")
    return index_words(name for name in kept if len(name) >= _MIN_ELEMENT_CHARS)


def _misspelled_element_finding(
    document: Document, tag: HtmlTag, other: HtmlTag, meant: str
) -> Finding:
    edits = []
    for each, start in ((tag, len("<")), (other, len("</"))):
        line, column = each.span.line, each.span.column + start
        edits.append(Edit(Span(line, column, line, column + len(tag.name)), meant))
    advice = f"Write `<{meant}>` and `</{meant}>`"
    return Finding(
        tag.span,
        f"{quote(document.slice(tag.span))} is not an HTML tag: GitHub drops it, and it has no"
        " effect",
        advice,
        fix=Fix(advice, tuple(edits), safe=False),
        severity="warning",
    )


def _mistyped_finding(document: Document, index: int) -> Finding | None:
    """Return the finding for a misspelled tag: `<be>` at the end of a line, or `<b>…</bb>`."""
    tag = document.tags[index]
    if tag.name.startswith("b") and single_edit(tag.name, "br") and not tag.closing:
        rest = document.lines[tag.span.end_line - 1][tag.span.end_column - 1 :]
        meant = "" if rest.strip() else "br"
        effect = "the line does not break here"
    else:
        near = document.tags[index - 1 : index] if tag.closing else document.tags[index + 1 :][:1]
        meant = next((each.name for each in near if _is_misspelling(tag, each)), "")
        effect = "the element does not end here" if tag.closing else "it has no effect"
    if not meant:
        return None
    right = f"</{meant}>" if tag.closing else f"<{meant}>"
    return Finding(
        tag.span,
        f"{quote(document.slice(tag.span))} is not an HTML tag: GitHub drops it, and {effect}",
        f"Write `{right}`",
        fix=Fix(f"Write `{right}`", (Edit(tag.span, right),), safe=False),
        severity="warning",
    )


def _is_misspelling(tag: HtmlTag, other: HtmlTag) -> bool:
    """Return whether two neighbouring tags are those of one element, and `tag` is misspelled."""
    return (
        tag.closing != other.closing
        and other.name in rulebook.words("html", "element")
        and single_edit(tag.name, other.name) is not None
    )


def _element_finding(
    document: Document, index: int, other: int | None, written: str
) -> Iterator[Finding]:
    tag = document.tags[index]
    if tag.name in rulebook.words("html", "filtered"):
        effect, advice = _SHOWN_AS_TEXT.get(tag.name, _OTHERS_SHOWN_AS_TEXT)
        message = f"GitHub shows {quote(written)} as text: {effect}"
    elif tag.name in _MEDIA and not _is_uploaded(document, tag, other):
        effect, advice = _MEDIA[tag.name]
        message = f"GitHub drops {quote(written)}: {effect}"
    else:
        return
    yield Finding(tag.span, message, advice, severity="warning")


def _is_uploaded(document: Document, tag: HtmlTag, other: int | None) -> bool:
    """Return whether an element shows a video that was uploaded in GitHub's editor."""
    last = tag if other is None else document.tags[other]
    end = min(last.span.end_line, tag.span.line + _MAX_LINES)
    text = "\n".join(document.lines[tag.span.line - 1 : end])
    start = tag.span.column - 1
    return _UPLOADED_VIDEO().search(text, start, start + _MAX_CHARS) is not None
