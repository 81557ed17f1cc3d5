"""Entries that are listed under the title of a paper."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache
from typing import Final

from awesome_lint import rulebook
from awesome_lint.identifiers.identity import title_key
from awesome_lint.model import Entry, Field
from awesome_lint.text.patterns import any_of, deferred

_MIN_TITLE_WORDS: Final = 4
"""Words of the shortest title, apart from numbers. Shorter ones may be names of things."""

_MIN_SIGNIFICANT_WORDS: Final = 3
"""Significant words of the shortest title that is compared with the title in a record."""

_MIN_SHARED: Final = 0.25
"""Two titles may be of one paper if they share at least this part of the significant words of the
shorter one. In real lists, all pairs below it were wrong links or new titles."""

_MAX_CODE_CHARS: Final = 3
"""Characters of the longest word that may be a code or a number."""

_WORD: Final = re.compile(r"(?<!\S)[^\d\s]{2,}(?!\S)")

_NAME_WITH_NUMBER: Final = re.compile(r"(?=[^\s:]*\d)(?=[^\s:]*[^\W\d]{2})[^\s:]{3,40}:\s")
"""A name before a title: `Ice2Snow: …`."""

_ABBREVIATIONS: Final = re.compile(r"\s*(?:(?:[^\W\d_]+\.|[A-Z])(?:\s+|\Z))*")

_MAX_TITLE_CHARS: Final = 300
"""Characters of the longest title. Longer texts are paragraphs."""

_NAME_OF_DATA: Final = re.compile(r"the [^:]* (?:benchmark|corpus|data ?set)s?", re.IGNORECASE)
"""Names of data sets, rather than titles of their papers: `The Thin Ice dataset`."""

_NEWS: Final = re.compile(r"(?:We|Our)(?:['\u2019][a-z]+)? [a-z]")
_OWN_WORK: Final = deferred(r"\b(?:[Oo]ur|[Tt]his) (?:list|paper|repo(?:sitory)?|review|survey)\b")
"""News of the authors of a list, rather than titles: `We release our survey`."""

_REPOSITORY: Final = deferred(
    r"https?://(?:www\.)?(?:github\.com|gitlab\.com|huggingface\.co)/", re.IGNORECASE
)


def paper_title(entry: Entry) -> Field | None:
    """Return the title of an entry; None if it may be the name of a thing, or not a title."""
    if entry.title is None:
        return None
    column, text = entry.title.name, entry.title.text
    if _is_column_of_things(column) or not is_whole_title(text):
        return None
    if _NAME_OF_DATA.fullmatch(text) or _is_news(text):
        return None
    # A title that links a repository is that of a project, with its paper beside it.
    if any(link.text == text and _REPOSITORY().match(link.url) for link in entry.title.links):
        return None
    return entry.title


@lru_cache(maxsize=256)
def _is_column_of_things(name: str) -> bool:
    return _things().search(name) is not None and _papers().search(name) is None


def _is_news(text: str) -> bool:
    if _NEWS.match(text):
        return True
    return ("ur " in text or "his " in text) and _OWN_WORK().search(text) is not None


@lru_cache(maxsize=4096)
def is_whole_title(text: str) -> bool:
    """Return whether a text may be a whole title of a paper, neither a name nor a paragraph.

    A text of abbreviated words is the name of a journal: `J. Icel. Sci. Eng.`.
    """
    if len(text) > _MAX_TITLE_CHARS:
        return False
    words = len(_WORD.findall(text)) + (_NAME_WITH_NUMBER.match(text) is not None)
    if words < _MIN_TITLE_WORDS:
        return False
    return _ABBREVIATIONS.fullmatch(text) is None


def is_similar_title(one: str, other: str) -> bool:
    """Return whether two keys may be of one title, given that they have one identifier.

    They may if one begins with the other, or if they have three quarters of their words in common
    and differ in more than short words: `Part I` and `Part II`, `zh` and `en`.
    """
    words, others = one.split(), other.split()
    shorter, longer = sorted((words, others), key=len)
    if longer[: len(shorter)] == shorter:
        return True
    counted, there = Counter(words), Counter(others)
    differing = (*(counted - there), *(there - counted))
    if max(map(len, differing), default=0) <= _MAX_CODE_CHARS:
        return False
    return (counted & there).total() * 4 >= len(longer) * 3


def may_be_same_paper(entry: Entry, listed: str, known: str) -> bool:
    """Return whether two titles may be of one paper, or cannot be compared.

    `listed` is the title in the entry, `known` that of the record.
    """
    one, other = title_key(listed), title_key(known)
    if listed.isascii() != known.isascii():
        return True
    # A title without these words may be a translation, which cannot be compared.
    english = rulebook.words("words", "english")
    if english.isdisjoint(one.split()) or english.isdisjoint(other.split()):
        return True
    first, second = _significant_words(one), _significant_words(other)
    fewer = min(len(first), len(second))
    if fewer < _MIN_SIGNIFICANT_WORDS or len(first & second) >= _MIN_SHARED * fewer:
        return True
    # A renamed paper often keeps the name before the colon.
    names = {_name(listed), *(title_key(field.text) for field in entry.fields)}
    if _name(known) and _name(known) in names:
        return True
    from rapidfuzz.fuzz import token_sort_ratio

    return token_sort_ratio(one, other, score_cutoff=60) > 0


def have_no_word_in_common(listed: str, known: str) -> bool:
    """Return whether two titles in ASCII have several significant words, and none in common.

    One may be a translation of the other; otherwise they are of two papers, or of a renamed one.
    """
    if not (listed.isascii() and known.isascii()):
        return False
    first, second = _significant_words(title_key(listed)), _significant_words(title_key(known))
    fewer = min(len(first), len(second))
    return fewer >= _MIN_SIGNIFICANT_WORDS and first.isdisjoint(second)


def _significant_words(key: str) -> set[str]:
    common = rulebook.words("words", "common")
    words = (word for word in key.split() if len(word) > 1 and word not in common)
    return {word for word in words if not any(map(str.isdigit, word))}


def _name(title: str) -> str:
    """Return the name before the colon of a title, or an empty text."""
    return title_key(title.partition(":")[0]) if ":" in title else ""


def is_in_title_column(entry: Entry) -> bool:
    """Return whether an entry's title is in a column for titles of papers."""
    return entry.kind == "row" and bool(entry.title and _papers().search(entry.title.name))


@cache
def _papers() -> re.Pattern[str]:
    words = any_of(rulebook.words("columns", "paper"))
    return re.compile(rf"\b{words}s?\b", re.IGNORECASE)


@cache
def _things() -> re.Pattern[str]:
    words = any_of(rulebook.words("columns", "thing"))
    return re.compile(rf"\b{words}s?\b", re.IGNORECASE)
