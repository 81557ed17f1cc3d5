"""Patterns of lines: the order of segments tells which of them is the title.

The patterns are the rows of `rules/entry_patterns.yml`, in the order in which they are tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from msgspec import Struct

from awesome_lint import rulebook
from awesome_lint.document.entries import author_names
from awesome_lint.document.entries.segments import SEPARATORS, Segment

CODES = {
    "acronym": "M",
    "arrow": ">",
    "aside": "P",
    "aside-label": "p",
    "authors": "a",
    "badge": "b",
    "bar": "|",
    "bold": "B",
    "bold-name": "N",
    "break": "/",
    "checkbox": "x",
    "cited-link": "C",
    "code": "c",
    "colon": ":",
    "comma": ",",
    "dash": "-",
    "date": "d",
    "dated-name": "y",
    "filler-link": "7",
    "gap": "_",
    "headline": "h",
    "image": "m",
    "italic": "i",
    "label": "l",
    "link": "k",
    "linked-date": "D",
    "linked-date-label": "e",
    "linked-venue": "V",
    "linked-venue-label": "f",
    "linked-venue-name": "X",
    "links": "K",
    "name": "n",
    "names": "A",
    "note": "o",
    "ordinal": "1",
    "paper": "R",
    "paper-label": "r",
    "quoted": "q",
    "sentence": "S",
    "sticker": "s",
    "stop": ".",
    "tag-link": "g",
    "text": "t",
    "text-venue": "w",
    "title-link": "j",
    "url": "u",
    "venue": "v",
    "venue-name": "W",
}
"""The character that represents each kind of segment in a regular expression. Links whose text is
in brackets, such as `[[paper](…)]`, end in `-label`."""

_GROUPS = {
    "any": tuple(CODES),
    "lead": (
        *("badge", "image", "checkbox", "date", "dated-name", "note", "ordinal", "sticker"),
        *("acronym", "venue", "venue-name", "authors", *SEPARATORS),
    ),
    "mark": ("badge", "image", "checkbox", "ordinal", "sticker", "date", *SEPARATORS),
    "label-link": (
        *("aside", "aside-label", "paper", "paper-label", "tag-link"),
        *("linked-date-label", "linked-venue", "linked-venue-label", "linked-date"),
        "linked-venue-name",
    ),
    "sep": SEPARATORS,
    "link": ("link", "title-link", "cited-link"),
    "prose": ("text",),
    "text": ("text", "headline"),
    "words": ("text", "headline", "name", "names", "label", "text-venue"),
}

LEADING_KINDS = frozenset(_GROUPS["lead"])
"""The kinds of segments that may precede a title."""


_KIND = re.compile(r"[a-z]+(?:-[a-z]+)*")
_KINDS = re.compile(rf"\((?:{_KIND.pattern}) ?(?:\| ?(?:{_KIND.pattern}) ?)*\)|{_KIND.pattern}")
_PART = re.compile(rf"(?P<kinds>{_KINDS.pattern})(?P<optional>[*?])?|[()]")

_MIN_TITLE_WORDS = 3
"""Words of the shortest link whose text cannot be an unknown label."""

_LONG_WORD_CHARS = 5
"""Characters of words that are capitalized in titles."""

_MAX_SEGMENTS = 100
"""Segments at the beginning of a line that are matched. A title is among the first few."""

_MORE = "~"
"""The character after the segments of a longer line."""


class Pattern(Struct, frozen=True, forbid_unknown_fields=True):
    """A row of `entry_patterns.yml`.

    `pattern` is a regular expression of kinds of segments and their groups, with the title in
    braces. Without braces, such a line has no title. `example` is a line that has the pattern, and
    `title`, `venue`, `year` and `link` are what is read from it. `bare` lines are entries only with
    details below them, `label` lines only among links to other things.
    """

    pattern: str
    example: str
    title: str | None = None
    venue: str | None = None
    year: int | None = None
    link: str | None = None
    bare: bool = False
    label: bool = False


class Match(Struct, frozen=True, gc=False):
    """The pattern of a line, and the segments that are its title: none in a line without one."""

    pattern: Pattern
    """The first pattern that the line has."""
    start: int
    """The index of the first segment of the title."""
    end: int
    """The index after the last segment of the title; equal to `start` without a title."""


def match_title(segments: Sequence[Segment]) -> Match | None:
    """Return the first pattern that a line has; None if it has none."""
    codes = "".join(CODES[pattern_kind(each)] for each in segments[:_MAX_SEGMENTS])
    if len(segments) > _MAX_SEGMENTS:
        codes += _MORE
    return _match_codes(codes)


@lru_cache(maxsize=1024)
def _match_codes(codes: str) -> Match | None:
    """Return the match of a line with these segments. Most lines of a list have the same few."""
    kinds = frozenset(codes)
    for pattern in _patterns():
        if any(map(kinds.isdisjoint, required_kinds(pattern.pattern))):
            continue  # compiled only if a line may match it
        expression = compile_pattern(pattern.pattern)
        if found := expression.match(codes):
            if "title" not in expression.groupindex:
                return Match(pattern, 0, 0)
            return Match(pattern, *found.span("title"))
    return None


def pattern_kind(segment: Segment) -> str:
    """Return the word of `CODES` for a segment: its kind, brackets, words and year decide."""
    kind = segment.kind
    if segment.enclosed and f"{kind}-label" in CODES:
        return f"{kind}-label"
    if kind == "link" and segment.year and author_names.may_be_names(segment.text):
        return "cited-link"
    if kind == "link" and len(segment.text.split()) >= _MIN_TITLE_WORDS:
        return "title-link"
    if kind == "text" and _is_headline(segment.text):
        return "headline"
    if kind == "linked-venue" and segment.year is None:
        return "linked-venue-name"
    if kind == "badge" and all(link.kind == "image" for link in segment.links):
        return "image"
    return kind


def _is_headline(text: str) -> bool:
    """Return whether most long words of a text are capitalized, as in titles."""
    words = [word for word in text.split() if len(word) >= _LONG_WORD_CHARS]
    return bool(words) and 5 * sum(word[0].isupper() for word in words) >= 4 * len(words)


@cache
def _patterns() -> tuple[Pattern, ...]:
    return tuple(rulebook.rows("entry_patterns", Pattern))


@cache
def required_kinds(pattern: str) -> tuple[frozenset[str], ...]:
    """Return sets of codes of kinds: a matching line has a segment from each set.

    Each set is a required word outside of groups. Raise KeyError for an unknown kind.
    """
    required: list[frozenset[str]] = []
    depth = 0
    for part in _PART.finditer(pattern):
        if part["kinds"] is None:
            depth += 1 if part[0] == "(" else -1
        elif depth == 0 and not part["optional"] and part["kinds"] != "end":
            required.append(frozenset(_codes(_KIND.findall(part["kinds"]))))
    return tuple(required)


@cache
def compile_pattern(pattern: str) -> re.Pattern[str]:
    """Return the regular expression of a pattern. Raise KeyError for an unknown kind.

    Alternatives of kinds become one class of characters, so that no kind is tried twice.
    """
    expression = _KINDS.sub(lambda found: _characters(_KIND.findall(found[0])), pattern)
    expression = expression.replace("{", "(?P<title>").replace("}", ")").replace(" ", "")
    return re.compile(expression)


def _characters(words: Sequence[str]) -> str:
    if words == ["end"]:
        return r"\Z"
    return f"[{re.escape(''.join(sorted(_codes(words))))}]"


def _codes(words: Iterable[str]) -> set[str]:
    return {CODES[kind] for word in words for kind in _GROUPS.get(word, (word,))}
