"""Elements of a page. Text and attributes may be a stranger's: they are escaped here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, tostring

from awesome_lint.identifiers.url import parse_web_url
from awesome_lint.text.display import displayable

Content = Element | str
"""The content of an element: elements, and text."""

_BLOCKS: Final = frozenset(
    "head meta title style script header main footer nav section article form label option p"
    " h1 h2 h3 ul li div figure figcaption table caption thead tbody tr pre svg".split()
)
"""Elements after which the source has a line break."""

_CODE: Final = re.compile(r"`([^`]+)`")
_WEB_URL: Final = re.compile(r"https?://", re.IGNORECASE)
_HOST: Final = re.compile(r"[\w.-]+(?::[0-9]+)?|\[[0-9a-f:.]+\]")
_MAX_URL_CHARS: Final = 2000
"""Characters of a URL from which on it is not a link."""


def element(tag: str, attributes: Mapping[str, str] | None = None, *content: Content) -> Element:
    """Return an element. Invisible characters of its text and attributes become escapes."""
    made = Element(tag, {name: displayable(each) for name, each in (attributes or {}).items()})
    last: Element | None = None
    for each in content:
        if isinstance(each, Element):
            made.append(each)
            last = each
        elif last is None:
            made.text = (made.text or "") + displayable(each)
        else:
            last.tail = (last.tail or "").rstrip("\n") + displayable(each)
    if tag in _BLOCKS:
        made.tail = "\n"
    return made


def add_source(parent: Element, tag: str, source: str) -> None:
    """Add a `<style>` or `<script>` of our own, whose source is not escaped."""
    SubElement(parent, tag).text = source


def page_source(root: Element) -> str:
    """Return the source of a page."""
    return f"<!DOCTYPE html>\n{tostring(root, encoding='unicode', method='html')}\n"


def with_code(text: str) -> Iterator[Content]:
    """Yield a text whose quotations in backticks are elements."""
    for number, part in enumerate(_CODE.split(text)):
        if part:
            yield element("code", None, part) if number % 2 else part


def shorten(text: str, limit: int) -> str:
    """Return a text, cut after `limit` characters."""
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def web_link(url: str, *content: Content) -> Element:
    """Return a link to a web page.

    It is text if the URL is not http or https, has no valid host, or has a user name.
    """
    parts = parse_web_url(url) if _WEB_URL.match(url) else None
    if parts is None or not _HOST.fullmatch(parts.host) or len(url) > _MAX_URL_CHARS:
        return element("span", None, *content)
    target = quote(url, safe="!#$%&'()*+,/:;=?@[]~", errors="replace")
    return element("a", {"href": target, "rel": "noopener noreferrer nofollow"}, *content)


def row(*cells: Content) -> tuple[Content, ...]:
    """Return the cells of a row of a table."""
    return cells


def table(
    name: str, head: Sequence[str], rows: Iterable[Sequence[Content]], *, numbers: Sequence[int]
) -> Element:
    """Return a table with a caption. Cells of the columns `numbers` are aligned to the right.

    The first cell of each row is its header.
    """
    classes = ["number" if column in numbers else "" for column in range(len(head))]
    cells = [
        element("th", _classed(classes[column], scope="col"), title)
        for column, title in enumerate(head)
    ]
    body = []
    for first, *others in rows:
        header = element("th", {"scope": "row"}, first)
        more = (
            element("td", _classed(classes[column]), cell)
            for column, cell in enumerate(others, start=1)
        )
        body.append(element("tr", None, header, *more))
    made = element(
        "table",
        None,
        element("caption", None, name),
        element("thead", None, element("tr", None, *cells)),
        element("tbody", None, *body),
    )
    # Wide tables scroll on their own, also by keyboard.
    attributes = {"class": "scroll", "role": "region", "aria-label": name, "tabindex": "0"}
    return element("div", attributes, made)


def _classed(name: str, **attributes: str) -> dict[str, str]:
    return attributes | ({"class": name} if name else {})
