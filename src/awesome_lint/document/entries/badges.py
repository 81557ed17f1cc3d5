"""Venues on badges: `img.shields.io/badge/Conference-ICML'23-blue`, `…/badge/ICML-2023-blue`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from urllib.parse import unquote

from awesome_lint import rulebook
from awesome_lint.identifiers import venue
from awesome_lint.model import Field, Link, Span, Vocabulary
from awesome_lint.text.patterns import any_of, deferred

# shields.io, "Static badge": dashes separate label, message and colour; two dashes are one, two
# underscores are one, one underscore is a space.
_NAME = deferred(
    r"https?://img\.shields\.io/badge/(?P<name>(?:[^-/?#]|--)+)-[^-/?#]+(?:[?#]|$)", re.IGNORECASE
)
_NAME_AND_YEAR = deferred(
    r"https?://img\.shields\.io/badge/((?P<name>(?:[^-/?#]|--)+)-(?P<year>(?:19|20)\d\d)(?:\.\d\d?)?)"
    r"-[^-/?#]+",
    re.IGNORECASE,
)

_MAX_URL_CHARS = 500
"""Characters of the longest URL of a badge. Many entries may show the badge of one reference."""


def badge_venue(links: Iterable[Link], vocabulary: Vocabulary) -> Field | None:
    """Return the venue on the first badge among `links`; None if there is none."""
    for link in links:
        is_badge = link.kind == "image" and "img.shields.io/badge/" in link.url.lower()
        if not is_badge or len(link.url) > _MAX_URL_CHARS:
            continue
        if match := _badge().match(link.url):
            return _venue_field(link, match, _decode_badge_text(match[1]))
        if match := _NAME_AND_YEAR().match(link.url):
            text = f"{_decode_badge_text(match['name'])} {match['year']}"
            if len(text) <= venue.MAX_VENUE_CHARS and venue.is_venue(text, vocabulary):
                return _venue_field(link, match, text)
        if match := _NAME().match(link.url):
            text = _decode_badge_text(match["name"])
            is_unnamed = _is_unnamed(link) or link.text == text
            if (
                is_unnamed
                and len(text) <= venue.MAX_VENUE_CHARS
                and venue.is_venue(text, vocabulary)
            ):
                return _venue_field(link, match, text)
    return None


def _is_unnamed(link: Link) -> bool:
    """Return whether the text of a badge does not say what it shows: `![Static Badge](…)`."""
    return not link.text or link.text.casefold() in rulebook.words("labels", "unnamed badge")


@cache
def _badge() -> re.Pattern[str]:
    labels = any_of(rulebook.words("labels", "venue badge"))
    return re.compile(
        rf"https?://img\.shields\.io/badge/{labels}-((?:[^-/?#]|--)+)-[^-/?#]+", re.IGNORECASE
    )


def _decode_badge_text(part: str) -> str:
    """Return the text that a badge shows for a part of its URL."""
    text = unquote(part).replace("--", "-")
    return text.replace("__", "\0").replace("_", " ").replace("\0", "_")


def _venue_field(link: Link, match: re.Match[str], text: str) -> Field:
    at = link.url_span
    span = at
    if at.line == at.end_line and at.end_column - at.column == len(link.url):
        column = at.column + match.start(1)
        span = Span(at.line, column, at.line, at.column + match.end(1))
    return Field("Venue", text, match[1], span, ())
