"""Links of a document that are meant to lead to arXiv papers."""

from __future__ import annotations

from collections.abc import Sequence

from awesome_lint.identifiers import arxiv, malformed_url
from awesome_lint.model import Document, Fix, Link
from awesome_lint.rules.shared.distinct_links import distinct_links
from awesome_lint.rules.shared.per_document import once_per_document
from awesome_lint.rules.shared.replace_text import replace_text


@once_per_document
def arxiv_links(document: Document) -> Sequence[tuple[Link, arxiv.ArxivUrl]]:
    """Return each destination that is written in the document once, with the URL parsed.

    Malformed URLs are left out: another rule reports them.
    """
    return [
        (link, found)
        for link in distinct_links(document)
        if (found := arxiv.parse_url(link.url))
        and not malformed_url.diagnose(link.url)
        and not is_part_of_markup(document, link)
    ]


def is_part_of_markup(document: Document, link: Link) -> bool:
    """Return whether a bare URL is in other markup, which may determine where the URL ends.

    It is the value of a BibTeX field (`url = {https://…}`), or the destination of a link that
    GitHub does not render (`[text](https://…`), which link-malformed reports.
    """
    if link.kind != "bare":
        return False
    before = document.lines[link.span.line - 1][: link.span.column - 1]
    return before.endswith(("{", "](", "]\N{FULLWIDTH LEFT PARENTHESIS}"))


def replace_url(document: Document, link: Link, url: str, title: str, *, safe: bool) -> Fix | None:
    """Return the fix that replaces a link's destination; None if it is written with escapes."""
    if document.slice(link.url_span) != link.url:
        return None
    return replace_text(document, link.url_span, url, title, safe=safe)
