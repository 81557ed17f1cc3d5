"""name-title-mismatch: a name, and the title that begins with it, are one letter apart."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from awesome_lint.identifiers.identity import title_key
from awesome_lint.model import Document, Entry, Evidence, Field, Finding
from awesome_lint.rules.rule import NoOptions, Rule
from awesome_lint.text.edit_distance import single_edit
from awesome_lint.text.wording import quote

_SHORTEST = 5
_BEGINNING = re.compile(r"\s*([^\s:\uff1a]{3,40})\s?[:\uff1a]\s?\S")
_HYPHENS = re.compile(r"[-_.\u2010-\u2013]")


def check(document: Document, _options: NoOptions, _evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each name that is a slip of the one that begins its title."""
    named = [
        (field, name, title, _work(entry))
        for entry in document.entries
        if entry.kind == "row" and (title := _title_name(entry))
        for field in entry.fields
        if field is not entry.title and (name := _name(field))
    ]
    agreeing = Counter(
        field.name for field, name, title, _ in named if _folded(name) == _folded(title)
    )
    cells = Counter(_folded(field.text) for entry in document.entries for field in entry.fields)
    works: dict[str, set[str]] = defaultdict(set)
    for entry in document.entries:
        works[_folded(_title_name(entry))].add(_work(entry))
    for field, name, title, work in named:
        if not agreeing[field.name] or not _is_slip(name, title):
            continue
        # A name that other works have as well is a name of its own, as LLaMA is beside LLaVA.
        if cells[_folded(name)] == 1 and works[_folded(name)] <= {work}:
            yield Finding(
                field.span,
                f"{quote(name)} differs in one letter from {quote(title)} in the title:"
                " a search for one of the names misses this entry",
                "Write the name as in the paper, here and in the title",
            )


def _work(entry: Entry) -> str:
    """Return what stands behind the colon of an entry's title, and tells it from its namesakes."""
    match = _BEGINNING.match(entry.title.text) if entry.title else None
    return title_key(match.string[match.end() - 1 :]) if match else ""


def _name(field: Field) -> str:
    """Return what a field says, if it is nothing but one word."""
    name = field.text.strip()
    return name if name and not re.search(r"\s", name) and len(name) <= 40 else ""


def _title_name(entry: Entry) -> str:
    """Return the word that stands before the colon of an entry's title."""
    match = _BEGINNING.match(entry.title.text) if entry.title else None
    return match[1] if match else ""


def _folded(name: str) -> str:
    return _HYPHENS.sub("", name.strip().casefold())


def _is_slip(name: str, title: str) -> bool:
    """Tell whether one letter within the names differs.

    What differs at the ends makes a variant as often as a slip: a plural, `xLSTM`, `RecGPT-V`.
    """
    one, other = _folded(name), _folded(title)
    if min(len(one), len(other)) < _SHORTEST or one[0] != other[0] or one[-1] != other[-1]:
        return False
    return single_edit(one, other) is not None and _digits(one) == _digits(other)


def _digits(name: str) -> list[str]:
    return [character for character in name if not character.isalpha()]


RULE = Rule("name-title-mismatch", "warning", check)
