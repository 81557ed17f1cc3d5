"""link-empty: links without a URL, links without text, and images without a URL."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from functools import cache, partial
from typing import Literal

from msgspec import Struct

from awesome_lint import rulebook
from awesome_lint.model import Document, Evidence, Finding, Link, Span
from awesome_lint.rules.shared.distinct_links import distinct_links
from awesome_lint.rules.shared.examples import is_for_contributors, mentions_example
from awesome_lint.rules.shared.per_document import once_per_document
from awesome_lint.text.patterns import any_of, deferred
from awesome_lint.text.wording import quote

_EMPTY_URLS = frozenset(("", "http://", "https://"))
_NO_TEXT = deferred(r"\[\s*\][(\[]")
_IMAGE = deferred(r"!\[|<img\b", re.IGNORECASE)
_MIN_TITLE_WORDS = 5
"""Words of the shortest text that can only be a title, and not the name of a place."""
_MAX_LINE_CHARS = 2000
"""Characters of a line in which the image of an `<a>` is searched for."""
_MAX_TEMPLATE_LINES = 10
"""Lines between the end of a template and the text that announces it, at most."""


class Options(Struct, frozen=True, forbid_unknown_fields=True):
    """Options of link-empty."""

    badges: Literal["allow", "forbid"] = "allow"
    """`forbid`: empty links around images are reported as well. GitHub links an image to its own
    file unless it is inside a link, and an empty link is a common way to prevent that."""


def check(document: Document, options: Options, _evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each empty link or image.

    `#` is the top of the page. It is reported in entries, whose links should lead to the listed
    thing, and if the text is as long as a title; not if the text is about going to the top.
    Templates of entries are skipped.
    """
    is_template_line = cache(partial(_is_template_line, document))
    for link in distinct_links(document):
        url = link.url.strip()
        if url in _EMPTY_URLS or (
            url == "#"
            and (
                len(link.text.split()) >= _MIN_TITLE_WORDS
                or link.url_span in _links_in_entries(document)
            )
            and not _goes_to_top(link)
        ):
            if link.url_span in _links_in_templates(document) or is_template_line(link.span.line):
                continue
            if link.kind == "image":
                yield _image_finding(link)
            elif options.badges == "forbid" or not _contains_image(document, link):
                yield _link_finding(document, link, url)
        elif url.startswith(("http://", "https://")) and _has_no_text(document, link):
            yield Finding(
                link.span,
                f"The link to {quote(url)} has no text: readers see nothing to click",
                "Write text between `[` and `]`",
            )


@once_per_document
def _links_in_entries(document: Document) -> Set[Span]:
    """Return the places of the URLs of links in entries."""
    return {link.url_span for entry in document.entries for link in entry.links}


@once_per_document
def _links_in_templates(document: Document) -> Set[Span]:
    """Return the places of the URLs of links in entries that are templates."""
    return {
        link.url_span
        for entry in document.entries
        if entry.title is not None
        and entry.title.text.strip().casefold() in rulebook.words("phrases", "field")
        for link in entry.links
    }


def _has_no_text(document: Document, link: Link) -> bool:
    if link.kind not in ("inline", "reference") or link.text.strip():
        return False
    return _NO_TEXT().match(document.slice(link.span)) is not None


def _is_template_line(document: Document, line: int) -> bool:
    """Return whether a line is in a template of an entry, which contributors fill in.

    Templates are in sections on how to contribute, and after lines such as `Use this format:`.
    """
    if is_for_contributors(document, line):
        return True
    heading = document.heading_above(line)
    first = max(heading.span.end_line if heading else 0, line - 1 - _MAX_TEMPLATE_LINES)
    return any(map(_announces_example, document.lines[first : line - 1]))


def _announces_example(line: str) -> bool:
    text = line[-_MAX_LINE_CHARS:].rstrip(" \t*_")
    return text.endswith((":", "\uff1a")) and mentions_example(text)


def _goes_to_top(link: Link) -> bool:
    return bool(_to_top_phrases().search(link.text)) or not any(map(str.isalpha, link.text))


def _contains_image(document: Document, link: Link) -> bool:
    """Return whether a link contains an image."""
    if link.kind != "html":
        return bool(_IMAGE().search(document.slice(link.span)))
    # The span of an `<a>` is its opening tag.
    line, start = link.span.end_line, link.span.end_column - 1
    first = document.lines[line - 1][start : start + _MAX_LINE_CHARS]
    lines = [first, *(below[:_MAX_LINE_CHARS] for below in document.lines[line : line + 2])]
    inside = "\n".join(lines).split("</a", 1)[0]
    return bool(_IMAGE().search(inside))


def _image_finding(link: Link) -> Finding:
    name = f"The image {quote(link.text)}" if link.text else "The image"
    return Finding(
        link.span,
        f"{name} has no URL: readers see a broken image",
        "Write the URL of the image, or remove it",
    )


def _link_finding(document: Document, link: Link, url: str) -> Finding:
    name = quote(link.text or document.slice(link.span))
    if url == "#":
        problem = "links to `#`: a click only jumps to the top of the page"
    elif url:
        problem = f"links to {quote(url)}: a click opens no page"
    else:
        problem = "has an empty URL: a click only reloads the page"
    if not url and _has_no_text(document, link):
        return Finding(
            link.span,
            f"{name} is a link without text and URL: readers do not see it",
            "Remove it, or write both",
            severity="info",
        )
    return Finding(
        link.span, f"{name} {problem}", "Write the URL, or keep the text without the link"
    )


@cache
def _to_top_phrases() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(rulebook.words('phrases', 'to the top'))}\b", re.IGNORECASE)
