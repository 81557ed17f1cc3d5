"""Links of a document with different URLs in the source."""

from __future__ import annotations

from collections.abc import Sequence

from awesome_lint.model import Document, Link, Span
from awesome_lint.rules.shared.per_document import once_per_document


@once_per_document
def distinct_links(document: Document) -> Sequence[Link]:
    """Return the links of a document in order; of those with one definition, only the first."""
    links: dict[Span, Link] = {}
    for link in document.links:
        links.setdefault(link.url_span, link)
    return tuple(links.values())
