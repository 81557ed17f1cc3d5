"""column-value-typo: a value that is one slip away from a common value of its column.

Only where a column is one of categories, whose values repeat. A word of six letters or more that
the document has nowhere else is called a slip if it is one letter away from a word of at least
three other rows, or of two in a long value of several words, and the value would be one of the
column's without the slip. What differs in a
digit, in the ending of a word or in how English spells it is none, nor are words that are known to
be that near to each other (rules/lookalikes.yml).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from awesome_lint.model import Cell, Document, Evidence, Finding
from awesome_lint.rules.rule import NoOptions, Rule
from awesome_lint.rules.shared.columns import Column, category_columns
from awesome_lint.rules.shared.find_text import find_in_span
from awesome_lint.rules.shared.replace_text import replace_text
from awesome_lint.text.edit_distance import index_words, words_one_edit_away
from awesome_lint.text.wording import quote

_PART = re.compile(r"[^,;/&+|、，；]+")
_WORD = re.compile(r"[^\W\d_]+")

_DOUBLED = re.compile(r"ll(?=ed|er|ing)")
_ENDINGS = ({"er", "or"}, {"es", "is"}, {"ter", "tre"}, {"ber", "bre"})

_SHORTEST = 6
"""Letters of the shortest word that is taken for a slip: BERT and BART are two models."""

_COMMON = 3
"""A word in so many rows can be what another one is meant for."""

_LONG = 16
"""Letters of a value that is so long that it being in two other rows is enough."""

_LONGEST = 200
"""Characters of the longest value that is read; a category is shorter."""

_MANY = 1000
"""A column of more different words is none of categories."""

_MOST = 100
"""So many slips are looked for in the rest of the document, which takes a while each time."""


class _Word(Struct, frozen=True):
    """A word of a value; `before` and `behind` is the rest of the part of the value it is in."""

    value: str
    text: str
    before: str
    behind: str


class _Slip(Struct, frozen=True):
    """A word that is one slip away from another, which stands in so many `rows`."""

    cell: Cell
    word: _Word
    right: str
    rows: int


def check(document: Document, _options: NoOptions, evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each value with a slip."""
    slips = [slip for column in category_columns(document) for slip in _slips(column)]
    if slips:
        text = document.text.casefold()
        found = [
            _finding(document, slip)
            for slip in slips[:_MOST]
            if not _stands_twice(slip.word.text.casefold(), text)
            and not _both_words(slip.word.text, slip.right, evidence)
        ]
        yield from sorted(found, key=lambda finding: finding.span)


def _stands_twice(word: str, text: str) -> bool:
    found = 0
    at = text.find(word)
    while at >= 0 and found < 2:
        behind = at + len(word)
        found += not (text[at - 1 : at].isalpha() or text[behind : behind + 1].isalpha())
        at = text.find(word, behind)
    return found > 1


def _slips(column: Column) -> Iterator[_Slip]:
    """Yield each word that may be a slip, with the word it is meant for."""
    # Of what is said more than once, only the number counts.
    values = Counter(text for text in column.texts if len(text) <= _LONGEST)
    words = [word for value in values for word in _words(value)]
    parts, rows = Counter[str](), Counter[str]()
    written: dict[str, Counter[str]] = {}
    for value, part in {(word.value, _part(word, word.text)) for word in words}:
        parts[part] += values[value]
    for value, key in {(word.value, word.text.casefold()) for word in words}:
        rows[key] += values[value]
    # At least half of what a column of categories says is said more than once.
    if 2 * sum(count for count in parts.values() if count > 1) < parts.total():
        return
    for word in words:
        written.setdefault(word.text.casefold(), Counter())[word.text] += values[word.value]
    common = [key for key, count in rows.items() if count > 1 and len(key) >= _SHORTEST]
    if len(common) > _MANY:
        return
    indexed = index_words(common)
    cells = dict(zip(column.texts, column.cells, strict=True))
    for word in words:
        key = word.text.casefold()
        if rows[key] == 1 and len(key) >= _SHORTEST and _is_alphabetic(key):
            meant = [
                other
                for other in words_one_edit_away(key, indexed)
                if _is_meant(_part(word, other), parts, rows[other])
                and not _variant(word.text, key, other)
            ]
            if len(meant) == 1:
                right = written[meant[0]].most_common(1)[0][0]
                yield _Slip(cells[word.value], word, right, rows[meant[0]])


def _words(value: str) -> Iterator[_Word]:
    for part in _PART.finditer(value):
        text = part[0].strip()
        for match in _WORD.finditer(text):
            yield _Word(value, match[0], text[: match.start()], text[match.end() :])


def _part(word: _Word, text: str) -> str:
    """Return the part of a value that a word is in, with another text in its place."""
    return f"{word.before}{text}{word.behind}".casefold()


def _is_meant(part: str, parts: Counter[str], rows: int) -> bool:
    """Tell whether a value without its slip is one that the column has, and often enough."""
    letters = sum(map(str.isalpha, part))
    long = letters >= _LONG and len(_WORD.findall(part)) > 1 and parts[part] > 1
    return parts[part] > 0 and (rows >= _COMMON or long)


def _is_alphabetic(word: str) -> bool:
    """Tell whether a word is written in an alphabet; elsewhere one sign is a syllable or a word."""
    return all(letter.islower() for letter in word)


def _variant(written: str, wrong: str, right: str) -> bool:
    """Tell whether two words may well both be meant: inflected, derived, or spelt another way."""
    shorter, longer = sorted((wrong, right), key=len)
    if len(shorter) < len(longer):
        # QLoRA is no LoRA, nor asymmetric symmetric; but a letter doubled by the keyboard is no
        # other word.
        named = not (written[1:].islower() or written.isupper())
        if longer[1:] == shorter and longer[0] != longer[1]:
            return named or longer[0] in "aei"
        if longer[:-1] == shorter and longer[-1] != longer[-2]:
            return named or longer[-1] in "sdrnyex"
        return _DOUBLED.sub("l", longer) == shorter or longer.replace("our", "or") == shorter
    if wrong[:-1] == right[:-1]:
        return {wrong[-1], right[-1]} <= set("sdryet")
    # Zürich and Zurich are one place.
    if not all(
        (mine + its).isascii() for mine, its in zip(wrong, right, strict=True) if mine != its
    ):
        return True
    if {wrong[-3:], right[-3:]} in _ENDINGS or {wrong[-2:], right[-2:]} in _ENDINGS:
        return True
    return any(
        wrong.replace(one, other) == right or right.replace(one, other) == wrong
        for one, other in (("is", "iz"), ("ys", "yz"), ("ence", "ense"))
    )


def _both_words(one: str, other: str, evidence: Evidence) -> bool:
    pair = {one.casefold(), other.casefold()}
    return any(pair <= group for group in evidence.lookalikes)


def _finding(document: Document, slip: _Slip) -> Finding:
    word, right = slip.word, slip.right
    span = find_in_span(document, slip.cell.span, word.text)
    advice = f"Write {quote(right)}" + ("" if span else f" instead of {quote(word.text)}")
    return Finding(
        span or slip.cell.span,
        f"{quote(word.text)} occurs only once and may be a typo of {quote(right)} ({slip.rows}"
        f" other rows of this column): a search for {quote(right)} misses this row",
        advice,
        fix=replace_text(document, span, right, advice, safe=False) if span else None,
    )


RULE = Rule("column-value-typo", "warning", check)
