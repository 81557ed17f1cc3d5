"""An existing entry as the template of a new one: each of its parts is replaced or left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from awesome_lint import rulebook
from awesome_lint.document import Part
from awesome_lint.document.entries.author_names import may_be_names
from awesome_lint.entry_writer import forms
from awesome_lint.entry_writer.columns import role_of_header
from awesome_lint.entry_writer.core import EMPHASIS, PUNCTUATION, core
from awesome_lint.entry_writer.escapes import Syntax, escape
from awesome_lint.entry_writer.gap import SEPARATOR_RANKS, Dropped, Gap
from awesome_lint.entry_writer.links import ARXIV_ID, Definition, TemplateLinks
from awesome_lint.entry_writer.source import Source
from awesome_lint.entry_writer.values import Values
from awesome_lint.identifiers import github
from awesome_lint.identifiers.link_labels import (
    is_label,
    is_link_or_detail_label,
)
from awesome_lint.model import Entry, Span
from awesome_lint.text.patterns import deferred
from awesome_lint.text.punctuation import QUOTES
from awesome_lint.text.words import folded_words

_AUTHORS: Final = frozenset(("authors", "names"))
_VENUES: Final = frozenset(
    ("venue", "venue-name", "text-venue", "dated-name", "linked-venue", "paper")
)
_DATES: Final = frozenset(("date", "linked-date"))
_TEXTS: Final = frozenset(
    (
        *("text", "headline", "name", "italic", "bold", "bold-name", "sentence", "code", "quoted"),
        *("note", "acronym", "label", "names", "text-venue"),
    )
)
"""The kinds of parts that are text of a description."""
_LINKED_TEXTS: Final = frozenset(("link", "url", "tag-link", "filler-link", "links"))
"""The kinds of links within a description."""
_BEFORE_DESCRIPTIONS: Final = frozenset(("dash", "colon", "break", "arrow"))
_BOLD_NAME: Final = deferred(
    r"(?P<opening>(?P<mark>[*_]{1,3}))[^*_<>\[\]:]{1,60}(?P<closing>:(?P=mark)|(?P=mark):)"
    r"(?P<space>\s{1,3})[^*_<>\[\]]+"
)
_BETWEEN_LINES: Final = deferred(r"(?:[\s>#]|<[^<>]{0,200}>|[-+*]|[0-9]{1,9}[.)])*")
"""What may be between the lines of an entry: white space, markers of items and quotes, tags."""
_OPENING_MARKUP: Final = "*_~`[("
_QUOTED_WITHIN: Final = {'"': str.maketrans('"', "'"), "“": str.maketrans("“”", "‘’")}
"""The quotation marks in a title between quotation marks, by the one before it."""
_CLOSING_MARKUP: Final = "*_~`\"'”’)] \t\n"


class Rendering(Struct, frozen=True):
    """A new entry, or a cell of one, in the form of a template."""

    text: str
    """The source."""
    shown: frozenset[str]
    """The names of the values in it: `title`, `link`, `venue`, `date`, `authors`,
    `description`, `method`."""
    definitions: tuple[Definition, ...]
    """The definitions of its reference links."""


class Template:
    """An entry whose parts are replaced by values."""

    def __init__(self, source: Source, entry: Entry, values: Values, syntax: Syntax) -> None:
        self._source = source
        self._entry = entry
        self._values = values
        self._syntax = syntax
        self._title = source.range_of(entry.title.span) if entry.title else None
        self._shown: set[str] = set()
        self._links = TemplateLinks(source, entry, values, syntax, self._shown)
        self._urls: dict[str, str] = {}

    def render_lines(self) -> Rendering | None:
        """Return the entry with its values replaced, from the marker of the item on.

        Lines and sub-items without any value are left out. None if the entry has no title to
        replace, or has content that is not understood, such as code or tables.
        """
        source, span = self._source, self._entry.span
        position, stop = source.range_of(span)
        pieces: list[str] = []
        for line in source.lines_in(span):
            start, end = source.range_of(line.span)
            before = source.text[position:start]
            if start < position or not _BETWEEN_LINES().fullmatch(before):
                return None
            position = end
            content = None
            if not pieces or not self._has_unknown_label(line.parts):
                content = self._sequence(line.parts, start, end)
            if content is not None:
                pieces += [before, content]
            elif not pieces:
                return None
        rest = source.text[position:stop]
        if not _BETWEEN_LINES().fullmatch(rest):
            return None
        if "<" in rest:
            pieces.append(rest)
        return self._rendering("".join(pieces)) if pieces else None

    def render_cell(self, span: Span, role: str) -> Rendering:
        """Return the content of a cell with its values replaced; empty text if it has none.

        `role` is the value that the header of the column names, or an empty string.
        """
        source = self._source
        start, end = source.range_of(span)
        parts = tuple(part for line in source.lines_in(span) for part in line.parts)
        if role and not self._contains_title(start, end):
            content = self._replace_core(role, start, end)
        else:
            content = self._sequence(parts, start, end) if parts else None
        return self._rendering(content or "")

    def _rendering(self, text: str) -> Rendering:
        definitions = tuple(self._links.definitions)
        return Rendering(_without_comments(text), frozenset(self._shown), definitions)

    def _replace_core(self, role: str, start: int, end: int) -> str | None:
        """Return a text with everything but the markup at its ends replaced by a value."""
        text = self._source.text[start:end]
        before, after = core(text, EMPHASIS)
        if role in ("authors", "date"):
            before, after = core(text, PUNCTUATION)
        sample = text[before:after]
        value = self._value(role, sample, has_period=text[after:].lstrip("*_").startswith("."))
        if not value:
            return None
        if value.endswith(".") and self._source.text[start + after : start + after + 1] == ".":
            value = value[:-1]
        self._shown.add(role)
        return text[:before] + self._escape(value, at_start=start == 0) + text[after:]

    def _value(self, role: str, sample: str, *, has_period: bool) -> str:
        values = self._values
        if role == "authors":
            return forms.write_authors(values.authors, sample)
        if role == "venue":
            return forms.write_venue(values, sample, self._source.vocabulary)
        if role == "date":
            return forms.write_date(values.published, values.year, sample)
        if role == "method":
            return values.method
        return forms.write_description(values.description, sample, has_period=has_period)

    def _escape(self, text: str, *, at_start: bool = False) -> str:
        return escape(text, self._syntax, at_start=at_start)

    # Sequences of parts

    def _sequence(self, parts: Sequence[Part], start: int, end: int) -> str | None:
        """Return the source from `start` to `end` with its parts replaced; None if none remains."""
        source = self._source
        pieces: list[str] = []
        gap = Gap()
        dropped: Dropped | None = None
        has_dropped_description = False
        position, index = start, 0
        while index < len(parts):
            part = parts[index]
            at, stop = self._range(part)
            if at < position and part.kind in SEPARATOR_RANKS:  # a part of the text before it
                index += 1
                continue
            at = max(at, position)
            gap.add(_without_counts(source.text[position:at], at_start=not pieces))
            if part.kind in SEPARATOR_RANKS or part.kind == "sticker":
                text = source.text[at:stop]
                if part.kind == "sticker":
                    text = _without_counts(text, at_start=not pieces)
                gap.add(text, part.kind)
                position = max(stop, position)
                index += 1
                continue
            content, index, stop = self._content(parts, index, at, gap, is_first=at == start)
            position = max(stop, position)
            if content is None:
                has_dropped_description = gap.kind in _BEFORE_DESCRIPTIONS or (
                    not gap.rank and part.kind in _TEXTS  # the rest of a sentence
                )
                dropped = dropped or Dropped()
                dropped.add(gap, source.text[at:position])
            else:
                between = gap.text if dropped is None else dropped.merge(gap, pieces)
                if not pieces:
                    between = between.lstrip()
                if between[:1] == "." and _ends_sentence(pieces):
                    between = between[1:]
                pieces += [between, content]
                dropped = None
            gap = Gap()
        gap.add(source.text[position:end])
        if not pieces:
            return None
        if dropped is None:
            return "".join((*pieces, gap.text))
        pieces.append(dropped.end(gap, pieces))
        has_stop = gap.kind == "stop" and not has_dropped_description
        has_stop = has_stop or dropped.follows_stop
        return "".join(pieces) + ("." if has_stop and not _ends_sentence(pieces) else "")

    def _range(self, part: Part) -> tuple[int, int]:
        """Return the offsets of a part, with the quotation marks around it."""
        start, end = self._source.range_of(part.span)
        text = self._source.text
        if part.kind == "quoted" and start and text[start - 1] in QUOTES:
            return start - 1, end + (text[end : end + 1] in tuple(QUOTES))
        return start, end

    def _content(
        self, parts: Sequence[Part], index: int, start: int, gap: Gap, *, is_first: bool
    ) -> tuple[str | None, int, int]:
        """Return what replaces the parts from an index on, the index after them, and their end."""
        source = self._source
        may_be_authors = self._may_be_authors(parts[index], gap)
        if "title" in self._shown and gap.kind in _BEFORE_DESCRIPTIONS and not may_be_authors:
            last = self._end_of_description(parts, index)
            if last > index:
                stop = source.range_of(parts[last - 1].span)[1]
                has_period = source.text[stop : stop + 1] == "."
                return self._description(start, stop, has_period=has_period), last, stop
        if "title" not in self._shown and self._is_title_part(parts[index]):
            last = index + 1
            while last < len(parts) and self._is_title_part(parts[last]):
                last += 1
            quoted = [i for i in range(index, last) if parts[i].kind == "quoted"]
            if quoted and quoted[0] > index:  # **IceBot**: "Walking Robots on Ice"
                return None, quoted[0], source.range_of(parts[quoted[0] - 1].span)[1]
            whole = replace(parts[index], span=parts[index].span.through(parts[last - 1].span))
            stop = self._range(whole)[1]
            return self._titled(whole, start, stop, is_first=is_first), last, stop
        stop = source.range_of(parts[index].span)[1]
        if may_be_authors:
            return self._replace_core("authors", start, stop), index + 1, stop
        if self._is_shortened_name(parts, index):
            stop = source.range_of(parts[index + 1].span)[1]
            while source.text[stop : stop + 1] in tuple(".*_"):  # of `*et al.*`
                stop += 1
            return self._shortened_authors(parts[index], stop), index + 2, stop
        if (labelled := self._labelled(parts, index)) is not None:
            return labelled
        return self._part(parts[index], start, stop), index + 1, stop

    def _end_of_description(self, parts: Sequence[Part], start: int) -> int:
        """Return the index after the description that begins at an index; the same if none does."""
        if parts[start].kind not in _TEXTS - {"names"} or (
            parts[start].venue and parts[start].kind != "text"
        ):
            return start
        end = start
        for index in range(start, len(parts)):
            part = parts[index]
            if part.kind in _TEXTS and not part.links:
                end = index + 1
            elif (
                part.kind not in SEPARATOR_RANKS
                and part.kind not in _LINKED_TEXTS
                and not (
                    part.kind in ("date", "venue", "venue-name", "authors", "dated-name")
                    and index > start
                )
            ):
                break
        return end

    def _description(self, start: int, end: int, *, has_period: bool) -> str | None:
        text = self._source.text[start:end]
        value = self._value("description", text, has_period=has_period)
        if not value or self._values.is_paper:
            return None
        self._shown.add("description")
        return self._escape(value, at_start=False)

    def _labelled(self, parts: Sequence[Part], index: int) -> tuple[str | None, int, int] | None:
        """Return a detail with its label, `Authors: …`, the index after it and its end.

        None if the part at an index labels no detail.
        """
        part = parts[index]
        if (
            index + 1 >= len(parts)
            or parts[index + 1].kind != "colon"
            or part.links
            or self._is_title_part(part)
            or not is_link_or_detail_label(part.text)
        ):
            return None
        role = role_of_header(part.text)
        last = index + 2
        while last < len(parts) and parts[last].kind not in ("break", "bar"):
            last += 1
        at = self._source.range_of(part.span)[0]
        _, value_start = self._source.range_of(parts[index + 1].span)
        stop = self._source.range_of(parts[last - 1].span)[1]
        if role in ("authors", "date", "venue", "description"):
            value = self._replace_core(role, value_start, stop)
        else:
            value = self._sequence(parts[index + 2 : last], value_start, stop)
        return (None if value is None else self._source.text[at:value_start] + value), last, stop

    def _may_be_authors(self, part: Part, gap: Gap) -> bool:
        """Return whether a text in italics after the title may be authors, not an institution."""
        words = folded_words(part.text)
        return (
            self._values.is_paper
            and part.kind == "italic"
            and "title" in self._shown
            and gap.kind in ("", "stop", "break")
            and len(words) > 1
            and words[:2] != ["et", "al"]
            and may_be_names(part.text)
            and rulebook.words("words", "affiliation").isdisjoint(words)
        )

    def _is_shortened_name(self, parts: Sequence[Part], index: int) -> bool:
        """Return whether a name and `et al.` in italics begin at an index."""
        return (
            parts[index].kind in ("name", "names", "authors", "text")
            and index + 1 < len(parts)
            and parts[index + 1].text.casefold().startswith("et al")
        )

    def _shortened_authors(self, name: Part, stop: int) -> str | None:
        """Return the first author in the form of a name, and the text after it up to `stop`."""
        source = self._source
        start, end = source.range_of(name.span)
        before, after = core(source.text[start:end], PUNCTUATION)
        authors = self._values.authors
        if not authors:
            return None
        self._shown.add("authors")
        first = forms.write_authors(authors[:1], source.text[start + before : start + after])
        text = source.text[start : start + before] + self._escape(first)
        return text + (source.text[start + after : stop] if len(authors) > 1 else "")

    def _has_unknown_label(self, parts: Sequence[Part]) -> bool:
        """Return whether a line below the title begins with the label of an unknown detail."""
        kinds = [part.kind for part in parts[:2]]
        return (
            kinds[1:] == ["colon"]
            and not parts[0].links
            and not is_link_or_detail_label(parts[0].text)
        )

    # Single parts

    def _part(self, part: Part, start: int, end: int) -> str | None:
        if part.kind == "checkbox":
            return re.sub(r"\[[xX]\]", "[ ]", self._source.text[start:end])
        if part.kind in _AUTHORS:
            return self._replace_core("authors", start, end)
        if part.parts:
            return self._bracketed(part, start, end)
        if part.links:
            return self._linked(part, start, end)
        if part.venue is not None and part.kind in _VENUES:
            return self._venue(part, start, end)
        if part.kind in _DATES:
            return self._date(start, end)
        return None

    def _date(self, start: int, end: int) -> str | None:
        text = self._source.text[start:end]
        before, after = core(text, PUNCTUATION)
        if text[before - 1 : before] == "'":
            before -= 1
        value = self._value("date", text[before:after], has_period=False)
        if not value:
            return None
        self._shown.add("date")
        return text[:before] + value + text[after:]

    def _venue(self, part: Part, start: int, end: int) -> str | None:
        if part.venue is None or not part.venue.source:
            return None
        at, stop = self._source.range_of(part.venue.span)
        text = self._source.text
        if not start <= at <= stop <= end:
            return None
        values = replace(
            self._values,
            venue=self._escape(self._values.venue),
            long_venue=self._escape(self._values.long_venue),
        )
        value = forms.replace_venue(values, part.venue.text, text[at:stop], self._source.vocabulary)
        if not value:
            return None
        self._shown.add("venue")
        return text[start:at] + value + text[stop:end]

    def _bracketed(self, part: Part, start: int, end: int) -> str | None:
        """Return brackets with their parts replaced."""
        first = self._source.range_of(part.parts[0].span)[0]
        last = self._source.range_of(part.parts[-1].span)[1]
        if not start <= first <= last <= end:
            return None
        content = self._sequence(part.parts, first, last)
        if content is None:
            return None
        text = self._source.text
        return text[start:first] + content + text[last:end]

    def _linked(self, part: Part, start: int, end: int) -> str | None:
        """Return a label, a badge or a venue with new URLs; None if a URL has no counterpart."""
        if part.kind == "paper" and not _is_paper_label(part.text):
            return None
        edits: list[tuple[int, int, str]] = []
        urls = []
        links = self._source.links_in(part.span)
        for link in links:
            url = self._links.new_url(link, part, links)
            if url is None:
                return None
            if link.kind != "image":
                urls.append((link.url, url))
            edit = self._links.url_edit(link, url)
            if edit is None:
                return None
            edits.append(edit)
            edits += self._links.label_edit(link, part, url)
        if any(self._urls.get(url, old) != old for old, url in urls):
            return None  # a second link to the same page, where the template has two pages
        if part.venue is not None and part.kind == "linked-venue":
            value = forms.write_venue(self._values, part.venue.text, self._source.vocabulary)
            if not value or not part.venue.source:
                return None
            edits.append((*self._source.range_of(part.venue.span), self._escape(value)))
            self._shown.add("venue")
        elif part.kind == "linked-date":
            return None
        text = self._source.text[start:end]
        self._urls.update((url, old) for old, url in urls)
        self._shown.add("link")
        return _apply(text, start, edits)

    # The title

    def _contains_title(self, start: int, end: int) -> bool:
        return self._title is not None and start <= self._title[0] and self._title[1] <= end

    def _is_title_part(self, part: Part) -> bool:
        start, end = self._source.range_of(part.span)
        title = self._title
        return title is not None and title[0] < end and start < title[1]

    def _titled(self, part: Part, start: int, end: int, *, is_first: bool) -> str | None:
        title = self._entry.subject
        headed = _BOLD_NAME().fullmatch(self._source.text[start:end])
        if headed is not None and not self._source.links_in(part.span):
            return self._headed_title(headed)
        found = self._title_text()
        if part.kind == "quoted":
            before, after = core(self._source.text[start:end], PUNCTUATION)
            found = start + before, start + after
        if found is None or not (start <= found[0] <= found[1] <= end):
            return None
        edits = []
        at, stop = found
        text = self._source.text
        around = text[max(start - 1, 0) : at].rstrip(_OPENING_MARKUP)[-1:]
        value = self._name(title.text).translate(_QUOTED_WITHIN.get(around, {}))
        if value[-1] in ".?!" and text[stop : stop + 1] == "." and stop < end:
            stop += 1
        is_bare = is_first and at == start
        edits.append((at, stop, self._escape(value, at_start=is_bare)))
        for link in self._source.links_in(part.span):
            url = (
                self._links.new_badge(link, is_linked=True)
                if link.kind == "image"
                else forms.write_url(self._values, link.url)
            )
            edit = self._links.url_edit(link, url) if url is not None else None
            if edit is None:
                return None
            edits.append(edit)
            if url is not None and link.kind != "image":
                self._urls[url] = link.url
                self._shown.add("link")
        self._shown.add("title")
        if part.venue is not None and part.venue.source and len(edits) > 1:
            written = forms.write_venue(self._values, part.venue.text, self._source.vocabulary)
            venue_at, venue_stop = self._source.range_of(part.venue.span)
            if not written or not start <= venue_at <= venue_stop <= end:
                return None
            edits.append((venue_at, venue_stop, self._escape(written)))
            self._shown.add("venue")
        return _apply(text[start:end], start, edits)

    def _headed_title(self, sample: re.Match[str]) -> str:
        """Return a title whose name before the colon has markup: `**IceBot**: Robots on Ice`."""
        self._shown.add("title")
        method = self._values.method
        if not method:
            return self._escape(self._values.title)
        rest = self._values.title.removeprefix(method).lstrip(": ")
        return (
            sample["opening"]
            + self._escape(method)
            + sample["closing"]
            + sample["space"]
            + self._escape(rest)
        )

    def _name(self, sample: str) -> str:
        """Return the title; the name of a repository as in a sample: `owner/repo` or `repo`."""
        values = self._values
        link = self._entry.main_link
        repository = github.parse_url(link.url) if link else None
        path = link.url.rstrip("/").split("/")[-2:] if link else []
        paths = {"/".join(path)}
        if repository:
            paths.add(f"{repository.owner}/{repository.name}")
        is_named_by_path = values.repository.endswith(f"/{values.title}") and sample in paths
        return values.repository if is_named_by_path and not values.is_paper else values.title

    def _title_text(self) -> tuple[int, int] | None:
        """Return the range of the text of the title, without markup around it."""
        title = self._entry.subject
        start, end = self._source.range_of(title.span)
        text = self._source.text[start:end]
        label_start, label_end = 0, len(text)
        links = self._links.title_links
        if links and links[0].kind != "html":
            if len(links) > 1:
                return None
            at, stop = self._source.range_of(links[0].span)
            inner = self._links.label_range(links[0], at, stop)
            if inner is None or not (at <= start + 2 and end - 2 <= stop):
                return None
            label_start, label_end = inner[0] - start, inner[1] - start
        label = self._source.text[start + label_start : start + label_end]
        found = label.find(title.text)
        if found >= 0:
            begin = start + label_start + found
            return begin, begin + len(title.text)
        before, after = core(label, EMPHASIS)
        if any(mark in label[before:after] for mark in "*_<"):
            before, after = 0, len(label)  # markup within the title
        return start + label_start + before, start + label_start + after


def _without_counts(text: str, *, at_start: bool) -> str:
    """Return a text between parts; only its white space if it has digits, such as `⭐ 1.4k`."""
    if not any(map(str.isdecimal, text)):
        return text
    return text[-1:] if text[-1:].isspace() and not at_start else ""


def _without_comments(text: str) -> str:
    """Return a text without HTML comments, which are about one entry, such as suppressions."""
    pieces = []
    position = 0
    while (start := text.find("<!--", position)) >= 0 and (end := text.find("-->", start)) >= 0:
        pieces.append(text[position:start].rstrip())
        position = end + len("-->")
    return "".join((*pieces, text[position:]))


def _is_paper_label(text: str) -> bool:
    """Return whether a label says nothing of its own paper, unlike `Slides of ICRA`."""
    words = ARXIV_ID().sub("", text)
    return is_label(words) or len(folded_words(words)) <= 1


def _apply(text: str, offset: int, edits: Sequence[tuple[int, int, str]]) -> str | None:
    """Return a text after edits; None if they overlap."""
    pieces = []
    position = 0
    for start, end, new in sorted(edits):
        if start - offset < position:
            return None
        pieces += [text[position : start - offset], new]
        position = end - offset
    return "".join((*pieces, text[position:]))


def _ends_sentence(pieces: Sequence[str]) -> bool:
    """Return whether a text, given in pieces, ends with a period or another mark."""
    return "".join(pieces[-2:]).rstrip(_CLOSING_MARKUP).endswith((".", "?", "!"))
