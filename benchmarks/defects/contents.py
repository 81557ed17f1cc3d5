"""Defects of contents lists: missing items, items in another order, wrong targets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from random import Random

from awesome_lint.identifiers.headings import is_about_the_list
from awesome_lint.model import Document, Edit, Span
from awesome_lint.rules.shared.contents_lists import ContentsItem, find_contents_lists
from awesome_lint.rules.shared.sections import Section, find_sections
from defects.source import Mutation, Source, kind

_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)]) \[[^\[\]]+\]\(#[^()\s]+\)\s*")
_GENERATOR = re.compile(r"<!--.{0,99}\b(?:doc)?toc", re.IGNORECASE)
_MIN_SIBLINGS = 8
_PART = 2
"""Entries of a section into which a long list is divided."""


def _with_contents(source: Source) -> Iterator[Edit]:
    """Divide a long list into sections with a contents list, if there is no contents list."""
    if next(_listed(source.document), None):
        return
    lists: dict[Span, list[int]] = {}
    for entry in source.document.entries:
        if entry.kind == "bullet" and entry.span.column == 1 and entry.span != entry.container:
            lists.setdefault(entry.container, []).append(entry.span.line)
    for lines in lists.values():
        starts = lines[::_PART]
        names = [f"Robots of Type {number}" for number in range(1, len(starts) + 1)]
        if len(starts) < _MIN_SIBLINGS:
            continue
        contents = "".join(f"- [{name}](#{name.lower().replace(' ', '-')})\n" for name in names)
        for line, name in zip(starts, names, strict=True):
            text = f"\n### {name}\n\n"
            yield Edit(Span(line, 1, line, 1), contents + text if line == starts[0] else text)
        return


def _listed(document: Document) -> Iterator[tuple[ContentsItem, Section, ContentsItem]]:
    """Yield the items between two siblings, with their sections and the sibling below.

    All sections of their level are listed in their order, by their headings, one per line.
    """
    sections = find_sections(document)
    entries = {entry.section.span for entry in document.entries if entry.section and entry.links}
    if _GENERATOR.search(document.text):
        return
    for contents in find_contents_lists(document):
        families = Counter((section.parent, section.heading.level) for section in sections)
        items = contents.items
        listed = Counter(
            (sections[index].parent, sections[index].heading.level) for index in contents.places
        )
        for before, item, after in zip(items, items[1:], items[2:], strict=False):
            if before.section is None or item.section is None or after.section is None:
                continue
            section = sections[item.section]
            family = section.parent, section.heading.level
            beside = [sections[each.section] for each in (before, after) if each.section]
            if (
                before.section < item.section < after.section
                and all((each.parent, each.heading.level) == family for each in beside)
                and listed[family] == families[family] >= _MIN_SIBLINGS
                and section.heading.span in entries
                and section.heading.text == item.link.text
                and section.anchor == item.link.url[1:]
                and not any(is_about_the_list(each.heading.text) for each in (section, *beside))
                and all(
                    _ITEM.fullmatch(document.lines[each.link.span.line - 1])
                    for each in (before, item, after)
                )
            ):
                yield item, section, after


@kind("section missing from the contents list", "contents-sync", prepare=_with_contents)
def missing_item(source: Source, _random: Random) -> Iterator[Mutation]:
    """Remove an item of the contents list."""
    for item, section, _ in _listed(source.document):
        line = section.heading.span.line - 1
        yield Mutation(item.link.span.line, 1, (), line, line)


@kind("contents items in the wrong order", "contents-sync", prepare=_with_contents)
def swapped_items(source: Source, _random: Random) -> Iterator[Mutation]:
    """Swap two items of the contents list that are not at its ends."""
    pairs = list(_listed(source.document))
    for (item, _, after), (following, _, _) in pairwise(pairs):
        line = item.link.span.line
        if after is following and after.link.span.line == line + 1:
            lines = source.lines[line], source.lines[line - 1]
            yield Mutation(line, 2, lines, line, line + 1)


@kind("contents item with the anchor of another", "contents-sync", prepare=_with_contents)
def wrong_target(source: Source, _random: Random) -> Iterator[Mutation]:
    """Give an item of the contents list the anchor of the one below it."""
    for item, _, after in _listed(source.document):
        yield source.replace(item.link.url_span, after.link.url)


KINDS = (missing_item, swapped_items, wrong_target)
