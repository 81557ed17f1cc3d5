"""venue-typo: misspelt venues.

A misspelling in the vocabulary is always reported if it has at least five letters, and else only
if most entries name a venue. A word that is one edit away from a venue that a link of its entry
names is always reported. Any other word is reported only if it is one edit away from a venue that
is in the vocabulary or common in the document, and is unlikely to be a venue itself. The limits
come from the similarity of real venues. Among the 1868 acronyms with at least three letters of the
conferences in the CORE rankings and the CCF deadlines there are

    letters of the longer one             3    4    5   6   7   8
    pairs that differ in one letter     980  862  149   4   2   0
    pairs with one letter more or less    -  471  198  22   5   2
    pairs with swapped neighbours        41   42    8   0   0   0

So the rule makes no guess for words with less than five letters. Words with five letters match
only with two adjacent letters swapped. A replaced, added or missing letter needs at least six
letters in the shorter word. A replaced letter in an acronym of six letters counts only if another
entry names the right one: the names of the many conferences that are in neither source often
begin alike (`ICA…`, `IJC…`), and one such pair was found in real lists.

Shorter words are reported only beside at least `_MIN_SIBLINGS` entries with the right name. Of the
1483 acronyms of the same sources that are not in the vocabulary, few differ from one that is by an
edit that counts then:

    letters of the right name               4    5
    two letters swapped                    13    2
    a letter doubled, or a double halved    5    3
    a letter added or missing               -   44

These pairs are in rules/lookalikes.yml.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, partial

from msgspec import Struct

from awesome_lint import rulebook
from awesome_lint.identifiers import venue
from awesome_lint.identifiers.identity import identify
from awesome_lint.identifiers.proceedings import published_in
from awesome_lint.identifiers.url import parse_web_url
from awesome_lint.identifiers.venue import VenueWord
from awesome_lint.model import Correction, Document, Edit, Evidence, Finding, Fix, Vocabulary
from awesome_lint.rules.rule import NoOptions
from awesome_lint.rules.shared.find_text import find_in_field
from awesome_lint.rules.shared.venue_usage import (
    Spellings,
    VenueUsage,
    distinct_venue_usages,
    names_a_venue,
    usual_name,
    venue_spellings,
)
from awesome_lint.text.edit_distance import index_words, single_edit, words_one_edit_away
from awesome_lint.text.wording import quote
from awesome_lint.text.words import fold_name, name_words

_MIN_DELIBERATE = 3
"""Entries with a word that are enough to show that the word is deliberate."""

_MIN_SIBLINGS = 3
"""Entries with a name that are enough to correct one entry with a short word to it."""

_MIN_QUALIFIER_LETTERS = 7
"""Letters of the shortest qualifier (`Findings`, `Workshop`) whose typos are reported."""

_MIN_COMMON = 5
"""Entries with a name that are enough to correct other entries to it, even if it is unknown."""


class _Typo(Struct, frozen=True):
    """A misspelled word of a venue."""

    start: int
    """The offset of the word in the field's text."""
    end: int
    """The offset after the word."""
    name: str
    """The venue's whole name as written."""
    intended: Sequence[str]
    """The names that the venue may be meant for."""
    words: Sequence[str]
    """The correct word for each of these names."""


def check(document: Document, _options: NoOptions, evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each misspelt venue."""
    used = distinct_venue_usages(document, evidence.venues)
    spellings = venue_spellings(document, evidence.venues)
    # If most entries name no known venue, the column may not be one of venues.
    has_venues = 2 * sum(map(names_a_venue, used)) >= len(used)
    guesser = None
    for usage in used:
        found = []
        for mention in usage.parsed.mentions:
            if mention.misspelt and (has_venues or len(mention.key) >= 5):
                name = usual_name(mention.venue, spellings)
                listed = _Typo(mention.start, mention.end, mention.text, [name], [name])
                found.append(_finding(usage, listed, "a misspelling of", safe=True))
        if not usage.parsed.unknown:
            yield from found
            continue
        named = names_a_venue(usage)
        if not named:
            by_link = list(_typos_by_link(usage, spellings, evidence.venues))
            found += [
                _finding(usage, typo, "a misspelling of", _BY_LINK, safe=True) for typo in by_link
            ]
            if has_venues and not by_link:
                guesser = guesser or _Guesser(used, spellings, evidence)
                if guess := guesser.guess(usage):
                    problem = "not a known venue and may be a typo of"
                    found.append(_finding(usage, guess, problem, safe=False))
            named = bool(by_link)
        if named:
            found += map(partial(_qualifier_finding, usage), _misspelt_qualifiers(usage))
        yield from sorted(found, key=lambda finding: finding.span)


_BY_LINK = ", which the link names"


def _finding(
    usage: VenueUsage, typo: _Typo, problem: str, source: str = "", *, safe: bool
) -> Finding:
    message = (
        f"{quote(typo.name)} is {problem} {_quoted_alternatives(typo.intended)}{source}: a search"
        " for the venue misses this entry"
    )
    return _correct(usage, typo, message, safe=safe)


def _qualifier_finding(usage: VenueUsage, typo: _Typo) -> Finding:
    (right,) = typo.intended
    message = (
        f"{quote(typo.name)} may be a typo of {quote(right)}: a search for {quote(right)} misses"
        " this entry"
    )
    return _correct(usage, typo, message, safe=False)


def _correct(usage: VenueUsage, typo: _Typo, message: str, *, safe: bool) -> Finding:
    text = usage.field.text
    span = find_in_field(usage.field, typo.start, typo.end)
    # If the word has no span, the finding marks the whole field.
    before, after = ("", "") if span else (text[: typo.start], text[typo.end :])
    right = [f"{before}{word}{after}" for word in typo.words]
    advice = f"Write {_quoted_alternatives(right)}"
    fix = None
    if span and len(right) == 1:
        correction = Correction(text[typo.start : typo.end], right[0])
        fix = Fix(advice, (Edit(span, right[0]),), safe, (correction,))
    return Finding(span or usage.field.span, message, advice, fix=fix)


def _typos_by_link(
    usage: VenueUsage, spellings: Spellings, vocabulary: Vocabulary
) -> Iterator[_Typo]:
    """Yield the unknown words that are one edit away from a venue that a link names."""
    words = [word for word in usage.parsed.unknown if len(word.key) >= 3 and word.key.isalpha()]
    if not words:
        return
    named = {
        key: name
        for link in usage.entry.links
        if link.kind != "image"
        for key, name in _names_in_url(link.url, vocabulary)
    }
    for word in words:
        if word.key in named:
            continue
        intended = [
            spellings.usual(key, name)
            for key, name in named.items()
            if single_edit(word.key, key) and not _is_derived(word.key, key) and len(key) >= 3
        ]
        if intended:
            yield _Typo(word.start, word.end, word.text, intended[:1], intended[:1])


def _names_in_url(url: str, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Yield the names of one word, folded and as written, of the venues that a URL names.

    It names them by its proceedings, by the arXiv paper it leads to, or by a label of its host.
    A name that is not in the vocabulary is yielded as well. A paper of a workshop may be listed
    under the workshop's name, which may be similar.
    """
    published = published_in(url)
    if published and published.workshop:
        return
    names = list(published.venues) if published else []
    yield from ((fold_name(name), name) for name in names)
    if identify(url).startswith("arxiv:"):
        names.append("arXiv")
    parts = parse_web_url(url)
    labels = parts.host.split(".") if parts else []
    for name in (*names, *labels[:-1]):
        venue = vocabulary.names.get(fold_name(name))
        if venue and venue.kind != "track":
            for form in (venue.name, *venue.aliases, *venue.former):
                if (key := fold_name(form)).isalpha():
                    yield key, form


def _misspelt_qualifiers(usage: VenueUsage) -> Iterator[_Typo]:
    """Yield the unknown words beside a venue that are one edit away from a qualifier."""
    for word in usage.parsed.unknown:
        if len(word.key) >= _MIN_QUALIFIER_LETTERS and word.key.isalpha():
            found = words_one_edit_away(word.key, _qualifiers())
            intended = [key for key in found if _is_typo(word.key, key, _MIN_QUALIFIER_LETTERS)]
            if len(intended) == 1:
                right = intended[0]
                if word.text.isupper():
                    right = right.upper()
                elif word.text[:1].isupper():
                    right = right.capitalize()
                yield _Typo(word.start, word.end, word.text, [right], [right])


@cache
def _qualifiers() -> dict[str, list[str]]:
    """Return an index of the long words that accompany names of venues, folded."""
    tracks = {
        word.casefold()
        for venue in rulebook.venues()
        if venue.kind == "track"
        for name in (venue.name, *venue.aliases)
        for word in name_words(name)
    }
    words = tracks | rulebook.words("words", "venue filler")
    return index_words(
        sorted(word for word in words if word.isalpha() and len(word) >= _MIN_QUALIFIER_LETTERS)
    )


def _quoted_alternatives(texts: Sequence[str]) -> str:
    return " or ".join(map(quote, texts))


class _Guesser:
    """Guesses the venues that the unknown words of a document are meant for."""

    def __init__(
        self, used: Sequence[VenueUsage], spellings: Spellings, evidence: Evidence
    ) -> None:
        vocabulary = evidence.venues
        self._vocabulary = vocabulary
        self._lookalikes = evidence.lookalikes
        self._named = {key: counts.total() for key, counts in spellings.counts.items()}
        self._entries = Counter[str]()
        counts = {key: Counter(texts) for key, texts in spellings.counts.items()}
        for usage in used:
            for word in {word.key: word for word in usage.parsed.unknown}.values():
                self._entries[word.key] += 1
                counts.setdefault(word.key, Counter())[word.text] += 1
        self._spellings = Spellings(counts)
        names = [key for key, row in vocabulary.names.items() if row.kind != "track"]
        names += [key for key, count in self._entries.items() if count >= _MIN_COMMON]
        self._single = index_words(key for key in names if key.isalpha())
        # A typo in one word leaves the first or the last word of a longer name unchanged.
        self._longer: dict[tuple[int, str], list[list[str]]] = {}
        for key in names:
            words = key.split()
            if len(words) > 1:
                for end in {words[0], words[-1]}:
                    self._longer.setdefault((len(words), end), []).append(words)

    def _spelling(self, key: str) -> str:
        """Return the document's usual spelling of a name, else that of the vocabulary."""
        row = self._vocabulary.names.get(key)
        official = (row.name, *row.aliases, *row.former) if row else (key,)
        written = next(name for name in official if fold_name(name) == key)
        return self._spellings.usual(key, written)

    def guess(self, usage: VenueUsage) -> _Typo | None:
        """Return the typo in a text without a known venue; None if there is no clear one."""
        if any(self._entries[word.key] >= _MIN_DELIBERATE for word in usage.parsed.unknown):
            return None
        guess = None
        if len(usage.parsed.unknown) == 1:
            guess = self._guess_word(usage.parsed.unknown[0])
        return guess or self._guess_name(usage)

    def _guess_word(self, word: VenueWord) -> _Typo | None:
        if len(word.key) < 3 or not word.key.isalpha():
            return None
        intended = []
        for key in words_one_edit_away(word.key, self._single):
            name = self._spelling(key)
            # Many ordinary words are similar to others: Nature and Mature, Coding and COLING.
            ordinary = name[1:].islower() or word.text[1:].islower()
            needs_sibling = len(key) == 6 and single_edit(word.key, key) == "substitution"
            if needs_sibling and not self._named.get(key):
                continue
            if _is_typo(word.key, key, 10 if ordinary else 6) or (
                not ordinary and self._has_siblings(word.key, key)
            ):
                intended.append(name)
        return _Typo(word.start, word.end, word.text, intended, intended) if intended else None

    def _has_siblings(self, wrong: str, right: str) -> bool:
        """Return whether enough entries name `right` to correct the short word `wrong` to it."""
        enough = max(_MIN_SIBLINGS, _MIN_SIBLINGS * self._entries[wrong])
        if self._named.get(right, 0) < enough or _is_derived(wrong, right):
            return False
        if any({wrong, right} <= group for group in self._lookalikes):
            return False
        if _differ_in_doubling(wrong, right):
            return len(right) >= 4
        if single_edit(wrong, right) == "transposition":
            return len(right) >= 4
        return len(right) >= 5 and len(wrong) != len(right)

    def _guess_name(self, usage: VenueUsage) -> _Typo | None:
        words = usage.parsed.words
        significant = [index for index, word in enumerate(words) if not word.is_filler]
        for start in range(significant[0] + 1):
            for stop in range(len(words), significant[-1], -1):
                if stop - start <= venue.MAX_NAME_WORDS and (
                    guess := self._typo_in_name(usage.field.text, words[start:stop])
                ):
                    return guess
        return None

    def _typo_in_name(self, text: str, words: Sequence[VenueWord]) -> _Typo | None:
        """Return the typo in a name of several words of which exactly one is misspelled."""
        for end in words[0].key, words[-1].key:
            for wanted in self._longer.get((len(words), end), ()):
                differing = [i for i, word in enumerate(words) if word.key != wanted[i]]
                if len(differing) == 1:
                    wrong, right = words[differing[0]], wanted[differing[0]]
                    if _is_typo(wrong.key, right, 5) and wrong.key.isalpha():
                        name = self._spelling(" ".join(wanted))
                        whole = text[words[0].start : words[-1].end]
                        written = name_words(name)[differing[0]]
                        return _Typo(wrong.start, wrong.end, whole, [name], [written])
        return None


def _is_typo(wrong: str, right: str, shortest: int) -> bool:
    """Return whether `wrong` may be a typo of `right`.

    Plurals and names of workshops are not. Swapped letters need at least five letters, other edits
    at least `shortest`.
    """
    kind = single_edit(wrong, right)
    if kind is None or _is_derived(wrong, right) or right == f"{wrong}s":
        return False
    return min(len(wrong), len(right)) >= (5 if kind == "transposition" else shortest)


def _is_derived(name: str, venue: str) -> bool:
    """Return whether a name is the plural of a venue's, or that of its workshops: `ICLRw`."""
    return name in (f"{venue}s", f"{venue}w")


def _differ_in_doubling(one: str, other: str) -> bool:
    """Return whether a letter that one word has once is double in the other: NAACL and NACL."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) + 1 != len(longer):
        return False
    at = next((i for i, letter in enumerate(shorter) if letter != longer[i]), len(shorter))
    return at > 0 and longer[at] == longer[at - 1] and longer[at + 1 :] == shorter[at:]
