"""Venue texts: `EMNLP 2023 Findings`, `PGAI@CIKM 2023`, `ICML'23`, `Nature Communications`.

A text is split into words: names from the vocabulary, years, filler words (`Proceedings of
the`), and unknown words. Offsets count code points from 0, ends are exclusive.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from awesome_lint import rulebook
from awesome_lint.bounded import parse_digits
from awesome_lint.model import Venue, Vocabulary
from awesome_lint.text.words import NAME_WORD, fold_name, name_words

MAX_CHARS = 200
"""Characters of the longest text that is parsed; longer ones are prose."""

_MAX_WORKSHOP_CHARS = 40
"""Characters between a word of the name of a workshop and the `@` after it."""

MAX_VENUE_CHARS = 80
"""Characters of the longest text that is taken for a venue."""

MAX_NAME_WORDS = 16
"""Words of the longest name of a venue."""

_MIN_MISSPELLING_CHARS = 5
"""Letters of the shortest misspelling that is certain without context."""

_BREAK = re.compile(r"[,;:()\[\]{}|@/（），；：]|\s[-–—]\s|[–—]")
_NAME_AND_YEAR = re.compile(r"([A-Za-z]{2,})((?:19[5-9]|20\d)\d)")
_NAME_AND_DIGITS = re.compile(r"([A-Za-z]{2,})(\d\d)")
_LETTERS = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d+(?:st|nd|rd|th)?")
_APOSTROPHE = re.compile(r"\s?['’‘`´]\s?")
_YEAR = re.compile(r"(?<!\d)(?<!\d\.)(?:19[5-9]|20\d)\d(?!\d|\.\d{4})")
_SHORT_YEAR = re.compile(r"['’‘`´]\s?(\d\d)(?!\w)")
_COMPOUND = re.compile(r"[^\W_]+(?:[-_'’&.][^\W_]+)*|\S")
_ARXIV_NUMBER = re.compile(r"\d{4}\.\d{4}")

_MIN_SPELLED_OUT_WORDS = 3
"""Words of a name that is spelled out, and not an acronym such as `ACM MM`."""

_NUMBERED_BY_YEAR = ("conference", "preprint")
"""Kinds of venues after whose name two digits are a year; after a journal's, they are a volume."""


class VenueWord(Struct, frozen=True, gc=False):
    """A word of a venue text."""

    text: str
    """The word as written."""
    key: str
    """The folded word."""
    start: int
    """The offset at which it begins."""
    end: int
    """The offset after it."""
    part: int
    """The number of its part of the text: commas, parentheses, `@`, slashes and spaced dashes
    divide it."""
    is_filler: bool
    """Whether the word does not distinguish venues: `of`, `37th`, `IEEE`."""


class VenueMention(Struct, frozen=True, gc=False):
    """A venue that is named in a text."""

    venue: Venue
    """The venue."""
    text: str
    """The name as written."""
    key: str
    """The folded name."""
    start: int
    """The offset at which it begins."""
    end: int
    """The offset after it."""
    misspelt: bool
    """Whether the name is one of the venue's known misspellings."""


class VenueYear(Struct, frozen=True, gc=False):
    """A year in a text."""

    value: int
    """The year, with four digits."""
    form: Literal["full", "glued", "short"]
    """`full` (`ICML 2023`), `glued` to the name (`ICML2023`), or `short`: two digits (`ICML'23`,
    `ICML 23`, `ICML23`)."""
    name_start: int
    """The offset at which the name before it begins."""
    start: int
    """The offset at which the year begins, with its apostrophe."""
    end: int
    """The offset after the year."""


class ParsedVenue(Struct, frozen=True, gc=False):
    """The contents of a venue text."""

    mentions: tuple[VenueMention, ...] = ()
    """The venues that are named, in order, without overlaps."""
    years: tuple[VenueYear, ...] = ()
    """The years, in order."""
    unknown: tuple[VenueWord, ...] = ()
    """The words that are neither part of a name nor filler words."""
    words: tuple[VenueWord, ...] = ()
    """All words that are not numbers."""


@lru_cache(maxsize=4096)
def parse_venue(text: str, vocabulary: Vocabulary) -> ParsedVenue:
    """Parse a venue text.

    A name that could be ordinary words (`Nature`, `Machine Learning`, `mm`) is taken for a
    venue's only if it is all of its part of the text, years and filler words aside: not in
    `Nature of Code`.
    """
    if len(text) > MAX_CHARS:
        return ParsedVenue()
    tokens = _split_words(text, vocabulary)
    found = list(_find_mentions(text, tokens, vocabulary))
    while True:
        owners = {index: item.mention for item in found for index in item.tokens}
        unknown = [
            token
            for index, token in enumerate(tokens)
            if index not in owners and not token.is_filler
        ]
        strange = {token.part for token in unknown}
        kept = [
            item
            for item in found
            if item.certain or strange.isdisjoint(tokens[index].part for index in item.tokens)
        ]
        if len(kept) == len(found):
            break
        found = kept
    return ParsedVenue(
        mentions=tuple(item.mention for item in found),
        years=tuple(_find_years(text, tokens, owners)),
        unknown=tuple(unknown),
        words=tuple(token for token in tokens if not token.key.isdecimal()),
    )


@lru_cache(maxsize=4096)
def is_venue(text: str, vocabulary: Vocabulary) -> bool:
    """Return whether a text is a venue's, and hardly anything else.

    It names a known venue and nothing unknown, except the workshop in `XYZ@CIKM 2023`. Without a
    year, preprint servers, short names and ordinary words do not count: they are labels of
    links, or topics, as often (`arXiv`, `RSS`, `Machine Learning`).
    """
    if not may_be_venue(text, vocabulary):
        return False
    reading = parse_venue(text, vocabulary)
    venues = [mention for mention in reading.mentions if mention.venue.kind != "track"]
    if not venues or _ARXIV_NUMBER.search(text):
        return False
    if not reading.unknown and any(
        mention.misspelt and len(mention.key) >= _MIN_MISSPELLING_CHARS for mention in venues
    ):
        return True  # it is certain
    if reading.unknown:
        return bool(reading.years) and all(
            _is_attached(text, word, venues) for word in reading.unknown
        )
    return bool(reading.years) or any(
        len(word) >= 4 and _is_acronym(word)
        for mention in venues
        if mention.venue.kind != "preprint"
        for word in name_words(mention.text)
        if word.casefold() not in rulebook.words("words", "venue filler")
    )


def has_only_known_words(text: str, vocabulary: Vocabulary) -> bool:
    """Return whether all words of a text occur in names of venues: it may be a part of one.

    Digits are ignored, and so is the `W` of workshops: `CVPRW`.
    """
    known = vocabulary.words
    for match in _LETTERS.finditer(text.casefold()):
        word = match[0]
        if word not in known and len(word) > 1 and word[:-1] not in known:
            return False
    return True


def may_be_venue(text: str, vocabulary: Vocabulary) -> bool:
    """Return whether a text may name a venue: its words occur in names, or are attached to one."""
    if "@" in text:
        return True
    if "-" in text:
        text = " ".join(word for word in text.split() if "-" not in word)
    return has_only_known_words(text, vocabulary)


@lru_cache(maxsize=4096)
def stated_year(text: str) -> int | None:
    """Return the year that a venue text states, if it states just one.

    Two digits are a year after an apostrophe (`ICML'23`) or an acronym (`SIGIR24`). The first
    half of an arXiv identifier (`2012.12345`) is not a year.
    """
    years = {parse_digits(match[0]) for match in _YEAR.finditer(text)}
    if not years:
        digits = [match[1] for match in _SHORT_YEAR.finditer(text)]
        for word in name_words(text):
            glued = _NAME_AND_DIGITS.fullmatch(word)
            if glued and _is_acronym(glued[1]):
                digits.append(glued[2])
        years = {value for pair in digits if (value := _full_year(pair))}
    return years.pop() if len(years) == 1 else None


def year_of(text: str, vocabulary: Vocabulary) -> int | None:
    """Return the year of a venue text, if there is just one: also two digits after a name."""
    years = {year.value for year in parse_venue(text, vocabulary).years}
    return years.pop() if len(years) == 1 else stated_year(text)


class _Match(Struct, frozen=True, gc=False):
    """A mention, the indexes of its words, and whether it is certain."""

    mention: VenueMention
    tokens: range
    certain: bool


def _split_words(text: str, vocabulary: Vocabulary) -> list[VenueWord]:
    filler = rulebook.words("words", "month", "venue filler")
    tokens: list[VenueWord] = []
    part = end = 0
    for match in NAME_WORD.finditer(text):
        if _BREAK.search(text, end, match.start()):
            part += 1
        end = match.end()
        start = match.start()
        glued = _NAME_AND_YEAR.fullmatch(match[0])
        if glued is None and (digits := _NAME_AND_DIGITS.fullmatch(match[0])):
            venue, _ = _look_up(digits[1], fold_name(digits[1]), vocabulary)
            if venue and venue.kind in _NUMBERED_BY_YEAR:
                glued = digits
        for piece in glued.groups() if glued else (match[0],):
            key = fold_name(piece)
            is_filler = len(key) == 1 or key in filler or _NUMBER.fullmatch(key) is not None
            tokens.append(VenueWord(piece, key, start, start + len(piece), part, is_filler))
            start += len(piece)
    return tokens


def _find_mentions(text: str, tokens: list[VenueWord], vocabulary: Vocabulary) -> Iterator[_Match]:
    """Yield the names in a text from left to right, each as long as possible."""
    index = 0
    while index < len(tokens):
        for stop in range(min(len(tokens), index + MAX_NAME_WORDS), index, -1):
            named = tokens[index:stop]
            key = " ".join(word.key for word in named)
            start, end = named[0].start, named[-1].end
            venue, misspelt = _look_up(text[start:end], key, vocabulary)
            if venue:
                certain = misspelt or venue.kind == "track"
                yield _Match(
                    VenueMention(venue, text[start:end], key, start, end, misspelt),
                    range(index, stop),
                    certain or any(_is_acronym(word.text) and not word.is_filler for word in named),
                )
                index = stop - 1
                break
        index += 1


def _look_up(written: str, key: str, vocabulary: Vocabulary) -> tuple[Venue | None, bool]:
    """Return the venue of a name, and whether the name is misspelt."""
    if venue := vocabulary.names.get(key):
        return venue, False
    if venue := vocabulary.misspellings.get(key):
        return venue, True
    if len(written) >= 4 and (written[-1] == "W" or (written[-1] == "w" and written[-2].isupper())):
        # CVPRW, CVPRw: the workshops of CVPR.
        return vocabulary.names.get(key[:-1]), False
    return None, False


def _find_years(
    text: str, tokens: list[VenueWord], owners: Mapping[int, VenueMention]
) -> Iterator[VenueYear]:
    months = rulebook.words("words", "month")
    for index, token in enumerate(tokens):
        before = tokens[index - 1] if index else None
        gap = text[before.end : token.start] if before else ""
        if len(token.text) == 4 and _YEAR.match(text, token.start):
            form: Literal["full", "glued"] = "glued" if before and not gap else "full"
            name_start = _name_start(tokens, index, owners)
            yield VenueYear(parse_digits(token.text), form, name_start, token.start, token.end)
        elif before and len(token.text) == 2 and token.text.isdecimal():
            if index + 1 < len(tokens) and tokens[index + 1].key in months:
                continue  # a day
            owner = owners.get(index - 1)
            # After a spelled-out name, a number is that of a volume or an edition.
            numbered = (
                owner is not None
                and owner.venue.kind in _NUMBERED_BY_YEAR
                and len(owner.text.split()) < _MIN_SPELLED_OUT_WORDS
            )
            value = _full_year(token.text)
            if value and (_APOSTROPHE.fullmatch(gap) or (numbered and not gap.strip())):
                name_start = _name_start(tokens, index, owners)
                yield VenueYear(
                    value, "short", name_start, token.start - len(gap.lstrip()), token.end
                )


def _name_start(
    tokens: list[VenueWord], year_index: int, owners: Mapping[int, VenueMention]
) -> int:
    """Return the offset of the name before a year, its tracks included."""
    start = tokens[year_index].start
    for index in range(year_index - 1, -1, -1):
        if tokens[index].part != tokens[year_index].part:
            break
        owner = owners.get(index)
        start = owner.start if owner else tokens[index].start
        if owner is None or owner.venue.kind != "track":
            break
    return start


def _full_year(digits: str) -> int | None:
    number = parse_digits(digits)
    if number >= 90:
        return 1900 + number
    return 2000 + number if number < 40 else None


def _is_acronym(word: str) -> bool:
    """Return whether a word is written unlike ordinary words: `ICML`, `RecSys`, `arXiv`."""
    return len(word) >= 3 and not word.isdecimal() and word[1:] != word[1:].lower()


def _is_attached(text: str, word: VenueWord, venues: Iterable[VenueMention]) -> bool:
    """Return whether a word belongs to the workshop in `Ice Vision @ CIKM` or `XYZ-CIKM`."""
    before, after = text[: word.start].rstrip(), text[word.end :]
    workshop, at, _ = after[:_MAX_WORKSHOP_CHARS].partition("@")
    if (at == "@" and _BREAK.search(workshop) is None) or before.endswith("@"):
        return True
    compound = next(each for each in _COMPOUND.finditer(text) if each.end() >= word.end)
    return "-" in compound[0] and any(
        compound.start() <= each.start < compound.end() for each in venues
    )
