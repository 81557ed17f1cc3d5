"""readme-truncated: the end of a README, which GitHub does not show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta, Struct

from awesome_lint.model import Document, Entry, Evidence, Finding, Span
from awesome_lint.text.lines import split_lines
from awesome_lint.text.wording import quote

_SPLIT = "Move sections into separate files, and link to them from the README"
_NEARLY_FULL = 0.9
"""The share of the limit from which a README is nearly full."""


class Options(Struct, frozen=True, forbid_unknown_fields=True):
    """The options of readme-truncated."""

    limit: Annotated[int, Meta(ge=1, description="a number of bytes, at least 1")] = 512_000
    """The number of bytes of a README that readers see."""


def check(document: Document, options: Options, evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding where GitHub cuts the README off, and one for each new entry after that.

    A README that is nearly full has a finding of severity info.
    """
    size = evidence.readme_bytes
    if size is None or size < _NEARLY_FULL * options.limit:
        return
    if size <= options.limit:
        yield _nearly_full(document, size, options.limit)
        return
    cut = _find_cut(document, size, options.limit)
    if cut is None:
        return
    hidden = [entry for entry in document.entries if entry.span.line >= cut.line]
    yield _truncated(document, cut, hidden, size, options.limit, is_new=evidence.is_new(cut))
    if evidence.before is None:
        return
    for entry in hidden:
        if evidence.is_new(entry.span) and entry.span.line > cut.line:
            yield Finding(
                entry.title.span if entry.title else entry.span,
                f"Readers of the repository's page do not see this entry: GitHub shows only the"
                f" first {options.limit:,} bytes of a README, which end on line {cut.line}",
                f"Move it above line {cut.line}, or move sections into separate files",
                severity="error",
            )


def _find_cut(document: Document, size: int, limit: int) -> Span | None:
    """Return the first text that is not shown, up to the end of its line.

    None if only white space is not shown. `size` and `limit` are in bytes, with a byte order mark.
    """
    data = document.text.encode("utf-8", "surrogatepass")
    mark = size - len(data)
    shown = data[: max(limit - mark, 0)].decode("utf-8", "ignore")
    shown_lines = split_lines(shown)
    line, column = len(shown_lines), len(shown_lines[-1]) + 1
    for number in range(line, len(document.lines) + 1):
        text = document.lines[number - 1]
        begin = column if number == line else 1
        if text[begin - 1 :].strip():
            return Span(number, begin, number, len(text) + 1)
    return None


def _truncated(
    document: Document, cut: Span, hidden: list[Entry], size: int, limit: int, *, is_new: bool
) -> Finding:
    section = document.heading_above(cut.line + 1)  # the cut may be in the heading
    place = f" (section {quote(section.text)})" if section else ""
    entries = len(document.entries)
    loss = f" and miss {len(hidden):,} of {entries:,} entries" if hidden else ""
    return Finding(
        cut,
        f"Readers of the repository's page see nothing from line {cut.line}{place} on{loss}: GitHub"
        f" shows only the first {limit:,} of the {size:,} bytes of this README",
        _SPLIT,
        severity="error" if is_new else None,
        facts=("truncated",),
    )


def _nearly_full(document: Document, size: int, limit: int) -> Finding:
    number = next(
        (index for index in range(len(document.lines), 0, -1) if document.lines[index - 1].strip()),
        1,
    )
    end = len(document.lines[number - 1]) + 1
    return Finding(
        Span(number, 1, number, end),
        f"This README has {size:,} bytes, and GitHub shows only the first {limit:,} on the"
        f" repository's page: readers will not see what is added after the next {limit - size:,}",
        _SPLIT,
        severity="info",
        at_most="info",
        facts=("nearly full",),
    )
