"""Bot walls, recognized by marks in their responses.

Such products add most of their marks to every response of their customers' sites, including pages
and missing pages: a cookie, a `Server` header or a script shows that a product is in front of the
host, but not that it blocked the request. These marks count only with a status of a refusal.
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
