"""name-title-mismatch: names one edit away from the name at the start of the title."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from unicodedata import combining

from msgspec import Struct

from awesome_lint.identifiers.identity import title_key
from awesome_lint.model import Document, Entry, Evidence, Field, Finding
from awesome_lint.rules.rule import NoOptions
from awesome_lint.text.edit_distance import single_edit
from awesome_lint.text.unicode import normalize_linear
from awesome_lint.text.wording import quote

_MIN_NAME_CHARS = 5
"""Characters of the shortest name that is compared."""

_MAX_NAME_CHARS = 40

_NAME_AND_COLON = re.compile(r"\s*([^\s:\uff1a]{3,40})\s?[:\uff1a]\s?\S")
_WITHOUT_HYPHENS = dict.fromkeys(map(ord, "-_.\u2010\u2011\u2012\u2013"))


class _Named(Struct, frozen=True):
    """An entry with a name in a field and another before the colon of its title."""

    entry: Entry
    field: Field
    name: str
    """The name in the field."""
    name_key: str
    """That name, folded."""
    title: str
    """The name in the title."""
    title_key: str
    """That name, folded."""


def check(document: Document, _options: NoOptions, _evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each name that is one edit away from the name in its entry's title."""
    named = list(_named(document))
    agreeing = {each.field.name for each in named if each.name_key == each.title_key}
    typos = [each for each in named if each.field.name in agreeing and _is_typo(each)]
    if not typos:
        return
    fields = (field for entry in document.entries for field in entry.fields)
    cells = Counter(_fold(name) for field in fields if (name := _single_word(field)))
    works: dict[str, set[str]] = {each.name_key: set() for each in typos}
    for entry in document.entries:
        key = _fold(_title_name(entry))
        if key in works:
            works[key].add(_subtitle_key(entry))
    for each in typos:
        # A name that occurs in other entries is correct: LLaMA and LLaVA are two models.
        if cells[each.name_key] == 1 and works[each.name_key] <= {_subtitle_key(each.entry)}:
            yield Finding(
                each.field.span,
                f"{quote(each.name)} differs in one letter from {quote(each.title)} in the title:"
                " a search for one of the names misses this entry",
                "Write the name as in the paper, here and in the title",
            )


def _named(document: Document) -> Iterator[_Named]:
    """Yield the fields of rows that are one word, where the title begins with a name."""
    for entry in document.entries:
        title = _title_name(entry) if entry.kind == "row" else ""
        if title:
            folded = _fold(title)
            for field in entry.fields:
                if field is not entry.title and (name := _single_word(field)):
                    yield _Named(entry, field, name, _fold(name), title, folded)


def _subtitle_key(entry: Entry) -> str:
    """Return the key of the title after the colon, which is different for works with one name."""
    match = _NAME_AND_COLON.match(entry.title.text) if entry.title else None
    return title_key(match.string[match.end() - 1 :]) if match else ""


def _single_word(field: Field) -> str:
    """Return the text of a field if it is one word, else an empty text."""
    name = field.text.strip()
    return name if len(name) <= _MAX_NAME_CHARS and len(name.split()) == 1 else ""


def _title_name(entry: Entry) -> str:
    """Return the word before the colon of an entry's title, or an empty text."""
    match = _NAME_AND_COLON.match(entry.title.text) if entry.title else None
    return match[1] if match else ""


def _fold(name: str) -> str:
    """Return a name without case, hyphens and diacritics: `Söngbot` is often written `Songbot`."""
    if name.isascii():
        return name.strip().casefold().translate(_WITHOUT_HYPHENS)
    letters = normalize_linear("NFKD", name.strip().casefold())
    return "".join(each for each in letters if not combining(each)).translate(_WITHOUT_HYPHENS)


def _is_typo(named: _Named) -> bool:
    """Return whether the two names differ in one edit inside the names.

    Names that differ at an end are often variants: plurals, `xLSTM`, `RecGPT-V`.
    """
    one, other = named.name_key, named.title_key
    if min(len(one), len(other)) < _MIN_NAME_CHARS or one[0] != other[0] or one[-1] != other[-1]:
        return False
    return single_edit(one, other) is not None and _non_letters(one) == _non_letters(other)


def _non_letters(name: str) -> list[str]:
    return [character for character in name if not character.isalpha()]
