"""banned-words: words that the configuration bans from the text of entries."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import Annotated
from unicodedata import east_asian_width

from msgspec import Meta, Struct

from awesome_lint.model import Document, Evidence, Finding, Span
from awesome_lint.rules.shared.added_entries import outermost
from awesome_lint.rules.shared.variants import name_field
from awesome_lint.text.patterns import deferred
from awesome_lint.text.wording import quote

Word = Annotated[
    str,
    Meta(
        pattern=r"\S",
        max_length=60,
        description="a word or phrase of at most 60 characters",
    ),
]

_INSIDE_SENTENCE = deferred(r"[\w,)]\s+\Z")
_CAPITALIZED = deferred(r"\s+[A-Z][a-z]")
_QUOTATION = deferred(
    r'"[^"]{1,300}"|\u201c[^\u201d]{1,300}\u201d|\u00ab[^\u00bb]{1,300}\u00bb'
    r"|\u300c[^\u300d]{1,300}\u300d|\u300a[^\u300b]{1,300}\u300b"
)
_MAX_SPACE = 8
"""The maximum number of characters before a word that are examined."""


class Options(Struct, frozen=True, forbid_unknown_fields=True):
    """Options of banned-words."""

    words: Annotated[
        tuple[Word, ...], Meta(max_length=200, description="a list of at most 200 words")
    ] = ()
    """The words and phrases that the text of entries must not contain, in any case."""


def check(document: Document, options: Options, _evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each banned word in the text of an entry, in document order.

    Names, titles, venues, headings, links, URLs and code are not searched.
    """
    text = document.text.lower()
    words = tuple(word for word in options.words if word.split()[0].lower() in text)
    if not words:
        return
    pattern = _pattern(words)
    found = [
        (prose.place(*match.span()), match[0])
        for block in document.blocks
        if block.kind not in ("code", "heading")
        for prose in block.prose
        for match in _search(pattern, prose.text)
    ]
    if not found:
        return
    entries = outermost(document.entries)
    names = _names(document)
    for span, word in found:
        index = bisect_right(entries, span, key=lambda entry: entry.span) - 1
        if index >= 0 and span.end <= entries[index].span.end and not _overlaps(span, names):
            yield Finding(
                span,
                f"The configuration bans the {_noun(word)} {quote(word)} from the text of entries",
                "Remove it, or say the same in other words",
            )


def _noun(word: str) -> str:
    return "phrase" if len(word.split()) > 1 else "word"


@lru_cache(maxsize=8)
def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    """Return a pattern of any of the words, longer ones first, as whole words.

    A hyphen, and a period, slash or underscore between letters, belong to a word: `best` does not
    match `best-first`, nor `next` `Next.js`. In scripts without spaces, parts of words match.
    """
    by_edges: dict[tuple[str, str], list[str]] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        parts = word.split()
        before = "" if _is_wide(parts[0][0]) else r"(?<![^\W_])(?<![^\W_][._/])(?<!-)"
        after = "" if _is_wide(parts[-1][-1]) else r"(?![^\W_]|[._/][^\W_]|-)"
        by_edges.setdefault((before, after), []).append(r"\s+".join(map(re.escape, parts)))
    patterns = (f"{edges[0]}(?:{'|'.join(each)}){edges[1]}" for edges, each in by_edges.items())
    return re.compile("|".join(patterns), re.IGNORECASE)


def _search(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield the matches in a line that are neither part of a name nor quoted."""
    quotations: list[tuple[int, int]] | None = None
    for match in pattern.finditer(text):
        if _is_in_name(match):
            continue
        if quotations is None:
            quotations = [each.span() for each in _QUOTATION().finditer(text)]
        index = bisect_right(quotations, match.span()) - 1
        if index < 0 or quotations[index][1] < match.end():
            yield match


def _is_in_name(match: re.Match[str]) -> bool:
    """Return whether capitals mark a word as part of a name or title: `the Simple Library`.

    These are a capital inside of a sentence, inside of the word, or in the next word.
    """
    word, text = match[0], match.string
    if not word[0].isupper() or word.isupper():
        return False
    before = text[max(0, match.start() - _MAX_SPACE) : match.start()]
    return (
        _INSIDE_SENTENCE().search(before) is not None
        or any(each.isupper() for each in word[1:])
        or _CAPITALIZED().match(text, match.end()) is not None
    )


def _is_wide(character: str) -> bool:
    """Return whether a character is of a script that is written without spaces, such as Chinese."""
    return east_asian_width(character) in "WF"


def _names(document: Document) -> list[Span]:
    """Return the places of names, titles, venues and URLs in order, overlapping ones joined."""
    fields = [
        field
        for entry in document.entries
        for field in (entry.title, entry.venue, name_field(entry))
        if field is not None
    ]
    urls = (link.span for link in document.links if link.kind in ("autolink", "bare"))
    names: list[Span] = []
    for span in sorted(chain((field.span for field in fields), urls)):
        if names and span.start < names[-1].end:
            names[-1] = max(names[-1], names[-1].through(span), key=lambda each: each.end)
        else:
            names.append(span)
    return names


def _overlaps(span: Span, names: Sequence[Span]) -> bool:
    index = bisect_left(names, span.end, key=lambda name: name.start) - 1
    return index >= 0 and span.start < names[index].end
