"""Tags and comments of raw HTML, as far as links and suppressions need them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from msgspec import Struct

from awesome_lint import rulebook
from awesome_lint.bounded import unescape
from awesome_lint.text.patterns import deferred

# Quoted values are bounded, so that an unclosed quote costs no scan of the whole text.
_TAG = re.compile(
    r"""<(/?[A-Za-z][A-Za-z0-9-]*)((?:[^<>"']|"[^"]{0,4096}"|'[^']{0,4096}')*+)>""",
)
# With an unbalanced quote, browsers still read a tag.
_LOOSE_TAG = deferred(r"<(/?[A-Za-z][A-Za-z0-9-]*)([^<>]*+)>")
_EMPTY_COMMENT = re.compile(r"<!---?>")
"""A comment that ends where it begins, in HTML and CommonMark."""
_TAG_IN_VALUE = deferred(r"""["'][^"'<>]*>[^"']*<""")
"""The end of a tag, and the beginning of another one, in the value of an attribute."""
_TAG_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")
_ATTRIBUTE = re.compile(
    r"""(?<![^\s"'/])([A-Za-z_:][-\w:.]*)\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+))""",
)


class Attribute(Struct, frozen=True, gc=False):
    """An attribute of a tag; `start` and `end` are the offsets of its value in the text."""

    value: str
    start: int
    end: int


class Tag(Struct, frozen=True, gc=False):
    """A tag; the name of a closing tag begins with `/`."""

    name: str
    attributes: dict[str, Attribute]
    start: int
    end: int
    has_open_quote: bool = False
    """Whether it has an unmatched quote."""


class Comment(Struct, frozen=True, gc=False):
    """A comment; `text` is the text between `<!--` and `-->`."""

    text: str
    start: int
    end: int


def scan_tags(text: str) -> Iterator[Tag | Comment]:
    """Yield the tags and comments of `text` in order; everything else is skipped."""
    position = 0
    while (position := text.find("<", position)) != -1:
        if empty := _EMPTY_COMMENT.match(text, position):
            yield Comment("", position, empty.end())
            position = empty.end()
        elif text.startswith("<!--", position):
            close = text.find("-->", position + 4)
            end = len(text) if close == -1 else close + 3
            if close != -1:
                yield Comment(text[position + 4 : close], position, end)
            position = end
        elif match := _TAG.match(text, position):
            has_open_quote = "<" in match[2] and _TAG_IN_VALUE().search(match[2]) is not None
            yield _tag(match, has_open_quote=has_open_quote)
            position = match.end()
        elif match := _LOOSE_TAG().match(text, position):
            yield _tag(match, has_open_quote=True)
            position = match.end()
        else:
            position += 1


def separates_words(tag: str) -> bool:
    """Return whether a tag is that of an element that separates words, such as a line break.

    Browsers read `</br>` as `<br>`.
    """
    match = _TAG_NAME.match(tag)
    return match is not None and match[1].lower() in _separators()


@cache
def _separators() -> frozenset[str]:
    return rulebook.words("html", "cell", "line")


def text_without_tags(content: str, items: Sequence[Tag | Comment]) -> str:
    """Return `content` without its tags and comments, `items`, as text.

    An unclosed comment extends to the end.
    """
    parts, position = [], 0
    for item in items:
        parts.append(content[position : item.start])
        position = item.end
    rest = content[position:].partition("<!--")[0]
    return unescape(" ".join((*parts, rest)))


def text_until_close(text: str, items: Sequence[Tag | Comment], index: int) -> str:
    """Return the text between the tag `items[index]` and the next `</a>`, white space collapsed.

    An `<a>` before that ends it as well: links cannot contain links.
    """
    parts = []
    for number in range(index, len(items) - 1):
        item = items[number]
        if number > index and isinstance(item, Tag) and item.name in ("a", "/a"):
            break
        parts.append(text[item.end : items[number + 1].start])
    return " ".join(unescape("".join(parts)).split())


def _tag(match: re.Match[str], *, has_open_quote: bool) -> Tag:
    return Tag(match[1].lower(), _attributes(match), match.start(), match.end(), has_open_quote)


def _attributes(tag: re.Match[str]) -> dict[str, Attribute]:
    found: dict[str, Attribute] = {}
    for match in _ATTRIBUTE.finditer(tag.string, tag.start(2), tag.end(2)):
        group = match.lastindex or 0
        attribute = Attribute(unescape(match[group]), match.start(group), match.end(group))
        found.setdefault(match[1].lower(), attribute)
    return found
