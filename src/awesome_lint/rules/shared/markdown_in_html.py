"""Markdown in a block of HTML, which GitHub does not render: links, and the lines of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from awesome_lint.model import HIDDEN, Document, Edit, Finding, Fix, Prose
from awesome_lint.text.patterns import deferred
from awesome_lint.text.wording import quote

_LINK = deferred(
    r"(?P<image>!?)\[(?P<text>[^\[\]]{0,200})\]"
    rf"\((?P<url>(?:https?://|\./|/|#|mailto:)[^\s()<>{HIDDEN}]*)\)"
)
_MARKUP = deferred(rf"[*_`\\{HIDDEN}]|~~")


def find_markdown_links(document: Document) -> Iterator[Finding]:
    """Yield one finding, at the first link, for the text of each block of HTML.

    All links of a block have the same defect, a missing blank line above them. The fix writes
    them in HTML. Links in tables are skipped, which table-not-rendered reports.
    """
    tables = lines_of_markdown_tables(document)
    for block in document.blocks:
        if block.kind != "html":
            continue
        links = [
            (prose, match)
            for prose in block.prose
            if prose.span.line not in tables
            for match in _links(prose.text)
        ]
        if links:
            yield _finding(links)


def lines_of_markdown_tables(document: Document) -> frozenset[int]:
    """Return the lines of GFM tables in blocks of HTML."""
    return frozenset(
        row.span.line
        for stray in document.unrendered_rows
        if stray.block == "html"
        for row in stray.rows
    )


def _finding(links: Sequence[tuple[Prose, re.Match[str]]]) -> Finding:
    prose, first = links[0]
    what = "an image" if first["image"] else "a link"
    rest = len(links) - 1
    more = f" (and {rest} more below)" if rest else ""
    advice = f"Write {quote(_html(first), 100)}"
    return Finding(
        prose.place(*first.span()),
        f"GitHub does not render {quote(first[0])} as {what}{more}: Markdown is not parsed inside"
        " an HTML block",
        f"{advice}, or put a blank line between the HTML and the text",
        fix=_fix(links, advice if not rest else f"Write all {len(links)} in HTML"),
    )


def _links(text: str) -> Iterator[re.Match[str]]:
    return _LINK().finditer(text) if "](" in text else iter(())


def _html(match: re.Match[str]) -> str:
    url, text = match["url"].replace('"', "%22"), match["text"]
    if match["image"]:
        alt = text.replace('"', "&quot;")
        return f'<img src="{url}" alt="{alt}">'
    return f'<a href="{url}">{text}</a>'


def _fix(links: Sequence[tuple[Prose, re.Match[str]]], title: str) -> Fix | None:
    if any(
        _MARKUP().search(match["text"]) or match.string.startswith("](", match.end())
        for _, match in links
    ):
        return None
    edits = tuple(Edit(prose.place(*match.span()), _html(match)) for prose, match in links)
    return Fix(title, edits)
