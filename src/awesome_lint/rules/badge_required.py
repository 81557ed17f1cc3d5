"""badge-required: entries without a badge that the configuration requires."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from msgspec import Struct

from awesome_lint.model import Document, Entry, Evidence, Finding, Link
from awesome_lint.rules.shared.option_types import UrlPatterns
from awesome_lint.text.globs import Globs
from awesome_lint.text.wording import quote


class Options(Struct, frozen=True, forbid_unknown_fields=True):
    """Options of badge-required."""

    badges: UrlPatterns = ()
    """Globs of URLs of images. Each entry needs an image for each of them."""
    links: UrlPatterns = ()
    """Globs of URLs. Only entries with a link that matches one of them need badges; without globs,
    all entries with a link do."""


def check(document: Document, options: Options, _evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each required badge that an entry lacks."""
    if not options.badges:
        return
    badges, links = Globs(options.badges), Globs(options.links or ("*",))
    # The links of an entry lack the images inside other links.
    images = sorted(
        (link for link in document.links if link.kind == "image"), key=lambda image: image.span
    )
    for entry in document.entries:
        if not any(link.kind != "image" and links.match(link.url) for link in entry.links):
            continue
        shown = {glob for image in _images_in(entry, images) for glob in badges.matching(image.url)}
        for glob in dict.fromkeys(options.badges):
            if glob not in shown:
                yield _finding(entry, glob)


def _images_in(entry: Entry, images: Sequence[Link]) -> Iterator[Link]:
    """Yield the images inside an entry; all images are given in document order."""
    index = bisect_left(images, entry.span, key=lambda image: image.span)
    while index < len(images) and images[index].span.start < entry.span.end:
        yield images[index]
        index += 1


def _finding(entry: Entry, glob: str) -> Finding:
    field = entry.subject
    name = quote(field.text) if field.text.strip() else "This entry"
    return Finding(
        field.span,
        f"{name} lacks a required badge: {quote(glob, 200)}",
        f"Add an image whose URL matches {quote(glob, 200)}",
    )
