"""venue-typo: misspelt venues.

A misspelling that the vocabulary lists is one wherever it stands; if it has less than five
letters, where most entries name a venue. Any other word is called misspelt only if it is one slip
away from a venue that is known or common in this very list, and could hardly be a venue of its
own. How often two venues are that near to each other can be counted. Among the 1868 acronyms, of
three letters or more, of the conferences in the CORE rankings and the CCF deadlines there are

    letters of the longer one             3    4    5   6   7   8
    pairs that differ in one letter     980  862  149   4   2   0
    pairs with one letter more or less    -  471  198  22   5   2
    pairs with swapped neighbours        41   42    8   0   0   0

So a name under five letters is never guessed, one of five only from swapped neighbours. Another
letter in its place needs six letters, and a letter too many or too few six in the shorter word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from awesome_lint.identifiers import venue
from awesome_lint.identifiers.venue import VenueWord
from awesome_lint.model import Correction, Document, Edit, Evidence, Finding, Fix, Vocabulary
from awesome_lint.rules.rule import NoOptions, Rule
from awesome_lint.rules.shared.find_text import find_in_field
from awesome_lint.rules.shared.venue_usage import (
    Spellings,
    VenueUsage,
    count_spellings,
    distinct_venue_usages,
    names_a_venue,
    usual_name,
)
from awesome_lint.text.edit_distance import index_words, single_edit, words_one_edit_away
from awesome_lint.text.wording import quote

_SEVERAL = 3
"""A word that so many entries have is meant, and no slip."""

_COMMON = 5
"""A name that so many entries have can be what another entry means, known or not."""


class _Slip(Struct, frozen=True):
    """A misspelt word, and what it may be meant for.

    `name` is the venue's whole name as it is written, `meant` the names it may be; `words` has
    for each of them the word that should stand from `start` to `end`.
    """

    start: int
    end: int
    name: str
    meant: Sequence[str]
    words: Sequence[str]


def check(document: Document, _options: NoOptions, evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each misspelt venue."""
    used = distinct_venue_usages(document, evidence.venues)
    spelt = count_spellings(used)
    # Where most entries name no venue that is known, the column may be of something else.
    venues = 2 * sum(map(names_a_venue, used)) >= len(used)
    guesses = None
    for usage in used:
        for mention in usage.parsed.mentions:
            if mention.misspelt and (venues or len(mention.key) >= 5):
                name = usual_name(mention.venue, spelt)
                listed = _Slip(mention.start, mention.end, mention.text, [name], [name])
                yield _finding(usage, listed, "a misspelling of", safe=True)
        if venues and usage.parsed.unknown and not names_a_venue(usage):
            guesses = guesses or _Guesses(used, spelt, evidence.venues)
            if guess := guesses.guess(usage):
                yield _finding(usage, guess, "not a known venue and may be a typo of", safe=False)


def _finding(usage: VenueUsage, wrong: _Slip, what: str, *, safe: bool) -> Finding:
    text = usage.field.text
    span = find_in_field(usage.field, wrong.start, wrong.end)
    # Without a span of its own, the whole field is marked.
    before, after = ("", "") if span else (text[: wrong.start], text[wrong.end :])
    right = [f"{before}{word}{after}" for word in wrong.words]
    advice = f"Write {_either(right)}"
    fix = None
    if span and len(right) == 1:
        correction = Correction(text[wrong.start : wrong.end], right[0])
        fix = Fix(advice, (Edit(span, right[0]),), safe, (correction,))
    return Finding(
        span or usage.field.span,
        f"{quote(wrong.name)} is {what} {_either(wrong.meant)}: a search for the venue misses"
        " this entry",
        advice,
        fix=fix,
    )


def _either(texts: Sequence[str]) -> str:
    return " or ".join(map(quote, texts))


class _Guesses:
    """What unknown words of a list may be meant for."""

    def __init__(
        self, used: Sequence[VenueUsage], spelt: Spellings, vocabulary: Vocabulary
    ) -> None:
        self._vocabulary = vocabulary
        self._entries = Counter[str]()
        counts = {key: Counter(texts) for key, texts in spelt.counts.items()}
        for usage in used:
            for word in {word.key: word for word in usage.parsed.unknown}.values():
                self._entries[word.key] += 1
                counts.setdefault(word.key, Counter())[word.text] += 1
        self._spelt = Spellings(counts)
        names = [key for key, row in vocabulary.names.items() if row.kind != "track"]
        names += [key for key, count in self._entries.items() if count >= _COMMON]
        self._single = index_words(key for key in names if key.isalpha())
        # One slip leaves the first or the last word of a longer name as it was.
        self._longer: dict[tuple[int, str], list[list[str]]] = {}
        for key in names:
            words = key.split()
            if len(words) > 1:
                for end in {words[0], words[-1]}:
                    self._longer.setdefault((len(words), end), []).append(words)

    def _written(self, key: str) -> str:
        """Return how this list, or else the vocabulary, spells a name."""
        row = self._vocabulary.names.get(key)
        official = (row.name, *row.aliases, *row.former) if row else (key,)
        written = next(name for name in official if venue.fold_name(name) == key)
        return self._spelt.usual(key, written)

    def guess(self, usage: VenueUsage) -> _Slip | None:
        """Return the slip in a text without a known venue, if it can be nothing else."""
        if any(self._entries[word.key] >= _SEVERAL for word in usage.parsed.unknown):
            return None
        guess = None
        if len(usage.parsed.unknown) == 1:
            guess = self._word(usage.parsed.unknown[0])
        return guess or self._phrase(usage)

    def _word(self, word: VenueWord) -> _Slip | None:
        if len(word.key) < 5 or not word.key.isalpha():
            return None
        meant = []
        for key in words_one_edit_away(word.key, self._single):
            name = self._written(key)
            # Ordinary words have ordinary neighbours: Nature and Mature, Coding and COLING.
            ordinary = name[1:].islower() or word.text[1:].islower()
            if _is_slip(word.key, key, 10 if ordinary else 6):
                meant.append(name)
        return _Slip(word.start, word.end, word.text, meant, meant) if meant else None

    def _phrase(self, usage: VenueUsage) -> _Slip | None:
        words = usage.parsed.words
        telling = [index for index, word in enumerate(words) if not word.is_filler]
        for start in range(telling[0] + 1):
            for stop in range(len(words), telling[-1], -1):
                if stop - start <= venue.MAX_NAME_WORDS and (
                    guess := self._like(usage.field.text, words[start:stop])
                ):
                    return guess
        return None

    def _like(self, text: str, words: Sequence[VenueWord]) -> _Slip | None:
        """Return the slip in a name of several words: one long word that is a slip of another."""
        for end in words[0].key, words[-1].key:
            for wanted in self._longer.get((len(words), end), ()):
                differing = [i for i, word in enumerate(words) if word.key != wanted[i]]
                if len(differing) == 1:
                    wrong, right = words[differing[0]], wanted[differing[0]]
                    if _is_slip(wrong.key, right, 5) and wrong.key.isalpha():
                        name = self._written(" ".join(wanted))
                        whole = text[words[0].start : words[-1].end]
                        written = venue.name_words(name)[differing[0]]
                        return _Slip(wrong.start, wrong.end, whole, [name], [written])
        return None


def _is_slip(wrong: str, right: str, shortest: int) -> bool:
    """Tell whether a word is a slip of another rather than a word of its own.

    The plural is none. Swapped neighbours need five letters, other slips `shortest`.
    """
    kind = single_edit(wrong, right)
    if kind is None or wrong == f"{right}s" or right == f"{wrong}s":
        return False
    return min(len(wrong), len(right)) >= (5 if kind == "transposition" else shortest)


RULE = Rule(id="venue-typo", severity="error", check=check)
