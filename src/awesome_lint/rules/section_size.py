"""section-size: sections with fewer entries than the configuration requires."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta, Struct

from awesome_lint.model import Document, Evidence, Finding, Heading, Span
from awesome_lint.text.wording import count, quote


class Options(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """Options of section-size."""

    min_entries: Annotated[
        int, Meta(ge=1, le=1000, description="a number of entries from 1 to 1000")
    ] = 3
    """The minimum number of entries of a section, including its subsections."""


def check(document: Document, options: Options, _evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each section with too few entries.

    Only sections with entries outside of subsections, and empty ones, are checked. The title of the
    document, sections that may have further entries, and headings that are entries or contain a
    link are skipped.
    """
    own = Counter(entry.section.span for entry in document.entries if entry.section)
    entries = {entry.span.line for entry in document.entries}
    uncertain = _uncertain_sections(document)
    totals = _totals(document.headings, own)
    for index, heading in enumerate(document.headings):
        total = totals[heading.span]
        if (
            total >= options.min_entries
            or heading.span in uncertain
            or heading.span.line in entries
        ):
            continue
        if index == 0 and heading.level == 1:
            continue
        if own[heading.span] or _is_empty(document, index, own):
            yield Finding(
                heading.span,
                f"The section {quote(heading.text)} has {count(total, 'entry', 'entries')}, fewer"
                f" than the required {options.min_entries}",
                "Add entries, or move them to another section and remove the heading",
            )


def _uncertain_sections(document: Document) -> set[Span]:
    """Return the sections that may have further entries.

    They have links outside of entries, or entries with links in several paragraphs. Links to
    sections of the page do not count.
    """
    starts = {entry.span.line: entry.span for entry in document.entries}
    items = {
        prose.span.line: (block.item, block.prose[0].span.line)
        for block in document.blocks
        for prose in block.prose
    }
    found = set()
    paragraphs: dict[Span, int] = {}
    entry: Span | None = None
    line = 0
    for link in sorted(document.links, key=lambda link: link.span):
        while line < link.span.line:
            line += 1
            entry = starts.get(line, entry)
        if link.kind == "image" or link.url.startswith("#"):
            continue
        item, paragraph = items.get(line, (None, line))
        if entry is None or entry.end_line < line:
            is_further = True
        else:
            is_of_entry = item is None or item.line == entry.line
            is_further = is_of_entry and paragraphs.setdefault(entry, paragraph) != paragraph
        if is_further and (heading := document.heading_above(line)):
            found.add(heading.span)
    return found


def _totals(headings: tuple[Heading, ...], own: Counter[Span]) -> Counter[Span]:
    """Return the number of entries below each heading, including those of its subsections."""
    totals = Counter(own)
    around: list[Heading] = []
    for heading in headings:
        while around and around[-1].level >= heading.level:
            _close(around, totals)
        around.append(heading)
    while around:
        _close(around, totals)
    return totals


def _close(around: list[Heading], totals: Counter[Span]) -> None:
    """Remove the innermost heading, and add its entries to those of the heading around it."""
    closed = around.pop()
    if around:
        totals[around[-1].span] += totals[closed.span]


def _is_empty(document: Document, index: int, own: Counter[Span]) -> bool:
    """Return whether a section is empty, and a neighbouring one of its level has entries."""
    heading, *following = document.headings[index : index + 2]
    previous = document.headings[index - 1] if index else None
    neighbours = [each for each in (previous, *following) if each and each.level == heading.level]
    if not any(own[each.span] for each in neighbours):
        return False
    if following and following[0].level > heading.level:
        return False
    end = following[0].span.line - 1 if following else len(document.lines)
    first = heading.span.end_line
    if first < end and set(document.lines[first].strip()) in ({"="}, {"-"}):
        first += 1  # the underline of the heading
    if any(document.lines[at].strip() for at in range(first, end)):
        return False
    return not any(link.span.line in heading.span.lines for link in document.links)
