"""Defects of raw HTML: a tag that nothing closes or opens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from defects.source import Mutation, Source, kind

_TAG = re.compile(r"<(/?)(details|summary|table|div)\b[^<>]*>", re.IGNORECASE)


def _elements(source: Source) -> Iterator[tuple[re.Match[str], int, re.Match[str], int]]:
    """Yield the elements that stand in no other and have none of their own name, with their lines.

    Of nested ones of one name, nobody can tell which one lacks its tag. None that holds a link or
    stands in one: a tag that is lost there makes the link go wrong as well.
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


def _cut(tag: re.Match[str], line: int, first: int, last: int) -> Mutation:
    return Mutation(line, 1, (tag.string[: tag.start()] + tag.string[tag.end() :],), first, last)


@kind("HTML never closed", "html-unbalanced")
def unclosed(source: Source, _random: Random) -> Iterator[Mutation]:
    """Leave out a closing tag."""
    for _, first, closing, last in _elements(source):
        yield _cut(closing, last, first, last)


@kind("HTML never opened", "html-unbalanced")
def unopened(source: Source, _random: Random) -> Iterator[Mutation]:
    """Leave out an opening tag."""
    for opening, first, _, last in _elements(source):
        yield _cut(opening, first, first, last)


KINDS = (unclosed, unopened)
