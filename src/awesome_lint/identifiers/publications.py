"""Publications of papers, as stated by DOIs and by comments and journal references on arXiv.

Comments are free text: `12 pages, accepted at ICML 2024 (oral). Code: …`. A comment states the
venue of its paper if a phrase such as `accepted at` is directly before or after the venue, or if a
part of a sentence consists of a venue and its year: `CVPR 2024 (Highlight)`. The phrases are in
`rules/publications.yml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Final
from urllib.parse import quote

from msgspec import Struct

from awesome_lint import rulebook
from awesome_lint.bounded import parse_digits
from awesome_lint.identifiers.proceedings import joint_conference, published_in
from awesome_lint.identifiers.venue import MAX_CHARS, ParsedVenue, VenueMention, parse_venue
from awesome_lint.model import Venue, Vocabulary
from awesome_lint.rulebook import DoiPrefix
from awesome_lint.text.patterns import deferred
from awesome_lint.text.words import NAME_WORD, fold_name, folded_words, name_words

FINDINGS: Final = "Findings"
"""The track of the ACL's conferences whose papers are published as `Findings of …`."""

_PUBLISHING: Final = frozenset(("conference", "journal"))
_MAX_COMMENT_CHARS: Final = 2000
"""Characters of a comment that are read."""
_MAX_RUN_WORDS: Final = 30
"""Words beside a phrase among which a venue is looked for."""

_TOKEN: Final = deferred(r"\S+")
_URL: Final = deferred(r"\W?(?:https?://|www\.|[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/)", re.ASCII)
_HYPHEN_BEFORE_YEAR: Final = deferred(r"(?<=[A-Z]{3})-(?=\d\d\b)")
"""The hyphen in `AAAI-23`."""
_ACCEPTED_AT: Final = deferred(r"(?<=accepted )@", re.IGNORECASE)
_SENTENCE_END: Final = deferred(r"[;|!]|\.(?=\s|\Z)(?!\sPMLR)")
_LAST_WORD: Final = deferred(r"(?<![^\W_])[^\W_]{1,20}\Z")
_FOUR_DIGITS: Final = deferred(r"(?<!\d)\d{4}(?!\d)")
_DIVIDER: Final = deferred(r"[,:()\[\]]|\s[-–—]+\s")

_WORKSHOP_MARK: Final = deferred(r"(?:(?<=[A-Z]{3})|(?<=\d\d))(?:-|\s|\s?\()W(?![\w/.'’])")
"""The `W` of a workshop after a venue: `CVPR-W 2023`, `ICML 2024 (W)`."""
_WORKSHOP_NAME: Final = deferred(r"\b[A-Za-z]{2,20}4[A-Z][A-Za-z]{0,20}\b")
"""A name such as `ML4Sys`, which workshops have, and few conferences."""

_OTHER_VOLUME: Final = deferred(r"\.[a-z0-9]+-(?:demos?|srw|tutorials?)\.", re.ASCII)
"""Volumes of the ACL Anthology with other contributions than papers."""
_YEAR_FORMS: Final = {
    "ieee": deferred(r"[0-9]{0,6}\.([0-9]{4})\.", re.ASCII),
    "springer": deferred(r"0([0-9]{2})-", re.ASCII),
    "year": deferred(r"([0-9]{4})(?![0-9])", re.ASCII),
}


class Publication(Struct, frozen=True):
    """The venue in which a paper was published."""

    venue: Venue
    """The conference or journal."""
    year: int | None
    """The year, with four digits; None if it is not stated."""
    track: str
    """`Findings`, or empty."""
    text: str
    """The text that states it."""


@lru_cache(maxsize=4096)
def read_reference(text: str, vocabulary: Vocabulary) -> Publication | None:
    """Return the publication that a journal reference states.

    None if it does not name exactly one conference or journal and one year, or may be about
    something else, such as a workshop.
    """
    if _may_be_other(text) or _names_workshop(text, vocabulary):
        return None
    reading = parse_venue(text, vocabulary)
    if len({year.value for year in reading.years}) != 1:
        return None
    return _publication([reading], text, vocabulary)


@lru_cache(maxsize=4096)
def read_source(text: str, vocabulary: Vocabulary) -> Publication | None:
    """Return the publication that the name of a journal, or of proceedings, states.

    None if the name has other words than those of one conference or journal.
    """
    reading = _parse(text, vocabulary)
    if _may_be_other(text) or reading.unknown:
        return None
    return _publication([reading], text, vocabulary)


def _may_be_other(text: str) -> bool:
    """Return whether a text may name something else than the venue of a paper."""
    phrases = (_event(), _poster(), _other_paper(), _unpublished(), _WORKSHOP_MARK())
    return "@" in text or any(phrase.search(text) for phrase in phrases)


def _names_workshop(text: str, vocabulary: Vocabulary) -> bool:
    """Return whether a text has the name of a workshop, such as `ML4Sys`."""
    names = (match[0] for match in _WORKSHOP_NAME().finditer(text))
    return any(fold_name(name) not in vocabulary.names for name in names)


@lru_cache(maxsize=4096)
def read_doi(doi: str, vocabulary: Vocabulary) -> Publication | None:
    """Return the publication that a DOI belongs to; None if it is unknown, or not a paper's.

    `doi` is a DOI in lower case, without a resolver. Several DOIs, which arXiv allows, belong to
    none.
    """
    if " " in doi:
        return None
    proceedings = published_in(f"https://doi.org/{quote(doi)}")
    if proceedings and proceedings.venues and not _OTHER_VOLUME().search(doi):
        venue = vocabulary.names.get(fold_name(proceedings.venues[0]))
        if venue is None or venue.kind not in _PUBLISHING:
            return None
        track = FINDINGS if proceedings.name.startswith(FINDINGS) else ""
        return Publication(venue, proceedings.years[0], track, doi)
    for row in rulebook.proceedings():
        if isinstance(row, DoiPrefix) and doi.startswith(row.prefix):
            venue = vocabulary.names.get(fold_name(row.venue))
            year = _year_after_prefix(row, doi)
            if venue and (year or not row.form):
                return Publication(venue, year, "", doi)
    return None


def _year_after_prefix(row: DoiPrefix, doi: str) -> int | None:
    """Return the year of a DOI that begins with the prefix of a row."""
    match = _YEAR_FORMS[row.form]().match(doi, len(row.prefix)) if row.form else None
    if match is None:
        return row.year
    return parse_digits(match[1]) + (2000 if len(match[1]) == 2 else 0)


@lru_cache(maxsize=4096)
def read_comment(text: str, vocabulary: Vocabulary) -> Publication | None:
    """Return the publication that the comment of a paper on arXiv states.

    None if it does not say that exactly one conference or journal has accepted the paper.
    """
    written = text[:_MAX_COMMENT_CHARS]
    plain = _plain(written, vocabulary)
    is_doubtful = _names_workshop(plain, vocabulary) or any(
        phrase.search(plain) for phrase in (_event(), _unpublished(), _WORKSHOP_MARK())
    )
    found = []
    for start, end in _sentences(plain):
        publication = _read_sentence(plain[start:end], vocabulary, is_doubtful=is_doubtful)
        if publication:
            found.append((publication, written[start:end].strip()))
    years = {publication.year for publication, _ in found if publication.year}
    if len({publication.venue.name for publication, _ in found}) != 1 or len(years) > 1:
        return None
    publication, sentence = max(found, key=lambda each: each[0].year is not None)
    return Publication(publication.venue, publication.year, publication.track, sentence)


def _plain(text: str, vocabulary: Vocabulary) -> str:
    """Return a comment of the same length with spaces in place of URLs and ambiguous punctuation.

    The punctuation in names of venues, as in `Robotics: Science and Systems`, divides no sentence.
    """
    text = _TOKEN().sub(_without_url, text)
    text = _HYPHEN_BEFORE_YEAR().sub("'", _ACCEPTED_AT().sub(" ", text))
    return _divided_names(vocabulary).sub(
        lambda match: match[0].translate({ord(","): " ", ord(":"): " "}), text
    )


def _without_url(match: re.Match[str]) -> str:
    """Return a URL as spaces, without the punctuation after it; other texts unchanged."""
    token = match[0]
    rest = token[len(token.rstrip(".,;:)]")) :]
    return " " * (len(token) - len(rest)) + rest if _URL().match(token) else token


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets of the sentences of a comment. Abbreviations do not end them."""
    abbreviations = rulebook.words("words", "abbreviation")
    start = 0
    ends = [(match.start(), match.end()) for match in _SENTENCE_END().finditer(text)]
    ends += [(match.start(), match.start()) for match in _new_sentence().finditer(text)]
    for end, following in sorted(ends):
        word = _LAST_WORD().search(text, start, end)
        is_abbreviation = word and (word[0].capitalize() in abbreviations or len(word[0]) == 1)
        if text[end] != "." or not is_abbreviation:
            yield start, end
            start = following
    yield start, len(text)


def _read_sentence(
    sentence: str, vocabulary: Vocabulary, *, is_doubtful: bool
) -> Publication | None:
    """Return the publication that a sentence states.

    If `is_doubtful`, a venue without a phrase of acceptance may not have accepted the paper.
    """
    if "@" in sentence or _event().search(sentence) or _WORKSHOP_MARK().search(sentence):
        return None
    own = _without_other_papers(sentence)
    segments = _DIVIDER().split(own)
    whole = [_parse(segment, vocabulary) for segment in segments]
    readings = _accepted_readings(segments, vocabulary)
    is_accepted = any(reading.mentions for reading in readings)
    if not is_accepted:
        if is_doubtful or own != sentence or _accepted().search(own):
            return None  # or what has accepted it is unknown
        readings = list(_bare_readings(segments, whole))
    if not any(reading.years for reading in readings):
        # `International Conference on Machine Learning, Vienna, Austria, 2024`
        readings += [reading for reading in whole if not reading.words]
    publication = _publication(readings, sentence, vocabulary)
    if publication is None or _names_other_venue(whole, readings):
        return None
    if publication.year is None and (not is_accepted or _FOUR_DIGITS().search(own)):
        return None
    if _poster().search(sentence):
        has_papers = publication.venue.name in rulebook.words("publications", "poster conference")
        return publication if has_papers else None
    return publication


def _bare_readings(segments: Sequence[str], whole: Sequence[ParsedVenue]) -> Iterator[ParsedVenue]:
    """Yield the readings of segments of a sentence that are a venue, and not that of a workshop.

    A name in front may be that of a workshop: `Cold Robots, ICML 2024`. The name of a conference,
    which may have its acronym after it, has a word that says what it is.
    """
    conference = rulebook.words("words", "publication")
    for index, reading in enumerate(whole):
        if reading.mentions and not reading.unknown:
            yield reading
        elif _may_be_name(reading) and all(
            conference.isdisjoint(folded_words(segment)) for segment in segments[: index + 1]
        ):
            return


def _may_be_name(reading: ParsedVenue) -> bool:
    """Return whether a text may be a name: several unknown words, in capitals."""
    return (
        len(reading.unknown) > 1
        and reading.words[0].text not in rulebook.words("publications", "new sentence")
        and all(
            word.text[0].isupper() or word.key in rulebook.words("words", "linking")
            for word in reading.words
        )
    )


def _names_other_venue(whole: Iterable[ParsedVenue], readings: Iterable[ParsedVenue]) -> bool:
    """Return whether a sentence names another venue than those in the readings of its parts."""
    named = {mention.venue.name for reading in readings for mention in reading.mentions}
    return any(
        mention.venue.name not in named and mention.venue.kind in (*_PUBLISHING, "workshop")
        for reading in whole
        for mention in reading.mentions
        if not _is_filler(mention)
    )


def _without_other_papers(sentence: str) -> str:
    """Return the part of a sentence that is about its paper itself, and about its publication.

    Up to the end of the sentence or of its parentheses, the venue after a phrase such as `extended
    version of` or `under review` is not that of the paper.
    """
    while match := _other_paper().search(sentence) or _unpublished().search(sentence):
        opened = sentence.rfind("(", 0, match.start())
        closed = sentence.find(")", match.end())
        inside = opened >= 0 and sentence.find(")", opened, match.start()) < 0 <= closed
        rest = sentence[closed:] if inside else ""
        sentence = sentence[: match.start()] + rest
    return sentence


def _accepted_readings(segments: Sequence[str], vocabulary: Vocabulary) -> list[ParsedVenue]:
    """Return the readings of the words directly after and before each phrase of acceptance.

    They may continue in the next segments, up to the first unknown word. A phrase after an unknown
    word may be about something else: `The data was published at …`.
    """
    readings: list[ParsedVenue] = []
    for index, segment in enumerate(segments):
        for phrase in _accepted().finditer(segment):
            if _parse(segment[: phrase.start()], vocabulary).unknown:
                continue
            after = (segment[phrase.end() :], *segments[index + 1 :])
            before = (segment[: phrase.start()], *reversed(segments[:index]))
            readings += _known_readings(after, vocabulary, forward=True)
            readings += _known_readings(before, vocabulary, forward=False)
    return readings


def _known_readings(
    texts: Iterable[str], vocabulary: Vocabulary, *, forward: bool
) -> Iterator[ParsedVenue]:
    """Yield the readings of texts from their begin, or their end, to the first unknown word."""
    for text in texts:
        words = list(NAME_WORD.finditer(text))
        if not words:
            continue
        run, count = _known_run(text, words, vocabulary, forward=forward)
        if count < len(words) and run.mentions:
            word = words[count] if forward else words[-count - 1]
            if _may_be_event(word[0], run, forward=forward):
                return
        yield run
        if count < len(words):
            return


def _known_run(
    text: str, words: Sequence[re.Match[str]], vocabulary: Vocabulary, *, forward: bool
) -> tuple[ParsedVenue, int]:
    """Return the reading of the most words at the begin or end of a text that are all known.

    Returns also their number.
    """
    for count in range(min(len(words), _MAX_RUN_WORDS), 0, -1):
        part = text[: words[count - 1].end()] if forward else text[words[-count].start() :]
        if len(part) <= MAX_CHARS:
            reading = _parse(part, vocabulary)
            if not reading.unknown:
                return reading, count
    return ParsedVenue(), 0


def _may_be_event(word: str, run: ParsedVenue, *, forward: bool) -> bool:
    """Return whether an unknown word beside a venue may name an event: `ICML 2024 ColdBots`.

    Other words follow after a preposition: `ICML 2024 in Vienna`, but not `in the Cold Track`.
    """
    if not forward:
        return run.words[0].start >= run.mentions[0].start
    last = run.words[-1]
    if last.end > run.mentions[-1].end:
        return last.key in rulebook.words("publications", "determiner")
    return word.casefold() not in rulebook.words("words", "linking")


def _parse(text: str, vocabulary: Vocabulary) -> ParsedVenue:
    """Parse the venues of a text, except words that may be beside a venue."""
    beside = rulebook.words("publications", "beside")
    while True:
        reading = parse_venue(text, vocabulary)
        word = next((word for word in reading.unknown if word.key in beside), None)
        if word is None:
            return reading
        # Without it, the words after it may be a name.
        text = text[: word.start] + " " * (word.end - word.start) + text[word.end :]


def _publication(
    readings: Sequence[ParsedVenue], text: str, vocabulary: Vocabulary
) -> Publication | None:
    """Return the publication that the readings of a text state together.

    None if there is not exactly one conference or journal, or more than one year.
    """
    mentions = [mention for reading in readings for mention in reading.mentions]
    years = _years(readings)
    is_findings = any(mention.venue.name == FINDINGS for mention in mentions)
    named = [mention for mention in mentions if mention.venue.kind != "track"]
    # `Proceedings of the IEEE` begins the names of conferences.
    named = [mention for mention in named if not _is_filler(mention)] or named
    venues = {mention.venue.name: mention.venue for mention in named}
    if is_findings and len(venues) > 1:
        # The first one is the publisher: `Findings of the Association for …: EMNLP 2023`.
        venues = dict([venues.popitem()])
    if len(years) > 1 or any(_is_of_workshop(mention, vocabulary) for mention in named):
        return None
    year = next(iter(years), None)
    name = next(iter(venues), None)
    if len(venues) > 1:
        name = joint_conference(venues, year) if year else None
    if name is None or name not in venues:
        return None
    return Publication(venues[name], year, FINDINGS if is_findings else "", text)


def _is_of_workshop(mention: VenueMention, vocabulary: Vocabulary) -> bool:
    """Return whether a venue is not a conference or journal, such as a workshop: `CVPRW`."""
    if mention.venue.kind not in _PUBLISHING:
        return True
    return mention.key not in vocabulary.names and mention.text.endswith(("W", "w"))


def _is_filler(mention: VenueMention) -> bool:
    return rulebook.words("words", "venue filler").issuperset(mention.key.split())


def _years(readings: Iterable[ParsedVenue]) -> set[int]:
    """Return the years of the venues: those at a name, else those beside one, else all."""
    at_name, beside, others = set(), set(), set()
    for reading in readings:
        for year in reading.years:
            others.add(year.value)
            if reading.mentions:
                beside.add(year.value)
            if any(each.start <= year.name_start < each.end for each in reading.mentions):
                at_name.add(year.value)
    return at_name or beside or others


@cache
def _accepted() -> re.Pattern[str]:
    return _pattern(rulebook.words("publications", "accepted"))


@cache
def _event() -> re.Pattern[str]:
    return _pattern(rulebook.words("publications", "event"))


@cache
def _other_paper() -> re.Pattern[str]:
    return _pattern(rulebook.words("publications", "other paper"))


@cache
def _poster() -> re.Pattern[str]:
    return _pattern(rulebook.words("publications", "poster"))


@cache
def _unpublished() -> re.Pattern[str]:
    return _pattern(rulebook.words("publications", "unpublished"))


@cache
def _new_sentence() -> re.Pattern[str]:
    words = "|".join(map(re.escape, sorted(rulebook.words("publications", "new sentence"))))
    return re.compile(rf"\s(?=(?:{words})\b)")


def _pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    """Return the pattern of phrases whose words are divided by spaces or hyphens."""
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    forms = (r"[\s-]{1,3}".join(map(re.escape, phrase.split())) for phrase in longest_first)
    return re.compile(rf"\b(?:{'|'.join(forms)})\b", re.IGNORECASE)


@lru_cache(maxsize=64)
def _divided_names(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Return the pattern of the names of venues that contain a comma or a colon."""
    names = (name for venue in vocabulary.venues for name in (venue.name, *venue.aliases))
    forms = (
        r"\W{1,3}".join(map(re.escape, name_words(name)))
        for name in sorted(names, key=len, reverse=True)
        if "," in name or ":" in name
    )
    # Without such a name, nothing matches.
    return re.compile(rf"\b(?:{'|'.join(forms) or '(?!)'})\b", re.IGNORECASE)
