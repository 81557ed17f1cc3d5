"""column-value-style: values that differ from their column's usual form only in style.

Style is case, white space and brackets.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from awesome_lint import rulebook
from awesome_lint.identifiers.link_labels import is_placeholder
from awesome_lint.model import Cell, Document, Evidence, Finding, Span
from awesome_lint.rules.rule import NoOptions
from awesome_lint.rules.shared.columns import category_columns
from awesome_lint.rules.shared.find_text import find_in_span
from awesome_lint.rules.shared.replace_text import replace_text
from awesome_lint.text.patterns import deferred
from awesome_lint.text.wording import quote

_SPACES_AND_BRACKETS = deferred(r"[\s()\[\]{}（）【】［］]+")

_MIN_RATIO = 3
"""The usual form is more than this many times as frequent as the reported one."""


class _Value(Struct, frozen=True):
    """The text of a cell or, in a cell with several links, of one link."""

    text: str
    """The text, with single spaces."""
    span: Span
    """The span of the cell or link."""
    search_span: Span
    """The part of `span` that contains the text."""
    bracketed: bool = False
    """Whether square brackets in `text` surround the link, so `search_span` lacks them."""


def check(document: Document, _options: NoOptions, _evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each value that most rows of its column write in another way."""
    found = []
    for column in category_columns(document):
        values = [value for cell in column.cells for value in _values(document, cell)]
        counts = Counter(value.text for value in values)
        forms: dict[str, list[str]] = {}
        for text in counts:
            forms.setdefault(_SPACES_AND_BRACKETS().sub("", text).casefold(), []).append(text)
        if not _is_categorical(forms.values(), counts):
            continue
        usual_forms = {
            text: max(texts, key=lambda text: counts[text])
            for key, texts in forms.items()
            if key and len(texts) > 1
            for text in texts
        }
        for value in values:
            usual = usual_forms.get(value.text, value.text)
            clear = counts[usual] > _MIN_RATIO * counts[value.text]
            if clear and value.text not in rulebook.words("words", "official"):
                found.append(_finding(document, value, usual, counts[usual]))
    yield from sorted(found, key=lambda finding: finding.span)


def _values(document: Document, cell: Cell) -> Iterator[_Value]:
    links = [link for link in cell.links if link.kind in ("inline", "reference") and link.text]
    if len(links) > 1:
        for link in links:
            if not is_placeholder(link.text):
                text = " ".join(link.text.split())
                bracketed = _is_in_brackets(document, link.span)
                yield _Value(
                    f"[{text}]" if bracketed else text,
                    link.span,
                    _text_span(link.span, link.url_span),
                    bracketed,
                )
        return
    text = " ".join(cell.text.split())
    if not links:
        yield _Value(text, cell.span, cell.span)
        return
    bracketed = text == f"[{links[0].text}]"
    yield _Value(text, cell.span, _text_span(cell.span, links[0].url_span), bracketed)


def _is_in_brackets(document: Document, link: Span) -> bool:
    """Return whether a link is between square brackets: readers see them as part of its text."""
    line = document.lines[link.line - 1]
    return line[link.column - 2 : link.column - 1] == "[" and line[link.end_column - 1 :][:1] == "]"


def _text_span(span: Span, url: Span) -> Span:
    """Return the part of a span before the URL of its link, which contains the link's text."""
    if span.start < url.start < span.end:
        return Span(span.line, span.column, url.line, url.column)
    return span


def _is_categorical(forms: Iterable[Sequence[str]], counts: Counter[str]) -> bool:
    """Return whether most values of a column are repeated, in the same form or in another."""
    totals = [sum(counts[text] for text in texts) for texts in forms]
    return 2 * sum(total for total in totals if total > 1) > sum(totals)


def _finding(document: Document, value: _Value, usual: str, count: int) -> Finding:
    written, replacement = value.text, usual
    if value.bracketed and usual[0] + usual[-1] == "[]":
        written, replacement = written[1:-1], replacement[1:-1]
    span = find_in_span(document, value.search_span, written)
    advice = f"Write {quote(replacement if span else usual)}"
    return Finding(
        span or value.span,
        f"{quote(value.text)} is written {quote(usual)} in {count} other rows of this column:"
        " one value looks like two",
        advice,
        fix=replace_text(document, span, replacement, advice) if span else None,
    )
