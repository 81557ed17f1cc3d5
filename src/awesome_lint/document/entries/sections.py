"""Sections: those about the list itself, whose items are not entries, and those of venues."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from functools import cache

from msgspec import Struct

from awesome_lint import rulebook
from awesome_lint.identifiers import identity, venue
from awesome_lint.model import Field, Heading, Link, Span, Vocabulary
from awesome_lint.text.dates import is_date
from awesome_lint.text.patterns import any_of, deferred
from awesome_lint.text.words import fold_name

_DAY = deferred(r"\W*20\d\d([-./])\d{1,2}\1\d{1,2}\W{0,3}[:\uff1a]")
_MONTH = deferred(r"\W*20\d\d[-./]\d{1,2}(?!\d)")
_OURS = deferred(r"\W*(?:we|our)\b", re.IGNORECASE)
_FRONT_PAGE = deferred(
    r"https?://github\.com/[^/?#]+/[^/?#]+/?(?:blob/[^/?#]+/readme\.md)?#(?P<fragment>.+)",
    re.IGNORECASE,
)
_TRAILING_PAPERS = re.compile(
    r"(?<=\d)(?:[-_ ](?:accepted|papers?|articles?|list|collection|with|and|codes?|demos?)){1,5}\Z",
    re.IGNORECASE,
)
"""Words after the year of a venue: `ICRA 2024 Papers with Code`."""
_CAPITALS = re.compile(r"[A-Z]{2}")
"""Two capitals in a row, which show that a name is an acronym: `NeurIPS`, `CoRL`."""

_MAX_URL_CHARS = 500
"""Characters of the longest URL of a section."""

_MAX_FILE_CHARS = 60
"""Characters at the end of a URL that may be the name of a file."""

_MAX_HEADING_CHARS = 200
"""Characters of the longest heading that is examined. Headings of such sections have a few
words."""


class SectionPath(Struct, frozen=True):
    """The headings that each heading is below."""

    above: Mapping[Span, tuple[Heading, ...]]
    """The headings around a heading, the nearest one first, by its place."""
    parents: frozenset[Span]
    """The places of headings that have headings below them."""
    venues: frozenset[Span]
    """The places of headings that are names of venues, as most headings of their level are."""

    def year(self, section: Heading | None) -> int | None:
        """Return the year that a heading, or the nearest one around it, consists of."""
        for heading in self.around(section):
            if is_date(heading.text):
                return venue.stated_year(heading.text)
        return None

    def around(self, section: Heading | None) -> tuple[Heading, ...]:
        """Return a heading and the headings around it, the nearest one first."""
        return (section, *self.above.get(section.span, ())) if section else ()


def section_path(headings: Iterable[Heading], vocabulary: Vocabulary) -> SectionPath:
    """Return the headings around each of the `headings` of a document."""
    above: dict[Span, tuple[Heading, ...]] = {}
    stack: list[Heading] = []
    named: dict[int, dict[Span, str]] = {}
    levels = Counter[int]()
    for heading in headings:
        levels[heading.level] += 1
        while stack and stack[-1].level >= heading.level:
            stack.pop()
        above[heading.span] = tuple(reversed(stack))
        stack.append(heading)
        if len(heading.text) <= venue.MAX_VENUE_CHARS:
            name = fold_name(heading.text)
            if name in vocabulary.names:
                named.setdefault(heading.level, {})[heading.span] = name
    # A name among other topics is a topic, and so is one name below several headings.
    usual = (
        names
        for level, names in named.items()
        if len({*names.values()}) > 1 and 2 * len(names) >= levels[level]
    )
    parents = frozenset(around[0].span for around in above.values() if around)
    return SectionPath(above, parents, frozenset(span for names in usual for span in names))


def section_venue(
    section: Heading | None, path: SectionPath, main_link: Link | None, vocabulary: Vocabulary
) -> Field | None:
    """Return the venue in the headings above an entry: `### ICML 2024`; `## ACL`, `### 2021`.

    A name without a year may be a topic as well. It counts above a link to a paper if it is an
    acronym, or if most headings of its level are such names.
    """
    for heading in path.around(section):
        text = heading.text[:_MAX_HEADING_CHARS].rstrip(" :\uff1a")
        text = _TRAILING_PAPERS.sub("", text)
        is_name = len(text) <= venue.MAX_VENUE_CHARS and fold_name(text) in vocabulary.names
        is_acronym = is_name and _CAPITALS.search(text) is not None
        if len(text) <= venue.MAX_VENUE_CHARS and (
            (venue.is_venue(text, vocabulary) and not is_name)
            or (is_acronym and _is_paper(main_link))
            or (is_name and text.isupper() and venue.is_venue(text, vocabulary))
            or (heading.span in path.venues and _is_paper(main_link))
        ):
            at = heading.span
            plain = at.line == at.end_line and at.end_column - at.column == len(heading.text)
            if plain:
                at = Span(at.line, at.column, at.line, at.column + len(text))
            return Field("Section", text, text if plain else "", at, ())
        if not is_date(heading.text):
            return None
    return None


def _is_paper(link: Link | None) -> bool:
    return link is not None and not identity.identify(link.url).startswith(("url:", "github:"))


def leads_to_own_section(link: Link | None, anchors: Container[str]) -> bool:
    """Return whether a link leads to a section of the front page of a repository on GitHub.

    `anchors` are the anchors of the document: a page with the same ones is the document itself.
    """
    if link is None or "#" not in link.url or len(link.url) > _MAX_URL_CHARS:
        return False
    found = _FRONT_PAGE().fullmatch(link.url)
    return found is not None and found["fragment"] in anchors


def is_file_about_the_list(links: Sequence[Link]) -> bool:
    """Return whether a link leads to a file such as `CONTRIBUTING.md` or `README_zh.md`."""
    return any(
        _file_about().search(link.url[-_MAX_FILE_CHARS:]) is not None
        or (not link.url.startswith("http") and link.url.upper() in ("LICENSE", "CONTRIBUTING"))
        for link in links
    )


@cache
def _file_about() -> re.Pattern[str]:
    names = any_of(rulebook.words("sections", "file about the list"))
    pages = any_of(rulebook.words("sections", "page about the list"))
    return re.compile(
        rf"(?:^|/){names}(?:[._-][\w-]{{1,12}})?\.(?:md|rst|txt|markdown)$"
        rf"|github\.com/[^/]+/[^/]+/(?:{pages}|blob/[^/]+/{names})$",
        re.IGNORECASE,
    )


def is_news(line: str, heading: str) -> bool:
    """Return whether a line reports an event: `2024.05.30: The paper was accepted …`.

    Below a heading of news, every line that begins with a date and a colon counts. After a date
    without a colon, the event has to be one of the authors of the list: `2024-05 Our paper was
    accepted …`.
    """
    if _DAY().match(line):
        found = _of_news().search(heading, 0, _MAX_HEADING_CHARS) or _happened().search(line)
        return found is not None
    month = _MONTH().match(line)
    return (
        month is not None
        and _OURS().match(line, month.end()) is not None
        and _happened().search(line) is not None
    )


@cache
def _of_news() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(rulebook.words('sections', 'news'))}\b", re.IGNORECASE)


@cache
def _happened() -> re.Pattern[str]:
    events = any_of(rulebook.words("sections", "event"))
    return re.compile(
        rf"\b(?:(?:was|were|is|are|been|now) (?:\w+ )?{events}|we (?:\w+ )?released?)\b",
        re.IGNORECASE,
    )
