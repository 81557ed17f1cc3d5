"""Fragments: whether a page has the anchor that a link names.

Many fragments are not anchors: routes of single-page applications, positions in a video, lines of a
file, comments that are loaded later. And scripts add anchors to many pages. A fragment is missing
only if its page was read to its end, has anchors at its headings, and none of them is the one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final
from urllib.parse import unquote

from awesome_lint import rulebook
from awesome_lint.bounded import split_url
from awesome_lint.identifiers.known_hosts import find_host
from awesome_lint.links.http.html_page import Page
from awesome_lint.links.http.messages import Hop, PageResponse
from awesome_lint.links.http.status import OK
from awesome_lint.model import Fragment, KnownHost
from awesome_lint.text.patterns import any_of
from awesome_lint.text.words import letters_and_digits

_GITHUB_VIEW: Final = re.compile(
    r"readme|.*-ov-file|start-of-content|files|diff-.*|pullrequest.*|issue.*|fn(?:ref)?-.+",
    re.IGNORECASE | re.DOTALL,
)
"""Fragments of GitHub's own pages, besides the headings of a rendered file."""
_GITHUB_FILE: Final = re.compile(r"/[^/]+/[^/]+(?:/(?:blob|tree|wiki)(?:/.*)?)?/?", re.DOTALL)
_USER_CONTENT: Final = "user-content-"


def has_checkable_fragment(url: str, hosts: Mapping[str, KnownHost]) -> bool:
    """Return whether a link has a fragment to look for; `hosts` is the table of hosts."""
    page_url, _, fragment = url.strip().partition("#")
    if not fragment or _not_a_section().fullmatch(unquote(fragment)):
        return False
    parts = split_url(page_url)
    host = (parts.hostname or "").lower()
    known = find_host(hosts, host)
    if known is not None and not known.fragments:
        return False
    return host != "github.com" or bool(
        _GITHUB_FILE.fullmatch(parts.path) and not _GITHUB_VIEW.fullmatch(unquote(fragment))
    )


def find_fragment(url: str, hops: Sequence[Hop]) -> Fragment:
    """Return whether the page at the end of `hops` has the fragment of a link."""
    end = hops[-1]
    if not isinstance(end.reply, PageResponse) or end.reply.status != OK or "#" in end.url:
        return "unknown"
    if end.reply.page is None:
        return "unknown"
    names = _spellings(url.strip().partition("#")[2])
    github = (split_url(end.url).hostname or "") == "github.com"
    return _find_on_page(names, end.reply.page, fold=github)


def _find_on_page(names: Sequence[str], page: Page, fold: bool) -> Fragment:
    anchors = {anchor.casefold() for anchor in page.anchors} if fold else page.anchors
    for name in map(str.casefold, names) if fold else names:
        if name in anchors or f"{_USER_CONTENT}{name}" in anchors:
            return "found"
    plain = names[-1]
    if not (page.whole and page.sections) or not (page.legible or plain.isascii()):
        return "unknown"
    # A script may add the anchor of a heading that has none.
    return "unknown" if letters_and_digits(plain) in page.unnamed else "missing"


def _spellings(fragment: str) -> tuple[str, str]:
    """Return the spellings that a browser looks for: as written, and with escapes decoded."""
    return fragment, unquote(fragment)


@cache
def _not_a_section() -> re.Pattern[str]:
    later = any_of(rulebook.words("phrases", "loaded later"))
    return re.compile(
        r"top|[/!].*|.*:~:.*|.*[=&?].*"
        r"|(?:.*-)?L\d+(?:C\d+)?(?:[-:]L?\d+(?:C\d+)?)?|(?:lines-)?\d+(?:[-:]\d+)?"
        rf"|[a-z_]*{later}[-_]?[a-z]?\d.*|[cmpr]\d+",
        re.IGNORECASE | re.DOTALL,
    )
