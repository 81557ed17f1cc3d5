"""badge-required: entries without a badge that the configuration requires."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from msgspec import Struct

from awesome_lint.model import Document, Entry, Evidence, Finding, Link, Span
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
    images = sorted(
        (link for link in document.links if link.kind == "image"), key=lambda image: image.span
    )
    sections = {section.line: section for section in _sections(document)}
    for entry, sub_entries in _with_sub_entries(document.entries):
        own = [link for link in entry.links if not _is_in_one_of(sub_entries, link.span)]
        if not any(link.kind != "image" and links.match(link.url) for link in own):
            continue
        # The links of an entry lack the images inside other links.
        place = sections.get(entry.span.line, entry.span)
        shown = {
            glob
            for image in _images_in(place, images)
            if not _is_in_one_of(sub_entries, image.span)
            for glob in badges.matching(image.url)
        }
        for glob in dict.fromkeys(options.badges):
            if glob not in shown:
                yield _finding(entry, glob)


def _sections(document: Document) -> Iterator[Span]:
    """Yield each heading with the text below it."""
    starts = [heading.span for heading in document.headings]
    for start, following in zip_longest(starts, starts[1:]):
        end = following.start if following else (len(document.lines) + 1, 1)
        yield Span(*start.start, *end)


def _with_sub_entries(entries: Sequence[Entry]) -> Iterator[tuple[Entry, Sequence[Span]]]:
    """Yield each entry with the places of the entries below it, without those below these."""
    below: list[list[Span]] = [[] for _ in entries]
    outer: list[int] = []
    for index, entry in enumerate(entries):
        while outer and not entries[outer[-1]].span.contains(entry.span):
            outer.pop()
        if outer and entries[outer[-1]].span != entry.span:
            below[outer[-1]].append(entry.span)
        outer.append(index)
    yield from zip(entries, below, strict=True)


def _is_in_one_of(places: Sequence[Span], span: Span) -> bool:
    """Return whether a span is inside one of several places, given in order."""
    index = bisect_right(places, span) - 1
    return index >= 0 and places[index].contains(span)


def _images_in(place: Span, images: Sequence[Link]) -> Iterator[Link]:
    """Yield the images inside a place; all images are given in document order."""
    index = bisect_left(images, place, key=lambda image: image.span)
    while index < len(images) and images[index].span.start < place.end:
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
