"""link-moved: a URL that has moved for good, and where to."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from awesome_lint.model import Document, Edit, Evidence, Finding, Fix, Link
from awesome_lint.rules.judged_links import judged
from awesome_lint.rules.rule import NoOptions, Rule
from awesome_lint.rules.wording import quote

_ENTITY: Final = re.compile(r"&#?\w{1,32};")
_IN_MARKDOWN: Final = str.maketrans({"(": "%28", ")": "%29", "|": "%7C"})
"""What would end a destination or a table's cell."""


def check(document: Document, _options: NoOptions, evidence: Evidence) -> Iterator[Finding]:
    """Report the links whose host has redirected them for good."""
    for link, result in judged(document, evidence, "moved"):
        new = result.final_url or ""
        if _is_front_page(new) and not _is_front_page(link.url):
            yield Finding(
                link.url_span,
                f"{quote(link.url)} leads for good to the front page {quote(new)}:"
                " the reader does not find the page itself",
                help="Look for the page's new address, or link to an archived copy of it",
            )
        else:
            yield Finding(
                link.url_span,
                f"{quote(link.url)} has moved for good to {quote(new)}:"
                " the old address works only as long as its host redirects it",
                help=f"Write `{new}`",
                fix=_fix(link, new),
            )


def _is_front_page(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in ("", "/") and not (parts.query or parts.fragment)


def _fix(link: Link, new: str) -> Fix | None:
    """Write the new address where the old one stands, where it can stand there unchanged.

    It is safe where only the scheme differs: whether another page is the same one, its host says
    and nobody has looked.
    """
    if link.kind == "html":
        text = html.escape(new)
    elif _ENTITY.search(new) or (link.kind == "bare" and not (new[-1].isalnum() or new[-1] == "/")):
        return None
    else:
        text = new.translate(_IN_MARKDOWN)
    safe = link.url.partition("://")[2] == new.partition("://")[2]
    return Fix("Write the new address", (Edit(link.url_span, text),), safe=safe)


RULE = Rule(id="link-moved", severity="info", check=check, needs="links")
