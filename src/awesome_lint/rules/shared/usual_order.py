"""The order that a list keeps by habit, and the entries that break it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import pairwise
from math import lgamma, log
from typing import Any, Final, Literal

from msgspec import Struct

from awesome_lint import rulebook
from awesome_lint.bounded import parse_digits
from awesome_lint.identifiers import github
from awesome_lint.identifiers.link_labels import is_placeholder
from awesome_lint.identifiers.url import parse_web_url, without_www
from awesome_lint.model import Document, Entry, Evidence, Field
from awesome_lint.rules.shared.sorting import (
    Keyed,
    arxiv_key,
    fold_words,
    in_order,
    in_place,
    natural_key,
)
from awesome_lint.text.patterns import deferred

_MIN_SHARE: Final = 0.95
"""The minimum share of entries in order for which an order is a habit."""
_MIN_ENTRIES: Final = 20
"""The minimum number of entries of a table, list or document with a habit. With fewer, a single
entry out of order is more than a habit allows."""
_MIN_BLOCK_ENTRIES: Final = 5
"""The minimum number of entries of a table or list whose order counts for the document."""
_MIN_BLOCK_SHARE: Final = 0.8
"""The minimum share of entries in order of a block that keeps the order of its document."""
_MIN_KEYED: Final = 0.9
"""The minimum share of entries with a key in a block that may be sorted by it."""
_MIN_ODDS: Final = 6
"""The common logarithm of the minimum odds against an order by chance."""
_MAX_SUFFIXES: Final = 2
"""The maximum number of words at the start of a title that an order may ignore."""

_MONTH_DAYS: Final = 31
_ARXIV_DAYS: Final = 183
"""The maximum number of days between the submission of a preprint and the date that is its key."""
_MIN_YEARS: Final = 2
"""The minimum number of years by which an entry is out of order. Papers are added to lists later
than they appear."""
_REVIEW_DAYS: Final = 2 * 365
"""The maximum number of days between a preprint, whose date may be the key, and its publication."""

_MARKER = deferred(r"[\s>]*(?:[-+*]|[0-9]{1,9}[.)])\s")
_ARTICLE = deferred(r"(?:an?|the)\s+(?=\S)")
_YEAR_FIRST = deferred(r"((?:19|20)[0-9]{2})[-/.]([0-9]{1,2})(?:[-/.]([0-9]{1,2}))?")
_INITIALS = deferred(r"\s[A-Z]\.?$")
"""The end of a name of a person: `Curie M.`."""
_MONTH_FIRST = deferred(r"([0-9]{1,2})/((?:19|20)[0-9]{2})")
_MAX_DATE_CHARS: Final = 12


class UsualOrder(Struct, frozen=True):
    """The order of a block: a table or list, or the entries of a section."""

    by: str
    """The key, in words."""
    description: str
    """The order in words: `in alphabetical order`, `sorted by year, newest first`."""
    descending: bool
    """Whether the greatest key is first."""
    items: Sequence[Keyed]
    """The entries of the block that have a key, in document order."""
    kept: Sequence[Keyed]
    """The items that are in order, in document order."""
    misplaced: Sequence[Keyed]
    """The items that are out of order by any convention."""
    in_order: int
    """The number of entries in order, of those that show the habit."""
    entries: int
    """The number of entries that show the habit."""
    is_of_document: bool
    """Whether the habit is that of all blocks of the document, rather than of this one."""


class _Sorted(Struct, frozen=True):
    """A block in the order that suits it best."""

    items: Sequence[Keyed]
    kept: Sequence[Keyed]
    """A longest sorted subsequence, of the old items if there is a base of comparison."""
    entries: int
    """The number of entries among which `kept` was chosen."""

    @property
    def share(self) -> float:
        """The share of entries in order."""
        return len(self.kept) / self.entries if self.entries else 0


Block = Sequence[Entry]
Habit = Literal["title", "date", "arxiv", "year"]
"""A key by which lists are sorted: the title, a column of dates, the arXiv ID, or the year."""


def find_usual_orders(
    document: Document, blocks: Iterable[Block], evidence: Evidence, habits: Sequence[Habit]
) -> Iterator[UsualOrder]:
    """Yield the order of each block that keeps one of the habits except for a few entries."""
    blocks = [block for block in blocks if len(block) >= _MIN_BLOCK_ENTRIES]
    by_title = list(_title_orders(document, blocks, evidence)) if "title" in habits else []
    yield from by_title
    known = {order.items[0].entry.span for order in by_title}
    for block in blocks:
        if len(block) >= _MIN_ENTRIES and not any(entry.span in known for entry in block):
            yield from _time_order(block, evidence, habits)


# Titles


def _title_orders(
    document: Document, blocks: Sequence[Block], evidence: Evidence
) -> Iterator[UsualOrder]:
    candidates: list[tuple[Block, bool]] = []
    pairs = descents = 0
    for block in blocks:
        initials = [_initial(name.text) for entry in block if (name := _name(entry))]
        falls = sum(one > other for one, other in pairwise(initials))
        pairs += len(initials)
        descents += falls
        candidates.append((block, len(block) >= _MIN_ENTRIES and _are_few(falls, len(initials))))
    of_document = pairs >= _MIN_ENTRIES and _are_few(descents, pairs)
    chosen = [
        (block, _sort_by_title(block, evidence))
        for block, is_sorted in candidates
        if of_document or is_sorted
    ]
    if not chosen:
        return
    total = sum(found.entries for _, found in chosen)
    in_order = sum(len(found.kept) for _, found in chosen)
    of_document = of_document and total >= _MIN_ENTRIES and in_order >= _MIN_SHARE * total
    for block, found in chosen:
        if len(found.items) < _MIN_KEYED * len(block):
            continue
        own = found.entries >= _MIN_ENTRIES and found.share >= _MIN_SHARE
        if not own and not (of_document and found.share >= _MIN_BLOCK_SHARE):
            continue
        if len({item.key for item in found.items}) < len(found.items) / 2:
            continue
        kept = _with_new(found, evidence)
        misplaced = [
            item
            for item, before, after in _others(found.items, kept)
            if (before or evidence.is_new(item.entry.span))
            and not _is_catch_all(item, after)
            and not _INITIALS().search(item.name)
            and not _fits_by_title(document, item, before, after)
        ]
        if misplaced:
            yield UsualOrder(
                "title",
                "in alphabetical order",
                False,
                found.items,
                kept,
                misplaced,
                len(found.kept) if own else in_order,
                found.entries if own else total,
                not own,
            )


def _are_few(descents: int, entries: int) -> bool:
    return 10 * descents <= entries


def _name(entry: Entry) -> Field | None:
    """Return the text by which readers find an entry.

    None if there is none, or if it contains a link that is not rendered, which other rules report.
    """
    name = entry.subject
    if not name.text or is_placeholder(name.text):
        return None
    return None if "][" in name.text or "](" in name.text else name


def _initial(text: str) -> str:
    first = text[0]
    if not first.isalnum():
        first = next((each for each in text if each.isalnum()), "")
    return first.casefold()


def _sort_by_title(block: Block, evidence: Evidence) -> _Sorted:
    named = [
        (entry, name, words)
        for entry in block
        if (name := _name(entry)) and (words := fold_words(name.text)) and words.isascii()
    ]
    best = _Sorted((), (), 0)
    for convention in TITLE_CONVENTIONS:
        items = [
            Keyed(convention(name.text, words), entry, name.span, name.text)
            for entry, name, words in named
        ]
        found = _sort(items, evidence)
        if not best.items or len(found.kept) > len(best.kept):
            best = found
        if len(found.kept) == found.entries:
            break
    return best


def _sort(items: Sequence[Keyed], evidence: Evidence) -> _Sorted:
    old = [item for item in items if not evidence.is_new(item.entry.span)]
    return _Sorted(items, in_order(old), len(old))


def _with_new(found: _Sorted, evidence: Evidence) -> list[Keyed]:
    return list(in_place(found.items, found.kept, evidence))


def _others(
    items: Sequence[Keyed], kept: Sequence[Keyed]
) -> Iterator[tuple[Keyed, Keyed | None, Keyed | None]]:
    """Yield the items that are not kept, each between the nearest ones that are."""
    passed = 0
    for item in items:
        if passed < len(kept) and item is kept[passed]:
            passed += 1
        else:
            before = kept[passed - 1] if passed else None
            yield item, before, kept[passed] if passed < len(kept) else None


def _folded(text: str, _words: str) -> str:
    return text.casefold()


def _natural(_text: str, words: str) -> Any:
    return natural_key(words)


def _without_article(_text: str, words: str) -> Any:
    article = _ARTICLE().match(words)
    return natural_key(words[article.end() :] if article else words)


def _joined(_text: str, words: str) -> str:
    return words.replace(" ", "")


def _plain(text: str, _words: str) -> str:
    return text


def _words(_text: str, words: str) -> str:
    return words


def _last_segment(text: str, _words: str) -> str:
    return fold_words(text.rpartition("/")[2])


TITLE_CONVENTIONS: Final[tuple[Callable[[str, str], Any], ...]] = (
    _folded,
    _natural,
    _without_article,
    _joined,
    _plain,
)
"""Functions that return the key of a title, given the title and its folded words: the conventions
of lists that are sorted by title."""
_CONVENTIONS: Final = (*TITLE_CONVENTIONS, _words, _last_segment)


def _fits_by_title(
    document: Document, item: Keyed, before: Keyed | None, after: Keyed | None
) -> bool:
    """Return whether an item is in place by some convention, such as by the name of its link."""
    words = fold_words(item.name)
    if words[0].isdecimal():
        return True
    sides = [(each.name, fold_words(each.name)) if each else None for each in (before, after)]
    for convention in _CONVENTIONS:
        if _is_between(
            convention(item.name, words), *(each and convention(*each) for each in sides)
        ):
            return True
    if _is_between(_joined("", words), *(_joined_beside(words, each) for each in sides)):
        return True
    around = (item, before, after)
    sources = [each and _source(document, each) for each in around]
    for texts in (
        sources,
        [source and source.casefold() for source in sources],
        [each and _beginning(document, each) for each in around],
        [each and _source_of_entry(document, each).casefold() for each in around],
    ):
        if _is_between(*texts):
            return True
    if not before or not after:
        return False
    low, high = (natural_key(each[1]) for each in sides if each)
    names = map(natural_key, _other_names(item, words))
    return any(_is_between(name, low, high) for name in names)


def _joined_beside(words: str, side: tuple[str, str] | None) -> str | None:
    """Return the key of a neighbour without spaces; None if the two may differ only in spaces.

    Some lists sort `front end` and `frontend` as the same word, or as the beginning of
    `frontends`.
    """
    if side is None:
        return None
    parts, others = words.split(" "), side[1].split(" ")
    is_alike = parts[0].startswith(_joined_beginnings(others)) or others[0].startswith(
        _joined_beginnings(parts)
    )
    return None if is_alike else _joined("", side[1])


def _joined_beginnings(words: Sequence[str]) -> tuple[str, ...]:
    """Return the first two and the first three words of a title, joined."""
    return tuple("".join(words[:number]) for number in (2, 3) if number <= len(words))


def _is_between(key: Any, low: Any | None, high: Any | None) -> bool:
    return (low is None or low <= key) and (high is None or key <= high)


def _source(document: Document, item: Keyed) -> str:
    """Return the line from the name on, by which the command `sort` would sort an entry."""
    return document.lines[item.span.line - 1][item.span.column - 1 :]


def _beginning(document: Document, item: Keyed) -> str:
    """Return the words at the beginning of an entry, which may be before its title."""
    entry = item.entry
    if entry.kind == "row":
        cell = fold_words(entry.fields[0].text)
        return fold_words(item.name) if cell[:1].isdecimal() else cell
    return fold_words(_source_of_entry(document, item))


def _source_of_entry(document: Document, item: Keyed) -> str:
    """Return the first line of an entry, without its marker."""
    span = item.entry.span
    line = document.lines[span.line - 1][span.column - 1 :]
    marker = _MARKER().match(line)
    return line[marker.end() if marker else 0 :]


def _other_names(item: Keyed, words: str) -> Iterator[str]:
    """Yield names by which an entry may be sorted: its last words, and those of its link."""
    parts = words.split(" ")
    for start in range(1, min(len(parts), 1 + _MAX_SUFFIXES)):
        yield " ".join(parts[start:])
    link = item.entry.main_link
    url = parse_web_url(link.url) if link else None
    if link and url:
        repository = github.parse_url(link.url)
        yield fold_words(repository.name if repository else without_www(url.host))


def _is_catch_all(item: Keyed, after: Keyed | None) -> bool:
    """Return whether an item is last because it is about the rest, such as `Other tools`."""
    words = fold_words(item.name).split(" ")
    return after is None and not rulebook.words("words", "catch-all").isdisjoint(words)


# Times


class _Days(Struct, frozen=True):
    """The time of an entry, in days since year 1."""

    first: int
    last: int


def _time_order(block: Block, evidence: Evidence, habits: Sequence[Habit]) -> Iterator[UsualOrder]:
    """Yield the order of a block by the first of its keys by which it is sorted."""
    keys: tuple[tuple[Habit, str, Callable[[Entry], Any] | None], ...] = (
        ("date", "date", _date_reader(block)),
        ("arxiv", "arXiv ID", arxiv_key),
        ("year", "year", _year),
    )
    for habit, by, key in keys:
        if key is None or habit not in habits:
            continue
        items = _keyed(block, key)
        if not items:
            continue
        values = [item.key for item in items]
        rises = sum(one < other for one, other in pairwise(values))
        falls = sum(one > other for one, other in pairwise(values))
        if not _are_few(min(rises, falls), len(items)):
            continue
        descending = falls > rises
        best = _sort(items[::-1] if descending else items, evidence)
        if best.entries < _MIN_ENTRIES or best.share < _MIN_SHARE or not _is_unlikely(values, best):
            continue
        kept = _with_new(best, evidence)
        misplaced = [
            item
            for item, before, after in _others(best.items, kept)
            if ((after if descending else before) or evidence.is_new(item.entry.span))
            and not (after is None and not descending and by != "date")
            and not _fits_in_time(by, item, before, after)
        ]
        if misplaced:
            first = "newest" if descending else "oldest"
            yield UsualOrder(
                by,
                f"sorted by {by}, {first} first",
                descending,
                items,
                kept[::-1] if descending else kept,
                misplaced,
                len(best.kept),
                best.entries,
                False,
            )
        return


def _keyed(block: Block, key: Callable[[Entry], Any]) -> list[Keyed]:
    """Return the entries of a block with their keys; none if few have one."""
    items = []
    left = len(block) - max(_MIN_ENTRIES, _MIN_KEYED * len(block))
    for entry in block:
        name, found = _name(entry), key(entry)
        if name and found is not None:
            items.append(Keyed(found, entry, name.span, name.text))
            continue
        left -= 1
        if left < 0:
            return []
    return items


def _year(entry: Entry) -> int | None:
    return entry.year


def _is_unlikely(keys: Sequence[Any], found: _Sorted) -> bool:
    """Return whether few permutations of these keys are as sorted, so that it is not by chance."""
    orders = lgamma(len(keys) + 1) - sum(lgamma(count + 1) for count in Counter(keys).values())
    moves = found.entries - len(found.kept)
    return orders - 2 * moves * log(len(keys)) >= _MIN_ODDS * log(10)


def _date_reader(block: Block) -> Callable[[Entry], int | None] | None:
    """Return a function that reads the date of a row in the column of dates; None without one."""
    for entry in block[:3] if block[0].kind == "row" else ():
        days = (_parse_day(field.text) for field in entry.fields)
        index = next((index for index, day in enumerate(days) if day is not None), None)
        if index is not None:
            return partial(_day_of_column, index)
    return None


def _day_of_column(index: int, entry: Entry) -> int | None:
    return _parse_day(entry.fields[index].text) if index < len(entry.fields) else None


def _parse_day(text: str) -> int | None:
    text = text.strip()
    if not 6 <= len(text) <= _MAX_DATE_CHARS or not (text[0].isdecimal() and text[-1].isdecimal()):
        return None
    return _day_of(_YEAR_FIRST().fullmatch(text) or _MONTH_FIRST().fullmatch(text))


def _day_of(match: re.Match[str] | None) -> int | None:
    """Return the day of a date in numbers; of a month, its first day."""
    if match is None:
        return None
    if len(match[1]) == 4:
        year, month, day = match[1], match[2], match[3] or "1"
    else:
        year, month, day = match[2], match[1], "1"
    try:
        return date(parse_digits(year), parse_digits(month), parse_digits(day)).toordinal()
    except ValueError:
        return None


def _fits_in_time(
    by: str,
    item: Keyed,
    before: Keyed | None,
    after: Keyed | None,
) -> bool:
    """Return whether some date of an item is between some dates of the items around it."""
    if by == "date":
        return False
    if by == "year":
        early = before is not None and item.key <= before.key - _MIN_YEARS
        late = after is not None and item.key >= after.key + _MIN_YEARS
        if not early and not late:
            return True
    mine = _possible_days(item.entry)
    if before and mine.last < _days(before.entry, by).first:
        return False
    return not (after and mine.first > _days(after.entry, by).last)


def _possible_days(entry: Entry) -> _Days:
    """Return the time of the preprint and the publication, by either of which a list may sort."""
    preprint, published = _month_of_preprint(entry), _year_of_entry(entry)
    venue = entry.venue.text.casefold() if entry.venue else ""
    is_published = bool(venue) and "arxiv" not in venue
    found = []
    if preprint:
        found.append(_Days(preprint.first - _ARXIV_DAYS, preprint.last + _ARXIV_DAYS))
    if published and (is_published or not preprint):
        review = _REVIEW_DAYS if is_published and not preprint else 0
        found.append(_Days(published.first - review, published.last))
    return _hull(found)


def _days(entry: Entry, by: str) -> _Days:
    """Return the time of an entry that is in order by a key."""
    preprint, published = _month_of_preprint(entry), _year_of_entry(entry)
    if by == "arXiv ID":
        published = None
    return _hull([each for each in (preprint, published) if each])


def _hull(found: Sequence[_Days]) -> _Days:
    return _Days(min(each.first for each in found), max(each.last for each in found))


def _month_of_preprint(entry: Entry) -> _Days | None:
    key = arxiv_key(entry)
    if key is None:
        return None
    month = min(max(parse_digits(key[1][:2]), 1), 12)
    start = date(key[0], month, 1).toordinal()
    return _Days(start, start + _MONTH_DAYS)


def _year_of_entry(entry: Entry) -> _Days | None:
    if entry.year is None:
        return None
    return _Days(date(entry.year, 1, 1).toordinal(), date(entry.year, 12, 31).toordinal())
