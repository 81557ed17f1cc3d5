"""column-value-typo: values that are one typo away from a common value of their column.

The rule reads columns of categories, whose values repeat. It reports a word if

- it has at least six letters and occurs once in the document,
- it is one edit away from a word of at least three other rows, or of two other rows if the value
  is long and has several words,
- and the value with that word occurs in the column. The name of a place must occur with the same
  code of a state or country: `Springfield, IL`.

Words that differ in a digit, an inflection or a spelling variant are accepted, and so are the
pairs listed in rules/lookalikes.yml.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from msgspec import Struct

from awesome_lint.model import Cell, Document, Evidence, Finding
from awesome_lint.rules.rule import NoOptions
from awesome_lint.rules.shared.columns import Column, category_columns
from awesome_lint.rules.shared.find_text import find_in_span
from awesome_lint.rules.shared.replace_text import replace_text
from awesome_lint.text.edit_distance import index_words, words_one_edit_away
from awesome_lint.text.patterns import deferred
from awesome_lint.text.wording import quote

_PART = deferred(r"[^,;/&+|、，；]+")
_REGION = deferred(r",\s*([A-Z]{2,3})(?![A-Za-z])")
"""The code of a state or country after a place: `Springfield, IL`."""
_WORD = deferred(r"[^\W\d_]+")

_DOUBLED_L = deferred(r"ll(?=ed|er|ing)")
_ENDING_VARIANTS = ({"er", "or"}, {"es", "is"}, {"ter", "tre"}, {"ber", "bre"})

_MIN_WORD_LETTERS = 6
"""Letters of the shortest word that is reported: BERT and BART are two models."""

_MIN_ROWS = 3
"""Rows in which the correct word occurs at least."""

_MIN_LONG_VALUE_LETTERS = 16
"""Letters of the shortest value for which two rows are enough."""

_MAX_VALUE_CHARS = 200
"""Characters of the longest value that is read. Categories are shorter."""

_MAX_DISTINCT_WORDS = 1000
"""Distinct common words of a column of categories at most."""

_MAX_SEARCHES = 100
"""Candidates that are searched for in the whole document at most, since each search is slow."""


class _Word(Struct, frozen=True):
    """A word of a value."""

    value: str
    """The whole value."""
    text: str
    """The word."""
    before: str
    """The text before the word, in its part of the value."""
    after: str
    """The text after the word, in its part of the value."""
    region: str
    """The code of the region after its part of the value; else empty."""


class _Typo(Struct, frozen=True):
    """A word that may be a typo."""

    cell: Cell
    """The cell of the word."""
    word: _Word
    """The word."""
    right: str
    """The correct word."""
    rows: int
    """The number of rows of the column that contain the correct word."""


def check(document: Document, _options: NoOptions, evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each value with a typo."""
    candidates = [typo for column in category_columns(document) for typo in _candidates(column)]
    if candidates:
        text = document.text.casefold()
        found = [
            _finding(document, typo)
            for typo in candidates[:_MAX_SEARCHES]
            if not _occurs_twice(typo.word.text.casefold(), text)
            and not _are_lookalikes(typo.word.text, typo.right, evidence)
        ]
        yield from sorted(found, key=lambda finding: finding.span)


def _occurs_twice(word: str, text: str) -> bool:
    found = 0
    start = text.find(word)
    while start >= 0 and found < 2:
        end = start + len(word)
        found += not (text[start - 1 : start].isalpha() or text[end : end + 1].isalpha())
        start = text.find(word, end)
    return found > 1


def _candidates(column: Column) -> Iterator[_Typo]:
    """Yield each word that may be a typo, with the correct word."""
    # Repeated values are read once and counted.
    values = Counter(text for text in column.texts if len(text) <= _MAX_VALUE_CHARS)
    parts = Counter[str]()
    for value, count in values.items():
        found = (part[0].strip() for part in _PART().finditer(value))
        for part in {part.casefold() for part in found if _WORD().search(part)}:
            parts[part] += count
    # In a column of categories, at least half of the values are repeated.
    if 2 * sum(count for count in parts.values() if count > 1) < parts.total():
        return
    words = [word for value in values for word in _words(value)]
    rows = Counter[str]()
    written: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for value, key in {(word.value, word.text.casefold()) for word in words}:
        rows[key] += values[value]
    for word in words:
        written[word.text.casefold()][word.text] += values[word.value]
    common = [key for key, count in rows.items() if count > 1 and len(key) >= _MIN_WORD_LETTERS]
    if len(common) > _MAX_DISTINCT_WORDS:
        return
    indexed = index_words(common)
    places = {(_part_with(word, word.text), word.region) for word in words}
    cells = dict(zip(column.texts, column.cells, strict=True))
    for word in words:
        key = word.text.casefold()
        if rows[key] == 1 and len(key) >= _MIN_WORD_LETTERS and _is_alphabetic(key):
            intended = [
                other
                for other in words_one_edit_away(key, indexed)
                if _is_plausible(_part_with(word, other), parts, rows[other])
                and not _is_variant(word.text, key, other)
                and (not word.region or (_part_with(word, other), word.region) in places)
            ]
            if len(intended) == 1:
                right = written[intended[0]].most_common(1)[0][0]
                yield _Typo(cells[word.value], word, right, rows[intended[0]])


def _words(value: str) -> Iterator[_Word]:
    for part in _PART().finditer(value):
        text = part[0].strip()
        after = _REGION().match(value, part.end())
        for match in _WORD().finditer(text):
            region = after[1] if after else ""
            yield _Word(value, match[0], text[: match.start()], text[match.end() :], region)


def _part_with(word: _Word, text: str) -> str:
    """Return the word's part of the value, case folded, with the word replaced by `text`."""
    return f"{word.before}{text}{word.after}".casefold()


def _is_plausible(part: str, parts: Counter[str], rows: int) -> bool:
    """Return whether the corrected part of a value occurs often enough in the column.

    `rows` is the number of rows that contain the correct word.
    """
    letters = sum(map(str.isalpha, part))
    long = letters >= _MIN_LONG_VALUE_LETTERS and len(_WORD().findall(part)) > 1 and parts[part] > 1
    return parts[part] > 0 and (rows >= _MIN_ROWS or long)


def _is_alphabetic(word: str) -> bool:
    """Return whether a case-folded word is in an alphabet with case.

    In other scripts, one character may be a syllable or a word.
    """
    return all(letter.islower() for letter in word)


def _is_variant(written: str, wrong: str, right: str) -> bool:
    """Return whether two words may both be correct: inflected, derived, or spelled differently.

    `written` is the word as written, `wrong` the same word case folded.
    """
    shorter, longer = sorted((wrong, right), key=len)
    if len(shorter) < len(longer):
        if _differ_in_acronym(written, shorter, longer):
            return True
        # QLoRA and LoRA are two methods, asymmetric and symmetric two words. A doubled letter is
        # a typo.
        named = not (written[1:].islower() or written.isupper())
        if longer[1:] == shorter and longer[0] != longer[1]:
            return named or longer[0] in "aei"
        if longer[:-1] == shorter and longer[-1] != longer[-2]:
            return named or longer[-1] in "sdrnyex"
        return _DOUBLED_L().sub("l", longer) == shorter or longer.replace("our", "or") == shorter
    if wrong[:-1] == right[:-1]:
        return {wrong[-1], right[-1]} <= set("sdryet")
    # Names with and without diacritics, such as Zürich and Zurich, are both correct.
    if not all(
        (one + other).isascii() for one, other in zip(wrong, right, strict=True) if one != other
    ):
        return True
    if {wrong[-3:], right[-3:]} in _ENDING_VARIANTS or {wrong[-2:], right[-2:]} in _ENDING_VARIANTS:
        return True
    return any(
        wrong.replace(one, other) == right or right.replace(one, other) == wrong
        for one, other in (("is", "iz"), ("ys", "yz"), ("ence", "ense"))
    )


def _differ_in_acronym(written: str, shorter: str, longer: str) -> bool:
    """Return whether two words differ in a letter of an acronym in a name: RealSR and RealBSR.

    A doubled letter is a typo. `written` is one of the two words as written.
    """
    place = next(
        (index for index, letter in enumerate(shorter) if letter != longer[index]), len(shorter)
    )
    if longer[place] in longer[max(0, place - 1) : place] + longer[place + 1 : place + 2]:
        return False
    end = place + (len(written) == len(longer))
    beside = [written[max(0, place - 1) : place + 1], written[end - 1 : end + 1]]
    if end == place:
        beside.append(written[end : end + 2])
    return not written.isupper() and any(len(pair) == 2 and pair.isupper() for pair in beside)


def _are_lookalikes(one: str, other: str, evidence: Evidence) -> bool:
    pair = {one.casefold(), other.casefold()}
    return any(pair <= group for group in evidence.lookalikes)


def _finding(document: Document, typo: _Typo) -> Finding:
    word, right = typo.word, typo.right
    span = find_in_span(document, typo.cell.span, word.text)
    advice = f"Write {quote(right)}" + ("" if span else f" instead of {quote(word.text)}")
    return Finding(
        span or typo.cell.span,
        f"{quote(word.text)} occurs only once and may be a typo of {quote(right)} ({typo.rows}"
        f" other rows of this column): a search for {quote(right)} misses this row",
        advice,
        fix=replace_text(document, span, right, advice, safe=False) if span else None,
    )
