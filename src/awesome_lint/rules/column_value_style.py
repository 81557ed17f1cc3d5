"""column-value-style: values that differ from their column's usual form only in how they look."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from awesome_lint import rulebook
from awesome_lint.identifiers.link_labels import is_placeholder
from awesome_lint.model import Cell, Document, Evidence, Finding, Span
from awesome_lint.rules.rule import NoOptions, Rule
from awesome_lint.rules.shared.columns import category_columns
from awesome_lint.rules.shared.find_text import find_in_span
from awesome_lint.rules.shared.replace_text import replace_text
from awesome_lint.text.wording import quote

_LOOKS = re.compile(r"[\s()\[\]{}（）【】［］]+")

_CLEAR = 3
"""A form must be more than so many times as frequent as another to be the usual one."""


class _Value(Struct, frozen=True):
    """A cell's text or, in a cell of several links, the text of one; and where to look for it.

    `framed` says that the square brackets of the text stand around the link, not in it.
    """

    text: str
    span: Span
    inside: Span
    framed: bool = False


def check(document: Document, _options: NoOptions, _evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each value of a category that most others write in another way."""
    found = []
    for column in category_columns(document):
        values = [value for cell in column.cells for value in _values(document, cell)]
        kinds = [_LOOKS.sub("", value.text).casefold() for value in values]
        forms: dict[str, Counter[str]] = {}
        for kind, value in zip(kinds, values, strict=True):
            forms.setdefault(kind, Counter())[value.text] += 1
        if not _is_of_categories(forms):
            continue
        usual_forms = {kind: texts.most_common(1)[0] for kind, texts in forms.items()}
        for kind, value in zip(kinds, values, strict=True):
            usual, count = usual_forms[kind]
            clear = count > _CLEAR * forms[kind][value.text]
            if kind and clear and value.text not in rulebook.words("words", "official"):
                found.append(_finding(document, value, usual, count))
    yield from sorted(found, key=lambda finding: finding.span)


def _values(document: Document, cell: Cell) -> Iterator[_Value]:
    links = [link for link in cell.links if link.kind in ("inline", "reference") and link.text]
    if len(links) > 1:
        for link in links:
            if not is_placeholder(link.text):
                text = " ".join(link.text.split())
                framed = _is_framed(document, link.span)
                yield _Value(
                    f"[{text}]" if framed else text,
                    link.span,
                    _label(link.span, link.url_span),
                    framed,
                )
        return
    text = " ".join(cell.text.split())
    if not links:
        yield _Value(text, cell.span, cell.span)
        return
    framed = text == f"[{links[0].text}]"
    yield _Value(text, cell.span, _label(cell.span, links[0].url_span), framed)


def _is_framed(document: Document, link: Span) -> bool:
    """Tell whether square brackets stand around a link, which reads as if they were in it."""
    line = document.lines[link.line - 1]
    return line[link.column - 2 : link.column - 1] == "[" and line[link.end_column - 1 :][:1] == "]"


def _label(span: Span, url: Span) -> Span:
    """Return the part of a link in which its text stands."""
    if (span.line, span.column) < (url.line, url.column) < (span.end_line, span.end_column):
        return Span(span.line, span.column, url.line, url.column)
    return span


def _is_of_categories(forms: dict[str, Counter[str]]) -> bool:
    """Tell whether most values of a column are repeated ones."""
    counts = [sum(texts.values()) for texts in forms.values()]
    return 2 * sum(count for count in counts if count > 1) > sum(counts)


def _finding(document: Document, value: _Value, usual: str, count: int) -> Finding:
    sought, right = value.text, usual
    if value.framed and usual[0] + usual[-1] == "[]":
        sought, right = sought[1:-1], right[1:-1]
    span = find_in_span(document, value.inside, sought)
    advice = f"Write {quote(right if span else usual)}"
    return Finding(
        span or value.span,
        f"{quote(value.text)} is written {quote(usual)} in {count} other rows of this column:"
        " one value looks like two",
        advice,
        fix=replace_text(document, span, right, advice) if span else None,
    )


RULE = Rule("column-value-style", "info", check)
