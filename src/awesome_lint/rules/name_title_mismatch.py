"""name-title-mismatch: names one edit away from the name at the start of the title."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from unicodedata import combining

from awesome_lint.identifiers.identity import title_key
from awesome_lint.model import Document, Entry, Evidence, Field, Finding
from awesome_lint.rules.rule import NoOptions
from awesome_lint.text.edit_distance import single_edit
from awesome_lint.text.patterns import lazy_pattern
from awesome_lint.text.unicode import normalize_linear
from awesome_lint.text.wording import quote

_MIN_NAME_CHARS = 5
"""Characters of the shortest name that is compared."""

_NAME_AND_COLON = lazy_pattern(r"\s*([^\s:\uff1a]{3,40})\s?[:\uff1a]\s?\S")
_HYPHENS = lazy_pattern(r"[-_.\u2010-\u2013]")


def check(document: Document, _options: NoOptions, _evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each name that is one edit away from the name in its entry's title."""
    named = [
        (field, name, title, _subtitle_key(entry))
        for entry in document.entries
        if entry.kind == "row" and (title := _title_name(entry))
        for field in entry.fields
        if field is not entry.title and (name := _single_word(field))
    ]
    agreeing = Counter(field.name for field, name, title, _ in named if _fold(name) == _fold(title))
    cells = Counter(_fold(field.text) for entry in document.entries for field in entry.fields)
    works: dict[str, set[str]] = defaultdict(set)
    for entry in document.entries:
        works[_fold(_title_name(entry))].add(_subtitle_key(entry))
    for field, name, title, work in named:
        if not agreeing[field.name] or not _is_typo(name, title):
            continue
        # A name that occurs in other entries is correct: LLaMA and LLaVA are two models.
        if cells[_fold(name)] == 1 and works[_fold(name)] <= {work}:
            yield Finding(
                field.span,
                f"{quote(name)} differs in one letter from {quote(title)} in the title:"
                " a search for one of the names misses this entry",
                "Write the name as in the paper, here and in the title",
            )


def _subtitle_key(entry: Entry) -> str:
    """Return the key of the title after the colon, which is different for works with one name."""
    match = _NAME_AND_COLON.match(entry.title.text) if entry.title else None
    return title_key(match.string[match.end() - 1 :]) if match else ""


def _single_word(field: Field) -> str:
    """Return the text of a field if it is one word, else an empty text."""
    name = field.text.strip()
    return name if name and not re.search(r"\s", name) and len(name) <= 40 else ""


def _title_name(entry: Entry) -> str:
    """Return the word before the colon of an entry's title, or an empty text."""
    match = _NAME_AND_COLON.match(entry.title.text) if entry.title else None
    return match[1] if match else ""


def _fold(name: str) -> str:
    """Return a name without case, hyphens and diacritics: `Söngbot` is often written `Songbot`."""
    if name.isascii():
        return _HYPHENS.sub("", name.strip().casefold())
    letters = normalize_linear("NFKD", name.strip().casefold())
    return _HYPHENS.sub("", "".join(each for each in letters if not combining(each)))


def _is_typo(name: str, title: str) -> bool:
    """Return whether two names differ in one edit inside the names.

    Names that differ at an end are often variants: plurals, `xLSTM`, `RecGPT-V`.
    """
    one, other = _fold(name), _fold(title)
    if min(len(one), len(other)) < _MIN_NAME_CHARS or one[0] != other[0] or one[-1] != other[-1]:
        return False
    return single_edit(one, other) is not None and _non_letters(one) == _non_letters(other)


def _non_letters(name: str) -> list[str]:
    return [character for character in name if not character.isalpha()]
