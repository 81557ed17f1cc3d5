"""title-mismatch: entries whose link leads to a paper with a different title."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from awesome_lint.model import Document, Entry, Evidence, Field, Finding, Link, Record
from awesome_lint.rules.rule import NoOptions
from awesome_lint.rules.shared.paper_links import arxiv_identifier, reported_span
from awesome_lint.rules.shared.paper_titles import (
    is_in_title_column,
    may_be_same_paper,
    paper_title,
)
from awesome_lint.text.wording import quote

_PAPERS = ("arxiv", "datacite")
"""Registries whose records have the titles of arXiv's papers."""
_MIN_AGREEING: Final = 3
"""Entries that must match their papers before texts outside of a title column count as titles."""


class _Compared(Struct, frozen=True):
    """An entry with the registry record of its paper."""

    entry: Entry
    title: Field
    """The title in the entry."""
    link: Link
    """The link to the paper."""
    record: Record
    """The record of the linked paper."""
    agrees: bool
    """Whether the two titles may be of the same paper."""


def check(document: Document, _options: NoOptions, evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each entry whose title has nearly nothing in common with its paper's."""
    by_column: defaultdict[tuple[str, str], list[_Compared]] = defaultdict(list)
    for entry in document.entries:
        compared = _compare(entry, evidence)
        if compared is not None:
            by_column[entry.kind, compared.title.name].append(compared)
    mismatches = [each for group in by_column.values() for each in _mismatches(group)]
    for each in sorted(mismatches, key=lambda each: each.entry.span):
        yield Finding(
            reported_span(each.link),
            f"The link leads to {quote(each.record.title, 100)}, but the entry is titled"
            f" {quote(each.title.text, 100)}: one of them is wrong, or the paper was renamed",
            help="Open the link, and correct the link or the title",
        )


def _mismatches(group: list[_Compared]) -> list[_Compared]:
    """Return the mismatches in a column; an empty list if it has too many to be one of titles."""
    mismatches = [each for each in group if not each.agrees]
    agreeing = len(group) - len(mismatches)
    min_agreeing = 0 if mismatches and is_in_title_column(mismatches[0].entry) else _MIN_AGREEING
    return mismatches if agreeing >= max(min_agreeing, 2 * (len(mismatches) - 1)) else []


def _compare(entry: Entry, evidence: Evidence) -> _Compared | None:
    title, link = paper_title(entry), entry.main_link
    record = evidence.records.get(link.url) if link else None
    if title is None or link is None or record is None or not record.title:
        return None
    if record.registry not in _PAPERS or arxiv_identifier(entry) != record.identifier:
        return None
    return _Compared(entry, title, link, record, may_be_same_paper(entry, title.text, record.title))
