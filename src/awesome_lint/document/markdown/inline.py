"""Inline Markdown: links, text and HTML, with their places in the source."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from sys import intern
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll
from markdown_it.token import Token
from msgspec import Struct

from awesome_lint.bounded import unescape
from awesome_lint.document.markdown import autolink_email
from awesome_lint.document.markdown.html_tags import Comment, Tag, scan_tags, separates_words
from awesome_lint.document.markdown.inline_state import UnresolvedReference
from awesome_lint.document.markdown.inline_tokens import MARKUP_START, tokenize
from awesome_lint.document.markdown.source_map import SourceMap
from awesome_lint.model import HIDDEN, Link, LinkKind, Prose, Span, UndefinedReference
from awesome_lint.text.patterns import deferred

BLANK = f" \t{HIDDEN}"
"""The characters of a line of prose that shows nothing."""

_URL_ATTRIBUTES = {
    "a": "href",
    "area": "href",
    "audio": "src",
    "img": "src",
    "source": "src",
    "video": "src",
}
_IMAGES = frozenset({"audio", "img", "source", "video"})

_SRCSET_URL = deferred(r"[\s,]*+(\S++)")
_ANCHOR = deferred(r"</?a(?![\w-])", re.IGNORECASE)
_ENTITY = deferred(r"&#?[A-Za-z0-9]{1,32};")


class MarkupRange(Struct, frozen=True, gc=False):
    """Markup in the content."""

    kind: str
    """The type of markdown-it-py's token."""
    start: int
    """The offset in the content at which it begins."""
    end: int
    """The offset after its last character."""
    text: str
    """The text that readers see."""
    link: Link | None = None
    """The link that it makes, if any."""

    def moved_by(self, offset: int) -> MarkupRange:
        """Return the range in content that begins `offset` characters earlier."""
        return MarkupRange(self.kind, self.start + offset, self.end + offset, self.text, self.link)


class InlineContent(Struct, frozen=True, gc=False):
    """The inline content of one block."""

    content: str
    """The Markdown."""
    text: str
    """The text that readers see, with white space collapsed."""
    links: tuple[Link, ...] = ()
    """The links and images, in order."""
    prose: tuple[Prose, ...] = ()
    """The literal text, by line."""
    comments: tuple[tuple[str, Span], ...] = ()
    """The texts and places of HTML comments."""
    markup: tuple[MarkupRange, ...] = ()
    """The ranges of markup in order, none inside another."""
    tags: tuple[tuple[str, Span], ...] = ()
    """The names and places of HTML tags; the name of a closing tag begins with `/`."""
    undefined_references: tuple[UndefinedReference, ...] = ()
    """The references whose labels are not defined."""
    delimiters: tuple[Span, ...] = ()
    """The places of delimiters that delimit nothing, so that readers see them."""
    struck: tuple[Span, ...] = ()
    """The places of texts that single tildes strike through."""


def parse_inline(
    md: MarkdownIt, content: str, source_map: SourceMap, env: dict[str, Any]
) -> InlineContent:
    """Parse the inline content of one block; `env` holds the document's reference definitions."""
    if "@" not in content and not MARKUP_START.search(content):
        return InlineContent(
            content, _collapse_whitespace(content), prose=literal_lines(content, [], source_map)
        )
    tokens, math, unresolved, delimiters, struck = tokenize(content, md, env)
    links: list[Link] = []
    comments: list[tuple[str, Span]] = []
    hidden: list[tuple[int, int]] = []
    markup: list[MarkupRange] = []
    tags: list[tuple[str, Span]] = []
    position = 0
    for index, token in enumerate(tokens):
        if (at := token.meta.get("at")) is None:
            continue
        is_nested = at[0] < position
        position = max(position, at[1])
        if token.markup != "bare":
            hidden.append((at[0] + (token.info == "escape"), at[1]))
        link, shown = None, token.content
        if token.type in ("link_open", "image"):
            link = _link(tokens, index, source_map)
            links.append(link)
            shown = "" if token.type == "image" else link.text
        elif token.type == "footnote_ref":
            shown = ""
        elif token.type == "html_inline":
            shown = " " if separates_words(token.content) else ""
            for item in scan_tags(token.content):
                if item.start:
                    break  # the token is one tag, and this is in one of its values
                if isinstance(item, Comment):
                    comments.append((item.text, source_map.span(*at)))
                    continue
                tags.append((item.name, source_map.span(*at)))
                text = ""
                if item.name == "a" and "href" in item.attributes:
                    text = plain_text(_tokens_until(tokens, index, _is_anchor))
                if found := html_link(item, at[0], source_map, text):
                    link = found
                    links.append(found)
                links += srcset_images(item, at[0], source_map)
        if not is_nested:
            markup.append(MarkupRange(token.type, at[0], at[1], shown, link))
    if "@" in content or "&" in content:
        _add_email_autolinks(
            list(autolink_email.find_email_autolinks(tokens, content)), links, markup, source_map
        )
    return InlineContent(
        content,
        plain_text(tokens),
        tuple(links),
        literal_lines(content, hidden, source_map, math),
        tuple(comments),
        tuple(markup),
        tuple(tags),
        tuple(_undefined_references(content, unresolved, markup, source_map)) if unresolved else (),
        _spans(_visible(delimiters, tokens, math), source_map) if delimiters else (),
        _spans(struck, source_map) if struck else (),
    )


def _spans(places: Iterable[tuple[int, int]], source_map: SourceMap) -> tuple[Span, ...]:
    return tuple(source_map.span(*place) for place in places)


def _visible(
    delimiters: Sequence[tuple[int, int]], tokens: Sequence[Token], math: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield the delimiters that are neither in alternative texts of images nor in formulas."""
    images = [token.meta["at"] for token in tokens if token.type == "image"]
    hidden = sorted((*images, *math))
    for place in delimiters:
        index = bisect_right(hidden, place[0], key=lambda around: around[0]) - 1
        if index < 0 or hidden[index][1] <= place[0]:
            yield place


def _undefined_references(
    content: str,
    unresolved: Sequence[UnresolvedReference],
    markup: Sequence[MarkupRange],
    source_map: SourceMap,
) -> Iterator[UndefinedReference]:
    """Yield the references to labels that are not defined, unless their labels are links.

    `[text][label](url)` is a text and a link.
    """
    for each in unresolved:
        opener, (label_start, label_end) = each.opener, each.label
        around = bisect_right(markup, opener.end, key=lambda mark: mark.start) - 1
        is_nested = around >= 0 and each.text_end < markup[around].end
        after = bisect_left(markup, label_start - 1, key=lambda mark: mark.start)
        label_is_link = after < len(markup) and markup[after].start == label_start - 1
        if label_is_link or (is_nested and not opener.is_image):
            continue
        text, label = content[opener.end : each.text_end], content[label_start:label_end]
        is_collapsed = not label.strip()
        yield UndefinedReference(
            text,
            _collapse_whitespace(text if is_collapsed else label),
            opener.is_image,
            is_collapsed,
            source_map.span(opener.end - 1 - opener.is_image, label_end + 1),
            source_map.span(*((opener.end, each.text_end) if is_collapsed else each.label)),
        )


def _add_email_autolinks(
    addresses: list[autolink_email.EmailAutolink],
    links: list[Link],
    markup: list[MarkupRange],
    source_map: SourceMap,
) -> None:
    inside = {place for address in addresses for place in range(address.start, address.end)}
    markup[:] = [mark for mark in markup if mark.start not in inside]
    for address in addresses:
        span = source_map.span(address.start, address.end)
        link = Link(address.text, address.url, "bare", span, span)
        links.append(link)
        markup.append(MarkupRange("link_open", address.start, address.end, address.text, link))
    if addresses:
        links.sort(key=lambda link: link.span)
        markup.sort(key=lambda mark: mark.start)


def _link(tokens: list[Token], index: int, source_map: SourceMap) -> Link:
    token = tokens[index]
    start, end = token.meta["at"]
    span = source_map.span(start, end)
    url = str(token.attrs["href"])
    if token.type == "image":
        kind: LinkKind = "image"
        text = plain_text(token.children or [])
    else:
        kind = {"bare": "bare", "autolink": "autolink"}.get(token.markup, "inline")  # type: ignore[assignment]
        text = plain_text(_tokens_until(tokens, index, _is_link_close))
    if kind == "bare":
        return Link(text, url, kind, span, span)
    if kind == "autolink":
        url = _ENTITY().sub(lambda entity: unescapeAll(entity[0]), url)
        return Link(text, url, kind, span, source_map.span(start + 1, end - 1))
    if reference := token.meta["reference"]:
        kind = kind if kind == "image" else "reference"
        return Link(text, url, kind, span, reference["span"])
    return Link(text, url, kind, span, source_map.span(*token.meta["destination"]))


def html_link(tag: Tag, offset: int, source_map: SourceMap, text: str) -> Link | None:
    """Return the link that an HTML tag makes; None if it makes none.

    `offset` is the offset in the content of the text in which the tag was found. An `<img>` is
    an image, whatever syntax surrounds it.
    """
    attribute = tag.attributes.get(_URL_ATTRIBUTES.get(tag.name, ""))
    if attribute is None:
        return None
    kind: LinkKind = "image" if tag.name in _IMAGES else "html"
    if kind == "image":
        text = tag.attributes["alt"].value if "alt" in tag.attributes else ""
    raw = source_map.span(offset + attribute.start, offset + attribute.end)
    url = unescape(attribute.value)
    return Link(text, url, kind, source_map.span(offset + tag.start, offset + tag.end), raw)


def srcset_images(tag: Tag, offset: int, source_map: SourceMap) -> Iterator[Link]:
    """Yield the images of the attribute `srcset` of an `<img>` or `<source>`.

    `offset` is as for `html_link`.
    """
    attribute = tag.attributes.get("srcset") if tag.name in ("img", "source") else None
    if attribute is None:
        return
    span = source_map.span(offset + tag.start, offset + tag.end)
    whole = offset + attribute.start, offset + attribute.end
    # Character references are longer in the source than in the value.
    is_literal = len(attribute.value) == attribute.end - attribute.start
    for begin, end in _srcset_urls(attribute.value):
        place = (whole[0] + begin, whole[0] + end) if is_literal else whole
        yield Link("", attribute.value[begin:end], "image", span, source_map.span(*place))


def _srcset_urls(value: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each URL of a `srcset`, as the HTML standard parses it.

    A URL ends at white space. A comma after it or after its descriptors (`2x`) ends the image.
    """
    position = 0
    while match := _SRCSET_URL().match(value, position):
        url = match[1].rstrip(",")
        yield match.start(1), match.start(1) + len(url)
        position = match.end()
        if url == match[1]:
            comma = value.find(",", position)
            position = len(value) if comma == -1 else comma


def _tokens_until(
    tokens: Sequence[Token], index: int, ends: Callable[[Token], bool]
) -> Iterator[Token]:
    """Yield the tokens after the one at `index`, up to the first for which `ends` is true."""
    for number in range(index + 1, len(tokens)):
        if ends(tokens[number]):
            return
        yield tokens[number]


def _is_link_close(token: Token) -> bool:
    return token.type == "link_close"


def _is_anchor(token: Token) -> bool:
    return token.type == "html_inline" and _ANCHOR().match(token.content) is not None


def plain_text(tokens: Iterable[Token]) -> str:
    """Return the text that readers see of inline tokens, without images, white space collapsed."""
    parts = []
    for token in tokens:
        if token.type in ("text", "text_special", "code_inline"):
            parts.append(token.content)
        elif token.type in ("softbreak", "hardbreak") or (
            token.type == "html_inline" and separates_words(token.content)
        ):
            parts.append(" ")
    return _collapse_whitespace("".join(parts))


def _collapse_whitespace(text: str) -> str:
    collapsed = " ".join(text.split())
    # Equal texts of a document are one object where that costs nothing.
    return text if text == collapsed else collapsed


def literal_lines(
    content: str,
    hidden: list[tuple[int, int]],
    source_map: SourceMap,
    math: Sequence[tuple[int, int]] = (),
) -> tuple[Prose, ...]:
    """Return the content line by line, with the `hidden` ranges replaced by U+FFFC."""
    shown = _hide(content, hidden) if hidden else content
    if hidden and hidden[0] == (0, len(content)):
        shown = intern(shown)  # many cells are one link, and many links have the same length
    prose, offset = [], 0
    for number, line in enumerate(content.split("\n")):
        lead = len(line) - len(line.lstrip()) if number else 0
        start, end = offset + lead, offset + len(line)
        span = source_map.span(start, end)
        text = shown[start:end]
        if span.end_column - span.column != len(text):
            text = _pad_to_source(text, start, span, source_map)
        formulas = tuple(_ranges_within(math, start, end, source_map)) if math else ()
        prose.append(Prose(text, span, formulas))
        offset = end + 1
    return tuple(prose)


def _hide(content: str, ranges: Iterable[tuple[int, int]]) -> str:
    """Return the content with the characters of `ranges` replaced by U+FFFC."""
    pieces, position = [], 0
    for start, end in ranges:
        if end > position:
            begin = max(start, position)
            pieces += [content[position:begin], HIDDEN * (end - begin)]
            position = end
    return "".join((*pieces, content[position:]))


def _ranges_within(
    ranges: Sequence[tuple[int, int]], start: int, end: int, source_map: SourceMap
) -> Iterator[tuple[int, int]]:
    """Yield the parts of sorted `ranges` on the line from `start` to `end`, as offsets in it."""
    column = source_map.position(start)[1]
    for index in range(bisect_right(ranges, start, key=lambda item: item[1]), len(ranges)):
        first, last = ranges[index]
        if first >= end:
            return
        span = source_map.span(max(first, start), min(last, end))
        if span.end_column > span.column:
            yield span.column - column, span.end_column - column


def _pad_to_source(text: str, start: int, span: Span, source_map: SourceMap) -> str:
    """Return `text` with U+FFFC for each source character that the content lacks."""
    places = [HIDDEN] * (span.end_column - span.column)
    for index, character in enumerate(text):
        places[source_map.position(start + index)[1] - span.column] = character
    return "".join(places)
