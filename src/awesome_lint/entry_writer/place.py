"""The place of a new entry: its section, the list or table in it, and the entries around it."""

from __future__ import annotations

import calendar
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, Literal

from msgspec import Struct

from awesome_lint.bounded import parse_digits
from awesome_lint.entry_writer.values import Values
from awesome_lint.model import Document, Entry, Heading, Span, Table
from awesome_lint.rules.shared.added_entries import is_group_name, outermost
from awesome_lint.rules.shared.longest_sorted import longest_sorted
from awesome_lint.rules.shared.sections import Section, find_sections
from awesome_lint.rules.shared.sorting import arxiv_key, fold_words
from awesome_lint.rules.shared.usual_order import TITLE_CONVENTIONS
from awesome_lint.text.patterns import deferred
from awesome_lint.text.wording import SECTION_SEPARATOR

_MIN_ENTRIES: Final = 3
"""Entries of the shortest list whose order is more than an accident."""
_MIN_TITLES: Final = 5
"""Entries of the shortest list that is sorted by title."""
_MIN_SHARE: Final = 0.9
_MIN_KEYED: Final = 0.6
"""The minimum share of entries in order, and of those with a key."""
_MAX_CELL_CHARS: Final = 30

_DAY: Final = deferred(r"\b((?:19|20)[0-9]{2})[-/.]([0-9]{1,2})(?:[-/.]([0-9]{1,2}))?\b")
_SHORTCODE: Final = deferred(r":[A-Za-z0-9_+-]{1,40}:")
_NAMED_MONTH: Final = deferred(
    r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?(?:\s+([0-9]{1,2}))?,?\s+((?:19|20)[0-9]{2})\b",
    re.IGNORECASE,
)

Position = Literal["habit", "bottom", "top", "sorted"]
"""The place of new entries: that of the habit of a list, or that of `new-entry-position`."""


class Group(Struct, frozen=True):
    """A section of a list, with the entries right under its heading."""

    heading: Heading | None
    """The heading; None for entries above all headings."""
    name: str
    """The text of the heading."""
    path: str
    """The texts of the headings around it and its own, separated by slashes."""
    anchor: str
    """The anchor of the heading, if it is known."""
    entries: tuple[Entry, ...]
    """The entries, without those in others."""
    is_blank: bool = False
    """Whether nothing is below the heading."""


class Place(Struct, frozen=True):
    """The place of a new entry."""

    siblings: tuple[Entry, ...]
    """The entries of the list or table, in document order; empty for a table without rows, and for
    a section that is blank."""
    index: int
    """The index of the entry that follows; the number of the entries for the bottom."""
    table: Table | None
    """The table, if it is one."""
    heading: Heading | None
    """The heading of the section."""

    def nearest(self) -> list[Entry]:
        """Return the entries of the list or table, those beside the place first."""
        order = sorted(range(len(self.siblings)), key=lambda i: abs(i - self.index + 0.5))
        return [self.siblings[i] for i in order]


def find_groups(document: Document) -> tuple[Group, ...]:
    """Return the sections that have entries, or are blank, in document order.

    If no section has entries, there are none.
    """
    by_heading: dict[Span | None, list[Entry]] = {}
    for entry in outermost(document.entries):
        if not is_group_name(entry):
            under = entry.section.span if entry.section else None
            by_heading.setdefault(under, []).append(entry)
    empty = {table.section.span for table in document.tables if table.section and not table.rows}
    if not by_heading and not empty:
        return ()
    groups = []
    if None in by_heading:
        groups.append(Group(None, "", "", "", tuple(by_heading[None])))
    sections = find_sections(document)
    for section in sections:
        heading = section.heading
        entries = by_heading.get(heading.span, [])
        is_blank = not entries and _is_blank(document, section)
        if entries or is_blank or heading.span in empty:
            path = SECTION_SEPARATOR.join(reversed(list(_names(section, sections))))
            groups.append(
                Group(heading, heading.text, path, section.anchor, tuple(entries), is_blank)
            )
    return tuple(groups)


def _is_blank(document: Document, section: Section) -> bool:
    """Return whether nothing is below a heading: no text, and no heading of a lower level."""
    index = document.headings.index(section.heading)
    if section.end > index + 1:
        return False
    after = document.headings[index + 1 : index + 2]
    end = after[0].span.line - 1 if after else len(document.lines)
    return not any(line.strip() for line in document.lines[section.heading.span.end_line : end])


def _names(section: Section, sections: Sequence[Section]) -> Iterator[str]:
    yield section.heading.text
    while section.parent is not None:
        section = sections[section.parent]
        yield section.heading.text


def matching_groups(groups: Sequence[Group], wanted: str) -> list[Group]:
    """Return the sections that a text names: by their heading, path or anchor.

    Case, punctuation and emoji have no meaning.
    """
    if wanted.startswith("#"):
        return [group for group in groups if group.anchor and group.anchor == wanted[1:]]
    exact = [group for group in groups if wanted.strip() in (group.name, group.path)]
    if exact:
        return exact
    key = _section_key(wanted)
    return [group for group in groups if key and f"/{_section_key(group.path)}".endswith(f"/{key}")]


def _section_key(text: str) -> str:
    parts = re.split(r"\s[/>]\s", _SHORTCODE().sub(" ", text))
    return "/".join(filter(None, map(fold_words, parts)))


def find_place(
    document: Document, group: Group, values: Values, position: Position, by: str, order: str
) -> Place:
    """Return the place of an entry in a section.

    `by` and `order` are the configured key and direction of `sort-order`, `habit` by default.
    """
    containers: dict[Span, list[Entry]] = {}
    for entry in group.entries:
        containers.setdefault(entry.container, []).append(entry)
    tables = {table.span: table for table in document.tables}
    if not containers:
        tables_below = (t for t in document.tables if t.section == group.heading and not t.rows)
        return Place((), 0, next(tables_below, None), group.heading)
    container = max(containers, key=lambda span: (len(containers[span]), span))
    siblings = containers[container]
    table = tables.get(container)
    if position == "top":
        index = 0
    elif position == "bottom":
        index = len(siblings)
    else:
        wanted = "title" if position == "sorted" and by == "habit" else by
        index = _index(siblings, values, wanted, order)
    return Place(tuple(siblings), index, table, group.heading)


class _Order(Struct, frozen=True):
    """A key by which entries are sorted."""

    key: Callable[[Entry], Any]
    new: Any
    """The key of the new entry."""
    by: str


def _index(siblings: Sequence[Entry], values: Values, by: str, order: str) -> int:
    """Return the index in the order that a list keeps; its end if it keeps none."""
    for each in _orders(values):
        if each.new is None or by not in ("habit", each.by):
            continue
        keyed = [
            (key, i) for i, entry in enumerate(siblings) if (key := each.key(entry)) is not None
        ]
        if by == "habit":
            direction = _direction(keyed, len(siblings), each.by)
        else:
            direction = "descending" if order == "descending" else "ascending"
        if direction:
            return _index_in(keyed, each.new, direction, len(siblings))
    return len(siblings)


def _orders(values: Values) -> Iterator[_Order]:
    for convention in TITLE_CONVENTIONS:
        words = fold_words(values.title)
        yield _Order(_by_title(convention), convention(values.title, words), "title")
    yield _Order(_day, _first_day(values), "date")
    yield _Order(arxiv_key, _arxiv_number(values), "arxiv")
    yield _Order(lambda entry: entry.year, values.year, "year")


def _by_title(convention: Callable[[str, str], Any]) -> Callable[[Entry], Any]:
    def key(entry: Entry) -> Any:
        text = entry.subject.text
        return convention(text, fold_words(text)) if text else None

    return key


def _direction(keyed: Sequence[tuple[Any, int]], entries: int, by: str) -> str:
    """Return `ascending` or `descending`, or an empty string if the entries are not sorted."""
    keys = [key for key, _ in keyed]
    least = _MIN_TITLES if by == "title" else _MIN_ENTRIES
    if len(keys) < max(least, _MIN_KEYED * entries) or len(set(keys)) < 3:
        return ""
    lengths = {
        "ascending": len(longest_sorted(keyed, key=lambda item: item[0])),
        "descending": len(longest_sorted(keyed[::-1], key=lambda item: item[0])),
    }
    best = max(lengths, key=lambda name: lengths[name])
    if lengths[best] < _MIN_SHARE * len(keys) or len(set(lengths.values())) == 1:
        return ""
    return best if by != "title" or best == "ascending" else ""


def _index_in(keyed: Sequence[tuple[Any, int]], new: Any, direction: str, end: int) -> int:
    """Return the index of the entry before which a key belongs.

    It precedes equal keys if the newest is first, and follows them otherwise.
    """
    items = list(keyed) if direction == "ascending" else list(keyed[::-1])
    kept = longest_sorted(items, key=lambda item: item[0])
    if direction == "ascending":
        after = bisect_right(kept, new, key=lambda item: item[0])
        if after == len(kept):
            return end
        return kept[after - 1][1] + 1 if after else kept[0][1]
    after = bisect_right(kept, new, key=lambda item: item[0])
    if after == len(kept):
        return kept[-1][1] if after else end
    if after == 0:
        return end
    return kept[after - 1][1]


def _first_day(values: Values) -> tuple[int, ...] | None:
    return (*values.published, 1, 1)[:3] if len(values.published) > 1 else None


def _arxiv_number(values: Values) -> tuple[int, str] | None:
    number = values.arxiv_id.rpartition("/")[2]
    if not number:
        return None
    return (1900 if number[:2] > "90" else 2000) + parse_digits(number[:2]), number[2:]


def _day(entry: Entry) -> tuple[int, ...] | None:
    """Return the first date of an entry with a month, in its cells or its details."""
    for field in entry.fields:
        text = field.text if len(field.text) <= _MAX_CELL_CHARS or entry.kind == "bullet" else ""
        if entry.title and field.name == entry.title.name == "Title":
            continue
        if match := _DAY().search(text[:300]):
            return tuple(parse_digits(each or "1") for each in match.groups())
        if match := _NAMED_MONTH().search(text[:300]):
            month = list(calendar.month_abbr).index(match[1].capitalize())
            return parse_digits(match[3]), month, parse_digits(match[2] or "1")
    return None
