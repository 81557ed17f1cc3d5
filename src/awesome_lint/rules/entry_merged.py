"""entry-merged: entries that GitHub joins to the entry or the text above."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from unicodedata import category, east_asian_width

from msgspec import Struct

from awesome_lint import rulebook
from awesome_lint.bounded import parse_digits
from awesome_lint.identifiers.link_labels import is_label
from awesome_lint.model import (
    HIDDEN,
    Correction,
    Document,
    Edit,
    Evidence,
    Finding,
    Fix,
    Severity,
    Span,
    TextBlock,
)
from awesome_lint.rules.rule import NoOptions
from awesome_lint.rules.shared.line_breaks import find_missing_breaks, line_break
from awesome_lint.rules.shared.list_markers import (
    FailedMarker,
    ItemMarker,
    failed_marker,
    gap_characters,
    item_marker,
)
from awesome_lint.text.patterns import deferred
from awesome_lint.text.wording import count

_LINK_AHEAD = deferred(r"!?\[|<a\s|https?://")
_EMPHASIS_AHEAD = deferred(r"\*\*|__")
_ENDS_WITH_COLON = deferred(r"[:：]\s*$")
_ENTRY = deferred(
    r"(?P<bold>\*\*|__|)\[(?!!)(?P<text>[^\[\]]{1,200})\]\([^()\s]{1,1000}\)(?P=bold)"
    r"\s{0,9}(?P<separator>[-–—:：])\s{0,9}\S"
)
"""A link, and what separates it from its description."""
_ENDS_INSIDE_SENTENCE = deferred(r"[,，、:：;；(\[]\Z")
_MIN_CODE_INDENT = 4
_MAX_ORDINAL = 99
"""The highest number of an entry whose text does not begin with a link."""


class _Line(Struct, frozen=True):
    """A line of a paragraph that was meant to be a list item."""

    index: int
    """Its index in the paragraph."""
    span: Span
    """The line from its marker on."""
    marker: FailedMarker
    """The marker that it was meant to begin with."""
    text: str
    """The source after the marker."""

    @property
    def begins_with_link(self) -> bool:
        """Whether a link or an image follows the marker."""
        return _LINK_AHEAD().match(self.text) is not None


def check(document: Document, _options: NoOptions, _evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each paragraph with lines that were meant to be list items.

    Yield one as well for each entry without a marker, for each sublist that is not indented enough
    to be one, and for each line without a line break that the other lines of the list have.
    """
    breaks = list(find_missing_breaks(document))
    unbroken = frozenset(finding.span.line for finding in breaks)
    found = [
        *_merged_lines(document, unbroken),
        *_unmarked_entries(document),
        *_outdented_lists(document),
        *breaks,
    ]
    yield from sorted(found, key=lambda finding: finding.span)


def _merged_lines(document: Document, unbroken: Collection[int]) -> Iterator[Finding]:
    """Yield a finding for each paragraph with lines that were meant to be list items.

    `unbroken` are the numbers of the lines that lack a line break.
    """
    for block in document.blocks:
        if block.kind == "paragraph" and len(block.prose) > 1:
            yield from _merged_lines_of_block(document, block, unbroken)


def _merged_lines_of_block(
    document: Document, block: TextBlock, unbroken: Collection[int]
) -> Iterator[Finding]:
    stars = {(span.line, span.column) for span in block.delimiters}
    lines = [_line(document, block, index, stars) for index in range(len(block.prose))]
    own = item_marker(document, block.item) if block.item else None
    merged = [
        line
        for line in lines[1:]
        if line is not None and _is_item(document, block, own, lines, line, unbroken)
    ]
    if not merged:
        return
    first, marker = lines[0], merged[0].marker
    if first is not None and first.marker.is_like(marker):
        merged.insert(0, first)
    begin, end = merged[0].span, merged[-1].span
    number = len(merged)
    if block.item is None or merged[0].index == 0:
        subject = f"these {number} lines" if number > 1 else "this line"
        effect = f"GitHub joins {subject} to the paragraph"
        if merged[0].index == 0:
            effect = f"GitHub joins {subject} into one paragraph"
    else:
        subject = f"these {number} entries" if number > 1 else "this entry"
        effect = f"GitHub joins {subject} to the entry above"
    fix = _fix(document, block, own, merged)
    severity: Severity | None = None
    if block.item is None and not any(line.begins_with_link for line in merged):
        severity = "warning"
    yield Finding(
        begin.through(end),
        f"{effect}: {marker.reason}",
        marker.advice,
        fix=fix,
        severity=severity,
    )


def _unmarked_entries(document: Document) -> Iterator[Finding]:
    """Yield a finding for each line in an item that is written like an item, but has no marker."""
    for block in document.blocks:
        if block.kind != "paragraph" or block.item is None or len(block.prose) == 1:
            continue
        own = item_marker(document, block.item)
        form = _form(document.lines[block.item.line - 1], own.content) if own else None
        if own is None or form is None or block.prose[0].span.line != block.item.line:
            continue
        for prose in block.prose[1:]:
            line, column = prose.span.line, prose.span.column
            above = document.lines[line - 2].rstrip()
            if (
                not prose.text.startswith((HIDDEN, "*", "_"))
                or _form(document.lines[line - 1], column) != form
                or line_break(document.lines[line - 2]) is not None
                or _ENDS_INSIDE_SENTENCE().search(above)
                or above.split()[-1].casefold() in rulebook.words("words", "linking")
            ):
                continue
            indent = document.lines[line - 1][: column - 1]
            advice, fix = f"Write `{own.mark}` and a space", None
            may_be_intended = column >= own.content  # a second link of the same entry
            if not own.is_ordered and not indent.strip(" \t"):
                marker = document.lines[block.item.line - 1][: own.column - 1] + f"{own.mark} "
                edit = Edit(Span(line, 1, line, column), marker)
                fix = Fix("Write 1 list item", (edit,), safe=not may_be_intended)
            yield Finding(
                prose.span,
                f"GitHub joins this entry to the entry above: no `{own.mark}` begins it",
                advice,
                fix=fix,
                severity="warning" if may_be_intended else None,
            )


def _form(line: str, column: int) -> tuple[str, str] | None:
    """Return the markup and the separator of an entry that begins at a column of a line.

    Return None if no entry begins there, or if the text of its link is a label, as in
    `[Paper](…) - Text`.
    """
    match = _ENTRY().match(line, column - 1)
    if match is None or is_label(match["text"]):
        return None
    return match["bold"], match["separator"]


def _line(
    document: Document, block: TextBlock, index: int, delimiters: Collection[tuple[int, int]]
) -> _Line | None:
    """Return a line of a block that begins like a list item, if it does.

    `delimiters` are the lines and columns at which the delimiters begin that are left as text.
    """
    prose = block.prose[index]
    text = prose.text.lstrip(" \t" + gap_characters())
    if prose.math or text[:1] in ("", HIDDEN):
        return None
    span = prose.place(len(prose.text) - len(text), len(prose.text))
    line = document.lines[span.line - 1]
    marker = failed_marker(line, span.column)
    if marker is None:
        return None
    if marker.mark == "*" and (span.line, span.column) not in delimiters:
        return None  # it begins emphasis
    return _Line(index, span, marker, line[span.column - 1 + marker.length :])


def _is_item(
    document: Document,
    block: TextBlock,
    own: ItemMarker | None,
    lines: Sequence[_Line | None],
    line: _Line,
    unbroken: Collection[int],
) -> bool:
    """Return whether a line that continues a paragraph was meant to be a list item."""
    above = document.lines[line.span.line - 2]
    is_after_break = line_break(above) is not None or line.span.line - 1 in unbroken
    if line.marker.flaw in ("space", "gap"):
        return _is_item_without_space(own, lines, line, is_after_break=is_after_break)
    if is_after_break:
        return False
    if line.marker.number is not None:
        return _is_numbered_item(own, lines, line, above)
    if line.marker.flaw == "indentation":
        return _is_indented_like_code(document, line)
    if line.marker.flaw == "lead" and line.begins_with_link:
        return True
    if line.marker.mark in rulebook.words("markup", "dash"):
        return line.begins_with_link and _is_in_place(own, lines, line)
    first = lines[0]
    return (
        block.item is not None
        or (first is not None and first.marker.is_like(line.marker))
        or _ENDS_WITH_COLON().search(above) is not None
    )


def _is_item_without_space(
    own: ItemMarker | None,
    lines: Sequence[_Line | None],
    line: _Line,
    *,
    is_after_break: bool,
) -> bool:
    if line.marker.number is not None:
        return line.begins_with_link or (
            not is_after_break and not line.text[0].isdecimal() and _is_counted(own, lines, line)
        )
    if line.begins_with_link or line.marker.flaw == "gap":
        return True
    # A hyphen before a word may be a part of it.
    first = lines[0]
    if own is None and first is not None and first.marker.is_like(line.marker):
        return all(each is not None and _begins_sentence(each.text) for each in (first, line))
    return (
        not is_after_break
        and own is not None
        and own.mark == line.marker.mark
        and own.column == line.span.column
        and (_EMPHASIS_AHEAD().match(line.text) is not None or line.text[0].isupper())
    )


def _begins_sentence(text: str) -> bool:
    return text[:1].isalpha() and not text[0].islower()


def _is_numbered_item(
    own: ItemMarker | None, lines: Sequence[_Line | None], line: _Line, above: str
) -> bool:
    if line.marker.is_in_sentence and not line.begins_with_link:
        return lines[0] is not None and lines[0].marker.is_like(line.marker)
    if line.begins_with_link or _EMPHASIS_AHEAD().match(line.text) or _is_counted(own, lines, line):
        return True
    is_ordinal = (line.marker.number or 0) <= _MAX_ORDINAL
    return is_ordinal and _ENDS_WITH_COLON().search(above) is not None


def _is_counted(own: ItemMarker | None, lines: Sequence[_Line | None], line: _Line) -> bool:
    """Return whether the number of a line is next to that of the line above or below."""
    number = line.marker.number or 0
    beside = [each for each in lines[line.index - 1 : line.index + 2] if each is not None]
    numbers = {each.marker.number for each in beside if each.marker.is_like(line.marker)}
    if own is not None and own.is_ordered and line.index == 1:
        numbers.add(parse_digits(own.mark[:-1]))
    return bool(numbers & {number - 1, number + 1})


def _is_in_place(own: ItemMarker | None, lines: Sequence[_Line | None], line: _Line) -> bool:
    """Return whether a line begins where the items beside it do."""
    if own is not None:
        return line.span.column <= own.column
    first = lines[0]
    return first is not None and first.marker.is_like(line.marker) and first.begins_with_link


def _is_indented_like_code(document: Document, line: _Line) -> bool:
    indent = document.lines[line.span.line - 1][: line.span.column - 1]
    return "\t" in indent or len(indent) >= _MIN_CODE_INDENT


def _fix(
    document: Document, block: TextBlock, own: ItemMarker | None, merged: Sequence[_Line]
) -> Fix | None:
    """Return the fix that makes list items of lines; None if it would be a guess."""
    is_numbered = merged[0].marker.number is not None
    if any((line.marker.number is not None) != is_numbered for line in merged):
        return None
    edits, corrections = [], []
    for line in merged:
        edit = _edit(document, block, own, line)
        if edit is None:
            return None
        if line is merged[0] and _needs_blank_line(own, line):
            indent = document.lines[line.span.line - 1][: edit.span.column - 1]
            edit = Edit(edit.span, f"\n{indent}{edit.text}")
        edits.append(edit)
        corrections.append(Correction(document.slice(edit.span), edit.text))
    title = f"Write {count(len(edits), 'list item')}"
    is_safe = own is not None and (not is_numbered or _continues(own, merged[0]))
    return Fix(title, tuple(edits), is_safe, tuple(dict.fromkeys(corrections)))


def _continues(own: ItemMarker, line: _Line) -> bool:
    """Return whether a numbered line is a sibling of the numbered item that it continues."""
    if not own.is_ordered or line.span.column > own.column:
        return False
    return line.begins_with_link or (line.marker.number or 0) > parse_digits(own.mark[:-1])


def _needs_blank_line(own: ItemMarker | None, line: _Line) -> bool:
    """Return whether a numbered item would still continue the paragraph above it."""
    is_sibling = own is not None and own.is_ordered and line.span.column <= own.column
    return line.index > 0 and line.marker.number not in (None, 1) and not is_sibling


def _edit(document: Document, block: TextBlock, own: ItemMarker | None, line: _Line) -> Edit | None:
    marker, span = line.marker, line.span
    indent = document.lines[span.line - 1][: span.column - 1]
    end = span.column + marker.length
    right = marker.right
    if own is not None and not own.is_ordered and marker.number is None:
        right = own.mark
    if ">" in indent:
        return None
    if marker.flaw == "indentation":
        if "\t" in indent or (block.item is not None and own is None):
            return None
        width = (own.content if own is not None else block.prose[0].span.column) - 1
        return Edit(Span(span.line, 1, span.line, end), f"{' ' * width}{right} ")
    if marker.flaw == "lead":
        if "\t" in indent or (block.item is not None and own is None):
            return None
        column = _column(own, marker, _width(indent))
        if own is None and column >= _MIN_CODE_INDENT:
            return None
        return Edit(Span(span.line, 1, span.line, end), f"{' ' * column}{right} ")
    if indent.strip(" \t") or (own is None and len(indent) >= _MIN_CODE_INDENT):
        return None
    return Edit(Span(span.line, span.column, span.line, end), f"{right} ")


def _width(indent: str) -> int:
    """Return the number of columns that an indentation takes where it is shown."""
    widths = (
        0 if category(each) == "Cf" else 1 + (east_asian_width(each) == "F") for each in indent
    )
    return sum(widths)


def _column(own: ItemMarker | None, marker: FailedMarker, width: int) -> int:
    """Return the number of spaces before a marker that make it a child or a sibling of `own`.

    `width` is the width of the indentation as written.
    """
    if own is None:
        return width
    if width >= own.content - 1 or (own.is_ordered and marker.number is None and width):
        return own.content - 1
    return min(width, own.column - 1)


class _Item(Struct, frozen=True):
    """A list item with its marker."""

    span: Span
    marker: ItemMarker


def _outdented_lists(document: Document) -> Iterator[Finding]:
    """Yield a finding for each list of bullets that was meant to be in the numbered item above."""
    items = _items(document)
    index = 0
    while index < len(items) - 1:
        parent, child = items[index], items[index + 1]
        index += 1
        if not _is_outdented_child(document, parent, child):
            continue
        last = index
        while last + 1 < len(items) and items[last + 1].marker.column >= child.marker.column:
            last += 1
        children = items[index : last + 1]
        yield _outdented(document, parent, children, items[last + 1 : last + 2])
        index = last


def _items(document: Document) -> list[_Item]:
    spans = dict.fromkeys(block.item for block in document.blocks if block.item)
    markers = ((span, item_marker(document, span)) for span in sorted(spans))
    return [_Item(span, marker) for span, marker in markers if marker is not None]


def _is_outdented_child(document: Document, parent: _Item, child: _Item) -> bool:
    if not parent.marker.is_ordered or child.marker.is_ordered:
        return False
    between = document.lines[parent.span.end_line : child.span.line - 1]
    return (
        child.span.line > parent.span.end_line
        and parent.marker.column < child.marker.column < parent.marker.content
        and not any(line.strip() for line in between)
    )


def _outdented(
    document: Document, parent: _Item, children: Sequence[_Item], following: Sequence[_Item]
) -> Finding:
    first, last = children[0], children[-1]
    mark, width = parent.marker.mark, parent.marker.content - first.marker.column
    restarts = bool(following) and following[0].marker.mark == mark
    effect = "GitHub shows this list below the numbered item instead of inside it"
    if restarts:
        effect += f", and the next item is `{mark}` again"
    lines = range(first.span.line, last.span.end_line + 1)
    edits = tuple(
        Edit(Span(number, 1, number, 1), " " * width)
        for number in lines
        if document.lines[number - 1].strip()
    )
    advice = f"Indent it by {count(parent.marker.content - parent.marker.column, 'space')}"
    is_plain = not any("\t" in document.lines[number - 1] for number in lines) and not (
        document.lines[first.span.line - 1][: first.marker.column - 1].strip()
    )
    return Finding(
        first.span,
        f"{effect}: the list is indented less than the text after `{mark}`",
        advice,
        fix=Fix(advice, edits) if is_plain else None,
        severity="warning" if restarts else "info",
    )
