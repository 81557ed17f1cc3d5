"""contents-sync: sections missing from a contents list, and items of it that are out of place."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence, Set
from functools import cache
from typing import Final
from urllib.parse import unquote

from msgspec import Struct

from awesome_lint import rulebook
from awesome_lint.identifiers.headings import is_about_the_list
from awesome_lint.model import Document, Evidence, Finding, Related, Span
from awesome_lint.rules.rule import NoOptions
from awesome_lint.rules.shared.contents_fixes import (
    add_item,
    is_in_alphabetical_order,
    move_item,
)
from awesome_lint.rules.shared.contents_lists import (
    ContentsItem,
    ContentsList,
    find_contents_lists,
)
from awesome_lint.rules.shared.escape_anchor import escape_anchor
from awesome_lint.rules.shared.longest_sorted import longest_sorted
from awesome_lint.rules.shared.per_document import once_per_document
from awesome_lint.rules.shared.replace_text import replace_text
from awesome_lint.rules.shared.sections import Section, find_sections
from awesome_lint.text.patterns import any_of, deferred
from awesome_lint.text.wording import quote

_MIN_KEPT: Final = 5
"""The minimum number of sections of a level to which a contents list links."""
_SHARE: Final = 0.85
"""Their minimum share of all sections of the level, if there is more than one exception."""
_MIN_IN_ORDER: Final = 6
"""The minimum number of sections of a level in order, if another one is out of order."""
_MIN_ENTRIES_AT_ENDS: Final = 3
"""The minimum number of entries of a missing section above or below all others. A short one may be
an introduction or a closing remark, which contents lists leave out on purpose."""
_LINES_AROUND: Final = 15
"""The number of lines around a contents list that may have its comments or further items."""
_MAX_HEADING_CHARS: Final = 200
_MAX_DISTANCE: Final = 200
"""The maximum number of items between an item that is out of order and its place."""
_MAX_FIXED: Final = 100
"""The maximum number of missing sections with fixes, each of which takes time proportional to the
length of the contents list."""
_MAX_COMPARED: Final = 50_000
"""The maximum product of the number of these sections and that of the items."""
_LINK_TARGET: Final = deferred(r"\]\([^()]*\)")
_FRAGMENT: Final = deferred(r"#([^\s()\"'<>]+)")
_OMITTED: Final = deferred(r"<!--\s*omit (?:in|from) toc\b", re.IGNORECASE)


class _Unlisted(Struct, frozen=True):
    """The sections that are in no contents list, by index, in ascending order."""

    by_level: Mapping[int, Sequence[int]]
    """Those that belong in a contents list, by level."""
    by_siblings: Mapping[tuple[int | None, int], Sequence[int]]
    """The same ones, by the section around them and their level."""
    by_name: Mapping[str, Sequence[int]]
    """All of them, by the folded text of the heading."""


def check(document: Document, _options: NoOptions, _evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each section that is missing, and for each link that is out of place.

    link-fragment reports links without a target, and thereby the sections that belong in their
    place.
    """
    lists = find_contents_lists(document)
    if not lists:
        return
    unlisted = _find_unlisted(document, lists)
    found: dict[Span, Finding] = {}
    for contents in lists:
        if not _is_generated(document, contents):
            for finding in _check_list(document, contents, unlisted):
                if finding.span not in found or not found[finding.span].fix:
                    found[finding.span] = finding
    yield from sorted(found.values(), key=lambda finding: finding.span)


def _find_unlisted(document: Document, lists: Iterable[ContentsList]) -> _Unlisted:
    listed = {index for contents in lists for index in contents.places}
    sections = find_sections(document)
    around_listed = {
        around for index in listed for around in _around(sections, sections[index].parent)
    }
    by_level, by_siblings, by_name = defaultdict(list), defaultdict(list), defaultdict(list)
    for index, section in enumerate(sections):
        if section.anchor and index not in listed:
            by_name[_fold(section.heading.text)].append(index)
            if _may_be_listed(document, index, around_listed):
                by_level[section.heading.level].append(index)
                by_siblings[section.parent, section.heading.level].append(index)
    return _Unlisted(by_level, by_siblings, by_name)


def _check_list(
    document: Document, contents: ContentsList, unlisted: _Unlisted
) -> Iterator[Finding]:
    sections = find_sections(document)
    intended = _intended_sections(document, contents, unlisted)
    for place, index in intended.items():
        yield _wrong_target(document, contents.items[place], sections[index])
    yield from _out_of_order(document, contents, intended)
    listed = contents.places.keys() | set(intended.values())
    levels = Counter(sections[index].heading.level for index in listed)
    families = Counter((sections[index].parent, sections[index].heading.level) for index in listed)
    missing: dict[int, tuple[int, int]] = {}
    for level, kept in levels.items():
        others = _find_exceptions(contents, unlisted.by_level.get(level, ()), listed, kept)
        missing |= {
            index: (kept, len(others))
            for index in others
            if (sections[index].parent, level) in families
        }
    for family, kept in families.items():
        others = _find_exceptions(contents, unlisted.by_siblings.get(family, ()), listed, kept)
        missing |= dict.fromkeys(others, (kept, len(others)))
    shown = _shown_names(document, contents) if missing else frozenset()
    may_fix = len(missing) <= _MAX_FIXED and len(missing) * len(contents.items) <= _MAX_COMPARED
    for index, counts in sorted(missing.items()):
        section = sections[index]
        if (
            shown.isdisjoint((f"#{section.anchor.casefold()}", _fold(section.heading.text)))
            and not _is_replaced(contents, index)
            and not _is_left_out_at_end(document, contents, index)
        ):
            yield _missing(document, contents, index, counts, may_fix=may_fix)


def _find_exceptions(
    contents: ContentsList, indexes: Sequence[int], listed: Set[int], kept: int
) -> list[int]:
    """Return those of some sorted sections that a contents list misses, if it has most others.

    They are below it and not among those `listed`. `kept` is the number of the others.
    """
    first = bisect_left(indexes, contents.above)
    if len(indexes) - first > len(listed):
        return []
    others = [index for index in indexes[first:] if index not in listed]
    return others if others and _are_most(kept, len(others)) else []


def _are_most(kept: int, others: int) -> bool:
    return kept >= _MIN_KEPT and (others == 1 or kept >= _SHARE * (kept + others))


def _is_generated(document: Document, contents: ContentsList) -> bool:
    """Return whether comments around a contents list say that a program generates it."""
    return any(_generator_mark().search(line) for line in _lines_around(document, contents))


def _lines_around(document: Document, contents: ContentsList) -> Sequence[str]:
    first, last = contents.items[0].link.span.line, contents.items[-1].link.span.end_line
    return document.lines[max(first - 1 - _LINES_AROUND, 0) : last + _LINES_AROUND]


@cache
def _generator_mark() -> re.Pattern[str]:
    words = any_of(rulebook.words("markup", "contents generator"))
    return re.compile(rf"<!--[^>]{{0,99}}(?<![^\W_]){words}(?![^\W_])", re.IGNORECASE)


def _shown_names(document: Document, contents: ContentsList) -> frozenset[str]:
    """Return what else is around a contents list: items without a link or with another one.

    These are folded texts of lines and links, and anchors with their `#`, even in comments.
    """
    item_lines = {item.link.span.line for item in contents.items}
    first, last = min(item_lines), max(item_lines)
    lines = document.lines
    start = max(first - _LINES_AROUND, 1)
    names = set()
    for number in range(start, min(last + _LINES_AROUND, len(lines)) + 1):
        line = lines[number - 1]
        if line.lstrip().startswith("#"):
            if number > last:
                break
            continue
        if number not in item_lines:
            names.add(_fold(_LINK_TARGET().sub("", line)))
        names.update(f"#{unquote(name).casefold()}" for name in _FRAGMENT().findall(line))
    at = bisect_left(document.links, start, key=lambda link: link.span.line)
    for link in document.links[at:]:
        if link.span.line > last:
            break
        if not link.url.startswith("#"):
            names.add(_fold(link.text))
    return frozenset(names)


def _fold(text: str) -> str:
    """Return the letters and digits of a name, with the signs that distinguish C, C# and C++."""
    return "".join(each for each in text.casefold() if each.isalnum() or each in "+#")


def _may_be_listed(document: Document, index: int, around_listed: Container[int]) -> bool:
    """Return whether a section is one that contents lists have: one with entries of the list.

    `around_listed` are the sections around those that are listed. One of these may be about the
    list: the section of the contents list itself.
    """
    sections = find_sections(document)
    span = sections[index].heading.span
    return (
        _count_entries(document, index) > 0
        and not _is_in_entry(document, span)
        and not any(
            is_about_the_list(sections[each].heading.text)
            for each in _around(sections, index)
            if each == index or each not in around_listed
        )
        and not _OMITTED().search("\n".join(document.lines[span.line - 1 : span.end_line]))
    )


def _is_in_entry(document: Document, heading: Span) -> bool:
    """Return whether a heading is (a part of) an entry: dashes below an item turn it into one."""
    after = bisect_left(document.entries, heading.end_line + 1, key=lambda entry: entry.span.line)
    entry = document.entries[after - 1] if after else None
    return entry is not None and entry.kind == "bullet" and heading.line <= entry.span.end_line


def _around(sections: Sequence[Section], index: int | None) -> Iterator[int]:
    """Yield the index of a section, and those of the sections around it."""
    while index is not None:
        yield index
        index = sections[index].parent


def _count_entries(document: Document, index: int) -> int:
    """Return the number of entries with links of a section and of its subsections."""
    first, last = (
        bisect_left(document.entries, line, key=lambda entry: entry.span.line)
        for line in _line_bounds(document, index)
    )
    return sum(1 for entry in document.entries[first:last] if entry.links)


def _line_bounds(document: Document, index: int) -> tuple[int, int]:
    """Return the line of the heading of a section, and the line after its last one."""
    sections = find_sections(document)
    end = sections[index].end
    after = sections[end].heading.span.line if end < len(sections) else len(document.lines) + 1
    return sections[index].heading.span.line, after


def _is_replaced(contents: ContentsList, index: int) -> bool:
    """Return whether a link that leads elsewhere is where the link to a section belongs.

    That is below the item for the section before it, or above that for the section after it. The
    link leads to no heading, or to a section that is listed already.
    """
    before, after = contents.neighbours(index)
    below = 0 if before is None else contents.places[before] + 1
    above = len(contents.items) if after is None else contents.places[after]
    return (below < len(contents.items) and contents.is_spare(below)) or (
        above > 0 and contents.is_spare(above - 1)
    )


def _is_left_out_at_end(document: Document, contents: ContentsList, index: int) -> bool:
    """Return whether a section is above or below its listed siblings, and may be left out.

    So are sections on related lists, short ones at the ends of the document, those next to others
    that are not listed, and those with a contents list of their own.
    """
    sections = find_sections(document)
    section = sections[index]
    siblings = _siblings(document)[section.parent, section.heading.level]
    at = bisect_left(siblings, index)
    first = bisect_left(siblings, contents.above)
    before, after = siblings[first:at], siblings[at + 1 :]
    is_below = not any(each in contents.places for each in after)
    if not is_below and any(each in contents.places for each in reversed(before)):
        return False
    inner, outer = (before[-1:], after[:1]) if is_below else (after[:1], before[-1:])
    is_nested = section.parent is not None and section.parent >= contents.above
    return (
        any(each not in contents.places for each in inner)
        or any(not is_about_the_list(sections[each].heading.text) for each in outer)
        or _about_other_lists().search(section.heading.text, 0, _MAX_HEADING_CHARS) is not None
        or any(index < other.above <= section.end for other in find_contents_lists(document))
        or (not is_nested and _count_entries(document, index) < _MIN_ENTRIES_AT_ENDS)
    )


@once_per_document
def _siblings(document: Document) -> Mapping[tuple[int | None, int], Sequence[int]]:
    """Return the indexes of the sections of each level below one section, in ascending order."""
    found: defaultdict[tuple[int | None, int], list[int]] = defaultdict(list)
    for index, section in enumerate(find_sections(document)):
        found[section.parent, section.heading.level].append(index)
    return found


@cache
def _about_other_lists() -> re.Pattern[str]:
    words = any_of(rulebook.words("sections", "beside the list"))
    return re.compile(rf"(?<![^\W_]){words}(?![^\W_])", re.IGNORECASE)


def _missing(
    document: Document,
    contents: ContentsList,
    index: int,
    counts: tuple[int, int],
    *,
    may_fix: bool,
) -> Finding:
    section = find_sections(document)[index]
    listed, missing = counts
    fix = add_item(document, contents, index) if may_fix else None
    first = contents.items[0].link.span
    return Finding(
        section.heading.span,
        f"{quote(section.heading.text)} is missing from the contents list on line {first.line},"
        f" which has {listed} of {listed + missing} sections of this level",
        fix.title if fix else f"Add a link to {quote('#' + section.anchor, 100)} to it",
        related=(Related(first, "the contents list begins here"),),
        fix=fix,
    )


def _intended_sections(
    document: Document, contents: ContentsList, unlisted: _Unlisted
) -> dict[int, int]:
    """Return the places of items that lead to the wrong section, with the index of the right one.

    Of such an item, the text is the heading of a section that has no link, and this section is
    between those of the items around it. The target is not between them, has another heading, or
    is that of an item above.
    """
    sections = find_sections(document)
    items = contents.items
    found: dict[int, int] = {}
    for place, item in enumerate(items):
        name = _fold(item.link.text)
        before = items[place - 1].section if place else contents.above - 1
        after = items[place + 1].section if place + 1 < len(items) else len(sections)
        if item.section is None or before is None or after is None or name not in unlisted.by_name:
            continue
        alike = unlisted.by_name[name]
        first = bisect_left(alike, before)
        if bisect_left(alike, after) - first == 1 and not (
            before < item.section < after
            and _fold(sections[item.section].heading.text) == name
            and contents.places[item.section] == place
        ):
            found[place] = alike[first]
    return found


def _wrong_target(document: Document, item: ContentsItem, intended: Section) -> Finding:
    link = item.link
    target = find_sections(document)[item.section or 0].heading
    url = f"#{escape_anchor(intended.anchor)}"
    advice = f"Write {quote(url, 100)}"
    return Finding(
        link.url_span,
        f"{quote(link.url, 100)} leads to the section on line {target.span.line}, but this item is"
        f" for {quote(intended.heading.text)} on line {intended.heading.span.line}",
        advice,
        related=(Related(intended.heading.span, "the section of this item"),),
        fix=replace_text(document, link.url_span, url, advice)
        if document.slice(link.url_span) == link.url
        else None,
    )


def _out_of_order(
    document: Document, contents: ContentsList, wrong: Container[int]
) -> Iterator[Finding]:
    """Yield a finding for each item whose section is at another place among its siblings.

    A contents list may have an order of its own, or groups with names, and its first and its last
    item may be there on purpose. `wrong` are the places of items with a wrong target.
    """
    sections = find_sections(document)
    places = contents.places
    listed = sorted(
        (each for each in places if each >= contents.above and places[each] not in wrong),
        key=places.__getitem__,
    )
    if listed == sorted(listed) or not _are_in_order(listed):
        return
    families: defaultdict[tuple[int | None, int], list[int]] = defaultdict(list)
    for index in listed:
        families[sections[index].parent, sections[index].heading.level].append(index)
    for family in families.values():
        if family == sorted(family) or not _are_in_order(family):
            continue
        kept = longest_sorted(family, key=int)
        in_order = set(kept)
        for index in family[1:-1]:
            name = sections[index].heading.text
            if (
                index not in in_order
                and _fold(name) == _fold(contents.items[places[index]].link.text)
                and not is_about_the_list(name)
            ):
                yield from _misplaced(document, contents, index, kept, len(family))


def _are_in_order(indexes: Sequence[int]) -> bool:
    """Return whether numbers are in ascending order, but for a few."""
    in_order = len(longest_sorted(indexes, key=int))
    return in_order >= max(_MIN_IN_ORDER, _SHARE * len(indexes))


def _misplaced(
    document: Document, contents: ContentsList, index: int, kept: Sequence[int], siblings: int
) -> Iterator[Finding]:
    """Yield the finding for the item of a section; `kept` are its siblings that are in order."""
    sections = find_sections(document)
    place = contents.places[index]
    shown = bisect_left(kept, index)
    listed = bisect_left(kept, place, key=contents.places.__getitem__)
    is_early = listed < shown
    other = kept[shown - 1 if is_early else shown]
    if not _are_in_one_list(document, contents, place, contents.places[other]):
        return
    is_sorted = is_in_alphabetical_order(contents, index, kept)
    moved, at = ("the section", listed) if is_sorted else ("it", shown)
    neighbour = sections[kept[max(at - 1, 0)]].heading
    yield Finding(
        contents.items[place].link.span,
        f"{quote(sections[index].heading.text)} is listed {'before' if is_early else 'after'}"
        f" {quote(sections[other].heading.text)}, but its section is"
        f" {'below' if is_early else 'above'} that one; {len(kept)} of {siblings} sections of this"
        " level are listed in their order",
        f"Move {moved} {'below' if at else 'above'} {quote(neighbour.text)}",
        related=(Related(sections[index].heading.span, "the section"),),
        fix=move_item(document, contents, index, kept),
    )


def _are_in_one_list(document: Document, contents: ContentsList, first: int, last: int) -> bool:
    """Return whether two items are in one list, with nothing but items between them."""
    first, last = sorted((first, last))
    if last - first > _MAX_DISTANCE:
        return False
    spans = [item.link.span for item in contents.items[first : last + 1]]
    lines = {span.line for span in spans}
    if len(lines) == len(spans) and (
        spans[0].column != spans[-1].column or min(span.column for span in spans) < spans[0].column
    ):
        return False
    return all(
        line in lines or not document.lines[line - 1].strip()
        for line in range(spans[0].line, spans[-1].line)
    )
