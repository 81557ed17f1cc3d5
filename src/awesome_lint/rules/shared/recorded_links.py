"""The links of a document whose registry knows what they name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from awesome_lint.model import Document, Evidence, Link, Record

_FAR: Final = 2000
"""Characters on either side of a link that are read: one line may be a whole file."""

_UNSEEN: Final = re.compile(rf"<!--.{{0,{_FAR}}}?-->|https?://[^\s)>\"']+", re.DOTALL)


def recorded(document: Document, evidence: Evidence) -> Iterator[tuple[Link, Record]]:
    """Yield each place where a URL stands that names something recorded, with the record.

    The definition of a reference is one place, however many links refer to it.
    """
    places = {link.url_span: link for link in document.links}
    for _, link in sorted(places.items()):
        record = evidence.records.get(link.url)
        if record is not None:
            yield link, record


def says(document: Document, link: Link, words: re.Pattern[str]) -> bool:
    """Tell whether the lines on which a link stands say something already.

    What addresses and comments say, no reader sees.
    """
    span = link.span
    lines = list(document.lines[span.line - 1 : span.end_line])
    lines[-1] = lines[-1][: span.end_column - 1 + _FAR]
    lines[0] = lines[0][max(0, span.column - 1 - _FAR) :]
    return words.search(_UNSEEN.sub(" ", "\n".join(lines))) is not None
