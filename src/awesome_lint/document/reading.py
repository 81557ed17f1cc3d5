"""What the units of a line of a list say of its entry: title, venue and year."""

from __future__ import annotations

import re
from collections.abc import Sequence

from awesome_lint.document import labels, venues
from awesome_lint.document.shape import QUOTES, SEPARATORS, Shape, Unit
from awesome_lint.identifiers import venue
from awesome_lint.model import Field, Vocabulary

_CHECKBOX = re.compile(r"\[[ xX]\]")
_SHORTCODE = re.compile(r":[a-z0-9_+-]+:")
_ORDINAL = re.compile(r"[\[(]?\d{1,4}[\])]?[.):]?")
_NUMBER = re.compile(r"^\[\d{1,4}\]\s+")
_QUOTED = re.compile(r'["“](?P<title>[^"“”]{8,300})["”]')
_AUTHORS = re.compile(r"\bet\.? al\b|\w, (?:and )?[A-Z]\S* [A-Z]")
_FRAMED = re.compile(r"\W*\[[^\[\]]{1,60}\]\W*")
_BEGINS = re.compile(r"\s*(?::|：|-{1,2}\s|[–—])\s*\w")
_PLAIN = frozenset("abs html link paper pdf url".split())
_KINDS = labels.PAPER | labels.ASIDE | {"book", "chapter", "course", "lecture", "thesis"}
_FEWEST_WORDS = 3
"""Words of a text that is rather a title than a label."""

_LEADING_PART = re.compile(r"[^,，|]{1,40}[,，|]\s*")


class Said:
    """What the units of an entry say of it.

    `title_kind` is the kind of the unit that the title was read from, or `quoted`; the title ends
    just before the offset `title_end`. `published` is a note with a year before the title, or
    a label of a link there, which may say where it was published.
    """

    def __init__(self) -> None:
        self.title: Field | None = None
        self.title_kind = ""
        self.title_end = 0
        self.venue: Field | None = None
        self.year: int | None = None
        self.published: Field | None = None

    @property
    def begins_as_entry(self) -> bool:
        """Whether a title stands out from its line: it is linked, in bold, or in quotes."""
        return self.title is not None and self.title_kind in ("link", "strong", "quoted")


def read(shape: Shape, vocabulary: Vocabulary, *, alone: bool = False) -> Said:
    """Read title, venue and year from a line; what is uncertain is None.

    `alone` says that the line may be nothing but a title, as where its details are below it.
    """
    said = Said()
    units = [unit for unit in shape.units if unit.kind != "image"]
    index = _skip_lead(shape, units, said, vocabulary)
    alone = alone or any(unit.links for unit in units[:index])
    rest = _read_title(shape, units[index:], said, vocabulary, alone=alone)
    if said.title is not None:
        _read_rest(shape, rest, said, vocabulary)
    if said.venue is not None:
        said.year = venue.year(said.venue.text) or said.year
    return said


def _skip_lead(shape: Shape, units: list[Unit], said: Said, vocabulary: Vocabulary) -> int:
    """Pass over what stands before a title: ordinals, stickers, badges, dates, the venue."""
    for index, unit in enumerate(units):
        bare = venues.bare(unit.text)
        shown = _SHORTCODE.sub("", unit.text).strip(SEPARATORS)
        following = next((after for after in units[index + 1 :] if after.text.strip()), None)
        if _CHECKBOX.match(unit.text) or not any(map(str.isalnum, shown)):
            continue
        if unit.kind == "text" and _ORDINAL.fullmatch(shown):
            continue
        if unit.kind == "link" and not _leads(shape, unit, following, vocabulary):
            return index
        if unit.kind in ("strong", "tag", "code") and _is_named(following):
            return index
        if venues.is_date(bare) and (unit.kind != "link" or venue.year(bare)):
            said.year = venue.year(bare) or said.year
        elif said.venue is None and (
            found := venues.known(shape, unit.start, unit.end, vocabulary)
            or (
                venues.unknown(shape, unit.start, unit.end)
                if unit.kind not in ("text", "link")
                else None
            )
        ):
            said.venue = found
        elif (
            unit.kind == "link"
            or _is_note(shape, unit, following)
            or _is_label_before(units[index:])
        ):
            said.year = said.year or venue.year(bare)
            if venue.year(bare) or (unit.links and not _PLAIN.issuperset(labels.words(bare))):
                said.published = shape.field("Venue", unit.start, unit.end, bare)
        else:
            return index
    return len(units)


def _leads(shape: Shape, unit: Unit, following: Unit | None, vocabulary: Vocabulary) -> bool:
    """Tell whether a link stands before a title: `[arXiv 2024](…), A Title`."""
    if following is None or following.kind not in ("text", "strong", "emphasis"):
        return False
    bare = venues.bare(unit.text)
    is_paper = bool(labels.PAPER.intersection(labels.words(bare)))
    text = following.text.lstrip()
    comma = text[:1] in (",", "，") or text[:2] in (": ", "- ", "| ")
    if (venues.is_date(bare) and venue.year(bare)) or venues.known(
        shape, unit.start, unit.end, vocabulary
    ):
        return comma or following.kind == "strong" or len(text.split()) > 2
    if not labels.is_label(unit.text):
        return False
    if following.kind != "text":
        return is_paper and following.kind == "strong"
    return text[:1] in (",", "，") or (
        is_paper and (comma or (text[:1].isupper() and len(text.split()) > 2))
    )


def _is_named(following: Unit | None) -> bool:
    """Tell whether a colon or a quotation mark follows: what is before it is a name, no venue."""
    text = following.text.lstrip() if following and following.kind == "text" else ""
    return text[:1] in (":", "：", '"', "“") and text != ""


def _is_note(shape: Shape, unit: Unit, following: Unit | None) -> bool:
    """Tell whether brackets before a title are no part of it: `[FL] **Title**`, `[FL] Title`."""
    if unit.kind != "brackets" or unit.links or following is None:
        return False
    if following.kind in ("strong", "link"):
        return not labels.is_label(following.text)
    apart = following.kind == "text" and following.text[:1].isalnum()
    return unit.text.startswith("[") and apart and shape.content[unit.end : unit.end + 1].isspace()


def _is_label_before(units: Sequence[Unit]) -> bool:
    """Tell whether a label in brackets stands before a title: `[[Survey](…)] A Title`."""
    if units[0].kind != "brackets" or not units[0].links:
        return False
    for unit in units:
        if unit.kind == "brackets" and unit.links and len(unit.text.split()) < _FEWEST_WORDS:
            continue
        if unit.text.strip():
            text = unit.text.lstrip(SEPARATORS + QUOTES)
            long = len(text.split()) >= _FEWEST_WORDS
            return unit.kind == "text" and long and not text[:1].islower()
    return False


def _read_title(
    shape: Shape, units: list[Unit], said: Said, vocabulary: Vocabulary, *, alone: bool
) -> list[Unit]:
    """Read the title at the first unit; return the units behind it."""
    if not units:
        return units
    if (rest := _read_quoted(shape, units, said)) is not None:
        return rest
    index = _behind_name(units)
    unit = units[index]
    if index == 1 and unit.kind == "link" and labels.is_label(unit.text):
        said.title = _title(shape, units[0], units[0].end, named=True)
        said.title_kind, said.title_end = "name", units[0].end
        return units[1:]  # `IceBot: [Paper](…)`
    if unit.kind == "text" or (unit.kind == "brackets" and not unit.links):
        stop = _read_plain_title(shape, units, index, said, vocabulary, alone=alone)
        return units[stop:]
    following = units[index + 1] if index + 1 < len(units) else None
    if unit.kind == "link" and index and unit.text.startswith(("http://", "https://")):
        return units[index:]  # `Code: https://…` says nothing of a title
    end = unit.end
    if (
        unit.kind == "strong"
        and said.venue is not None
        and following is not None
        and following.kind == "text"
        and _BEGINS.match(following.text)
    ):
        # Only the name is in bold: ICRA 2024, **IceBot**: Walking Robots on Ice, [paper](…)
        end, index = following.end, index + 1
    said.title = _title(shape, unit, end)
    if unit.kind == "link" and said.title is None:
        return units[index:]
    said.title_kind, said.title_end = unit.kind, end
    return units[index + 1 :]


def _behind_name(units: Sequence[Unit]) -> int:
    """Return the index of the title behind a name and a colon, or a name in brackets."""
    unit = units[0]
    following = units[1] if len(units) > 1 else None
    if following is None:
        return 0
    if (
        unit.kind in ("tag", "strong", "text", "code", "emphasis")
        and following.kind in ("strong", "link")
        and len(unit.text.split()) <= 4
        and unit.text.rstrip().endswith((":", "："))
    ):
        return 1
    if unit.kind == "text" and following.kind == "strong":
        plain = re.fullmatch(r"[\w.+-]+(?: [\w.+-]+){0,2}\s", unit.text + " ")
        return 1 if plain and len(following.text.split()) >= _FEWEST_WORDS else 0
    if unit.kind in ("tag", "strong", "code") and len(units) > 2:
        if following.kind == "text" and following.text.strip() in (":", "："):
            return 2
        if _FRAMED.fullmatch(unit.text) and len(following.text.split()) > 2:
            return 1
    return 0


def _read_quoted(shape: Shape, units: Sequence[Unit], said: Said) -> list[Unit] | None:
    """Read a title in quotes, before which no more than a name may stand: `**Bot**: "A Title"`."""
    start = units[0].start
    stop = next((unit.start for unit in units if unit.links), len(shape.content))
    match = _QUOTED.search(shape.content, start, stop)
    if match is None:
        return None
    before = shape.plain(start, match.start()).strip(" \t\n" + QUOTES)
    if len(match["title"].split()) < (2 if before else _FEWEST_WORDS):
        return None
    named = units[0].kind in ("strong", "tag", "code", "brackets")
    named = named and match.start() - units[0].end in range(4)
    if before and not named and not (before[-1] in ":：" and len(before.split()) <= 8):
        return None
    begin, end = shape.inner(*match.span("title"), SEPARATORS + QUOTES + "*_")
    text = shape.plain(begin, end).strip(SEPARATORS + QUOTES)
    if not text:
        return None
    said.title = shape.field("Title", begin, end, text)
    said.title_kind, said.title_end = "quoted", match.end()
    rest = [unit for unit in units if unit.start >= match.end()]
    cut = next((unit for unit in units if unit.start < match.end() < unit.end), None)
    if cut is not None:
        text = shape.plain(match.end(), cut.end)
        rest.insert(0, Unit("text", text, match.end(), cut.end, ()))
    return rest


def _read_plain_title(
    shape: Shape,
    units: list[Unit],
    index: int,
    said: Said,
    vocabulary: Vocabulary,
    *,
    alone: bool,
) -> int:
    """Read a title that is plain text, up to the first thing that is not."""
    start, stop = _behind_leading_parts(shape, units[index], said, vocabulary), index
    end = start
    for unit in units[index:]:
        if unit.kind == "brackets" and (
            unit.links
            or venues.is_date(venues.bare(unit.text))
            or venues.known(shape, unit.start, unit.end, vocabulary)
        ):
            break
        before = shape.content[start : unit.start].rstrip()
        if unit.kind == "strong" and _is_within_title(shape, unit, before):
            end, stop = unit.end, stop + 1
            continue
        if unit.kind in ("link", "strong", "tag", "code") or (
            unit.kind == "emphasis"
            and (before.endswith((",", ".", ":", ";")) or _AUTHORS.search(unit.text))
        ):
            break
        end, stop = unit.end, stop + 1
    after = units[stop] if stop < len(units) else None
    if after is None:
        if not alone:
            return stop
    elif not (after.links or after.kind in ("tag", "emphasis", "brackets", "code")):
        return stop
    text = shape.content[start:end]
    if (
        after is not None
        and after.kind == "link"
        and text.rstrip()[-1:].isalnum()
        and not is_about(shape, after, vocabulary)
    ):
        return stop  # a sentence with a link in it
    text = _less_trailing_parts(shape, start, text, said, vocabulary)
    text = text.rstrip(SEPARATORS + "[(")
    title = shape.plain(start, start + len(text)).strip(SEPARATORS + QUOTES)
    if any(map(str.isalpha, title)):
        said.title = shape.field("Title", start, start + len(text), title)
        said.title_kind, said.title_end = "text", units[stop - 1].end
    return stop


def _behind_leading_parts(shape: Shape, unit: Unit, said: Said, vocabulary: Vocabulary) -> int:
    """Return where a text begins behind the venue and the date: `ICRA 2024, A Title`."""
    start = unit.start
    if unit.kind != "text":
        return start
    while start < unit.end and shape.content[start] in SEPARATORS:
        start += 1
    while match := _LEADING_PART.match(shape.content, start, unit.end):
        part = shape.plain(start, match.end()).strip(SEPARATORS)
        if venues.is_date(part):
            said.year = venue.year(part) or said.year
        elif said.venue is None and re.search(r"\d", part):
            found = venues.any_of(shape, start, match.end(), vocabulary)
            if found is None:
                break
            said.venue = found
        else:
            break
        start = match.end()
    return start


def _less_trailing_parts(
    shape: Shape, start: int, text: str, said: Said, vocabulary: Vocabulary
) -> str:
    """Return a text without the venue and the date behind its last commas."""
    while said.venue is None and (comma := max(text.rfind(","), text.rfind("，"))) > 0:
        part_start, part_end = start + comma + 1, start + len(text)
        part = shape.plain(part_start, part_end).strip(SEPARATORS + "[(")
        if found := venues.any_of(shape, part_start, part_end, vocabulary):
            said.venue = found
        elif venues.is_date(part):
            said.year = venue.year(part) or said.year
        elif part:
            break
        text = text[:comma]
    return text


def _is_within_title(shape: Shape, unit: Unit, before: str) -> bool:
    """Tell whether bold text goes on with a sentence that began before it and ends behind it."""
    behind = shape.content[unit.end : unit.end + 2]
    return (
        before[-1:].isalnum()
        and unit.text[:1].isalnum()
        and (behind[:1].isspace() and behind[1:].isalnum())
    )


def is_about(shape: Shape, link: Unit, vocabulary: Vocabulary) -> bool:
    """Tell whether a link's text says what it leads to, or where that appeared: `[ICML 2024]`."""
    bare = venues.bare(link.text)
    words = labels.words(bare)
    return (
        labels.is_label(link.text)
        or bool(words and words[0] in _KINDS)
        or venues.is_date(bare)
        or venues.any_of(shape, link.start, link.end, vocabulary) is not None
    )


def _read_rest(shape: Shape, units: Sequence[Unit], said: Said, vocabulary: Vocabulary) -> None:
    """Look for the venue and the year behind the title."""
    name = said.venue
    if name is not None and venue.year(name.text) is None:
        # What stands before a title without a year may be the name of a method: FAST, CELL.
        said.venue = None
    if said.venue is None and len(units) > 1:
        said.venue = venues.in_pieces(shape, units, vocabulary)
    for unit in units:
        if unit.kind == "link" and _is_label_of_paper(unit.text):
            continue
        for start, end in venues.parts(shape, unit):
            if said.venue is None and (found := venues.known(shape, start, end, vocabulary)):
                said.venue = found
            elif said.year is None:
                bare = venues.bare(shape.plain(start, end))
                if venues.is_date(bare):
                    said.year = venue.year(bare)
    said.venue = said.venue or name
    if said.venue is None:
        parts = (part for unit in units if not unit.links for part in venues.parts(shape, unit))
        said.venue = next(filter(None, (venues.unknown(shape, *part) for part in parts)), None)


def _is_label_of_paper(text: str) -> bool:
    """Tell whether a link is called a paper, whatever else: `[Paper]`, `[PDF (ICML 24)]`."""
    words = labels.words(text)
    return bool(words) and (
        words[0] in ("paper", "pdf") or (labels.is_label(text) and not re.search(r"\d", text))
    )


def _title(shape: Shape, unit: Unit, stop: int, *, named: bool = False) -> Field | None:
    text = _NUMBER.sub("", shape.plain(unit.start, stop).strip(SEPARATORS + QUOTES))
    if not text or labels.is_label(text):
        return None
    if unit.text.rstrip().endswith((":", "：")) and not named:
        return None
    linked = [link.text for link in unit.links if not labels.is_label(link.text)]
    if linked and linked[0] and unit.kind != "link":
        before = unit.text.partition(linked[0])[0]
        if 2 * len("".join(linked)) < len(unit.text) or len(before.split()) > _FEWEST_WORDS:
            return None  # a sentence with a link in it
    start, end = shape.inner(unit.start, stop, SEPARATORS + QUOTES + "*_")
    return shape.field("Title", start, end, text, unit.links)
