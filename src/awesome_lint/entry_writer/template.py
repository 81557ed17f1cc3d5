"""An existing entry as the template of a new one: each of its parts is replaced or left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import quote

from msgspec import Struct
from msgspec.structs import replace

from awesome_lint import rulebook
from awesome_lint.bounded import parse_digits
from awesome_lint.document import Part
from awesome_lint.document.entries.author_names import may_be_names
from awesome_lint.entry_writer import forms
from awesome_lint.entry_writer.columns import role_of_header
from awesome_lint.entry_writer.escapes import Syntax, escape
from awesome_lint.entry_writer.gap import SEPARATOR_RANKS, Dropped, Gap
from awesome_lint.entry_writer.source import Source
from awesome_lint.entry_writer.values import Values
from awesome_lint.identifiers import badges, github
from awesome_lint.identifiers.identity import identify, is_paper
from awesome_lint.identifiers.link_labels import (
    is_label,
    is_link_or_detail_label,
    is_secondary_label,
)
from awesome_lint.model import Entry, Field, Link, Span
from awesome_lint.text.patterns import deferred
from awesome_lint.text.punctuation import QUOTES
from awesome_lint.text.slug import slugify
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
_EMPHASIS: Final = " \t\n*_~`"
_PUNCTUATION: Final = _EMPHASIS + "\"“”'()[],.:;"
_MAX_TAG_CHARS: Final = 200
"""Characters of the longest tag around a value."""
_BOLD_NAME: Final = deferred(
    r"(?P<opening>(?P<mark>[*_]{1,3}))[^*_<>\[\]:]{1,60}(?P<closing>:(?P=mark)|(?P=mark):)"
    r"(?P<space>\s{1,3})[^*_<>\[\]]+"
)
_ARXIV_ID: Final = deferred(r"(?<!\d)\d{4}\.\d{4,5}(?:v\d{1,2})?(?!\d)")
_BETWEEN_LINES: Final = deferred(r"(?:[\s>#]|<[^<>]{0,200}>|[-+*]|[0-9]{1,9}[.)])*")
"""What may be between the lines of an entry: white space, markers of items and quotes, tags."""
_BADGE_TEXT: Final = deferred(r"/badge/([^\d/?]{1,60})-[0-9A-Za-z]{1,20}(?:\.svg)?(?:\?|\Z)")
"""The text of a static badge without digits, which are a part of a venue or an identifier."""
_CLOSING_MARKUP: Final = "*_~`\"'”’)] \t\n"
_MAX_LABEL_CHARS: Final = 40


class Definition(Struct, frozen=True):
    """A link reference definition that a new entry needs."""

    label: str
    """Its label."""
    url: str
    """Its URL."""


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
        title = entry.title
        # Those of the title of a row may be elsewhere in its cell.
        self._title_links = [
            link
            for link in (title.links if title else ())
            if title
            and link.kind != "image"
            and link.span.start < title.span.end
            and title.span.start < link.span.end
        ]
        self._shown: set[str] = set()
        self._urls: dict[str, str] = {}
        self._definitions: list[Definition] = []
        main = entry.main_link
        self._main_identity = identify(main.url) if main else ""

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
        return Rendering(text, frozenset(self._shown), tuple(self._definitions))

    def _replace_core(self, role: str, start: int, end: int) -> str | None:
        """Return a text with everything but the markup at its ends replaced by a value."""
        text = self._source.text[start:end]
        before, after = _core(text, _EMPHASIS)
        if role in ("authors", "date"):
            before, after = _core(text, _PUNCTUATION)
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
        before, after = _core(source.text[start:end], _PUNCTUATION)
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
        before, after = _core(text, _PUNCTUATION)
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
            url = self._new_url(link, part, links)
            if url is None:
                return None
            if link.kind != "image":
                urls.append((link.url, url))
            edit = self._link_edit(link, url)
            if edit is None:
                return None
            edits.append(edit)
            edits += self._label_edit(link, part, url)
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

    def _new_url(self, link: Link, part: Part, beside: Sequence[Link]) -> str | None:
        """Return the URL in place of that of a link; None if the values have none."""
        values = self._values
        if link.kind == "image":
            is_linked = any(each.url for each in beside if each.kind != "image")
            return self._new_badge(link, is_linked=is_linked)
        if not link.url:
            return ""
        is_paper_link = part.kind == "paper" or is_paper(identify(link.url))
        has_linked_title = bool(self._title_links)
        if has_linked_title and part.kind != "paper" and _is_generic(link.text):
            return None  # a link to something that the title does not link to
        has_label = _is_generic(link.text) or (
            values.is_paper and link.text.casefold() in self._source.labels
        )
        if part.kind in ("tag-link", "link", "filler-link") and not has_label:
            return None  # a name of something else
        is_main = identify(link.url) == self._main_identity and not has_linked_title
        if values.is_paper:
            is_other = part.kind == "aside" and is_secondary_label(link.text)
            is_wanted = (is_paper_link or is_main) and not is_other
            return forms.write_url(values, link.url) if is_wanted else None
        if is_paper_link and not (is_main and _is_generic(link.text)):
            return None
        return values.url if is_main or github.parse_url(link.url) is not None else None

    def _label_edit(self, link: Link, part: Part, url: str) -> list[tuple[int, int, str]]:
        """Return the edit of the text of a link that states its URL, an arXiv ID or a format."""
        found = self._label_range(link, *self._source.range_of(link.span))
        if found is None or link.kind == "image":
            return []
        label = self._source.text[slice(*found)]
        if part.kind == "url":
            return [(*found, url)]
        if part.kind != "badge" and _ARXIV_ID().search(link.text) is not None:
            new = self._values.arxiv_id
            return [(*found, _ARXIV_ID().sub(new, label) if new else _general_label(label))]
        if part.kind == "paper" and self._names_other_format(link.text, url):
            return [(*found, _general_label(label))]
        return []

    def _names_other_format(self, label: str, url: str) -> bool:
        """Return whether a label names arXiv or a PDF, and the URL is another page."""
        words = folded_words(label)
        return ("arxiv" in words and not self._values.arxiv_id) or (
            "pdf" in words and "pdf" not in url
        )

    def _new_badge(self, link: Link, *, is_linked: bool) -> str | None:
        values, url = self._values, link.url
        venue = self._entry.venue
        if venue is not None and link.url_span.contains(venue.span):
            return self._venue_badge(url, venue)
        subjects = badges.shown_by(url)
        if len(subjects) == 1:
            subject = subjects[0]
            if subject.platform == "arxiv" and values.arxiv_id and url.count(subject.name) == 1:
                return url.replace(subject.name, values.arxiv_id)
            if subject.platform == "github" and values.identity.startswith(
                "url:https://github.com/"
            ):
                return badges.replace_repository(
                    url, subject, badges.Subject("github", values.repository)
                )
            return None
        text = _BADGE_TEXT().search(url)
        if (
            text
            and is_linked
            and values.is_paper
            and not self._names_other_format(text[1], values.url)
        ):
            return url  # a label, such as `badge/Paper-PDF-red`
        return None

    def _venue_badge(self, url: str, old: Field) -> str | None:
        """Return the URL of a static badge that shows the new venue, in place of an old one."""
        new = forms.write_venue(self._values, old.text, self._source.vocabulary)
        if not new or url.count(old.source) != 1:
            return None
        space = "%20" if "%20" in old.source else "_"
        escaped = new.replace("-", "--").replace("_", "__").replace(" ", space)
        self._shown.add("venue")
        return url.replace(old.source, quote(escaped, safe="%_'-"))

    def _link_edit(self, link: Link, url: str) -> tuple[int, int, str] | None:
        """Return the edit that writes the URL of a link: its range and the new text."""
        if link.kind in ("inline", "html", "image", "autolink", "bare"):
            start, end = self._source.range_of(link.url_span)
            at, stop = self._source.range_of(link.span)
            if not at <= start <= end <= stop:
                return None
            if self._syntax == "html" and link.kind == "html":
                url = url.replace("&", "&amp;")
            return start, end, url
        if link.kind == "reference":
            return self._reference(link, url)
        return None

    def _reference(self, link: Link, url: str) -> tuple[int, int, str] | None:
        """Return the edit for `[text][label]`, with a new label; other forms name the title."""
        start, end = self._source.range_of(link.span)
        text = self._source.text[start:end]
        opening = text.rfind("][")
        if opening < 0 or text.endswith("][]"):
            return None
        label = self._new_label(text[opening + 2 : -1])
        self._definitions.append(Definition(label, url))
        return start + opening + 2, end - 1, label

    def _new_label(self, sample: str) -> str:
        """Return a label of a definition that is not used: a number if the sample is one."""
        known = {each.label.casefold() for each in self._source.document.definitions}
        known |= {each.label.casefold() for each in self._definitions}
        if sample.isdecimal():
            numbers = [
                len(known),
                *(parse_digits(each) for each in known if each.isdecimal()),
            ]
            return str(max(numbers) + 1)
        base = slugify(self._values.title)[:_MAX_LABEL_CHARS].strip("-") or "entry"
        label, number = base, 2
        while label in known:
            label, number = f"{base}-{number}", number + 1
        return label

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
            before, after = _core(self._source.text[start:end], _PUNCTUATION)
            found = start + before, start + after
        if found is None or not (start <= found[0] <= found[1] <= end):
            return None
        edits = []
        at, stop = found
        value = self._name(title.text)
        text = self._source.text
        if value[-1] in ".?!" and text[stop : stop + 1] == "." and stop < end:
            stop += 1
        is_bare = is_first and at == start
        edits.append((at, stop, self._escape(value, at_start=is_bare)))
        for link in self._source.links_in(part.span):
            url = (
                self._new_badge(link, is_linked=True)
                if link.kind == "image"
                else forms.write_url(self._values, link.url)
            )
            edit = self._link_edit(link, url) if url is not None else None
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
        links = self._title_links
        if links and links[0].kind != "html":
            if len(links) > 1:
                return None
            at, stop = self._source.range_of(links[0].span)
            inner = self._label_range(links[0], at, stop)
            if inner is None or not (at <= start + 2 and end - 2 <= stop):
                return None
            label_start, label_end = inner[0] - start, inner[1] - start
        label = self._source.text[start + label_start : start + label_end]
        found = label.find(title.text)
        if found >= 0:
            begin = start + label_start + found
            return begin, begin + len(title.text)
        before, after = _core(label, _EMPHASIS)
        if any(mark in label[before:after] for mark in "*_<"):
            before, after = 0, len(label)  # markup within the title
        return start + label_start + before, start + label_start + after

    def _label_range(self, link: Link, start: int, end: int) -> tuple[int, int] | None:
        text = self._source.text[start:end]
        if not text.startswith("["):
            return None
        if link.kind == "inline":
            url_start = self._source.range_of(link.url_span)[0] - start
            close = text.rfind("](", 0, url_start)
        else:
            close = text.rfind("][")
        return (start + 1, start + close) if close > 0 else None


def _without_counts(text: str, *, at_start: bool) -> str:
    """Return a text between parts; only its white space if it has digits, such as `⭐ 1.4k`."""
    if not any(map(str.isdecimal, text)):
        return text
    return text[-1:] if text[-1:].isspace() and not at_start else ""


def _is_paper_label(text: str) -> bool:
    """Return whether a label says nothing of its own paper, unlike `Slides of ICRA`."""
    words = _ARXIV_ID().sub("", text)
    return is_label(words) or len(folded_words(words)) <= 1


def _general_label(label: str) -> str:
    """Return `Paper` in place of the name of a format, with the same case and markup."""
    start, end = _core(label, _PUNCTUATION)
    word = label[start:end]
    paper = "PAPER" if word.isupper() and word != "PDF" else "Paper"
    return label[:start] + (paper.lower() if word.islower() else paper) + label[end:]


def _is_generic(label: str) -> bool:
    """Return whether a label only says that it is a link: `Link`, `[here]`."""
    words = folded_words(label)
    return bool(words) and rulebook.words("labels", "generic", "filler", "page").issuperset(words)


def _core(text: str, around: str) -> tuple[int, int]:
    """Return the offsets of a text without tags and the characters of `around` at its ends."""
    start, end = 0, len(text)
    while start < end:
        close = text.find(">", start, start + _MAX_TAG_CHARS) if text[start] == "<" else -1
        if close < 0 and text[start] not in around:
            break
        start = max(close, start) + 1
    while end > start:
        first = max(start, end - _MAX_TAG_CHARS)
        opening = text.rfind("<", first, end) if text[end - 1] == ">" else -1
        if opening < 0 and text[end - 1] not in around:
            break
        end = opening if opening >= 0 else end - 1
    return start, end


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
