"""The parts of list items with a description, such as `[Title](url) - Description`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from unicodedata import category

from msgspec import Struct

from awesome_lint.model import HIDDEN, Document, Entry, Link, Prose, Span, TextBlock
from awesome_lint.rules.shared.per_document import once_per_document
from awesome_lint.text.patterns import deferred

_CLOSING_MARKUP = deferred(r"(?:[*_~]+|</[A-Za-z][\w-]{0,20}>)+")
_ASIDE = deferred(r"[ \t]*(?:\([^()\[\]\n]{0,80}\)|`[^`\n]{1,60}`)")
_DASH = r"(?:[-=]{1,2}>|\u2192|[-\u2013\u2014\u2015\u2212]{1,3}(?!>)|&[mn]dash;)"
_SEPARATOR = deferred(
    rf"[ \t]*(?:{_DASH}|(?::(?![A-Za-z0-9_+-]+:)|\uff1a)(?:[ \t]*{_DASH}(?=\s))?)"
    r"(?:[*_]{1,3}(?=\s|\Z))?[ \t]*"
)
_SHORTCODE = deferred(r":[A-Za-z0-9_+-]{1,40}:\Z")
_MAX_SHORTCODE_CHARS = 42
_MARKUP = "*_~"
_CLOSERS = ")]}>\"'\u201d\u2019\u00bb\u203a\u300d\u300f\uff09\u3011"
_OPENERS = "([{\uff08\u3010"
_BETWEEN_LINKS = ",;|/\u00b7\u2022-\u2013\u2014"
_PICTOGRAPHS = frozenset(("So", "Sk", "Cf", "Mn", "Me"))


class Description(Struct, frozen=True, gc=False):
    """The parts of a list item of the form link, separator, description."""

    link: Link
    """The link of the title."""
    separator: Span | None
    """The separator with the white space around it: ` - `, `: `. None if nothing follows the
    link."""
    text: str
    """The text that readers see, with a space for each line break; empty if there is no
    description."""
    spans: tuple[Span, ...]
    """The spans of the description, one per line; empty if there is no description."""
    last: str
    """The last character of the text before `trailing`: a letter, a period; `HIDDEN` for code,
    a character reference and an escape. Empty if there is none."""
    last_span: Span | None
    """The span of `last`."""
    trailing: str
    """The source after `last`: closing markup, brackets and quotes, emoji, badges, links, code."""


def find_description(document: Document, entry: Entry) -> Description | None:
    """Return the parts of an entry, if it is a list item that begins with a link to its subject.

    None for other entries: rows, headings, paragraphs, HTML, titles without a link, and text that
    no separator separates from the link. Badges, links, code and notes in brackets may be between
    the link and the separator. The description ends with its block: sub-items and further
    paragraphs are not part of it.
    """
    return _descriptions_by_entry(document).get(id(entry))


def has_more_blocks(description: Description, entry: Entry) -> bool:
    """Return whether sub-items or paragraphs follow the block of the description."""
    line = description.spans[-1].line if description.spans else description.link.span.end_line
    return entry.span.end_line > line


@once_per_document
def _descriptions_by_entry(document: Document) -> Mapping[int, Description]:
    return {id(entry): description for entry, description in find_descriptions(document)}


@once_per_document
def find_descriptions(document: Document) -> Sequence[tuple[Entry, Description]]:
    """Return the entries for which `find_description` returns a description, with it."""
    blocks = {
        block.prose[0].span.line: block
        for block in document.blocks
        if block.item is not None and block.kind == "paragraph"
    }
    found = []
    for entry in document.entries:
        title = entry.title
        if entry.kind != "bullet" or title is None or not title.links:
            continue
        link = title.links[-1]
        block = blocks.get(link.span.end_line)
        if block and (description := _read(document, entry, link, block)):
            found.append((entry, description))
    return found


def _read(document: Document, entry: Entry, link: Link, block: TextBlock) -> Description | None:
    """Return the parts of an entry whose title is in the first line of a block."""
    if block.item is None or block.item.line != entry.span.line:
        return None
    prose = block.prose[0]
    line = document.lines[prose.span.line - 1]
    stop = prose.span.end_column - 1
    further = entry.links if len(entry.links) > 1 else ()
    start = _end_of_head(line, link.span, stop, further)
    rest = line[start:stop]
    if not rest.strip():
        if len(block.prose) > 1:
            return None
        return Description(link, None, "", (), "", None, "")
    match = _SEPARATOR().match(rest)
    if match is None or not _is_separator(match[0], rest[match.end() : match.end() + 1]):
        return None
    at = prose.span.line
    separator = Span(at, start + 1, at, start + 1 + match.end())
    first = Prose(
        prose.text[start + match.end() + 1 - prose.span.column :],
        Span(at, start + match.end() + 1, at, prose.span.end_column),
    )
    parts = [each for each in (first, *block.prose[1:]) if each.text.strip()]
    if not parts:
        return Description(link, separator, "", (), "", None, "")
    last, last_span, trailing = _ending(document, parts, entry)
    links: dict[int, list[Link]] = {}
    for each in further:
        links.setdefault(each.span.line, []).append(each)
    text = " ".join(_visible_text(document, part, links) for part in parts)
    return Description(
        link,
        separator,
        " ".join(text.split()),
        tuple(part.span for part in parts),
        last,
        last_span,
        trailing,
    )


def _is_separator(separator: str, after: str) -> bool:
    """Return whether a dash or colon separates: `[A](url)-based` and `[A](url):` do not count."""
    mark = separator.strip(" \t*_")
    return mark in (":", "\uff1a") or separator != mark or not after


def _end_of_head(line: str, title: Span, stop: int, links: Sequence[Link]) -> int:
    """Return the offset after the title, and the badges, links and notes after it."""
    start = title.end_column - 1
    ends = {
        link.span.column - 1: link.span.end_column - 1
        for link in links
        if link.span.line == link.span.end_line == title.end_line
    }
    while True:
        if match := _CLOSING_MARKUP().match(line, start, stop):
            start = match.end()
        position = start
        while position < stop and position not in ends and line[position] in " \t[(*_":
            position += 1
        if (end := ends.get(position)) and end > start:
            start = end
            while start < stop and line[start] in ")]*_":
                start += 1
        elif match := _ASIDE().match(line, start, stop):
            start = match.end()
        else:
            return start


def _visible_text(document: Document, part: Prose, links: Mapping[int, Sequence[Link]]) -> str:
    """Return the text of a line that readers see: links as their text, without images.

    `links` are those of the entry by line.
    """
    line = document.lines[part.span.line - 1]
    position, end = part.span.column, part.span.end_column
    pieces = []
    for link in links.get(part.span.line, ()):
        span = link.span
        if span.line == span.end_line and position <= span.column < end:
            shown = "" if link.kind == "image" else link.text
            pieces += [line[position - 1 : span.column - 1], shown]
            position = span.end_column
    pieces.append(line[position - 1 : end - 1])
    return "".join(pieces)


def _ending(
    document: Document, parts: Sequence[Prose], entry: Entry
) -> tuple[str, Span | None, str]:
    """Return the last character, its span, and the source after it."""
    trailing: list[str] = []
    links = list(entry.links)
    for part in reversed(parts):
        end = _end_of_text(document, part, links)
        source = document.lines[part.span.line - 1]
        first = part.span.column - 1
        trailing.append(source[first + end : part.span.end_column - 1])
        if end:
            place = part.place(end - 1, end)
            return part.text[end - 1], place, "\n".join(reversed(trailing))
    return "", None, "\n".join(reversed(trailing))


def _end_of_text(document: Document, part: Prose, links: list[Link]) -> int:
    """Return the offset after the last character of a line that `trailing` does not contain.

    `links` are the links of the entry that precede the examined position; others are removed.
    """
    text, source = part.text, document.lines[part.span.line - 1]
    first = part.span.column - 1
    end, has_passed = len(text), False
    while end:
        character = text[end - 1]
        while links and (links[-1].span.line, links[-1].span.column - 1) >= (
            part.span.line,
            first + end,
        ):
            links.pop()
        span = links[-1].span if links else None
        if (
            span
            and span.line <= part.span.line <= span.end_line
            and (span.end_line > part.span.line or span.end_column - 1 >= first + end)
        ):
            end = max(span.column - 1 - first, 0) if span.line == part.span.line else 0
            has_passed = True
        elif (
            character.isspace()
            or character in _MARKUP + _CLOSERS + _OPENERS
            or (has_passed and character in _BETWEEN_LINKS)
        ):
            end -= 1
        elif character == HIDDEN:
            mark = source[first + end - 1]
            start = source.rfind("<", first, first + end)
            if mark == "`":
                begin = first + end - 1
                while begin > first and source[begin - 1] == "`":
                    begin -= 1
                start = source.rfind(source[begin : first + end], first, begin)
            elif mark != ">":
                return end
            if start < first:
                return end
            end, has_passed = start - first, True
        elif character == ":" and (
            match := _SHORTCODE().search(text, max(end - _MAX_SHORTCODE_CHARS, 0), end)
        ):
            end = match.start()
        elif category(character) in _PICTOGRAPHS:
            end -= 1
        else:
            return end
    return 0
