"""title-mismatch: an entry whose link leads to a paper with quite another title."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from awesome_lint import rulebook
from awesome_lint.identifiers.identity import title_key
from awesome_lint.model import Document, Entry, Evidence, Field, Finding, Link, Record
from awesome_lint.rules.rule import NoOptions, Rule
from awesome_lint.rules.shared.paper_links import arxiv_identifier, reported_span
from awesome_lint.rules.shared.paper_titles import is_in_title_column, paper_title
from awesome_lint.text.wording import quote

_FEWEST: Final = 3
"""Titles with fewer telling words are not compared."""
_SHARED: Final = 0.25
"""Titles that share so much of the shorter one's telling words may be one paper's. Of pairs of
titles that real lists give one identifier, every one with less is a wrong link or a new title."""
_AGREEING: Final = 3
"""So many entries must agree with their links before a text that is in no column of titles is
taken for a title."""


class _Compared(Struct, frozen=True):
    """An entry's title beside that of the paper behind its link."""

    entry: Entry
    title: Field
    link: Link
    record: Record
    agrees: bool


def check(document: Document, _options: NoOptions, evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each entry whose title and paper have next to nothing in common."""
    alike: defaultdict[tuple[str, str], list[_Compared]] = defaultdict(list)
    for entry in document.entries:
        compared = _compare(entry, evidence)
        if compared is not None:
            alike[entry.kind, compared.title.name].append(compared)
    wrong = [each for group in alike.values() for each in _wrong(group)]
    for each in sorted(wrong, key=lambda each: each.entry.span):
        yield Finding(
            reported_span(each.link),
            f"The link leads to {quote(each.record.title, 100)}, but the entry is titled"
            f" {quote(each.title.text, 100)}: one of them is wrong, or the paper was renamed",
            help="Open the link, and correct the link or the title",
        )


def _wrong(group: list[_Compared]) -> list[_Compared]:
    """Return the entries that disagree, unless so many do that it cannot be meant as a title."""
    wrong = [each for each in group if not each.agrees]
    agreeing = len(group) - len(wrong)
    least = 0 if wrong and is_in_title_column(wrong[0].entry) else _AGREEING
    return wrong if agreeing >= max(least, 2 * (len(wrong) - 1)) else []


def _compare(entry: Entry, evidence: Evidence) -> _Compared | None:
    title, link = paper_title(entry), entry.main_link
    record = evidence.records.get(link.url) if link else None
    if title is None or link is None or record is None or not record.title:
        return None
    if record.registry != "arxiv" or arxiv_identifier(entry) != record.identifier:
        return None
    return _Compared(entry, title, link, record, _agree(entry, title.text, record.title))


def _agree(entry: Entry, listed: str, known: str) -> bool:
    """Tell whether two titles may be one paper's, and whatever cannot be told."""
    one, other = title_key(listed), title_key(known)
    if listed.isascii() != known.isascii():
        return True
    # A title without these words may be translated, and then nothing can be told.
    english = rulebook.words("words", "english")
    if english.isdisjoint(one.split()) or english.isdisjoint(other.split()):
        return True
    first, second = _telling(one), _telling(other)
    fewer = min(len(first), len(second))
    if fewer < _FEWEST or len(first & second) >= _SHARED * fewer:
        return True
    # The name of what a paper is about stays when its title changes.
    named = {_name(listed), *(title_key(field.text) for field in entry.fields)}
    if _name(known) and _name(known) in named:
        return True
    from rapidfuzz.fuzz import token_sort_ratio

    return token_sort_ratio(one, other, score_cutoff=60) > 0


def _telling(key: str) -> set[str]:
    common = rulebook.words("words", "common")
    words = (word for word in key.split() if len(word) > 1 and word not in common)
    return {word for word in words if not any(map(str.isdigit, word))}


def _name(title: str) -> str:
    """Return the name before the colon of a title, or an empty text."""
    return title_key(title.partition(":")[0]) if ":" in title else ""


RULE = Rule("title-mismatch", "warning", check, needs="records", registry="arxiv")
