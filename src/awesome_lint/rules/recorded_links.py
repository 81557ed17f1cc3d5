"""The links of a document whose registry knows what they name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from awesome_lint.model import Document, Evidence, Link, Record

_UNSEEN: Final = re.compile(r"<!--.*?-->|https?://[^\s)>\"']+", re.DOTALL)


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
    lines = document.lines[link.span.line - 1 : link.span.end_line]
    return words.search(_UNSEEN.sub(" ", "\n".join(lines))) is not None
