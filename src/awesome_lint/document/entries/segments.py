"""Segments of a line of a list: what each part of it is, from its markup and its words.

Each part of a line is classified once, whatever its neighbours are: a date, a venue, a label of a
link, text. Which of them is the title depends on their order; see `patterns`.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import groupby, pairwise, zip_longest

from msgspec import Struct
from msgspec.structs import replace

from awesome_lint import rulebook
from awesome_lint.document.entries import author_names
from awesome_lint.document.entries.line import Line, MarkedText
from awesome_lint.identifiers import link_labels, venue
from awesome_lint.model import Field, Link, Vocabulary
from awesome_lint.text.dates import is_date, leading_day
from awesome_lint.text.display import display_width
from awesome_lint.text.patterns import any_of, deferred
from awesome_lint.text.punctuation import QUOTES, strip_brackets
from awesome_lint.text.words import fold_name, folded_words

SEPARATORS = ("arrow", "bar", "break", "colon", "comma", "dash", "gap", "stop")
"""The kinds of segments that separate others."""

_PLAIN = ("text", "brackets")
"""The kinds of parts that a quotation may contain."""

_NO_CONTENT = (*SEPARATORS, "sticker")

_MAX_DEPTH = 4
"""Levels of markup within markup that are read."""

_MAX_JOURNAL_WORDS = 7
"""Words of the longest name of a journal."""

_MAX_PUBLICATION_WORDS = 12
"""Words of the longest unknown name of a journal or a conference."""

_MAX_ABBREVIATION_CHARS = 12
"""Characters before a period that may be an abbreviation."""

_MAX_ACRONYM_CHARS = 8
"""Letters of the longest acronym that is told by the words before it."""

_MAX_ABBREVIATED_CHARS = 160
"""Characters before an acronym that are searched for its words."""

_MAX_DROPPED = 6
"""Segments after a list of names that are tried without: a title that looks like a name."""

_MAX_TAG_WORDS = 4
"""Words of the longest text of a link in brackets that is an unknown label."""

_MAX_MERGED = 7
"""Segments of the longest venue: `Conference on Ice (CI), 2024`, with its separators."""

_MAX_PREFIX_CHARS = 8
"""Characters of the longest prefix of titles, with its brackets."""

_MAX_VENUE_WORDS = 3
"""Words of the longest venue that may follow a title without a separator, with its year."""

_MIN_TEXT_WORDS = 3
"""Words of the shortest text that is more than a name."""

_MIN_QUOTED_WIDTH = 8
"""Columns of the shortest title in quotes that has one word; ideographs take two."""

_SEPARATOR = re.compile(
    # The first characters of all alternatives, so that most places fail at once.
    r"(?=[:：\-=>→⟶⇒➡➔➜➝➞|｜·•‖–—―,;/，；.。]|\s\W)(?:"
    r"(?P<sticker>(?<![\w:]):[a-zA-Z0-9_+-]{1,40}:)"
    r"|(?P<arrow>(?<!\s)\s*(?:[-=]{1,2}>|>>|[→⟶⇒➡➔➜➝➞])[\ufe0f\s]*)"
    r"|(?P<bar>(?<!\s)\s*[|｜·•‖]\s*)"
    r"|(?P<dash>(?<!\S)[-–—―]{1,3}(?!\S)\s*|(?<![-\w])---(?!-)|[—―]\s*|(?<!\S)[–—](?=\S))"
    r"|(?P<colon>(?<!\s)\s*(?::(?![A-Za-z0-9_+-]+:)(?=\s|$)|：)\s*)"
    r"|(?P<comma>(?:[,;]|/)(?=\s|$)\s*|[，；]\s*|,(?=(?:19|20)\d\d(?!\d)))"
    r"|(?P<stop>\.(?=\s|$)\s*|。\s*)"
    r"|(?P<gap>(?<=\S)[ \t\xa0]{2,}(?=\S)))"
)
_COLON = re.compile(r"\s*[:：]\s")
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"\S+")
_FULL_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_INITIAL = re.compile(
    r"(?:^|[\s(.-])[A-Z]$|(?:^|\s)(?:vs|St|Dr|Mr|Mrs|Prof|Jr|No|Vol|et|e\.g|i\.e)$"
)
_SURNAME_FIRST = deferred(r"\s*[A-Z][^\W\d_][\w'’-]{0,20} [A-Z]{1,3}\s*")
_LAST_WORD = re.compile(r"[A-Z][a-z]+$")
_TRAILING_DATE = re.compile(r"(?<=\w)\s(?:19|20)\d\d[./-]\d{1,2}\Z")
_LEADING_DATE = re.compile(
    r"\s*(?P<date>(?:19|20)\d\d[-/.]\d{1,2}(?:[-/.]\d{1,2})?"
    r"|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.? (?:19|20)\d\d)"
    r"\s+(?=[^\W\d_])",
    re.IGNORECASE,
)
_SHORTCODE = re.compile(r":[a-zA-Z0-9_+-]{1,40}:")
_SHORTCODE_AT_END = deferred(r":[a-zA-Z0-9_+-]{1,40}:$")
_UNDEFINED_IMAGE = deferred(r"!\[[^\[\]]*\]\s?(?:\[[^\[\]]*\]|\([^()]*\))?")
"""An image whose reference is not defined, or whose destination is not valid."""
_STAR_COUNT = re.compile(
    r"(?:[⭐★☆🌟✨🍴⑂]\ufe0f?\s*(?:stars?:?\s*)?\d[\d.,]*\s?[kKmM]?\+?"
    r"|\d[\d.,]*\s?[kKmM]?\+?\s*(?:[⭐★☆🌟✨🍴⑂]\ufe0f?|stars?))",
    re.IGNORECASE,
)
_PREPRINT = re.compile(
    r"(?P<name>arxiv)(?P<named> preprint|(?: preprint)?[,:]?\s*arxiv)?"
    r"[:. ]\s?\d{4}\.\d{4,5}(?:v\d)?",
    re.IGNORECASE,
)
_AUTHORS_AND_YEAR = deferred(r"[A-Z][a-z'’-]+(?: (?:and|&) [A-Z][a-z'’-]+,?|,) (?:19|20)\d\d[a-z]?")
_CITATION = deferred(r"[A-Z][\w&,. ’-]{1,60}? et al\.?,? \(?(?:19|20)\d\d[a-z]?\)?")
_CITED = deferred(r'(?P<authors>[^"“]{2,200}?)[.,:]?\s*["“](?P<title>[^"”]{8,300})["”]')
_STAR_COUNT_AT_END = re.compile(r"(?<!\s)\s*[⭐★☆🌟✨]\ufe0f?\s?\d[\d.,]{0,12}[kKmM]?\+?\)?$")
_YEAR_AND_VOLUME = deferred(r"(?P<year>(?:19|20)\d\d)(?: [A-Z][a-z]{2}(?: \d{1,2})?)?;\d")
"""The beginning of the date and volume of a journal: `2024;16(3):12-18`, `2024 May 30;16`."""
_PAGES = deferred(r"(?:pp?|pages|vol|no)\b", re.IGNORECASE)
_NUMBER = re.compile(r"#?\d[\d.,]*\s?[kKmM]?\+?")
_ORDINAL = re.compile(
    r"(?:[\[(（]\d{1,4}[\])）]|\d{1,4}[\])）]|\d{1,4}\.)[.:]?(?=\s|$)|#\d{1,4}(?=\s|$)"
)
_BOLD_ORDINAL = deferred(r"\d{1,3}[.)]\s+(?=\S)")
_WHOLE_ORDINAL = re.compile(r"[\[(（#]?\d{1,4}[\])）]?[.):]?")
_ARXIV_ID = re.compile(r"(?:arxiv[: ]\s?)?\d{4}\.\d{4,5}(?:v\d{1,2})?", re.IGNORECASE)
_ACRONYM = re.compile(r"[A-Z]\w{0,6}[A-Z]\w{0,3}")
# GB/T 7714-2015, 8.1: the type of a document, after its title.
_DOCUMENT_TYPE = re.compile(r"\[[ACDEGJMNPRSZ](?:B|P)?(?:/OL)?\]")
_CLOSINGS = frozenset(")]”\"'’?!*")
_CHECKBOX = re.compile(r"\[[ xX]?\]")
_BRACKETED = re.compile(r"\[[^\[\]]*\]|\([^()]*\)")
_QUOTED = re.compile(
    r'["“«‘](?:(?<!‘)(?P<title>[^"“”«»]{2,300})["”»]'
    r"|(?<=‘)(?<!\w‘)(?P<single>[^‘\"“”]{8,300}?)’(?=[.,;]|\s*(?:[-–—|\[(]|\Z)))"
)
# An unknown name with a year, as a misspelt venue may be.
_NAME_AND_YEAR = re.compile(
    r"(?:[A-Za-z][\w@&/.-]{2,15}(?:\s[A-Z][\w-]{2,12})?|[A-Z]{2}(?=[\s,'’])),?\s*"
    r"(?:['’]?(?:19|20)\d\d|['’]\s?\d\d)"
    r"(?:\s[A-Z][A-Za-z-]{1,12}){0,2}"
    r"|(?=.*[A-Z]{2})[A-Z][\w-]{1,15}(?:\s[A-Z][\w-]{1,15}){2},?\s(?:19|20)\d\d"
)
_NAME_AND_DATE = deferred(
    r"(?P<name>[A-Z][\w&-]*(?: (?:[A-Z][\w&-]*|of|and|in|the|on|for|&)){1,7}),? "
    r"(?P<date>(?:[A-Z][a-z]{2,8}\.? )?(?:19|20)\d\d)\.?"
)
_VENUE_IN_FRONT = re.compile(r"[A-Z][A-Za-z-]{1,11}['’]\s?\d\d\s+(?=\w)")
_CODED_VENUE = re.compile(
    r"(?P<year>(?:19|20)?\d\d)(?:"
    r"_(?P<venue>[A-Za-z][^\W_]{1,15}(?:[ -][^\W_]{1,15}){0,3})_"
    r"|-(?P<acronym>[A-Z][^\W_]{1,15})-)(?=\w)"
)
"""A year and a venue that are joined to the title: `24_ICRA_Robots on Ice`."""
_PROCEEDINGS_OF = re.compile(
    r"(?:(?:in|appeared in|published in|to appear in)[:\s]\s*)?"
    r"(?:the\s+)?(?:proc(?:eedings|\.)?\s+of\s+(?:the\s+)?|proc\.\s+)",
    re.IGNORECASE,
)
_LEADING_NAME = re.compile(r"(?:[A-Z][\w'’-]{1,30} )?(?:[A-Z]\.\s*)+")
_ANNOUNCEMENT = re.compile(
    r"(?:in|at|to appear (?:in|at)|(?:accepted|presented|published|received) (?:in|at|to|by))\s+",
    re.IGNORECASE,
)
_VOLUME_AT_END = deferred(r",?\s(?!(?:19|20)\d\d\Z)\d[\d.:()-]{0,20}\Z")
_BEFORE_VENUES = (_LEADING_NAME, _ANNOUNCEMENT)
_BEFORE_PUBLICATIONS = (re.compile(rf"(?!(?:\w+ )?J\.){_LEADING_NAME.pattern}"), _ANNOUNCEMENT)
"""A name of an author whose initial is not that of `IEEE J. Ice Computing`; an announcement."""
_TRAILING_IN = re.compile(r"(?:^|[\s.,])[Ii]n:?$")
_ENDINGS_WITH_IN = ("in", "in:", "In", "In:")
_LAST_PART = re.compile(
    r"[.,]\s+([^.,()\n]{0,40}\d[^.,()\n]{0,10})$"
    r"|[(\[]([^()\[\]\n]{0,40}\d[^()\[\]\n]{0,10})[)\]]$"
)
_DASHED_DATE = re.compile(
    r"(?<=[\w》」』])\s?[-–—]\s(?P<date>(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2})$"
)
_DAY_AND_MONTH = re.compile(r"(?:0?[1-9]|[12]\d|3[01])[./](?:0?[1-9]|[12]\d|3[01])")
_DASHED_VENUE = re.compile(
    r"\s[-–—]\s(?P<venue>[^\s\d-][^\n–—]{0,40}?\s(?:[-–—]\s)?(?:19|20)\d\d)$"
)
_CLOSING = re.compile(r"[*_]{0,3}\)")
_DASH = re.compile(r"\s[-–—]\s")
_LINKED_NUMBER = re.compile(r"^\[\d{1,3}\]\s+")
_NOTES_IN_FRONT = deferred(r"(?:[\[(][^\[\]()]{1,60}[\])]\s*){1,3}(?=\w)")
_NOTE = re.compile(r"[\[(]([^\[\]()]{1,60})[\])]")
_QUOTES = frozenset('"“”„«»')
_TRIMMED = " \t\n\xa0,:;|–—·•，：、"
_VENUE_TRIMMED = " \t\n,.:;|-–—·•/&：，" + QUOTES + "*_[](){}<>（）"
_PICTOGRAPHS = frozenset(("So", "Sk", "Cf", "Mn", "Me"))


class Segment(Struct, frozen=True, gc=False):
    """A part of a line, and what it is."""

    kind: str
    """What it is; the words of `patterns.CODES`."""
    text: str
    """The text that readers see, without stickers around it."""
    start: int
    """The offset in the content at which it begins."""
    end: int
    """The offset after its last character."""
    links: tuple[Link, ...] = ()
    """The links and images in it."""
    parts: tuple[Segment, ...] = ()
    """The segments within its brackets."""
    venue: Field | None = None
    """The venue that it names, or that stands at the end of its text."""
    year: int | None = None
    """The year that it states, or that stands at the end of its text."""
    enclosed: bool = False
    """Whether it is in brackets."""


def without_separators(segments: Iterable[Segment]) -> list[Segment]:
    """Return segments without separators and stickers."""
    return [each for each in segments if each.kind not in _NO_CONTENT]


def classify(line: Line, vocabulary: Vocabulary) -> tuple[Segment, ...]:
    """Return the segments of a line, in order."""
    return tuple(_without_title_label(_Classifier(line, vocabulary).segments(0, line.end, 0)))


class _Classifier:
    """Classifies the segments of one line."""

    def __init__(self, line: Line, vocabulary: Vocabulary) -> None:
        self._line = line
        self._vocabulary = vocabulary

    def segments(self, start: int, end: int, depth: int) -> list[Segment]:
        """Return the segments between two offsets."""
        found: list[Segment] = []
        marks = self._with_quotations(self._line.markup(start, end))
        for mark in self._with_title_prefixes(marks):
            found += self._read(mark, depth, is_first=not found and depth == 0)
        if len(found) < 2:
            return found  # without neighbours
        found = self._with_venues_at_ends(found)
        found = self._join_bold(self._without_in(_with_named_titles(found)))
        return _with_sentences(self._join_venues(found))

    def _with_quotations(self, marks: list[MarkedText]) -> list[MarkedText]:
        """Return the parts of a line; texts and brackets between quotation marks are one part.

        Quotations without brackets are left to `_read_text`.
        """
        if len(marks) < 3 or not any(mark.kind == "brackets" for mark in marks):
            return marks
        joined: list[MarkedText] = []
        for is_plain, group in groupby(marks, lambda mark: mark.kind in _PLAIN and not mark.links):
            run = list(group)
            joined += self._quotations(run) if is_plain and len(run) > 2 else run
        return joined

    def _quotations(self, run: Sequence[MarkedText]) -> Iterator[MarkedText]:
        """Yield texts and brackets, those between quotation marks as one."""
        starts = [mark.start for mark in run]
        index, position = 0, run[0].start
        for quoted in _QUOTED.finditer(self._line.mask, position, run[-1].end):
            first = bisect_right(starts, quoted.start()) - 1
            last = bisect_left(starts, quoted.end()) - 1
            if (
                first == last
                or not run[first].kind == run[last].kind == "text"
                or self._follows_a_word(quoted.start())
            ):
                continue
            for mark in run[index : first + 1]:
                if position < quoted.start():
                    start, end = max(mark.start, position), min(mark.end, quoted.start())
                    yield replace(mark, start=start, end=end)
            inner = quoted.span(quoted.lastgroup or 0)
            yield MarkedText("quotation", *quoted.span(), *inner, ())
            index, position = last, quoted.end()
        for mark in run[index:]:
            if position < mark.end:
                yield replace(mark, start=max(mark.start, position))

    def _with_title_prefixes(self, marks: list[MarkedText]) -> Iterator[MarkedText]:
        """Yield the parts of a line; a text after a prefix of titles in brackets includes it."""
        prefix: MarkedText | None = None
        for mark, after in zip_longest(marks, marks[1:]):
            if after is not None and after.kind == "text" and self._is_title_prefix(mark):
                prefix = mark
            else:
                yield mark if prefix is None else replace(mark, start=prefix.start)
                prefix = None

    def _is_title_prefix(self, mark: MarkedText) -> bool:
        return (
            mark.kind == "brackets"
            and mark.end - mark.start <= _MAX_PREFIX_CHARS
            and strip_brackets(self._text(mark)).casefold()
            in rulebook.words("words", "title prefix")
        )

    def _follows_a_word(self, position: int, start: int = 0) -> bool:
        """Return whether a word or number is before an offset, perhaps with a space between.

        Nothing before `start` is read.
        """
        return self._line.mask[max(position - 2, start) : position].rstrip()[-1:].isalnum()

    def _quoted(self, start: int, end: int) -> Segment:
        text = self._line.plain_text(start, end).strip(_TRIMMED + ".-" + QUOTES)
        return Segment("quoted", text, start, end)

    def _read(self, mark: MarkedText, depth: int, *, is_first: bool) -> Iterable[Segment]:
        if mark.kind == "text":
            return self._read_text(mark.start, mark.end, is_first=is_first)
        if mark.kind == "break":
            return [Segment("break", "", mark.start, mark.end)]
        if mark.kind == "link" and not mark.links:  # <a name="…">
            if depth >= _MAX_DEPTH:
                return []
            return self.segments(mark.inner_start, mark.inner_end, depth + 1)
        if mark.kind == "link" and (text := self._text(mark).strip()):
            return [self._read_link(mark, text)]
        if mark.kind in ("image", "link"):
            return [Segment("badge", "", mark.start, mark.end, mark.links)]
        if mark.kind == "brackets":
            return [self._read_brackets(mark, depth)]
        if mark.kind == "quotation":
            return [self._quoted(mark.inner_start, mark.inner_end)]
        return self._read_emphasis(mark, depth)

    def _text(self, mark: MarkedText) -> str:
        return self._line.plain_text(mark.start, mark.end)

    # Plain text

    def _read_text(self, start: int, end: int, *, is_first: bool) -> list[Segment]:
        """Return the pieces of a text between separators, and the separators."""
        mask = self._line.mask
        found: list[Segment] = []
        if is_first:
            blank = len(mask[start:end]) - len(mask[start:end].lstrip())
            if match := _ORDINAL.match(mask, start + blank, end):
                found.append(Segment("ordinal", match[0], match.start(), match.end()))
                start = match.end()
        if is_first and (match := _LEADING_DATE.match(mask, start, end)):
            date = self._line.plain_text(match.start("date"), match.end("date"))
            year = venue.stated_year(date)
            found.append(Segment("date", date, *match.span("date"), year=year))
            start = match.end("date")
        position = start
        for quoted in _QUOTED.finditer(mask, start, end):
            span = quoted.span(quoted.lastgroup or 0)
            title = self._line.plain_text(*span)
            if self._follows_a_word(quoted.start(), position) or _is_quoted_word(title):
                continue
            found += self._read_pieces(position, quoted.start(), is_first=is_first)
            found.append(self._quoted(*span))
            position = quoted.end()
        found += self._read_pieces(position, end, is_first=is_first)
        return found

    def _read_pieces(self, start: int, end: int, *, is_first: bool) -> list[Segment]:
        """Return the pieces of a text without quotations."""
        mask = self._line.mask
        pieces: list[Segment] = []
        position = start
        after_ordinal = is_first and start > 0
        for match in _SEPARATOR.finditer(mask, start, end):
            kind = match.lastgroup or ""
            if (
                kind == "stop"
                and _is_abbreviated(
                    mask[max(position, match.start() - _MAX_ABBREVIATION_CHARS) : match.start()]
                )
                and not _ends_names(pieces, mask[position : match.start()])
            ):
                continue
            if kind == "gap" and not (after_ordinal or _FULL_YEAR.match(mask, match.end(), end)):
                continue
            if (
                kind == "comma"
                and match[0][0] == "/"
                and mask[match.start() - 1 : match.start()].isalnum()
            ):
                continue
            pieces += self._piece(position, match.start())
            pieces.append(Segment(kind, match[0].strip(), match.start(), match.end()))
            position = match.end()
        pieces += self._piece(position, end)
        return self._join_authors(pieces)

    def _piece(self, start: int, end: int) -> Iterator[Segment]:
        """Yield what a text between separators is, and the stickers around it."""
        line = self._line
        start, end, stickers = self._strip_stickers(start, end)
        if stickers:
            yield Segment("sticker", "", start, start)
        text = line.plain_text(start, end).strip()
        if not any(map(str.isalnum, text)):
            return
        if coded := self._coded_venue(start, end):
            yield coded
            start = coded.end
            text = line.plain_text(start, end).strip()
        elif match := _VENUE_IN_FRONT.match(line.content, start, end):
            field = self.known_venue(start, match.end())
            name = line.plain_text(start, match.end()).strip()
            field = field or line.field("Venue", start, match.end(), name)
            yield Segment(
                "venue", name, start, match.end(), venue=field, year=venue.stated_year(name)
            )
            start = match.end()
            text = line.plain_text(start, end).strip()
        ends_with_digit = line.content[end - 1].isdecimal()
        if ends_with_digit and (match := _TRAILING_DATE.search(line.content, start, end)):
            name = line.plain_text(start, match.start()).strip()
            yield self._classify_text("text", name, start, match.start())
            date = match[0].strip()
            year = venue.stated_year(date)
            yield Segment("date", date, match.start(), match.end(), year=year)
            return
        last = line.content.rfind("\n", start, end)
        if last > start and (field := self.known_venue(last + 1, end)):
            # A venue on a line of its own.
            above = line.plain_text(start, last).strip()
            yield self._classify_text("text", above, start, last)
            yield Segment("gap", "", last, last + 1)
            year = venue.year_of(field.text, self._vocabulary)
            yield Segment("venue", field.text, last + 1, end, venue=field, year=year)
            return
        if last > start and self._is_label_of_line(last + 1, end):
            # Lines with details below the title: `Project: https://…`.
            for stop in (line.content.find("\n", start, end), last):
                if above := line.plain_text(start, stop).strip():
                    yield self._classify_text("text", above, start, stop)
                    yield Segment("break", "", stop, stop + 1)
                start = stop + 1
            text = line.plain_text(start, end).strip()
        yield self._classify_text("text", text, start, end)

    def _coded_venue(self, start: int, end: int) -> Segment | None:
        """Return the segment of the year and the venue that are joined to a title.

        An unknown venue has to be between underscores: hyphens occur in titles as well.
        """
        line = self._line
        if not line.mask[start : start + 1].isdecimal():
            return None
        match = _CODED_VENUE.match(line.mask, start, end)
        if match is None:
            return None
        name = match[match.lastgroup or 0]
        year = venue.stated_year(f"{name}'{match['year']}")
        is_known = self.is_venue_name(name) or self._is_venue(f"{name} {year}")
        if not is_known and match["acronym"]:
            return None
        return Segment(
            "venue" if is_known else "dated-name",
            match[0],
            start,
            match.end(),
            venue=line.field("Venue", *match.span(match.lastgroup or 0), name),
            year=year,
            enclosed=True,
        )

    def _is_label_of_line(self, start: int, end: int) -> bool:
        """Return whether the beginning of a line labels what follows its colon."""
        head = self._line.plain_text(start, end).strip()
        return (
            bool(head)
            and _COLON.match(self._line.mask, end) is not None
            and (bool(label_kind(head, bracketed=False)) or link_labels.is_detail_label(head))
        )

    def _strip_stickers(self, start: int, end: int) -> tuple[int, int, bool]:
        """Return two offsets without the emoji, shortcodes and counts of stars at either end."""
        content, stickers = self._line.mask, False
        while start < end:
            if content[start].isalpha():
                break
            if content[start].isspace() or content[start] in "~":
                start += 1
            elif (match := _SHORTCODE.match(content, start, end)) or (
                match := _STAR_COUNT.match(content, start, end)
            ):
                start, stickers = match.end(), True
            elif _is_pictograph(content[start]):
                start, stickers = start + 1, True
            elif content.startswith("//", start, end):
                start += 2  # [C]//Proceedings of …
            else:
                break
        while start < end:
            if content[end - 1].isalnum():
                break
            tail = max(start, end - 42)
            if content[end - 1].isspace():
                end -= 1
            elif content[end - 1] == ":" and (
                match := _SHORTCODE_AT_END().search(content[tail:end])
            ):
                end, stickers = tail + match.start(), True
            elif _is_pictograph(content[end - 1]):
                end, stickers = end - 1, True
            else:
                break
        return start, end, stickers

    def _classify_text(
        self, otherwise: str, text: str, start: int, end: int, *, enclosed: bool = False
    ) -> Segment:
        """Return the segment of a text without links."""
        bare = strip_brackets(text)
        has_digits = _DIGIT.search(bare) is not None
        cited = _YEAR_AND_VOLUME().match(bare) if has_digits else None
        date = cited["year"] if cited else bare
        if (has_digits or enclosed) and (is_date(date) or _DAY_AND_MONTH.fullmatch(date)):
            return Segment(
                "date", text, start, end, year=venue.stated_year(date), enclosed=enclosed
            )
        may_be_known = len(text) <= 2 * venue.MAX_VENUE_CHARS and venue.may_be_venue(
            _LEADING_NAME.sub("", text, count=1) if "." in text else text, self._vocabulary
        )
        if may_be_known and (field := self.known_venue(start, end)):
            year = venue.year_of(field.text, self._vocabulary)
            return Segment("venue", text, start, end, venue=field, year=year, enclosed=enclosed)
        if has_digits and (preprint := _PREPRINT.fullmatch(bare)):
            at = self._line.content.find(preprint["name"], start, end)
            if at >= 0:
                field = self._line.field("Venue", at, at + len(preprint["name"]), preprint["name"])
                kind = "venue" if preprint["named"] or enclosed else "text-venue"
                return Segment(kind, text, start, end, venue=field, enclosed=enclosed)
        if has_digits and enclosed and _AUTHORS_AND_YEAR().fullmatch(bare):
            year = venue.stated_year(bare)
            return Segment("date", text, start, end, year=year, enclosed=True)
        if has_digits and (named := self._dated_name_of(text, start, end, enclosed=enclosed)):
            return named
        text_of_names = text.removeprefix("by ") if otherwise == "text" else text
        if author_names.is_author_list(text_of_names) or author_names.is_author(text_of_names):
            certain = author_names.are_names_certain(text) or otherwise == "italic"
            if otherwise in ("text", "note", "italic") or (certain and "et al" in text):
                kind = "authors" if certain else "names"
                return Segment(kind, text, start, end, enclosed=enclosed)
        if self.is_venue_name(bare) or (enclosed and _names_a_journal(bare)):
            at, stop = self._line.strip_span(start, end, _VENUE_TRIMMED)
            field = self._line.field("Venue", at, stop, bare)
            kind = "venue-name" if otherwise != "text" or enclosed else "text-venue"
            return Segment(kind, text, start, end, venue=field, enclosed=enclosed)
        if otherwise == "text" and _names_a_publication(text):
            field = self._publication(start, end)
            year = venue.stated_year(field.text)
            return Segment("text-venue", text, start, end, venue=field, year=year)
        if otherwise == "text" and label_kind(text, bracketed=False):
            return Segment("label", text, start, end, enclosed=enclosed)
        if otherwise in ("text", "bold") and len(text.split()) < _MIN_TEXT_WORDS:
            otherwise = "name" if otherwise == "text" else "bold-name"
        return Segment(otherwise, text, start, end, enclosed=enclosed)

    def _dated_name_of(self, text: str, start: int, end: int, *, enclosed: bool) -> Segment | None:
        """Return the segment of a text that is an unknown name with a year: `Icecon 2024`."""
        bare = strip_brackets(text)
        if not _NAME_AND_YEAR.fullmatch(bare):
            dated = _NAME_AND_DATE().fullmatch(bare) if enclosed else None
            if dated is None or len(dated["date"]) != len("2024"):  # with a month
                return None
        if not _may_name_a_venue(bare):
            return None
        at, stop = self._line.strip_span(start, end, _VENUE_TRIMMED)
        field, year = self._line.field("Venue", at, stop, bare), venue.stated_year(bare)
        return Segment("dated-name", text, start, end, venue=field, year=year, enclosed=enclosed)

    def _publication(self, start: int, end: int) -> Field:
        """Return the journal or conference between two offsets, without what announces it."""
        start, end = self._line.strip_span(start, end, _VENUE_TRIMMED)
        for pattern in _BEFORE_PUBLICATIONS:
            if match := pattern.match(self._line.content, start, end):
                start = match.end()
        content = self._line.content
        if match := _VOLUME_AT_END().search(content, start, end):
            end = match.start()
        end += content.startswith(")", end) and "(" in content[start:end]
        return self._line.field("Venue", start, end, self._line.plain_text(start, end))

    def is_venue_name(self, text: str) -> bool:
        """Return whether a text is a name of a venue and nothing else: `ACL`, `ACL Findings`."""
        if not 1 < len(text) <= venue.MAX_VENUE_CHARS or text == text.lower() != "arxiv":
            return False
        if not venue.has_only_known_words(text, self._vocabulary):
            return False
        if known := self._vocabulary.names.get(fold_name(text)):
            return known.kind != "track"
        parsed = venue.parse_venue(text, self._vocabulary)
        return len(parsed.mentions) > 1 and not parsed.years and self._names_venue(text)

    def _names_venue(self, text: str) -> bool:
        """Return whether a text names one venue, and nothing unknown."""
        parsed = venue.parse_venue(text, self._vocabulary)
        kinds = [mention.venue.kind for mention in parsed.mentions if mention.venue.kind != "track"]
        return len(kinds) == 1 and not parsed.unknown

    def known_venue(self, start: int, end: int) -> Field | None:
        """Return the venue between two offsets, if the content is a venue and hardly more."""
        line = self._line
        start, end = line.strip_span(start, end, _VENUE_TRIMMED)
        for pattern in _BEFORE_VENUES:
            match = pattern.match(line.content, start, end)
            if match and self._is_venue(line.plain_text(match.end(), end).strip(_VENUE_TRIMMED)):
                start = match.end()
        announced = _PROCEEDINGS_OF.match(line.content, start, end)
        if announced and announced.end() < end:
            start, end = line.strip_span(announced.end(), end, _VENUE_TRIMMED)
        content = line.content[start:end]
        closed = None
        if content.count("(") > content.count(")"):
            closed = _CLOSING.match(line.content, end)
            end = closed.end() if closed else end
        plain = line.plain_text(start, end)
        text = plain.strip(_VENUE_TRIMMED)
        text += ")" * (closed is not None or ("(" in text and f"{text})" in plain))
        is_known = self._is_venue(text) or (announced is not None and self._names_venue(text))
        return line.field("Venue", start, end, text) if is_known else None

    def _is_venue(self, text: str) -> bool:
        return (
            2 < len(text) <= venue.MAX_VENUE_CHARS
            and venue.is_venue(text, self._vocabulary)
            and len(set(_FULL_YEAR.findall(text))) < 2
        )

    def _join_authors(self, pieces: list[Segment]) -> list[Segment]:
        """Return the pieces of a text, with the names between commas joined to one segment."""
        if len(pieces) < 2:
            return pieces
        joined: list[Segment] = []
        index = 0
        while index < len(pieces):
            stop = index
            while stop < len(pieces) and _may_be_in_names(pieces[stop]):
                stop += 1
            for last in range(stop, max(index + 2, stop - _MAX_DROPPED), -1):
                start, end = pieces[index].start, pieces[last - 1].end
                text = self._line.plain_text(start, end).removeprefix("by ")
                if pieces[last - 1].kind != "comma" and author_names.is_author_list(text):
                    kind = "authors" if author_names.are_names_certain(text) else "names"
                    joined.append(Segment(kind, text, start, end))
                    index = last
                    break
            else:
                stop = max(stop, index + 1)
                joined += pieces[index:stop]
                index = stop
        return joined

    # Links

    def _read_link(self, mark: MarkedText, text: str) -> Segment:
        kind, found = self._classify_link(mark, text)
        if not kind:
            return self._read_title(mark, text)
        bare = strip_brackets(text)
        year = venue.stated_year(bare) if kind not in ("badge", "url", "tag-link") else None
        bracketed = _is_bracketed(text)
        return Segment(
            kind, text, mark.start, mark.end, mark.links, (), found, year, enclosed=bracketed
        )

    def _classify_link(self, mark: MarkedText, text: str) -> tuple[str, Field | None]:
        """Return the kind of a link whose text is not a title, and the venue that it names.

        The kind of a link to what its text names is empty.
        """
        bare = strip_brackets(text)
        has_digits = _DIGIT.search(bare) is not None
        shown = _SHORTCODE.sub("", text)
        kind, found = "", None
        if (
            not any(map(str.isalnum, shown))
            or (has_digits and _STAR_COUNT.fullmatch(shown.strip(_TRIMMED)))
            or (text.startswith("![") and _UNDEFINED_IMAGE().fullmatch(text))
        ):
            kind = "badge"
        elif (
            mark.links[0].kind in ("bare", "autolink")
            or text.startswith(("http://", "https://"))
            or ("/" in text and _shows_url(text, mark.links[0].url))
        ):
            kind = "url"
        elif (" et al" in bare and _CITATION().fullmatch(bare)) or (
            has_digits and is_date(bare) and venue.stated_year(bare)
        ):
            kind = "linked-date"
        elif has_digits and _FULL_YEAR.search(bare) and (found := self._linked_venue(mark, text)):
            kind = "linked-venue"
        elif kind := label_kind(bare, bracketed=_is_bracketed(text)):
            words = [] if _is_paper_word(bare) else re.split(r"[-\s(),]+", bare)
            names = (each for each in words if self._is_venue(each) or each.lower() == "arxiv")
            found = next((self._field_in(mark, each) for each in names), None)
        elif found := self._linked_venue(mark, text):
            kind = "linked-venue"
        elif _is_bracketed(text) and len(bare.split()) <= _MAX_TAG_WORDS:
            kind = "tag-link"
        elif _NUMBER.fullmatch(bare) or rulebook.words("labels", "filler").issuperset(
            folded_words(bare)
        ):
            kind = "filler-link"
        return kind, found

    def _linked_venue(self, mark: MarkedText, text: str) -> Field | None:
        """Return the venue that the text of a link is; in brackets, also an unknown one."""
        bare = strip_brackets(text)
        if "(" in bare and f"{bare})" in text:
            bare = f"{bare})"
        words = bare.split()
        if (
            len(words) > 1
            and label_kind(words[-1], bracketed=False) == "paper"
            and (words[-2][-1].isdecimal() or not self._is_venue(bare))
        ):
            bare = " ".join(words[:-1])  # [ICRA 2024 paper](…), but [ICRA 2024 Short Paper](…)
        may_be_unknown = _is_bracketed(text) and _NAME_AND_YEAR.fullmatch(bare)
        if self._is_venue(bare) or (may_be_unknown and _may_name_a_venue(bare)):
            return self._field_in(mark, bare)
        return None

    def _field_in(self, mark: MarkedText, text: str) -> Field:
        """Return the field of a text within a link or emphasis."""
        line = self._line
        at = line.content.find(text, mark.start, mark.end)
        if at < 0:
            start, end = line.strip_span(mark.start, mark.end, _VENUE_TRIMMED)
            return line.field("Venue", start, end, text)
        return line.field("Venue", at, at + len(text), text)

    def _read_title(self, mark: MarkedText, text: str) -> Segment:
        """Return the segment of a link to what its text names."""
        date, found = "", None
        has_digits = _DIGIT.search(text) is not None
        if has_digits:
            text = _STAR_COUNT_AT_END.sub("", _LINKED_NUMBER.sub("", text))
            date, found = self._notes_in_front(mark, text)
            date = date or leading_day(text)
            text = text[len(date) :]
        cited = _CITED().match(text) if '"' in text or "“" in text else None
        if cited and author_names.are_names_certain(cited["authors"]):
            year = venue.stated_year(text[cited.end() :])
            title = trim_title(cited["title"])
            return Segment("link", title, mark.start, mark.end, mark.links, year=year)
        text = _strip_pictographs(text)
        if not has_digits:
            return Segment("link", trim_title(text), mark.start, mark.end, mark.links)
        if found is not None:
            title, year = trim_title(text), venue.year_of(found.text, self._vocabulary)
            return Segment("link", title, mark.start, mark.end, mark.links, venue=found, year=year)
        year = venue.stated_year(date)
        if match := _LAST_PART.search(text.rstrip(".")):
            part = match[1] or match[2]
            field = self._field_in(mark, part) if self._is_venue(part) else None
            if field is not None or is_date(part):
                found, year = field, venue.stated_year(part)
                text = text.rstrip(".")[: match.start()]
        elif (match := _DASHED_VENUE.search(text)) and self._is_venue(
            _DASH.sub(" ", match["venue"])
        ):
            found = self._field_in(mark, match["venue"])
            year = venue.stated_year(match["venue"])
            text = text[: match.start()]
        elif match := _DASHED_DATE.search(text):
            year = venue.stated_year(match["date"])
            text = text[: match.start()]
        return Segment(
            "link", trim_title(text), mark.start, mark.end, mark.links, venue=found, year=year
        )

    def _notes_in_front(self, mark: MarkedText, text: str) -> tuple[str, Field | None]:
        """Return the notes in brackets before a linked title, and the venue that they name.

        Empty if none of them is a venue or a date: `[IceBot][ICRA 2024] Robots on Ice`.
        """
        leading = _NOTES_IN_FRONT().match(text) if text[:1] in ("[", "(") else None
        if leading is None:
            return "", None
        for note in _NOTE.findall(leading[0]):
            if self._is_venue(note):
                return leading[0], self._field_in(mark, note)
            if venue.stated_year(note) and is_date(note):
                return leading[0], None
        return "", None

    # Brackets, bold and italics

    def _read_brackets(self, mark: MarkedText, depth: int) -> Segment:
        text = self._text(mark)
        bare = strip_brackets(text)
        if _CHECKBOX.fullmatch(text):
            return Segment("checkbox", text, mark.start, mark.end)
        if _DOCUMENT_TYPE.fullmatch(text) and self._ends_a_word(mark):
            return Segment("stop", text, mark.start, mark.end)
        if not mark.links:
            if not any(map(str.isalnum, _SHORTCODE.sub("", bare))):
                return Segment("sticker", text, mark.start, mark.end)
            if _is_ordinal(text):
                return Segment("ordinal", text, mark.start, mark.end)
            if (
                text[0] == "("
                and (_ACRONYM.fullmatch(bare) or self._has_initials(bare, mark.start))
                and not (self._is_venue(bare) or self.is_venue_name(bare))
            ):
                return Segment("acronym", text, mark.start, mark.end, enclosed=True)
            whole = self._classify_text(
                "note", bare, mark.inner_start, mark.inner_end, enclosed=True
            )
            if whole.kind != "note" or depth >= _MAX_DEPTH:
                return replace(whole, text=text, start=mark.start, end=mark.end)
        parts = (
            tuple(self.segments(mark.inner_start, mark.inner_end, depth + 1))
            if depth < _MAX_DEPTH
            else ()
        )
        content = [part for part in without_separators(parts) if part.kind != "badge"]
        kinds = {part.kind for part in content}
        kind = "links" if mark.links else "note"
        found = next((part for part in content if part.venue), None)
        year = found.year if found else next((part.year for part in content if part.year), None)
        if not content:
            kind = "badge" if mark.links else "sticker"
        elif kinds <= {"venue", "date", "authors", "names", "name", "dated-name"} and not kinds <= {
            "names",
            "name",
        }:
            kind = next(
                each for each in ("venue", "dated-name", "date", "authors") if each in kinds
            )
        elif (
            mark.links
            and kinds <= {*_LABEL_KINDS, "label", "badge", "date", "name"}
            and kinds & _LABEL_KINDS
        ):
            kind = next(each for each in _LABEL_ORDER if each in kinds)
        elif (
            kinds <= {"link", "filler-link"}
            and len(content) == 1
            and (len(content[0].text.split()) <= (4 if text[0] == "[" else 2))
        ):
            kind = "tag-link"
        elif kinds == {"url"}:
            kind = "aside"
        return Segment(
            kind,
            text,
            mark.start,
            mark.end,
            mark.links,
            parts,
            found.venue if found else None,
            year,
            True,
        )

    def _has_initials(self, acronym: str, end: int) -> bool:
        """Return whether the last words before an offset have the letters of an acronym.

        `ordinary ice equations (oies)`
        """
        letters = acronym.casefold().removesuffix("s")
        if not (1 < len(letters) <= _MAX_ACRONYM_CHARS and letters.isalpha()):
            return False
        before = self._line.mask[max(0, end - _MAX_ABBREVIATED_CHARS) : end].casefold()
        words = before.replace("-", " ").split()[-len(letters) :]
        return [word[0] for word in words] == list(letters)

    def _ends_a_word(self, mark: MarkedText) -> bool:
        """Return whether a word or a link directly precedes brackets, and no word follows them."""
        content = self._line.content
        before, after = content[: mark.start][-1:], content[mark.end : mark.end + 1]
        return (before.isalnum() or before in _CLOSINGS) and not after.isalnum()

    def _read_emphasis(self, mark: MarkedText, depth: int) -> Iterator[Segment]:
        """Yield what is in bold, in italics or in code."""
        text = self._text(mark).strip()
        plain = {"strong": "bold", "emphasis": "italic"}.get(mark.kind, "code")
        inner_start, inner_end, _ = self._strip_stickers(mark.inner_start, mark.inner_end)
        if mark.kind == "strong" and mark.start == 0:
            ordinal = _BOLD_ORDINAL().match(self._line.mask, inner_start, inner_end)
            inner_start = ordinal.end() if ordinal else inner_start
        bare = self._line.plain_text(inner_start, inner_end).strip()
        if not any(map(str.isalnum, bare)) and not mark.links:
            yield Segment("sticker", text, mark.start, mark.end)
            return
        if (
            not mark.links
            and _BRACKETED.fullmatch(bare)
            and not _is_ordinal(bare)
            and (depth < _MAX_DEPTH)
        ):
            note = self.segments(inner_start, inner_end, depth + 1)
            if len(note) == 1:
                yield replace(note[0], start=mark.start, end=mark.end)
                return
        if not mark.links and _CHECKBOX.fullmatch(bare) is None:
            if (bare[:1] in "[(#" or bare[-1:] in ".)") and _is_ordinal(bare):
                yield Segment("ordinal", text, mark.start, mark.end)
                return
            if _STAR_COUNT.fullmatch(bare):
                yield Segment("sticker", text, mark.start, mark.end)
                return
            whole = self._classify_text(plain, bare.rstrip(":："), mark.start, mark.end)
            if whole.kind == "italic" and (match := _NAME_AND_DATE().fullmatch(bare)):
                whole = self._dated_name(mark, match)
            if plain == "bold" and whole.kind == "venue" and whole.year is None:
                whole = replace(whole, kind="venue-name")
            if (
                whole.kind not in ("bold", "bold-name", "italic", "code")
                or plain == "code"
                or depth >= _MAX_DEPTH
            ):
                yield whole
                if bare.endswith((":", "：")):
                    yield Segment("colon", ":", mark.end, mark.end)
                return
        inner = self.segments(inner_start, inner_end, depth + 1) if depth < _MAX_DEPTH else []
        begin = mark.start if inner_start == mark.inner_start else inner_start
        stop = mark.end if inner_end == mark.inner_end else inner_end
        yield from self._marked_segments(mark, plain, inner, begin, stop)

    def _dated_name(self, mark: MarkedText, match: re.Match[str]) -> Segment:
        """Return the segment of an unknown venue with its date: `*Ice Biology, May 2023.*`."""
        name = match["name"]
        field = self._field_in(mark, name)
        year = venue.stated_year(match["date"])
        return Segment("dated-name", match[0], mark.start, mark.end, venue=field, year=year)

    def _marked_segments(
        self, mark: MarkedText, plain: str, inner: list[Segment], begin: int, stop: int
    ) -> Iterator[Segment]:
        """Yield the segments within emphasis, with its text as one segment."""
        texts = [
            i
            for i, each in enumerate(inner)
            if each.kind in _TEXT_KINDS and not (i == 0 and each.text.startswith("【"))
        ]
        content = without_separators(inner)
        if len(content) == 1 and (content[0].links or content[0].kind in ("bold", "bold-name")):
            yield replace(content[0], start=mark.start, end=mark.end)
            return
        has_links = any(each.links for each in inner)
        if (
            not texts
            or has_links
            or (
                any(each.kind == "gap" for each in inner)
                or (plain == "italic" and any(each.venue for each in inner))
            )
        ):
            for each in self._with_whole_title(inner):
                name = f"{plain}-name" if plain == "bold" else plain
                kind = {"text": plain, "names": plain, "label": plain, "name": name}.get(each.kind)
                yield replace(each, kind=kind) if kind else each
            return
        first, last = texts[0], texts[-1]
        yield from inner[:first]
        start = begin if first == 0 else inner[first].start
        end = stop if last == len(inner) - 1 else inner[last].end
        text = self._line.plain_text(start, end).strip()
        kind = plain
        if plain == "bold" and len(text.split()) < _MIN_TEXT_WORDS:
            kind = "bold-name"
        yield Segment(kind, trim_title(text), start, end)
        yield from inner[last + 1 :]

    def _with_whole_title(self, inner: list[Segment]) -> list[Segment]:
        """Return the segments within emphasis, with the text up to the first link as one.

        `**Ice, Snow: and Hail. [Snow (1971)](…)**`
        """
        stop = 0
        while stop < len(inner) and inner[stop].kind in ("text", "name", "names", "comma", "colon"):
            stop += 1
        while stop and inner[stop - 1].kind in SEPARATORS:
            stop -= 1
        if stop < 2 or stop == len(inner) or inner[stop].kind != "stop":
            return inner
        start, end = inner[0].start, inner[stop - 1].end
        title = Segment("text", self._line.plain_text(start, end).strip(), start, end)
        return [title, *inner[stop:]]

    # Neighbours

    def _with_venues_at_ends(self, found: list[Segment]) -> list[Segment]:
        """Return segments in which a venue and its year at the end of a title are a segment.

        `Robots on Thin Ice ICRA 2024 [paper](…)`
        """
        result: list[Segment] = []
        for each, following in pairwise(found):
            result += self._split_venue(each) if following.kind in _LABEL_KINDS else [each]
        return [*result, found[-1]]

    def _split_venue(self, segment: Segment) -> list[Segment]:
        """Return a text, and the venue with a year at its end as a segment of its own."""
        if segment.kind != "text" or segment.enclosed or not segment.text[-1:].isdecimal():
            return [segment]
        line = self._line
        words = [
            match.start() for match in _WORD.finditer(line.content, segment.start, segment.end)
        ]
        for start in words[-_MAX_VENUE_WORDS:]:
            field = self.known_venue(start, segment.end)
            before = line.plain_text(segment.start, start).split()
            if field is None or venue.stated_year(field.text) is None:
                continue
            linking = rulebook.words("words", "linking")
            if (
                len(before) < _MIN_TEXT_WORDS
                or not before[-1][-1].isalnum()
                or not linking.isdisjoint((before[-1].lower(), field.text.split()[0].lower()))
            ):
                break  # A Summary of ICRA 2024
            year = venue.year_of(field.text, self._vocabulary)
            title = self._classify_text("text", " ".join(before), segment.start, start)
            return [
                title,
                Segment("gap", "", start, start),
                Segment("venue", field.text, start, segment.end, venue=field, year=year),
            ]
        return [segment]

    def _without_in(self, found: list[Segment]) -> list[Segment]:
        """Return segments without the `in` before a venue: `A Title. In: *ICRA*, 2024`."""
        result: list[Segment] = []
        for index, each in enumerate(found):
            match = None
            if each.kind in ("text", "name") and each.text.endswith(_ENDINGS_WITH_IN):
                following = next(
                    (x for x in found[index + 1 : index + 3] if x.kind not in SEPARATORS), None
                )
                if following is not None and following.venue is not None and not following.links:
                    match = _TRAILING_IN.search(each.text)
            if match is None:
                result.append(each)
            elif text := each.text[: match.start()]:
                content = self._line.content[each.start : each.end].rstrip().lower()
                result.append(replace(each, text=text, end=each.start + content.rfind("in")))
        return result

    def _join_bold(self, found: list[Segment]) -> list[Segment]:
        """Return segments in which text that continues over a few bold words is one segment."""
        result: list[Segment] = []
        index = 0
        while index < len(found):
            stop = index + 1
            while stop < len(found) and self._touches(found[stop - 1], found[stop]):
                stop += 1
            run = found[index:stop]
            if len(run) > 1 and _is_sentence(run):
                text = self._line.plain_text(run[0].start, run[-1].end).strip()
                kind = "text" if len(text.split()) >= _MIN_TEXT_WORDS else "name"
                result.append(Segment(kind, text, run[0].start, run[-1].end))
            else:
                result += run
            index = stop
        return result

    def _touches(self, one: Segment, other: Segment) -> bool:
        """Return whether no more than a space is between plain text and bold text."""
        plain = ("text", "name")
        marked = ("bold", "bold-name", "italic")
        return (
            (
                (one.kind in plain and other.kind in marked)
                or (one.kind in marked and other.kind in plain)
            )
            and not (one.links or other.links)
            and self._line.content[one.end : other.start] in ("", " ")
        )

    def _join_venues(self, found: list[Segment]) -> list[Segment]:
        """Return segments in which a venue and its year, track or acronym are one segment."""
        result: list[Segment] = []
        index = 0
        while index < len(found):
            stop, field = self._find_venue(found, index)
            kind = "venue"
            if (
                field is None
                and found[index].kind == "text-venue"
                and (stop := self._end_of_publication(found, index)) > index + 1
            ):
                field = self._publication(found[index].start, found[stop - 1].end)
                is_known = found[stop - 1].enclosed and found[stop - 1].kind in _KNOWN
                kind = "venue" if is_known else "text-venue"
            if field is not None:
                start, end = found[index].start, found[stop - 1].end
                year = venue.year_of(field.text, self._vocabulary)
                text = self._line.plain_text(start, end)
                result.append(Segment(kind, text, start, end, venue=field, year=year))
            else:
                result.append(found[index])
            index = stop
        return result

    def _is_code(self, segment: Segment) -> bool:
        return (
            segment.kind == "code" or self._line.content[segment.start : segment.start + 1] == "`"
        )

    def _end_of_publication(self, found: list[Segment], index: int) -> int:
        """Return the index after the name of a publication that begins with text at `index`.

        It may have commas before `and`, and end in brackets: `IEEE Transactions on Ice, Snow, and
        Hail (TISH)`. The first segment of a line is its title.
        """
        first, stop = found[index], index + 1
        if first.enclosed or not index:
            return stop
        if _VOLUME_AT_END().search(first.text):
            return stop
        if found[index - 1].kind not in ("comma", "stop", "break"):
            return stop
        ahead = stop
        while (
            ahead + 1 < len(found)
            and found[ahead].kind == "comma"
            and found[ahead + 1].kind in ("name", "text")
        ):
            ahead += 2
            if found[ahead - 1].text.startswith(("and ", "& ")):
                name = self._line.plain_text(first.start, found[ahead - 1].end)
                stop = ahead if _names_a_publication(name) else stop
                break
        if stop < len(found) and found[stop].enclosed and not found[stop].links:
            is_short = len(found[stop].text) <= venue.MAX_VENUE_CHARS
            stop += found[stop].kind in _IN_BRACKETS_OF_VENUES and is_short
        return stop

    def _find_venue(self, found: list[Segment], index: int) -> tuple[int, Field | None]:
        """Return the index after the segments that are one venue from `index` on, and the venue.

        None if the segment at `index` is not joined with others.
        """
        first = found[index]
        if first.kind not in _VENUE_STARTS or first.links or first.enclosed or self._is_code(first):
            return index + 1, None
        if index + 1 == len(found) or found[index + 1].kind not in _VENUE_RESTS:
            return index + 1, None
        if first.kind in ("text", "name") and not venue.has_only_known_words(
            first.text, self._vocabulary
        ):
            return index + 1, None
        lacks_year = first.year is None or first.kind == "date"
        for stop in range(min(len(found), index + _MAX_MERGED), index + 1, -1):
            rest = found[index + 1 : stop]
            if rest[-1].kind in SEPARATORS or any(
                each.links or each.kind not in _VENUE_RESTS or self._is_code(each) for each in rest
            ):
                continue
            if first.kind == "date" and (rest[0].kind in SEPARATORS or rest[0].year):
                continue
            named = venue.parse_venue("; ".join(each.text for each in rest), self._vocabulary)
            dated = rest[-1].kind == "date" or bool(named.years)
            if dated and not lacks_year:
                continue
            if not dated and not named.mentions:
                continue
            if _is_volume(rest[-1]):
                continue
            if sum(each.kind == "date" for each in (first, *rest)) > 1:
                continue
            if sum(each.kind == "venue" and each.year is not None for each in (first, *rest)) > 1:
                continue
            if field := self.known_venue(first.start, rest[-1].end):
                return self._before_volume(found, index, stop) or (stop, field)
        return index + 1, None

    def _before_volume(
        self, found: list[Segment], index: int, stop: int
    ) -> tuple[int, Field] | None:
        """Return the index before a volume and a date that end a venue, and the venue before them.

        `Journal of Ice 18.47 (2024)`
        """
        at = stop
        while at > index + 1 and (
            found[at - 1].kind in ("date", *SEPARATORS) or _is_volume(found[at - 1])
        ):
            at -= 1
        if not any(map(_is_volume, found[at:stop])):
            return None
        name = found[index].venue if at == index + 1 else None
        field = name or self.known_venue(found[index].start, found[at - 1].end)
        return (at, field) if field else None


_TEXT_KINDS = (
    "acronym",
    "text",
    "name",
    "names",
    "authors",
    "label",
    "text-venue",
    "note",
    "venue-name",
    "quoted",
    "code",
    "italic",
    "bold",
    "bold-name",
)
_LABEL_KINDS = {"paper", "aside", "linked-date", "linked-venue"}
_LABEL_ORDER = ("paper", "linked-venue", "aside", "linked-date")
_VENUE_STARTS = (
    "venue",
    "venue-name",
    "text-venue",
    "date",
    "text",
    "name",
    "italic",
    "code",
    "bold-name",
    "dated-name",
)
_IN_BRACKETS_OF_VENUES = ("acronym", "venue", "venue-name", "date", "dated-name")
"""Kinds of what may stand in brackets after the name of a journal or a conference."""

_KNOWN = ("venue", "venue-name")

_VENUE_RESTS = (
    "venue",
    "venue-name",
    "text-venue",
    "date",
    "comma",
    "note",
    "name",
    "text",
    "dated-name",
    "italic",
    "code",
)


@lru_cache(maxsize=1024)
def label_kind(text: str, *, bracketed: bool) -> str:
    """Return `paper` or `aside` for the label of a link, empty for any other text.

    In brackets, the first word decides: `[Paper-ICRA14]`, `[Book (Snow)]`.
    """
    if len(text) > link_labels.MAX_LABEL_CHARS:
        return ""
    words = folded_words(text)
    if _ARXIV_ID.fullmatch(text):
        return "paper"
    if rulebook.words("labels", "aside", "paper", "work").isdisjoint(words):
        return ""
    paper, aside = rulebook.words("labels", "paper"), rulebook.words("labels", "aside")
    if link_labels.is_label(text):
        return "paper" if aside.isdisjoint(words) else "aside"
    works, filler = rulebook.words("labels", "work"), rulebook.words("labels", "filler")
    if not works.isdisjoint(words) and all(
        word in works | filler | paper | aside for word in words
    ):
        return "aside"
    if bracketed and len(words) <= 4:
        if words[0] in paper:
            return "paper"
        if words[0] in aside or words[0] in rulebook.words("labels", "work"):
            return "aside"
    return ""


def _is_quoted_word(text: str) -> bool:
    """Return whether a text in quotes is one word. Scripts without spaces have many in eight."""
    return display_width(text) < _MIN_QUOTED_WIDTH and len(text.split()) < 2


def _shows_url(text: str, url: str) -> bool:
    """Return whether a text is a URL, with or without its scheme."""
    shown = text.rstrip("/")
    return url.rstrip("/") in (shown, f"http://{shown}", f"https://{shown}")


def _is_bracketed(text: str) -> bool:
    return text[:1] in ("[", "(") and text[-1:] in ("]", ")")


def trim_title(text: str) -> str:
    """Return a title without the punctuation around it that does not belong to it."""
    text = text.strip(_TRIMMED)
    if (
        len(text) > 2
        and text[0] in _QUOTES
        and text[-1] in _QUOTES
        and not set(text[1:-1]) & _QUOTES
    ):
        text = text[1:-1]
    if text.endswith(".") and not text.endswith("..."):
        text = text[:-1]
    return text.strip(_TRIMMED)


def _is_ordinal(text: str) -> bool:
    """Return whether a text is the number of an item, unlike the date `(2024)`."""
    return _WHOLE_ORDINAL.fullmatch(text) is not None and not is_date(strip_brackets(text))


def _is_paper_word(text: str) -> bool:
    words = folded_words(text)
    return bool(words) and words[0] in ("paper", "pdf")


def _strip_pictographs(text: str) -> str:
    """Return a text without the emoji and shortcodes at either end."""
    while text:
        if match := _SHORTCODE.match(text):
            text = text[match.end() :].lstrip()
        elif _is_pictograph(text[0]):
            text = text[1:].lstrip()
        else:
            break
    while text:
        if text.endswith(":") and (match := _SHORTCODE_AT_END().search(text[-42:])):
            text = text[: -len(match[0])].rstrip()
        elif _is_pictograph(text[-1]):
            text = text[:-1].rstrip()
        else:
            break
    return text


def _is_pictograph(character: str) -> bool:
    return character > "\u00a0" and unicodedata.category(character) in _PICTOGRAPHS


@cache
def _no_venues() -> re.Pattern[str]:
    words = any_of(rulebook.words("words", "not venue", "month"))
    linking = any_of(rulebook.words("words", "linking"))
    return re.compile(rf"(?:(?i:{words})|{linking})\b")


def _may_name_a_venue(text: str) -> bool:
    """Return whether a name with a year may be that of a venue, unlike `since 2009`."""
    return _no_venues().match(text) is None


def _names_a_journal(text: str) -> bool:
    """Return whether a text is written like the name of a journal: `Communications Biology`."""
    words = text.split()
    return (
        1 < len(words) <= _MAX_JOURNAL_WORDS
        and all(word[:1].isupper() or word in ("of", "and", "in", "the", "&") for word in words)
        and not rulebook.words("words", "journal").isdisjoint(folded_words(text))
    )


def _is_volume(segment: Segment) -> bool:
    """Return whether a text may be a volume or pages: `18.47`, `1-12`, `pages 1-12`."""
    return segment.kind in ("name", "text") and (
        not any(map(str.isalpha, segment.text)) or _PAGES().match(segment.text) is not None
    )


def _ends_names(pieces: list[Segment], text: str) -> bool:
    """Return whether a text ends names with initials after surnames: `Snow A, Frost B. A Title`."""
    return (
        len(pieces) > 1
        and pieces[-1].kind == "comma"
        and _SURNAME_FIRST().fullmatch(text) is not None
        and _SURNAME_FIRST().fullmatch(pieces[-2].text) is not None
    )


def _is_abbreviated(text: str) -> bool:
    """Return whether a text before a period ends in an abbreviation: `IEEE Trans`, `J`."""
    if _INITIAL.search(text):
        return True
    word = _LAST_WORD.search(text)
    return word is not None and word[0] in rulebook.words("words", "abbreviation")


def _names_a_publication(text: str) -> bool:
    """Return whether a text is the name of a journal or a conference, and of nothing else.

    It is capitalized, and begins with a publisher, or has a word such as "Transactions" or an
    abbreviation: `IEEE Ice Computing`, `International Conference on Ice 2024`, `Snow Sci.`.
    """
    last = text[text.rfind(" ") + 1 :]
    if last == text:
        return False
    first, second = text.split(maxsplit=2)[:2]
    if (
        first.isupper()
        and first.casefold() in rulebook.words("words", "publisher")
        and second.casefold() in rulebook.words("words", "publication")
    ):
        return len(text.split()) <= _MAX_PUBLICATION_WORDS  # IEEE transactions on ice
    if not (last[:1].isupper() or last[:1].isdecimal() or last == "&"):
        return False
    evidence = rulebook.words("words", "publication", "publisher")
    if "." not in text and evidence.isdisjoint(folded_words(text)):
        return False  # as most texts
    for pattern in _BEFORE_PUBLICATIONS:
        if match := pattern.match(text):
            text = text[match.end() :]
    names = [word for word in text.split() if not word[0].isdecimal()]
    is_proceedings = "proc" in text.lower()
    words = (_PROCEEDINGS_OF.sub("", text, count=1) if is_proceedings else text).split()
    return (
        1 < len(names) <= _MAX_PUBLICATION_WORDS
        and bool(words)
        and _is_capitalized(words)
        and (
            words[0].casefold() in rulebook.words("words", "publisher")
            or not rulebook.words("words", "publication").isdisjoint(folded_words(text))
            or _has_abbreviation(words)
        )
    )


def _has_abbreviation(words: Iterable[str]) -> bool:
    abbreviations = rulebook.words("words", "abbreviation")
    return any(word[-1] == "." and word[:-1] in abbreviations for word in words)


def _is_capitalized(words: list[str]) -> bool:
    """Return whether all words but articles, prepositions and numbers are capitalized."""
    small = rulebook.words("words", "linking")
    return (
        words[0][:1].isupper()
        and words[-1] not in small
        and all(
            word[:1].isupper() or word in small or word[:1].isdecimal() or word == "&"
            for word in words
        )
    )


def _without_title_label(found: list[Segment]) -> list[Segment]:
    """Return the segments of a line without a label before its title: `**Title:** Robots`."""
    if len(found) > 2 and found[1].kind == "colon" and not found[0].links:
        words = folded_words(found[0].text)
        if words and rulebook.words("columns", "title detail").issuperset(words):
            return found[2:]
    return found


def _with_sentences(found: list[Segment]) -> list[Segment]:
    """Return segments in which a text that leads to a link is a sentence: `Join our [Chat](…)`."""
    result = list(found)
    leading = rulebook.words("words", "linking", "pointer")
    for index, (each, following) in enumerate(pairwise(found)):
        if each.kind in ("text", "name") and following.links and not following.enclosed:
            words = each.text.split()
            if words and words[-1].lower() in leading and following.kind != "url":
                result[index] = replace(each, kind="sentence")
    return result


def _with_named_titles(found: list[Segment]) -> list[Segment]:
    """Return segments in which a name with a year and a colon is text: `IceSet2018: A Data Set`."""
    result = list(found)
    for index, each in enumerate(found[:-2]):
        if (
            each.kind == "dated-name"
            and not each.enclosed
            and " " not in each.text
            and found[index + 1].kind == "colon"
            and found[index + 2].kind in ("text", "name")
        ):
            result[index] = replace(each, kind="name", venue=None, year=None)
    return result


def _may_be_in_names(segment: Segment) -> bool:
    """Return whether a piece of text may be a part of a list of names of people."""
    return segment.kind in ("comma", "authors", "names") or (
        segment.kind in ("name", "text", "text-venue") and author_names.may_be_names(segment.text)
    )


def _is_sentence(run: list[Segment]) -> bool:
    """Return whether text in bold and the text beside it are parts of one sentence."""
    first, second = run[0], run[1]
    if first.kind.startswith("bold"):
        return (
            second.text[:1].isalnum()
            and not second.text.startswith("by ")
            and len(first.text.split()) <= author_names.MAX_NAME_WORDS
            and not author_names.NAME_LIST().search(second.text)
        )
    words = first.text.split()
    linked = bool(words) and words[-1].lower() in rulebook.words("words", "linking")
    if any(each.kind == "italic" for each in run):
        return (linked and first.kind == "text") or (
            len(run) > 2 and first.kind in ("text", "name")
        )
    return linked or len(run) > 2 or first.end == second.start
