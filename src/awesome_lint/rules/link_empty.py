"""link-empty: links to nothing, links that show nothing, and images without a file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

from msgspec import Struct

from awesome_lint import rulebook
from awesome_lint.model import Document, Evidence, Finding, Link, Span
from awesome_lint.rules.rule import Rule
from awesome_lint.text.patterns import any_of
from awesome_lint.text.wording import quote

_NOWHERE = frozenset(("", "http://", "https://"))
_NO_TEXT = re.compile(r"\[\s*\][(\[]")
_IMAGE = re.compile(r"!\[|<img\b", re.IGNORECASE)
_FAR = 2000
"""Characters of a line in which the image of an `<a>` is looked for: it may be a whole file."""


class Options(Struct, frozen=True, forbid_unknown_fields=True):
    """What counts as an empty link."""

    badges: Literal["allow", "forbid"] = "allow"
    """`forbid`: empty links around images are reported, too. GitHub links an image to its own
    file unless it stands in a link, and an empty one is a common way to prevent that."""


def check(document: Document, options: Options, _evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each link that takes nobody anywhere.

    `#` is the top of the page, which may well be meant: it is judged only in an entry, where a
    link belongs to the thing that is listed, and not if its text speaks of going up.
    """
    in_entries = {link.url_span for entry in document.entries for link in entry.links}
    seen: set[Span] = set()
    for link in document.links:
        if link.url_span in seen:
            continue
        seen.add(link.url_span)
        url = link.url.strip()
        if url in _NOWHERE or (url == "#" and link.url_span in in_entries and not _up(link)):
            if link.kind == "image":
                yield _image(link)
            elif options.badges == "forbid" or not _around_image(document, link):
                yield _to_nothing(document, link, url)
        elif url.startswith(("http://", "https://")) and _invisible(document, link):
            yield Finding(
                link.span,
                f"The link to {quote(url)} has no text: readers see nothing to click",
                "Write text between `[` and `]`",
            )


def _invisible(document: Document, link: Link) -> bool:
    kinds = ("inline", "reference")
    return link.kind in kinds and bool(_NO_TEXT.match(document.slice(link.span)))


def _up(link: Link) -> bool:
    return bool(_to_top().search(link.text)) or not any(map(str.isalpha, link.text))


def _around_image(document: Document, link: Link) -> bool:
    """Tell whether a link holds an image. The span of an `<a>` is only its opening tag."""
    if link.kind != "html":
        return bool(_IMAGE.search(document.slice(link.span)))
    line, start = link.span.end_line, link.span.end_column - 1
    first = document.lines[line - 1][start : start + _FAR]
    lines = [first, *(below[:_FAR] for below in document.lines[line : line + 2])]
    inside = "\n".join(lines).split("</a", 1)[0]
    return bool(_IMAGE.search(inside))


def _image(link: Link) -> Finding:
    name = f"The image {quote(link.text)}" if link.text else "The image"
    return Finding(
        link.span,
        f"{name} has no URL: readers see a broken image",
        "Write the URL of the image, or remove it",
    )


def _to_nothing(document: Document, link: Link, url: str) -> Finding:
    name = quote(link.text or document.slice(link.span))
    if url == "#":
        problem = "links to `#`: a click only jumps to the top of the page"
    elif url:
        problem = f"links to `{url}`: a click opens no page"
    else:
        problem = "has an empty URL: a click only reloads the page"
    if not url and _invisible(document, link):
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
def _to_top() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(rulebook.words('phrases', 'to the top'))}\b", re.IGNORECASE)


RULE = Rule("link-empty", "warning", check, Options)
