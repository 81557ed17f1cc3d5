"""Venues on badges: `img.shields.io/badge/Conference-ICML'23-blue`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import unquote

from awesome_lint.model import Field, Link, Span

# shields.io, "Static badge": dashes part label, message and colour; two dashes are one, two
# underscores are one, one underscore is a space.
_BADGE = re.compile(
    r"https?://img\.shields\.io/badge/(?:conference|publish(?:ed)?|publication|venue|journal|conf|paper)-"
    r"((?:[^-/?#]|--)+)-[^-/?#]+",
    re.IGNORECASE,
)


def badge_venue(links: Iterable[Link]) -> Field | None:
    """Return the venue that the first badge among `links` shows."""
    for link in links:
        if link.kind == "image" and (match := _BADGE.match(link.url)):
            message = unquote(match[1]).replace("--", "-")
            text = message.replace("__", "\0").replace("_", " ").replace("\0", "_")
            at = link.url_span
            span = at
            if at.line == at.end_line and at.end_column - at.column == len(link.url):
                column = at.column + match.start(1)
                span = Span(at.line, column, at.line, at.column + match.end(1))
            return Field("Venue", text, match[1], span, ())
    return None
