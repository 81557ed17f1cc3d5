"""Links of a document with the results of the link check and the records of registries."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Final

from awesome_lint.model import Document, Evidence, Fix, Link, LinkResult, Record, Verdict
from awesome_lint.rules.shared.replace_text import replace_text
from awesome_lint.text.patterns import deferred

_ENTITY: Final = deferred(r"&#?\w{1,32};")
_IN_MARKDOWN: Final = str.maketrans({"(": "%28", ")": "%29", "|": "%7C"})
"""Characters that would end a destination or a table's cell."""

_MAX_CHARS_BESIDE_LINK: Final = 2000
"""Characters on either side of a link that are searched. One line may be a whole file."""

_NOT_RENDERED: Final = deferred(
    rf"<!--.{{0,{_MAX_CHARS_BESIDE_LINK}}}?-->|https?://[^\s)>\"']+", re.DOTALL
)


def links_with_verdict(
    document: Document, evidence: Evidence, verdict: Verdict
) -> Iterator[tuple[Link, LinkResult]]:
    """Yield the links whose URL has a verdict, with the result.

    The definition of a reference is one place, however many links refer to it.
    """
    places = {link.url_span: link for link in document.links}
    for _, link in sorted(places.items()):
        result = evidence.links.get(link.url)
        if result is not None and result.verdict == verdict:
            yield link, result


def replace_with_new_url(document: Document, link: Link, new: str) -> Fix | None:
    """Return the fix that writes the new URL; None where it cannot be written unchanged."""
    if link.kind == "html":
        text = html.escape(new)
    elif _ENTITY().search(new) or (
        link.kind == "bare" and not (new[-1].isalnum() or new[-1] == "/")
    ):
        return None
    else:
        text = new.translate(_IN_MARKDOWN)
    return replace_text(document, link.url_span, text, f"Write `{new}`")


def links_with_record(document: Document, evidence: Evidence) -> Iterator[tuple[Link, Record]]:
    """Yield the links whose URL names something recorded, with the record.

    The definition of a reference is one place, however many links refer to it.
    """
    places = {link.url_span: link for link in document.links}
    for _, link in sorted(places.items()):
        record = evidence.records.get(link.url)
        if record is not None:
            yield link, record


def lines_mention(document: Document, link: Link, words: re.Pattern[str]) -> bool:
    """Return whether the lines of a link contain `words` in visible text.

    URLs and comments are not visible.
    """
    span = link.span
    lines = list(document.lines[span.line - 1 : span.end_line])
    lines[-1] = lines[-1][: span.end_column - 1 + _MAX_CHARS_BESIDE_LINK]
    lines[0] = lines[0][max(0, span.column - 1 - _MAX_CHARS_BESIDE_LINK) :]
    return words.search(_NOT_RENDERED().sub(" ", "\n".join(lines))) is not None
