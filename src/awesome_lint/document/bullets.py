"""The entries of bulleted and numbered lists, and headings that are entries themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from awesome_lint.document import labels
from awesome_lint.document.badges import badge_venue
from awesome_lint.document.inline import Inline
from awesome_lint.document.main_link import Candidate, best
from awesome_lint.document.origin import Origin
from awesome_lint.document.shape import Shape, Unit
from awesome_lint.identifiers import venue
from awesome_lint.model import Entry, Field, Heading, Link, Span, Vocabulary

# Lists under such headings tell of the list itself.
_ABOUT = re.compile(
    r"\b(?:about|acknowledge?ments?|change ?log|citations?|cite|citing|contact|contents?"
    r"|contribut\w+|faq|getting started|how to|install\w*|licen[cs]e|maintainers?|news"
    r"|release notes|roadmap|sponsors?|star history|to-?do|updates?|usage|what'?s new)\b",
    re.IGNORECASE,
)
_CHECKBOX = re.compile(r"\[[ xX]\]")
_SHORTCODE = re.compile(r":[a-z0-9_+-]+:")
_ORDINAL = re.compile(r"[\[(]?\d{1,4}[\])]?[.):]?")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?"
_DATE = re.compile(
    rf"(?:\d{{1,2}}\s+)?(?:{_MONTH}[\s,]*)?(?:\d{{1,2}},?\s+)?(?:19|20)\d\d(?:[-/.]\d{{1,2}}){{0,2}}"
    rf"|'\d\d|{_MONTH}(?:\s+\d{{1,2}})?",
    re.IGNORECASE,
)
# A name that is not known, with a year: what a misspelt venue looks like.
_NAME_AND_YEAR = re.compile(
    r"[A-Za-z][\w@&/.-]{2,15}(?:\s[A-Z][\w-]{2,12})?,?\s*(?:(?:19|20)\d\d|['’]\d\d)"
    r"(?:\s[A-Z][A-Za-z-]{1,12}){0,2}"
)
_SEPARATORS = " \t\n,.:;|-–—·•/&"
_QUOTES = "\"'“”‘’«»„`"
_MARKUP = _SEPARATORS + _QUOTES + "*_[](){}<>（）"
_PART = re.compile(r"[^,;|\n，；]+")
_SENTENCE = re.compile(r"\.\s+")
_LONGEST_VENUE = 80
_SEVERAL = 3
"""One heading with a link in it is a heading; so many are a way to write a list."""


class Item:
    """A list item: its own blocks, and the items of the lists in it."""

    def __init__(self, span: Span, container: Span, section: Heading | None) -> None:
        self.span = span
        self.container = container
        self.section = section
        self.blocks: list[tuple[Inline, Origin]] = []
        self.items: list[Item] = []


class _Read:
    """What the units of an entry say of it."""

    def __init__(self) -> None:
        self.title: Field | None = None
        self.venue: Field | None = None
        self.year: int | None = None
        self.title_end = 0
        self.begins_as_entry = False


def read(items: Sequence[Item], vocabulary: Vocabulary) -> Iterator[Entry]:
    """Yield the entries of list items and of the items in them.

    An item is an entry if it leads somewhere outside of the document; its sub-items belong to it
    unless they are entries themselves. Where the shape of a line is unclear, its fields are None.
    """
    for item in items:
        if not (item.section and _ABOUT.search(item.section.text)):
            yield from _entries(item, vocabulary)


def _entries(item: Item, vocabulary: Vocabulary) -> Iterator[Entry]:
    shape = Shape(item.blocks)
    said = _read(shape, vocabulary)
    own = [unit for unit in shape.units if any(map(_leads_out, unit.links))]
    details: list[Shape] = []
    entries: list[Item] = []
    for sub in item.items:
        below = Shape(sub.blocks)
        if _is_detail(below, vocabulary):
            details.append(below)
        else:
            entries.append(sub)
    leads_out = own or any(
        _leads_out(link) for below in details for unit in below.units for link in unit.links
    )
    if leads_out and said.title is not None:
        yield _entry(item, shape, said, details, vocabulary)
    for sub in entries:
        yield from _entries(sub, vocabulary)


def read_headings(
    titles: Sequence[tuple[Inline, Origin, Heading]], vocabulary: Vocabulary
) -> Iterator[Entry]:
    """Yield the headings that are entries: `### [Title](…)`, where a document has several."""
    found = []
    above: list[Heading] = []
    for inline, origin, heading in titles:
        while above and above[-1].level >= heading.level:
            above.pop()
        shape = Shape([(inline, origin)])
        said = _read(shape, vocabulary)
        if heading.level > 1 and said.title is not None and any(map(_leads_out, said.title.links)):
            section = above[-1] if above else None
            container = section.span if section else Span(1, 1, 1, 1)
            item = Item(heading.span, container, section)
            found.append(_entry(item, shape, said, [], vocabulary))
        above.append(heading)
    if len(found) >= _SEVERAL:
        yield from found


def _leads_out(link: Link) -> bool:
    return link.kind != "image" and link.url.startswith(("http://", "https://"))


def _is_detail(shape: Shape, vocabulary: Vocabulary) -> bool:
    """Tell whether a sub-item says something of the item above: `Paper: …`, `**Metrics:** …`."""
    text = shape.plain(0, len(shape.content))
    head, colon, _ = text.partition(":")
    if (
        colon
        and len(head.split()) <= 4
        and not any(
            unit.kind == "link" and not labels.is_label(unit.text) for unit in shape.units[:1]
        )
    ):
        return True
    linked = [unit for unit in shape.units if any(map(_leads_out, unit.links))]
    return not linked or not _read(shape, vocabulary).begins_as_entry


def _entry(
    item: Item, shape: Shape, said: _Read, details: Sequence[Shape], vocabulary: Vocabulary
) -> Entry:
    candidates: list[Candidate] = []
    links: list[Link] = []
    for part in (shape, *details):
        before = ""
        for unit in part.units:
            for link in unit.links:
                links.append(link)
                # A URL for a text says nothing: what stands before it does.
                label = before if link.text.startswith(("http", "www.")) else link.text
                is_title = said.title is not None and link in said.title.links
                candidates.append(Candidate(link, label, is_title, ""))
            before = unit.text
    nothing = Span(item.span.line, item.span.column, item.span.line, item.span.column)
    visible = tuple(link for link in links if link.kind != "image")
    behind, end = shape.inner(said.title_end, len(shape.content), _SEPARATORS)
    fields = (
        said.title or Field("Title", "", "", nothing, ()),
        said.venue or Field("Venue", "", "", nothing, ()),
        _field(shape, "Details", behind, end, shape.plain(behind, end), ()),
        Field("Links", "", " ".join(link.url for link in visible), nothing, visible),
    )
    venue_field = said.venue or badge_venue(links) or _section_venue(item.section, vocabulary)
    year = said.year
    if year is None and venue_field is not None:
        year = venue.year(venue_field.text)
    return Entry(
        kind="bullet",
        title=said.title,
        venue=venue_field,
        year=year,
        fields=fields,
        links=tuple(links),
        main_link=best(candidates),
        section=item.section,
        container=item.container,
        span=item.span,
    )


def _section_venue(section: Heading | None, vocabulary: Vocabulary) -> Field | None:
    """Return the venue that the heading above a list is: `### ICML 2024`."""
    if section is None or len(section.text) > _LONGEST_VENUE:
        return None
    if not venue.recognises(section.text, vocabulary):
        return None
    at = section.span
    plain = at.line == at.end_line and at.end_column - at.column == len(section.text)
    return Field("Section", section.text, section.text if plain else "", at, ())


def _read(shape: Shape, vocabulary: Vocabulary) -> _Read:
    said = _Read()
    units = [unit for unit in shape.units if unit.kind != "image"]
    index = _skip_lead(shape, units, said, vocabulary)
    index = _read_title(shape, units, index, said, vocabulary)
    if said.title is not None:
        said.title_end = units[index - 1].end if index else 0
        _read_rest(shape, units[index:], said, vocabulary)
    if said.venue is not None:
        said.year = venue.year(said.venue.text) or said.year
    return said


def _skip_lead(shape: Shape, units: list[Unit], said: _Read, vocabulary: Vocabulary) -> int:
    """Pass over what stands before a title: ordinals, stickers, badges, dates, the venue."""
    for index, unit in enumerate(units):
        bare = unit.text.strip(_SEPARATORS + "[]()（）")
        shown = _SHORTCODE.sub("", unit.text).strip(_SEPARATORS)
        if _CHECKBOX.match(unit.text) or not any(map(str.isalnum, shown)):
            continue
        if unit.kind == "text" and _ORDINAL.fullmatch(shown):
            continue
        if unit.kind == "link":
            return index
        if _DATE.fullmatch(bare):
            said.year = venue.year(bare) or said.year
        elif said.venue is None and (
            found := _venue(shape, unit.start, unit.end, vocabulary)
            or (_unknown_venue(shape, unit.start, unit.end) if unit.kind != "text" else None)
        ):
            said.venue = found
        else:
            return index
    return len(units)


def _read_title(
    shape: Shape, units: list[Unit], index: int, said: _Read, vocabulary: Vocabulary
) -> int:
    """Read the title at `units[index]`; return the index of what follows it."""
    if index >= len(units):
        return index
    unit = units[index]
    following = units[index + 1] if index + 1 < len(units) else None
    if (
        unit.kind in ("tag", "strong", "text", "code", "emphasis")
        and following is not None
        and following.kind in ("strong", "link")
        and len(unit.text.split()) <= 4
        and unit.text.rstrip().endswith(":")
    ) or (
        unit.kind in ("tag", "strong", "code")
        and following is not None
        and following.kind == "text"
        and following.text.strip() == ":"
        and index + 2 < len(units)
    ):
        # A name, and after the colon the title.
        index += 1 if following.kind != "text" else 2
        unit = units[index]
    if unit.kind == "text" or (unit.kind == "brackets" and not unit.links):
        return _read_plain_title(shape, units, index, said, vocabulary)
    said.title = _title(shape, unit, unit.links)
    if unit.kind == "link" and said.title is None:
        return index
    said.begins_as_entry = said.title is not None and unit.kind in ("link", "strong")
    return index + 1


def _read_plain_title(
    shape: Shape, units: list[Unit], index: int, said: _Read, vocabulary: Vocabulary
) -> int:
    """Read a title that is plain text, up to the first thing that is not."""
    start, end, stop = units[index].start, units[index].start, index
    for unit in units[index:]:
        if unit.kind == "brackets" and (
            unit.links
            or _DATE.fullmatch(unit.text.strip("[]()（） "))
            or _venue(shape, unit.start, unit.end, vocabulary)
        ):
            break
        before = shape.content[start : unit.start].rstrip()
        if unit.kind in ("link", "strong", "tag", "code") or (
            unit.kind == "emphasis" and before.endswith((",", ".", ":", ";"))
        ):
            break
        end, stop = unit.end, stop + 1
    after = units[stop] if stop < len(units) else None
    if after is None or not (after.links or after.kind in ("tag", "emphasis", "brackets", "code")):
        return stop
    text = shape.content[start:end]
    if after.kind == "link" and text.rstrip()[-1:].isalnum() and not labels.is_label(after.text):
        return stop  # a sentence with a link in it
    # The parts behind the last commas may name the venue and the date.
    while said.venue is None and (comma := max(text.rfind(","), text.rfind("，"))) > 0:
        part_start, part_end = start + comma + 1, start + len(text)
        part = shape.plain(part_start, part_end).strip(_SEPARATORS + "[(")
        if found := _venue(shape, part_start, part_end, vocabulary) or _unknown_venue(
            shape, part_start, part_end
        ):
            said.venue = found
        elif _DATE.fullmatch(part):
            said.year = venue.year(part) or said.year
        elif part:
            break
        text = text[:comma]
    text = text.rstrip(_SEPARATORS + "[(")
    title = shape.plain(start, start + len(text)).strip(_SEPARATORS + _QUOTES)
    if any(map(str.isalpha, title)):
        said.title = _field(shape, "Title", start, start + len(text), title, ())
    return stop


def _read_rest(shape: Shape, units: Sequence[Unit], said: _Read, vocabulary: Vocabulary) -> None:
    """Look for the venue and the year behind the title."""
    for unit in units:
        if unit.kind == "link" and labels.is_label(unit.text) and not re.search(r"\d", unit.text):
            continue
        for start, end in _parts(shape, unit):
            if said.venue is None and (found := _venue(shape, start, end, vocabulary)):
                said.venue = found
            elif said.year is None:
                bare = shape.plain(start, end).strip(_SEPARATORS + "[]()（）")
                if _DATE.fullmatch(bare):
                    said.year = venue.year(bare)
    if said.venue is None:
        parts = (part for unit in units if not unit.links for part in _parts(shape, unit))
        said.venue = next(filter(None, (_unknown_venue(shape, *part) for part in parts)), None)


def _parts(shape: Shape, unit: Unit) -> Iterator[tuple[int, int]]:
    """Yield what in a unit could be a venue: the whole, its parts between commas, its sentences."""
    yield unit.start, unit.end
    text = shape.content[unit.start : unit.end]
    if unit.kind == "link" or len(text) > 1000:
        return
    for part in _PART.finditer(text):
        if part[0] != text:
            yield unit.start + part.start(), unit.start + part.end()
        begin = part.start()
        for gap in (*_SENTENCE.finditer(part[0]), None):
            end = part.end() if gap is None else part.start() + gap.start()
            if (begin, end) != part.span():
                yield unit.start + begin, unit.start + end
            begin = part.start() + gap.end() if gap else end


def _venue(shape: Shape, start: int, end: int, vocabulary: Vocabulary) -> Field | None:
    """Return the venue that the content between two offsets is, if it is one and nothing else."""
    start, end = shape.inner(start, end, _MARKUP)
    text = shape.plain(start, end).strip(_MARKUP)
    if not 2 < len(text) <= _LONGEST_VENUE or not venue.recognises(text, vocabulary):
        return None
    return _field(shape, "Venue", start, end, text, ())


def _unknown_venue(shape: Shape, start: int, end: int) -> Field | None:
    """Return the venue that the content between two offsets is by its form: a name and a year."""
    start, end = shape.inner(start, end, _MARKUP)
    text = shape.plain(start, end).strip(_MARKUP)
    if _DATE.fullmatch(text) or not _NAME_AND_YEAR.fullmatch(text):
        return None
    return _field(shape, "Venue", start, end, text, ())


def _title(shape: Shape, unit: Unit, links: tuple[Link, ...]) -> Field | None:
    text = unit.text.strip(_SEPARATORS + _QUOTES)
    if not text or labels.is_label(text) or unit.text.rstrip().endswith(":"):
        return None
    start, end = shape.inner(unit.start, unit.end, _SEPARATORS + _QUOTES + "*_")
    return _field(shape, "Title", start, end, text, links)


def _field(
    shape: Shape, name: str, start: int, end: int, text: str, links: tuple[Link, ...]
) -> Field:
    # White space at the ends may be what parts two lines, and stands in neither.
    raw = shape.content[start:end]
    end = start + len(raw.rstrip())
    start = min(end, start + len(raw) - len(raw.lstrip()))
    return Field(name, text, shape.content[start:end], shape.span(start, end), links)
