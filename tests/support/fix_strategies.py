"""Texts with fixes, for the tests of reports that contain fixes."""

from __future__ import annotations

from hypothesis import assume
from hypothesis import strategies as st

from awesome_lint import document
from awesome_lint.model import Document, Edit, Fix, Span
from linting import VOCABULARY

_TEXT = st.text(
    st.sampled_from("a é漢📚𝔸\u0301\u200b\u2028\u0085\x0b\x0c\x00`|")
    | st.characters(exclude_categories=["Cs"], exclude_characters="\r\n"),
    max_size=6,
)
_ENDING = st.sampled_from(["\n", "\r\n", "\r"])


@st.composite
def fixes_of_texts(draw: st.DrawFn) -> tuple[Document, Fix, str]:
    """Draw a document, a fix of it, and the fixed text."""
    lines = draw(st.lists(_TEXT, min_size=1, max_size=5))
    endings = [draw(_ENDING) for _ in lines[1:]]
    text = "".join(map("".join, zip(lines, [*endings, ""], strict=True)))
    parsed = document.parse("README.md", text, VOCABULARY)
    assume(len(parsed.lines) == len(lines))  # not between \r and \n
    places = [
        (number, column)
        for number, line in enumerate(lines, 1)
        for column in range(1, len(line) + 2)
    ]
    chosen = sorted(draw(st.sets(st.sampled_from(places), min_size=1, max_size=6)))
    spans = [Span(*start, *end) for start, end in zip(chosen[::2], chosen[1::2], strict=False)]
    if len(chosen) == 1:
        spans = [Span(*chosen[0], *chosen[0])]
    inserted = ["".join(draw(st.lists(_TEXT | st.just("\n"), max_size=2))) for _ in spans]
    edits = tuple(map(Edit, spans, inserted))
    return parsed, Fix("Mend it", edits), _after(lines, endings, edits)


def _after(lines: list[str], endings: list[str], edits: tuple[Edit, ...]) -> str:
    """Return the text with the edits applied, last one first, on the drawn lines."""
    after, left = list(lines), list(endings)
    for edit in reversed(edits):
        span = edit.span
        ending = endings[min(span.line, len(endings)) - 1] if endings else "\n"
        head = after[span.line - 1][: span.column - 1]
        tail = after[span.end_line - 1][span.end_column - 1 :]
        after[span.line - 1 : span.end_line] = [head + edit.text.replace("\n", ending) + tail]
        left[span.line - 1 : span.end_line - 1] = []
    return "".join(map("".join, zip(after, [*left, ""], strict=True)))
