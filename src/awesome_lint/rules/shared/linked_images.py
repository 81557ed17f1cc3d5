"""Images that readers see, with the links around them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from awesome_lint.model import Document, Link, Span
from awesome_lint.rules.shared.images import is_shown_image
from awesome_lint.rules.shared.per_document import once_per_document


def linked_images(document: Document) -> Iterator[tuple[Link, Link | None]]:
    """Yield each visible image with a web URL, and the link around it, if there is one."""
    around: Link | None = None
    for link in document.links:
        if link.kind != "image":
            around = link
        elif "//" in link.url and is_shown_image(document, link):
            yield link, around if around and _is_around(document, around, link) else None


def is_inline(link: Link) -> bool:
    """Return whether the URL of a link is written in it, rather than in a definition."""
    return link.span.contains(link.url_span)


def _is_around(document: Document, link: Link, image: Link) -> bool:
    if link.kind != "html":
        return link.span.contains(image.span)
    # The span of an `<a>` is its opening tag.
    ends = _ends_of_links(document)
    index = bisect_left(ends, link.span)
    return index < len(ends) and image.span < ends[index]


@once_per_document
def _ends_of_links(document: Document) -> Sequence[Span]:
    """Return the places of the tags `</a>`, in order."""
    return sorted(tag.span for tag in document.tags if tag.name == "a" and tag.closing)
