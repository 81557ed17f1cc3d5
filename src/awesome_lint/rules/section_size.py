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
        int, Meta(ge=1, le=1000, description="a number of entries, such as `3`")
    ] = 3
    """The minimum number of entries of a section, with its subsections."""


def check(document: Document, options: Options, _evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each section with entries of its own, or without contents."""
    own = Counter(entry.section.span for entry in document.entries if entry.section)
    entries = {entry.span.line for entry in document.entries}
    totals = _totals(document.headings, own)
    for index, heading in enumerate(document.headings):
        total = totals[heading.span]
        is_section = own[heading.span] or _is_empty(document, index)
        if is_section and total < options.min_entries and heading.span.line not in entries:
            yield Finding(
                heading.span,
                f"The section {quote(heading.text)} has {count(total, 'entry', 'entries')}, fewer"
                f" than the required {options.min_entries}",
                "Add entries, or move them to another section and remove the heading",
            )


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


def _is_empty(document: Document, index: int) -> bool:
    """Return whether nothing is between a heading and the next one of its level or above."""
    heading, *following = document.headings[index : index + 2]
    if following and following[0].level > heading.level:
        return False
    end = following[0].span.line - 1 if following else len(document.lines)
    first = heading.span.end_line
    if first < end and set(document.lines[first].strip()) in ({"="}, {"-"}):
        first += 1  # the underline of the heading
    return not any(document.lines[at].strip() for at in range(first, end))
