"""What the units of a line of a list say of its entry: title, venue and year."""

from __future__ import annotations

import re
from collections.abc import Sequence

from awesome_lint.document.entries import title as unit_title
from awesome_lint.document.entries import title_prefix, venue_text
from awesome_lint.document.entries.author_names import LONGEST_NAME, NAMES, are_authors, are_names
from awesome_lint.document.entries.parsed_line import Said
from awesome_lint.document.entries.segments import Shape, Unit
from awesome_lint.identifiers import link_labels, venue
from awesome_lint.model import Field, Vocabulary
from awesome_lint.text import trim
from awesome_lint.text.dates import is_date
from awesome_lint.text.punctuation import QUOTES, SEPARATORS, strip_brackets
from awesome_lint.text.words import folded_words

_QUOTED = re.compile(r'["“](?P<title>[^"“”]{8,300})["”]')
_FRAMED = re.compile(r"\W*(?:\[[^\[\]]{1,60}\]|\([^()]{1,60}\))\W*")
_BEGINS = re.compile(r"\s*(?::|：|-{1,2}\s|[–—])\s*\w")
_KINDS = link_labels.PAPER | link_labels.ASIDE | {"book", "chapter", "course", "lecture", "thesis"}
_FEWEST_WORDS = 3
"""Words of a text that is rather a title than a label."""

_IN = re.compile(r"[\s.,][Ii]n:?$")
"""What stands between a title and its venue: `A Title, in *ICRA*, 2024`."""

_LONGEST_IN = 4
"""Characters of it: a longer text is not searched."""

_STOPS = re.compile(r"[\s.,]++")

_LEADING_PART = re.compile(r"[^,，|]{1,40}?(?:[,，|]|\s[-–—]\s)\s*")


def read(shape: Shape, vocabulary: Vocabulary, *, alone: bool = False) -> Said:
    """Read title, venue and year from a line; what is uncertain is None.

    `alone` says that the line may be nothing but a title, as where its details are below it.
    """
    said = Said()
    units = [unit for unit in shape.units if unit.kind != "image"]
    index = title_prefix.skip(shape, units, said, vocabulary)
    alone = alone or any(unit.links for unit in units[:index])
    rest = _read_title(shape, units[index:], said, vocabulary, alone=alone)
    if said.title is not None:
        _read_rest(shape, rest, said, vocabulary)
    if said.venue is not None:
        said.year = venue.year(said.venue.text) or said.year
    return said


def _read_title(
    shape: Shape, units: list[Unit], said: Said, vocabulary: Vocabulary, *, alone: bool
) -> list[Unit]:
    """Read the title at the first unit; return the units behind it."""
    if not units:
        return units
    if (rest := _read_quoted(shape, units, said)) is not None:
        return rest
    index = _behind_name(shape, units)
    unit = units[index]
    if index == 1 and unit.kind == "link" and link_labels.is_label(unit.text):
        said.title = unit_title.read(shape, units[0], units[0].end, said, vocabulary, named=True)
        said.title_kind, said.title_end = "name", units[0].end
        return units[1:]  # `IceBot: [Paper](…)`
    following = units[index + 1] if index + 1 < len(units) else None
    if (
        unit.kind == "text"
        or (unit.kind == "brackets" and not unit.links)
        or (said.venue is not None and _goes_on(shape, unit, following))
        or _is_named(units[index:])
    ):
        stop = _read_plain_title(shape, units, index, said, vocabulary, alone=alone)
        return units[stop:]
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
    said.title = unit_title.read(shape, unit, end, said, vocabulary)
    if unit.kind == "link" and said.title is None:
        return units[index:]
    said.title_kind, said.title_end = unit.kind, end
    return units[index + 1 :]


def _behind_name(shape: Shape, units: Sequence[Unit]) -> int:
    """Return the index of the title behind a name and a colon, or a name in brackets."""
    unit = units[0]
    following = units[1] if len(units) > 1 else None
    if following is None:
        return 0
    if unit.kind == "text" and _goes_on(shape, following, units[2] if len(units) > 2 else None):
        return 0
    if (
        unit.kind in ("tag", "strong", "text", "code", "emphasis")
        and following.kind in ("strong", "link")
        and len(unit.text.split()) <= 4
        and unit.text.rstrip().endswith((":", "："))
    ):
        return 1
    if unit.kind == "text" and _is_linked(following) and are_authors(unit.text):
        dated = re.search(r"\b(?:19|20)\d\d\W*$", unit.text)
        named = dated and not link_labels.is_label(following.text)
        return 1 if named or len(following.text.split()) >= _FEWEST_WORDS else 0
    if unit.kind == "text" and following.kind == "strong":
        plain = re.fullmatch(r"[\w.+-]+(?: [\w.+-]+){0,2}", unit.text)
        named = plain and unit.text.split()[-1].lower() not in title_prefix.LINKING
        return 1 if named and len(following.text.split()) >= _FEWEST_WORDS else 0
    if unit.kind in ("tag", "strong", "code") and len(units) > 2:
        if following.kind == "text" and following.text.strip() in (":", "："):
            return 2
        title = 1 if following.text.strip() else 2
        if _FRAMED.fullmatch(unit.text) and len(units[title].text.split()) > 2:
            return title
    return 0


def _is_linked(unit: Unit) -> bool:
    """Tell whether a unit is a link, be it in bold or italics."""
    return unit.kind == "link" or (unit.kind in ("emphasis", "strong") and bool(unit.links))


def _goes_on(shape: Shape, unit: Unit, following: Unit | None) -> bool:
    """Tell whether a few bold words are only a part of the text that goes on behind them."""
    if unit.kind != "strong" or following is None or following.kind != "text":
        return False
    behind = shape.content[unit.end : unit.end + 2]
    return (
        len(unit.text.split()) <= LONGEST_NAME
        and not unit.links
        and (behind[:1].isalnum() or (behind[:1].isspace() and behind[1:].isalnum()))
        and not (are_names(following.text) or NAMES.search(following.text))
    )


def _is_named(units: Sequence[Unit]) -> bool:
    """Tell whether a name in bold and the text behind it are a title: `**Bot:** Robots on Ice`."""
    if len(units) < 3 or units[0].kind != "strong" or units[1].kind != "text":
        return False
    name, text = units[0].text.rstrip(), units[1].text
    return (
        name.endswith((":", "："))
        and len(name.split()) <= LONGEST_NAME
        and not (units[0].links or link_labels.is_label(name) or link_labels.is_told(name))
        and len(text.split()) >= _FEWEST_WORDS
        and not (are_names(text) or NAMES.search(text))
        and bool(units[2].links)
    )


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
    announced = bool(before) and before[-1] in ":：" and len(before.split()) <= 8
    if before and not (named or announced or are_authors(before)):
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
            or is_date(strip_brackets(unit.text))
            or venue_text.known(shape, unit.start, unit.end, vocabulary)
        ):
            break
        before = shape.content[start : unit.start].rstrip()
        if unit.kind == "brackets" and unit.text[0] == "[" and before.endswith((".", "?", "!")):
            break  # tags: A Title. [robots, ice]
        if unit.kind == "strong" and _is_within_title(
            shape, unit, before, led=said.venue is not None
        ):
            end, stop = unit.end, stop + 1
            continue
        if unit.kind in ("link", "strong", "tag", "code") or (
            unit.kind == "emphasis"
            and (
                before.endswith((",", ".", ":", ";"))
                or NAMES.search(unit.text)
                or (
                    _IN.search(before[-_LONGEST_IN:])
                    and venue_text.known(shape, unit.start, unit.end, vocabulary)
                )
            )
        ):
            break
        end, stop = unit.end, stop + 1
    after = units[stop] if stop < len(units) else None
    if after is None:
        if not alone:
            return stop
    elif not (
        after.links
        or after.kind in ("tag", "emphasis", "brackets", "code")
        or _is_venue_or_date(shape, after, vocabulary)
    ):
        return stop
    text = shape.content[start:end]
    if after is not None and after.kind == "emphasis":
        text = _without_in(text)
    if text.rstrip()[-1:] in (":", "：") and _name_several(units[stop:]):
        return stop
    if after is not None and _is_in_sentence(shape, text, after, vocabulary):
        return stop
    text = _less_trailing_parts(shape, start, text, said, vocabulary)
    if said.venue is not None or said.year is not None:
        text = text.partition("|")[0]  # 2024 | A Title | A. Snow, B. Frost
    text = text.rstrip(SEPARATORS + "[(")
    title = shape.plain(start, start + len(text)).strip(SEPARATORS + QUOTES)
    if any(map(str.isalpha, title)):
        said.title = shape.field("Title", start, start + len(text), title)
        said.title_kind, said.title_end = "text", units[stop - 1].end
    return stop


def _without_in(text: str) -> str:
    """Return a text without an `in` at its end and what stands before it."""
    stripped = text.rstrip()
    found = _IN.search(stripped[-_LONGEST_IN:])
    return trim.end(stripped[: found.start() - found.endpos], _STOPS) if found else text


def _is_venue_or_date(shape: Shape, unit: Unit, vocabulary: Vocabulary) -> bool:
    """Tell whether bold text parts a title from its links: `A Title | **[ICML'24]** | …`."""
    return is_date(strip_brackets(unit.text)) or (
        venue_text.any_of(shape, unit.start, unit.end, vocabulary) is not None
    )


def _name_several(units: Sequence[Unit]) -> bool:
    """Tell whether links have names: `Surveys: [IceBot](…), [SnowBot](…)` has no title."""
    return sum(bool(unit.links) and not link_labels.is_label(unit.text) for unit in units) > 1


def _behind_leading_parts(shape: Shape, unit: Unit, said: Said, vocabulary: Vocabulary) -> int:
    """Return where a text begins behind the venue and the date: `ICRA 2024, A Title`."""
    start = unit.start
    if unit.kind != "text":
        return start
    while start < unit.end and shape.content[start] in SEPARATORS:
        start += 1
    while match := _LEADING_PART.match(shape.content, start, unit.end):
        part = shape.plain(start, match.end()).strip(SEPARATORS)
        if is_date(part):
            said.year = venue.year(part) or said.year
        elif said.venue is None and re.search(r"\d", part):
            found = venue_text.any_of(shape, start, match.end(), vocabulary)
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
    """Return a text without the venue and the date behind its last commas or bars."""
    while said.venue is None and (comma := max(map(text.rfind, ",，|"))) > 0:
        part_start, part_end = start + comma + 1, start + len(text)
        part = shape.plain(part_start, part_end).strip(SEPARATORS + "[(")
        if found := venue_text.any_of(shape, part_start, part_end, vocabulary):
            said.venue = found
        elif is_date(part):
            said.year = venue.year(part) or said.year
        elif part:
            break
        text = text[:comma]
    return text


def _is_in_sentence(shape: Shape, text: str, after: Unit, vocabulary: Vocabulary) -> bool:
    """Tell whether a link behind a text is a part of it rather than a label of what it names."""
    if after.kind == "link":
        is_label = _FRAMED.fullmatch(after.text) or is_about(shape, after, vocabulary)
        return text.rstrip()[-1:].isalnum() and not is_label
    long = any(len(link.text.split()) > _FEWEST_WORDS for link in after.links)
    return after.kind == "brackets" and long and not after.text.startswith("[")


def _is_within_title(shape: Shape, unit: Unit, before: str, *, led: bool) -> bool:
    """Tell whether bold text goes on with a sentence that began before it.

    Where the venue leads the line, what stands behind the title are links.
    """
    if not before:
        return True
    behind = shape.content[unit.end : unit.end + 2]
    if not unit.text[:1].isalnum() or before[-1] in ".;|":
        return False
    if link_labels.is_label(unit.text) and (not led or behind[:1] == ":"):
        return False
    if led:
        return True
    goes_on = behind[:1].isalnum() or (behind[:1].isspace() and behind[1:].isalnum())
    linked = before.rsplit(maxsplit=1)[-1].lower() in title_prefix.LINKING
    return linked or (goes_on and (before[-1].isalnum() or before[-1] in ":-"))


def is_about(shape: Shape, link: Unit, vocabulary: Vocabulary) -> bool:
    """Tell whether a link's text says what it leads to, or where that appeared: `[ICML 2024]`."""
    bare = strip_brackets(link.text)
    words = folded_words(bare)
    return (
        link_labels.is_label(link.text)
        or bool(words and words[0] in _KINDS)
        or is_date(bare)
        or venue_text.any_of(shape, link.start, link.end, vocabulary) is not None
    )


def _read_rest(shape: Shape, units: Sequence[Unit], said: Said, vocabulary: Vocabulary) -> None:
    """Look for the venue and the year behind the title."""
    name = said.venue
    if name is not None and not (
        venue.year(name.text) and venue_text.is_venue(name.text, vocabulary)
    ):
        # What stands before a title may be the name of a method (FAST, CELL) or an author: Snow2024
        said.venue = None
    if said.venue is None and len(units) > 1:
        said.venue = venue_text.in_pieces(shape, units, vocabulary)
    for unit in units:
        if unit.kind == "link" and _is_label_of_paper(unit.text):
            continue
        for start, end in venue_text.parts(shape, unit):
            if _may_say_more(said.venue) and (
                found := venue_text.known(shape, start, end, vocabulary)
            ):
                said.venue = _fuller(said.venue, found)
            elif said.year is None:
                bare = strip_brackets(shape.plain(start, end))
                if is_date(bare):
                    said.year = venue.year(bare)
    said.venue = said.venue or name
    if said.venue is None:
        parts = (part for unit in units if not unit.links for part in venue_text.parts(shape, unit))
        said.venue = next(filter(None, (venue_text.unknown(shape, *part) for part in parts)), None)


def _may_say_more(found: Field | None) -> bool:
    return found is None or venue.year(found.text) is None


def _fuller(one: Field | None, other: Field) -> Field:
    """Return the one of two venues that says more: `A. Snow. ICRA. ICRA 2024`."""
    same = one is not None and other.text.casefold().startswith(f"{one.text.casefold()} ")
    return other if one is None or same else one


def _is_label_of_paper(text: str) -> bool:
    """Tell whether a link is called a paper, whatever else: `[Paper]`, `[PDF (ICML 24)]`."""
    words = folded_words(text)
    return bool(words) and (
        words[0] in ("paper", "pdf") or (link_labels.is_label(text) and not re.search(r"\d", text))
    )
