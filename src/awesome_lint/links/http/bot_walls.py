"""Bot walls, by the marks that they alone leave.

Most of what such a product adds to an answer it adds to every answer of its customers' sites, the
pages and the missing pages alike: a cookie, a `Server` header or a script says who stands in front
of a host, and not that a visitor was turned away. Those count only where the status says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from awesome_lint import rulebook
from awesome_lint.rulebook import WallMark


def wall_in_headers(headers: Mapping[str, str], refused: bool) -> str | None:
    """Return the name of the bot wall that the headers of a response reveal.

    Names of headers are looked up in lower case. `refused` is whether the status alone refuses the
    client.
    """
    found = (
        mark.wall
        for mark in _marks(refused)
        if mark.header in headers and mark.text in headers[mark.header].lower()
    )
    return next(found, None)


def wall_in_page(start: bytes, refused: bool) -> str | None:
    """Return the name of the bot wall that the start of an error page reveals."""
    text = start.decode("latin-1").lower()
    found = (mark.wall for mark in _marks(refused) if not mark.header and mark.text in text)
    return next(found, None)


def _marks(refused: bool) -> Iterator[WallMark]:
    """Yield the marks that count, those of refusals last."""
    marks = rulebook.wall_marks()
    yield from (mark for mark in marks if not mark.refusal)
    if refused:
        yield from (mark for mark in marks if mark.refusal)
