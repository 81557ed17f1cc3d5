"""Entries that a change adds, as opposed to those that it moves or edits."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, deque
from collections.abc import Callable, Hashable, Iterable, Sequence, Set
from itertools import product
from typing import Final

from awesome_lint.identifiers.identity import identify, title_key
from awesome_lint.model import Document, Entry, Evidence, Field
from awesome_lint.rules.shared.per_document import once_per_document

_MIN_SHARED_WORDS = 4
"""The minimum number of words of details that identify an edited entry."""
_MIN_TITLE_CHARS = 5
"""The minimum number of characters of a title that is searched in the text before the change."""
_MAX_SEARCHED_TITLES = 100
"""The maximum number of added entries whose titles are searched, as each search reads the text."""

_Keys = Callable[[Document, Entry], Iterable[Hashable]]


@once_per_document
def added_entries(document: Document, evidence: Evidence) -> list[Entry]:
    """Return the entries that a change adds to a document, in document order.

    Empty without a base of comparison, and for a new file, whose entries may have been moved from
    another file.

    An entry on new lines is moved or edited, and not added, if the document before the change had
    an entry with the same text, link, title or details that is otherwise gone, or another entry in
    its place that is gone. It is not added either if the document before had its link or title
    elsewhere, such as in a row that was not rendered. Entries inside of an added entry, and rows
    that name a group, are left out.
    """
    before = evidence.before
    if before is None:
        return []
    entries = document.entries
    new = [index for index, entry in enumerate(entries) if evidence.is_new(entry.span)]
    if not new:
        return []
    old = [index for index, entry in enumerate(entries) if not evidence.is_new(entry.span)]
    matched = _match_unchanged(document, old, before)
    _match(document, (*old, *new), before, matched)
    _match_places(document, new, before, matched)
    added = [entries[index] for index in new if index not in matched]
    added = [entry for entry in added if not is_group_name(entry)]
    return outermost(_without_known(document, before, added))


def outermost(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries that are not part of another one, given in document order."""
    outer: list[Entry] = []
    for entry in entries:
        if not outer or entry.span.end > outer[-1].span.end:
            outer.append(entry)
    return outer


def is_group_name(entry: Entry) -> bool:
    """Return whether an entry is a row with a single text and no link, which names a group."""
    return (
        entry.kind == "row"
        and len(entry.fields) > 1
        and not entry.links
        and sum(bool(field.text.strip()) for field in entry.fields) <= 1
    )


def _match_unchanged(document: Document, old: Sequence[int], before: Document) -> dict[int, int]:
    """Return the earlier entry of each old entry by their indexes, in the order of both documents.

    The lines of old entries are as they were, in the same order, so of several copies of an entry,
    the one that is gone can be told from those that are not.
    """
    places: dict[Hashable, list[int]] = {}
    for there, entry in enumerate(before.entries):
        for key in _by_text(before, entry):
            places.setdefault(key, []).append(there)
    matched: dict[int, int] = {}
    last = -1
    for here in old:
        for key in _by_text(document, document.entries[here]):
            candidates = places.get(key, ())
            index = bisect_right(candidates, last)
            if index < len(candidates):
                matched[here] = last = candidates[index]
    return matched


def _match(
    document: Document, indexes: Sequence[int], before: Document, matched: dict[int, int]
) -> None:
    """Match the remaining entries with earlier ones, those that come first in `indexes` first."""
    kept = set(matched.values())
    gone = dict.fromkeys(index for index in range(len(before.entries)) if index not in kept)
    for keys in _MATCHES:
        known: dict[Hashable, deque[int]] = {}
        for index in gone:
            for key in keys(before, before.entries[index]):
                known.setdefault(key, deque()).append(index)
        for index in indexes:
            if index in matched or not known:
                continue
            for key in keys(document, document.entries[index]):
                candidates = known.get(key, deque())
                while candidates and candidates[0] not in gone:
                    candidates.popleft()
                if candidates:
                    matched[index] = candidates.popleft()
                    del gone[matched[index]]
                    break


def _by_text(document: Document, entry: Entry) -> Iterable[Hashable]:
    return ("".join(document.slice(entry.span).split()),)


def _by_link_and_title(document: Document, entry: Entry) -> Iterable[Hashable]:
    return product(_by_link(document, entry), _by_title(document, entry))


def _by_link(_document: Document, entry: Entry) -> Iterable[Hashable]:
    return (identify(entry.main_link.url),) if entry.main_link else ()


def _by_title(_document: Document, entry: Entry) -> Iterable[Hashable]:
    return (title_key(entry.title.text),) if entry.title else ()


def _by_other_links(_document: Document, entry: Entry) -> Iterable[Hashable]:
    return dict.fromkeys(identify(link.url) for link in entry.links if link.kind != "image")


def _by_details(_document: Document, entry: Entry) -> Iterable[Hashable]:
    texts = (field.text for field in entry.fields if field != entry.title)
    keys = (title_key(text) for text in texts)
    return [key for key in keys if len(key.split()) >= _MIN_SHARED_WORDS]


def _by_title_and_details(document: Document, entry: Entry) -> Iterable[Hashable]:
    return product(_by_title(document, entry), _by_details(document, entry))


_MATCHES: Final[tuple[_Keys, ...]] = (
    _by_text,
    _by_link_and_title,
    _by_link,
    _by_title_and_details,
    _by_title,
    _by_other_links,
    _by_details,
)
"""What two versions of one entry have in common, the most certain first."""


def _match_places(
    document: Document, new: Sequence[int], before: Document, matched: dict[int, int]
) -> None:
    """Match the remaining new entries with entries that are gone from the same place.

    The place of an entry is its section, and the nearest entry above that both documents have.
    """
    places: dict[Hashable, deque[int]] = {}
    kept = {there: here for here, there in matched.items()}
    above = -1
    for there, entry in enumerate(before.entries):
        if there in kept:
            above = kept[there]
        else:
            places.setdefault((above, _section(entry)), deque()).append(there)
    if not places:
        return
    unmatched = {index for index in new if index not in matched}
    above = -1
    for index, entry in enumerate(document.entries):
        if index not in unmatched:
            above = index if index in matched else above
        elif left := places.get((above, _section(entry))):
            matched[index] = left.popleft()


def _section(entry: Entry) -> str:
    return entry.section.text if entry.section else ""


def _without_known(document: Document, before: Document, added: Sequence[Entry]) -> list[Entry]:
    """Return the entries whose link and title, if they have them, occur more often than before.

    Lines that become entries when a mistake in them is fixed are not among them.
    """
    wanted = {identify(entry.main_link.url) for entry in added if entry.main_link}
    now, then = _count_links(document, wanted), _count_links(before, wanted)
    new = [
        entry
        for entry in added
        if entry.main_link is None
        or now[identify(entry.main_link.url)] > then[identify(entry.main_link.url)]
    ]
    if len(new) > _MAX_SEARCHED_TITLES:
        return new
    return [
        entry
        for entry in new
        if entry.title is None or not _has_text(document, before, entry.title)
    ]


def _has_text(document: Document, before: Document, title: Field) -> bool:
    """Return whether the document before a change has a title as often as the one after it."""
    now = document.text.count(title.text)
    return len(title.text) >= _MIN_TITLE_CHARS and 0 < now <= before.text.count(title.text)


def _count_links(document: Document, wanted: Set[str]) -> Counter[str]:
    found = (identify(link.url) for link in document.links if link.kind != "image")
    return Counter(each for each in found if each in wanted)
