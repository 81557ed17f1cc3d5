"""Defects of raw HTML: unbalanced tags, and words and elements that GitHub drops."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from random import Random

from awesome_lint.model import Edit, HtmlTag, Span
from defects.source import Mutation, Source, kind

_TAG = re.compile(r"<(/?)(details|summary|table|div)\b[^<>]*>", re.IGNORECASE)
_MARKS = ("b", "i", "ins", "sub")
_OF_TEXT = frozenset((*_MARKS, "del", "em", "small", "strong", "sup", "u"))


def _marked_up(source: Source) -> Iterator[Edit]:
    """Fold the text under a heading, and mark up a cell of every fifth row."""
    yield from _folded(source)
    for number, (_, row) in enumerate(source.rows):
        plain = [cell for cell in row.cells if cell.text == cell.source and " " in cell.text]
        if plain and number % 5 == 0:
            mark, span = _MARKS[number // 5 % len(_MARKS)], plain[-1].span
            yield Edit(span, f"<{mark}>{plain[-1].source}</{mark}>")


def _folded(source: Source) -> Iterator[Edit]:
    """Fold the clean sections that have entries and no HTML elements with content."""
    parsed = source.document
    headings = [heading.span for heading in parsed.headings]
    occupied = {line for heading in headings for line in heading.lines}
    occupied.update(n for n, line in enumerate(source.lines, 1) if _TAG.search(line))
    starts = {entry.container.line for entry in parsed.entries}
    for heading, following in pairwise(headings):
        first, last = heading.end_line + 1, following.line - 1
        section = range(first, last + 1)
        if (
            # Not in a list or a quote, and not underlined.
            source.lines[heading.line - 1][0] == source.lines[following.line - 1][0] == "#"
            and not starts.isdisjoint(section)
            and occupied.isdisjoint(section)
            and source.flagged.isdisjoint(section)
        ):
            above = "\n<details>\n<summary>Show all</summary>\n\n"
            yield Edit(Span(first, 1, first, 1), above)
            yield Edit(Span(last + 1, 1, last + 1, 1), "\n</details>\n\n")


def _elements(source: Source) -> Iterator[tuple[re.Match[str], int, re.Match[str], int]]:
    """Yield the elements that are in no other element and contain none of the same name.

    Each is yielded with its lines. In nested elements of one name, the one without a tag is
    ambiguous. Elements that contain a link or are inside one are left out: a missing tag would
    break the link as well.
    """
    if any(rule == "html-unbalanced" for rule, _ in source.found):
        return
    opened: list[tuple[re.Match[str], int]] = []
    inside: set[str] = set()
    for number, line in enumerate(source.lines, 1):
        for tag in _TAG.finditer(line):
            name = tag[2].lower()
            if not tag[1]:
                opened.append((tag, number))
                continue
            if not opened or opened[-1][0][2].lower() != name:
                return
            opening, first = opened.pop()
            if opened:
                inside.add(name)
                continue
            above = "\n".join(source.lines[: first - 1]).lower()
            within = "\n".join(source.lines[first - 1 : number]).lower()
            in_link = above.count("<a ") > above.count("</a>") or "<a " in within
            if name not in inside and not in_link:
                yield opening, first, tag, number
            inside.clear()


def _pairs(source: Source) -> Iterator[tuple[HtmlTag, HtmlTag]]:
    """Yield the tags that mark up text of a clean list item or row, on one line."""
    for opening, closing in pairwise(source.document.tags):
        if (
            opening.name == closing.name
            and closing.name in _OF_TEXT
            and closing.closing
            and not opening.closing
            and opening.container == closing.container != 0
            and opening.span.line == closing.span.line
            and source.is_clean(opening.span)
        ):
            yield opening, closing


def _cut(tag: re.Match[str], line: int, first: int, last: int) -> Mutation:
    return Mutation(line, 1, (tag.string[: tag.start()] + tag.string[tag.end() :],), first, last)


@kind("HTML never closed", "html-unbalanced", prepare=_marked_up)
def unclosed(source: Source, _random: Random) -> Iterator[Mutation]:
    """Leave out a closing tag."""
    for _, first, closing, last in _elements(source):
        yield _cut(closing, last, first, last)
    for _, mark in _pairs(source):
        yield source.replace(mark.span, "")


@kind("HTML never opened", "html-unbalanced", prepare=_marked_up)
def unopened(source: Source, _random: Random) -> Iterator[Mutation]:
    """Leave out an opening tag."""
    for opening, first, _, last in _elements(source):
        yield _cut(opening, first, first, last)


_SWALLOWED = ("Robot", "think", "your-key", "T", "YOUR NAME", "ann at example.org", "audio")
_MEDIA = (
    '<iframe src="https://example.org/map" width="560"></iframe>',
    '<video src="https://example.org/walk.mp4" controls></video>',
    "<style>p { color: red }</style>",
    '<script src="https://example.org/visits.js"></script>',
    '<audio controls src="https://example.org/talk.mp3"></audio>',
    '<svg width="9" height="9"><circle r="4"/></svg>',
)


@kind("word in angle brackets", "html-swallowed")
def swallowed(source: Source, random: Random) -> Iterator[Mutation]:
    """Add a word in angle brackets at the end of the text of a clean item or row."""
    for entry in source.entries:
        lines = range(entry.span.line, entry.span.end_line + 1)
        for prose in source.document.prose:
            if prose.span.line in lines and prose.span.line == prose.span.end_line:
                text = prose.text.rstrip(" \t\N{OBJECT REPLACEMENT CHARACTER}")
                if not text or not text[-1].isalnum():
                    continue
                column = prose.span.column + len(text)
                at = Span(prose.span.line, column, prose.span.line, column)
                yield source.replace(at, f" <{random.choice(_SWALLOWED)}>")
                break


@kind("element that GitHub does not show", "html-swallowed")
def not_shown(source: Source, random: Random) -> Iterator[Mutation]:
    """Add an element above a heading."""
    for line in _above_headings(source):
        yield source.insert(line, random.choice(_MEDIA), "")


_UNCLOSED_CODE = (
    ("```sh", "walk --ice", ""),
    ("~~~", "walk --ice", ""),
    ("```sh", "walk --ice", "```sh", ""),
    ("````", "walk --ice", "```", ""),
)
_UNCLOSED_COMMENTS = (
    ("<!-- more to come", ""),
    ("<!-- more to come --!>", ""),
    ("<!-- more to come —>", ""),
)
_BROKEN_COMMENTS = ("<!— {} —>", "<!– {} –>", "<! -- {} -->", "<!- {} ->")
_BROKEN_TAGS = (
    '<a href="{}>Robots on Ice</a>',
    '<a href={}">Robots on Ice</a>',
    '<img src="{} width="40">',
    '<img src="{}", width="40">',
)
_MISSPELLED = (
    '<a herf="{}">Robots on Ice</a>',
    '<a hreff="{}">Robots on Ice</a>',
    '<img scr="{}" alt="Robots">',
    '<img src="{}" atl="Robots">',
)


_LAST_SECTION = """

## More robots on ice

- [Sledging Robots on Ice](https://example.org/sledging-robots-on-ice)
- [Ploughing Robots on Ice](https://example.org/ploughing-robots-on-ice)
"""


def _with_last_section(source: Source) -> Iterator[Edit]:
    """Add a section to which no link leads, so that hiding it breaks nothing else."""
    line, column = len(source.lines), len(source.lines[-1]) + 1
    yield Edit(Span(line, column, line, column), _LAST_SECTION)


def _last_section(source: Source) -> Iterator[int]:
    """Yield the line of the section that was added, unless it is part of another block."""
    added = source.document.headings[-1:]
    for heading in added:
        if heading.text in _LAST_SECTION:
            yield heading.span.line


def _above_headings(source: Source) -> Iterator[int]:
    for heading in source.document.headings:
        line = heading.span.line
        if source.lines[line - 1].startswith("#") and source.lines[line - 2 : line - 1] == ("",):
            yield line


@kind("code block never closed", "html-unbalanced", prepare=_with_last_section)
def unclosed_code(source: Source, _random: Random) -> Iterator[Mutation]:
    """Add a block of code without a closing fence above the last section."""
    for line in _last_section(source):
        for lines in _UNCLOSED_CODE:
            yield source.insert(line, *lines)


@kind("comment never closed", "html-unbalanced", prepare=_with_last_section)
def unclosed_comment(source: Source, _random: Random) -> Iterator[Mutation]:
    """Add a comment without its end above the last section."""
    for line in _last_section(source):
        for lines in _UNCLOSED_COMMENTS:
            yield source.insert(line, *lines)


@kind("comment shown as text", "html-unbalanced")
def shown_comment(source: Source, random: Random) -> Iterator[Mutation]:
    """Add a comment with another dash than a hyphen above a heading."""
    for line in _above_headings(source):
        yield source.insert(line, random.choice(_BROKEN_COMMENTS).format("more to come"), "")


@kind("quote of an attribute lost", "html-unbalanced")
def open_quote(source: Source, random: Random) -> Iterator[Mutation]:
    """Add a link or image without one of its quotes above a heading."""
    for line in _above_headings(source):
        tag = random.choice(_BROKEN_TAGS).format("https://example.org/robots")
        yield source.insert(line, tag, "")


@kind("misspelled attribute", "link-malformed")
def misspelled_attribute(source: Source, random: Random) -> Iterator[Mutation]:
    """Add a link or image with a misspelled attribute above a heading."""
    for line in _above_headings(source):
        tag = random.choice(_MISSPELLED).format("https://example.org/robots")
        yield source.insert(line, tag, "")


KINDS = (
    unclosed,
    unopened,
    swallowed,
    not_shown,
    unclosed_code,
    unclosed_comment,
    shown_comment,
    open_quote,
    misspelled_attribute,
)
