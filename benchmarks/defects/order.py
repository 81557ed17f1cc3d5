"""Defects of the order of entries."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from random import Random

from awesome_lint.model import Edit, Entry, Span
from awesome_lint.rules.shared.sorting import fold_words, natural_key
from defects.source import Kind, Mutation, Source, kind

_MIN_ENTRIES = 20
"""Entries of the shortest table or list that shows its order."""
_MIN_DISTANCE = 3
"""Entries between the right place of an entry and its wrong one."""
_SKIPPED = 2
"""Entries at the ends of a table or list, where others than in the middle may be on purpose."""


def _blocks(source: Source) -> Iterator[list[Entry]]:
    """Yield the tables and lists of clean entries on adjacent lines that have Latin titles."""
    blocks: dict[Span, list[Entry]] = {}
    for entry in source.document.entries:
        blocks.setdefault(entry.container, []).append(entry)
    for block in blocks.values():
        spans = [entry.span for entry in block]
        if (
            len(block) >= _MIN_ENTRIES
            and all(map(source.is_clean, spans))
            and all(one.line + 1 == other.line for one, other in pairwise(spans))
            and len({span.column for span in spans}) == 1
            and spans[-1].line == spans[-1].end_line
            and all(_words(entry)[:1].isalpha() and _words(entry).isascii() for entry in block)
        ):
            yield block


def _words(entry: Entry) -> str:
    return fold_words(entry.title.text) if entry.title else ""


def _sorted_by_title(source: Source) -> Iterator[Edit]:
    for block in _blocks(source):
        ordered = sorted(block, key=lambda entry: natural_key(_words(entry)))
        for entry, other in zip(block, ordered, strict=True):
            if other is not entry:
                yield Edit(entry.span, source.document.slice(other.span))


def _moved(source: Source, block: list[Entry], here: int, there: int) -> Mutation:
    first, last = sorted((here, there))
    lines = list(source.lines[block[first].span.line - 1 : block[last].span.line])
    lines.insert(there - first, lines.pop(here - first))
    line = block[there].span.line
    return Mutation(block[first].span.line, len(lines), tuple(lines), line, line)


@kind("entry out of order", "sort-order", prepare=_sorted_by_title)
def out_of_order(source: Source, random: Random) -> Iterator[Mutation]:
    """Move an entry of a sorted table or list to a place where no name in its title belongs."""
    for block in _blocks(source):
        initials = [_words(entry)[0] for entry in block]
        if initials != sorted(initials):
            continue
        for here in range(_SKIPPED, len(block) - _SKIPPED):
            there = random.randrange(_SKIPPED, len(block) - _SKIPPED)
            low, high = initials[there - 1], initials[there + 1]
            own = {word[0] for word in _words(block[here]).split()}
            if abs(here - there) >= _MIN_DISTANCE and all(not low <= each <= high for each in own):
                yield _moved(source, block, here, there)


KINDS: tuple[Kind, ...] = (out_of_order,)
