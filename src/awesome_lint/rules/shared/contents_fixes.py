"""Fixes of contents lists: items that are added in the style of the others, or moved."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from html import escape
from itertools import pairwise
from typing import Final

from awesome_lint.bounded import parse_digits
from awesome_lint.model import Document, Edit, Fix, Link, Span
from awesome_lint.rules.shared.contents_lists import ContentsList
from awesome_lint.rules.shared.escape_anchor import escape_anchor
from awesome_lint.rules.shared.sections import find_sections
from awesome_lint.text import trim
from awesome_lint.text.patterns import deferred
from awesome_lint.text.wording import quote

_MIN_ALIKE: Final = 2
"""The minimum number of items from which the style of a new item is copied."""
_SHARE: Final = 0.9
"""The minimum share of items that have this style."""
_MAX_SEPARATOR_CHARS: Final = 20
_TAB: Final = 4
"""Columns between the tab stops of Markdown."""
_MAX_RENUMBERED: Final = 200
"""Items of the longest numbered list that is renumbered."""
_ORDINAL: Final = deferred(r"([\s>]*)([0-9]{1,9})([.)]\s+)\Z")
_MARKER: Final = deferred(r"[\s>]*(?:[-*+]|[0-9]{1,9}[.)])\s|.*[<|]")
"""The beginning of a line that is a list item, a table row or HTML."""
_HARD_BREAK: Final = deferred(r"(?:[ ]{2}|\\|<br\s?/?>\s*)\Z", re.IGNORECASE)
_CLOSING_TAG: Final = deferred(r"</a\s{0,9}>", re.IGNORECASE)
_LETTER: Final = deferred(r"[^\W_]")
_TAG: Final = deferred(r"</?(?:a\s+href=|[A-Za-z]+>)?")
_MARKUP: Final = deferred(r"[\[\]*`<>\\|~$]|(?<!\w)_|_(?!\w)|&\w+;")
"""Characters that may be Markdown in a text that is inserted as it is."""
_EMOJI: Final = deferred(r"(?:\s|:\w{1,40}:|[^\w\x00-\x7f\u3000-\u303f\uff00-\uffef])+")
"""Emoji and other symbols, as characters or by name, and white space."""
_NUMBER_BEFORE: Final = deferred(r"\A[0-9]{1,3}(?:\.[0-9]{1,3}){0,4}[.)]?\s+")
_CONTINUES: Final = deferred(r"(?!\s*(?:\Z|[-*+][ \t]|[0-9]{1,9}[.)][ \t]|#|<|-{3}|\*{3}|_{3}))")
"""The beginning of a line that may continue the item above it."""

_TEXTS: Final[tuple[Callable[[str], str], ...]] = (
    lambda heading: heading,
    lambda heading: trim.strip_end(trim.strip_start(heading, _EMOJI()), _EMOJI()),
    lambda heading: _NUMBER_BEFORE().sub("", heading),
)
"""The texts that items may have, as functions of the heading."""


def add_item(document: Document, contents: ContentsList, index: int) -> Fix | None:
    """Return the fix that adds a link to the section `index` to a contents list.

    The new item has the style of the items of its level, and is between those of the sections
    before and after it. There is no fix if these are in another order, if items differ in style, or
    if their texts differ from the headings.
    """
    before, after = contents.neighbours(index)
    end = len(contents.items)
    start = -1 if before is None else contents.places[before]
    if (end if after is None else contents.places[after]) != start + 1:
        return None
    peers = _peers(document, contents, index)
    text = _item_text(document, contents, peers, index)
    if text is None:
        return None
    anchor = find_sections(document)[index].anchor
    nearest = sorted(peers, key=lambda place: abs(place - start))
    links = (_copy_link(document, contents.items[place].link, text, anchor) for place in nearest)
    link = next(filter(None, links), None)
    if link is None:
        return None
    lines = Counter(item.link.span.line for item in contents.items)
    if all(lines[contents.items[place].link.span.line] == 1 for place in peers):
        return _add_line(document, contents, index, peers, start + 1, link)
    return _add_beside(document, contents, peers, start + 1, link)


def _peers(document: Document, contents: ContentsList, index: int) -> list[int]:
    """Return the places of the items for siblings of a section, or else for its whole level."""
    sections = find_sections(document)
    level = [
        (each, place)
        for each, place in contents.places.items()
        if sections[each].heading.level == sections[index].heading.level
    ]
    siblings = [
        (each, place) for each, place in level if sections[each].parent == sections[index].parent
    ]
    return sorted(place for _, place in (siblings if len(siblings) >= _MIN_ALIKE else level))


def _item_text(
    document: Document, contents: ContentsList, peers: Sequence[int], index: int
) -> str | None:
    """Return the text of a new item, derived from the heading as the texts of `peers` are."""
    sections = find_sections(document)
    pairs = [
        (" ".join(sections[item.section].heading.text.split()), " ".join(item.link.text.split()))
        for item in map(contents.items.__getitem__, peers)
        if item.section is not None
    ]
    for text_of in _TEXTS:
        alike = sum(text_of(heading) == text for heading, text in pairs)
        if alike >= _MIN_ALIKE and alike >= _SHARE * len(pairs):
            return text_of(" ".join(sections[index].heading.text.split())) or None
    return None


def _copy_link(document: Document, link: Link, text: str, anchor: str) -> str | None:
    """Return the source of a link with another text and anchor; None if its source is unusual."""
    span, at = _link_span(document, link), link.url_span
    if not (
        span.line == span.end_line == at.line and span < at and at.end_column < span.end_column
    ):
        return None
    start, end = at.column - span.column, at.end_column - span.column
    source = document.slice(span)
    is_html = link.kind == "html"
    if is_html:
        text = escape(text, quote=False)
    elif _MARKUP().search(text):
        return None
    head, tail = source[:start], source[end:]
    rest = _TAG().sub("", (head + tail).replace(link.text, "", 1)) if link.text else "?"
    if (head + tail).count(link.text) != 1 or _LETTER().search(rest):
        return None
    url = f"#{escape_anchor(anchor)}"
    if link.text in head:
        return head.replace(link.text, text) + url + tail
    return head + url + tail.replace(link.text, text) if link.text in tail else None


def _link_span(document: Document, link: Link) -> Span:
    """Return the place of a link, with the text and the closing tag of an `<a>` on one line."""
    span = link.span
    if link.kind == "html" and span.line == span.end_line:
        end = _CLOSING_TAG().search(document.lines[span.line - 1], span.end_column - 1)
        if end:
            return Span(span.line, span.column, span.line, end.end() + 1)
    return span


def _form(document: Document, contents: ContentsList, place: int) -> tuple[str, str]:
    """Return the text before and after the link of an item, with 1 for an ordinal."""
    span = _link_span(document, contents.items[place].link)
    before = document.lines[span.line - 1][: span.column - 1]
    after = document.lines[span.end_line - 1][span.end_column - 1 :]
    return _with_ordinal(before, 1), after


def _with_ordinal(before: str, number: int) -> str:
    """Return the text before a link with another ordinal, if it has one."""
    match = _ORDINAL().match(before)
    return f"{match[1]}{number}{match[3]}" if match else before


def _line(contents: ContentsList, place: int) -> int | None:
    """Return the line of an item; None if there is no such item."""
    return contents.items[place].link.span.line if 0 <= place < len(contents.items) else None


def _add_line(
    document: Document,
    contents: ContentsList,
    index: int,
    peers: Sequence[int],
    place: int,
    link: str,
) -> Fix | None:
    """Return the fix that adds an item on a line of its own, before the one that is at `place`."""
    forms = [_form(document, contents, each) for each in peers]
    indented = [(before.expandtabs(_TAB), after.rstrip()) for before, after in forms]
    ((form, alike),) = Counter(indented).most_common(1)
    before, after = min(
        (
            each
            for each, key in zip(zip(peers, forms, strict=True), indented, strict=True)
            if key == form
        ),
        key=lambda each: abs(each[0] - place),
    )[1]
    above, below = _line(contents, place - 1), _line(contents, place)
    loose = _is_loose(document, contents)
    if alike < max(_SHARE * len(forms), _MIN_ALIKE):
        return None
    if not _MARKER().match(before) and not loose:
        is_broken = _HARD_BREAK().search(after) is not None
        if not is_broken or (above and _form(document, contents, place - 1)[1] != after):
            return None
    numbered = _number(document, contents, index, peers, place, before)
    if numbered is None:
        return None
    before, edits = numbered
    line = f"{before}{link}{after}"
    gap = "\n\n" if loose else "\n"
    if above == below or (above is None and "|" in before):
        return None
    if above is not None and _is_below(document, contents, index, place):
        at = len(document.lines[above - 1]) + 1
        edits.insert(0, Edit(Span(above, at, above, at), gap + line))
    elif below is not None and (
        above is None or not "".join(document.lines[above : below - 1]).strip()
    ):
        edits.insert(0, Edit(Span(below, 1, below, 1), line + gap))
        above = below
    else:
        return None
    where = "above" if above == below else "below"
    return Fix(f"Add {quote(line.strip(), 100)} {where} line {above}", tuple(edits))


def _is_below(document: Document, contents: ContentsList, index: int, place: int) -> bool:
    """Return whether a new item at `place` can be written right below the one above it.

    Between groups of items, it depends on the section whether it belongs to the group above.
    """
    above, below = _line(contents, place - 1), _line(contents, place)
    if above is None:
        return False
    if below is None:
        rest = document.lines[above : above + 1]
        return not rest or not _CONTINUES().match(rest[0])
    if below <= above + 1 or _is_loose(document, contents):
        return True
    sections = find_sections(document)
    target = contents.items[place - 1].section
    return (
        target is not None
        and not any(line.strip() for line in document.lines[above : below - 1])
        and sections[index].parent in (target, sections[target].parent)
    )


def _is_loose(document: Document, contents: ContentsList) -> bool:
    """Return whether there is a blank line between all items."""
    lines = [item.link.span.line for item in contents.items]
    return all(
        after - before == 2 and not document.lines[before].strip()
        for before, after in pairwise(lines)
    )


def _number(
    document: Document,
    contents: ContentsList,
    index: int,
    peers: Sequence[int],
    place: int,
    before: str,
) -> tuple[str, list[Edit]] | None:
    """Return what precedes the link of a new item, with its number, and edits that renumber others.

    Without an ordinal, that is `before`. Returns None if the others are numbered irregularly.
    """
    if not _ORDINAL().match(before):
        return before, []
    sections = find_sections(document)
    family = []
    for each in peers:
        target = contents.items[each].section
        span = contents.items[each].link.span
        match = _ORDINAL().match(document.lines[span.line - 1][: span.column - 1])
        if match is None or target is None or len(peers) > _MAX_RENUMBERED:
            return None
        if sections[target].parent == sections[index].parent:
            family.append((each, span, match))
    numbers = [parse_digits(match[2]) for _, _, match in family]
    if len(numbers) > 1 and len(set(numbers)) == 1:
        return _with_ordinal(before, numbers[0]), []
    first = numbers[0] if numbers else 1
    if numbers != list(range(first, first + len(numbers))):
        return None
    position = sum(each < place for each, _, _ in family)
    edits = []
    for (_, span, match), number in zip(family[position:], numbers[position:], strict=True):
        if len(str(number + 1)) != len(match[2]) and len(family) != len(contents.items):
            return None  # the items below it would need another indentation
        prefix = _with_ordinal(match[0], number + 1)
        edits.append(Edit(Span(span.line, 1, span.line, span.column), prefix))
    return _with_ordinal(before, first + position), edits


def _add_beside(
    document: Document, contents: ContentsList, peers: Sequence[int], place: int, link: str
) -> Fix | None:
    """Return the fix that adds an item beside another one, before the one that is at `place`."""
    spans = [_link_span(document, item.link) for item in contents.items]
    between = Counter(
        document.lines[a.line - 1][a.end_column - 1 : b.column - 1]
        for a, b in pairwise(spans)
        if a.end_line == b.line
    )
    separator, times = between.most_common(1)[0]
    is_cell = "|" in separator and any(
        table.span.line <= contents.items[0].link.span.line <= table.span.end_line
        for table in document.tables
    )
    if (
        times < max(_SHARE * between.total(), _MIN_ALIKE)
        or len(separator) > _MAX_SEPARATOR_CHARS
        or _LETTER().search(separator)
        or is_cell
    ):
        return None
    above, below = _line(contents, place - 1), _line(contents, place)
    if above is not None and above == below:
        a, b = spans[place - 1], spans[place]
        if document.lines[above - 1][a.end_column - 1 : b.column - 1] != separator:
            return None
        at = Span(a.end_line, a.end_column, a.end_line, a.end_column)
        edit = Edit(at, separator + link)
    elif above is not None and place - 1 in peers and not _has_label(document, spans, above):
        a = spans[place - 1]
        edit = Edit(Span(a.end_line, a.end_column, a.end_line, a.end_column), separator + link)
    elif above is None and below is not None and not _has_label(document, spans, below):
        b = spans[place]
        edit = Edit(Span(b.line, b.column, b.line, b.column), link + separator)
    else:
        return None
    return Fix(f"Add {quote(link, 100)} on line {edit.span.line}", (edit,))


def _has_label(document: Document, spans: Sequence[Span], line: int) -> bool:
    """Return whether there is text on a line before its first item."""
    first = min(span.column for span in spans if span.line == line)
    return _LETTER().search(document.lines[line - 1][: first - 1]) is not None


def move_item(
    document: Document, contents: ContentsList, index: int, kept: Sequence[int]
) -> Fix | None:
    """Return the fix that moves the item of a section, with those of its subsections.

    `kept` are its siblings that are in order. It goes below the nearest of these above it in the
    document. The fix is unsafe, because the section may be what is out of place. There is none for
    numbered lists, tables, HTML, items that share lines or have blank lines around them, and items
    that are in alphabetical order.
    """
    places = contents.places
    shown = bisect_left(kept, index)
    if shown == 0 or is_in_alphabetical_order(contents, index, kept):
        return None
    above = kept[shown - 1]
    moved, target = _block(document, contents, index), _block(document, contents, above)
    forms = {_form(document, contents, places[each]) for each in (above, index)}
    if moved is None or target is None or len({(a, b.rstrip()) for a, b in forms}) > 1:
        return None
    first = moved[0]
    text = "\n".join(document.lines[first - 1 : moved[1]])
    start = len(document.lines[first - 2]) + 1
    at = len(document.lines[target[1] - 1]) + 1
    return Fix(
        f"Move it below line {target[1]}",
        (
            Edit(Span(first - 1, start, moved[1], len(document.lines[moved[1] - 1]) + 1), ""),
            Edit(Span(target[1], at, target[1], at), f"\n{text}"),
        ),
        safe=False,
    )


def is_in_alphabetical_order(contents: ContentsList, index: int, kept: Sequence[int]) -> bool:
    """Return whether the item of a section is in alphabetical order with those around it.

    `kept` are the siblings of the section that are in order.
    """
    places = contents.places
    listed = bisect_left(kept, places[index], key=places.__getitem__)
    beside = [*kept[max(listed - 1, 0) : listed], index, *kept[listed : listed + 1]]
    names = [contents.items[places[each]].link.text.casefold() for each in beside]
    return names == sorted(names)


def _block(document: Document, contents: ContentsList, index: int) -> tuple[int, int] | None:
    """Return the first and last line of the items of a section and of its subsections."""
    end = find_sections(document)[index].end
    place = contents.places[index]
    stop = place + 1
    while stop < len(contents.items):
        target = contents.items[stop].section
        if target is None or not index < target < end:
            break
        stop += 1
    lines = [item.link.span.line for item in contents.items[place:stop]]
    first, last = lines[0], lines[-1]
    around = [_line(contents, place - 1), *lines, _line(contents, stop)]
    before, _ = _form(document, contents, place)
    nested = contents.items[stop : stop + 1]
    if (
        lines != list(range(first, last + 1))
        or any(item.link.span.column > contents.items[place].link.span.column for item in nested)
        or any(a is not None and a == b for a, b in pairwise(around))
        or _ORDINAL().match(before)
        or "<" in before
        or "|" in before
        or not _MARKER().match(before)
        or not document.lines[first - 2].strip()
        or _CONTINUES().match(document.lines[last] if last < len(document.lines) else "")
    ):
        return None
    return first, last
