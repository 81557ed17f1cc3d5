"""Whether a page has the section that the fragment of a link names.

Much of what stands behind `#` is no section: routes of sites that build themselves, places in a
video, lines of a file, comments that are loaded later. And many pages get their anchors from a
script. A section is missing only where a page has been read to its end, has anchors at its
headings, and none of them is the one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import unquote

from awesome_lint.bounded import split_url
from awesome_lint.identifiers.known_hosts import find_host
from awesome_lint.links.http.html_page import Page, skeleton
from awesome_lint.links.http.messages import Answer, Hop
from awesome_lint.model import Fragment, KnownHost

_NO_SECTION: Final = re.compile(
    r"top|[/!].*|.*:~:.*|.*[=&?].*|\d+|L\d+(?:C\d+)?(?:-L?\d+(?:C\d+)?)?"
    r"|[a-z_]*(?:comment|reply|post|answer|message|msg|discussion|review|event|note|diff)[-_]?[a-z]?\d.*"
    r"|[cmpr]\d+",
    re.IGNORECASE | re.DOTALL,
)
_GITHUB_VIEW: Final = re.compile(
    r"readme|.*-ov-file|start-of-content|files|diff-.*|pullrequest.*|issue.*|fn(?:ref)?-.+",
    re.IGNORECASE | re.DOTALL,
)
"""What GitHub's own pages answer to, besides the headings of a rendered file."""
_GITHUB_FILE: Final = re.compile(r"/[^/]+/[^/]+(?:/(?:blob|tree|wiki)(?:/.*)?)?/?", re.DOTALL)
_USER_CONTENT: Final = "user-content-"


def names_section(url: str, hosts: Mapping[str, KnownHost]) -> bool:
    """Tell whether a link has a fragment that can be looked for; `hosts` are the known ones."""
    address, _, fragment = url.strip().partition("#")
    if not fragment or _NO_SECTION.fullmatch(unquote(fragment)):
        return False
    parts = split_url(address)
    host = (parts.hostname or "").lower()
    known = find_host(hosts, host)
    if known is not None and not known.fragments:
        return False
    return host != "github.com" or bool(
        _GITHUB_FILE.fullmatch(parts.path) and not _GITHUB_VIEW.fullmatch(unquote(fragment))
    )


def judge(url: str, trail: Sequence[Hop]) -> Fragment:
    """Return what is known of the section that `url` names, after the hops of a walk."""
    end = trail[-1]
    if not isinstance(end.reply, Answer) or end.reply.status != 200 or "#" in end.url:
        return "unknown"
    if end.reply.page is None:
        return "unknown"
    names = _names(url.strip().partition("#")[2])
    github = (split_url(end.url).hostname or "") == "github.com"
    return _look_for(names, end.reply.page, fold=github)


def _look_for(names: Sequence[str], page: Page, fold: bool) -> Fragment:
    anchors = {anchor.casefold() for anchor in page.anchors} if fold else page.anchors
    for name in map(str.casefold, names) if fold else names:
        if name in anchors or f"{_USER_CONTENT}{name}" in anchors:
            return "found"
    plain = names[-1]
    if not (page.whole and page.sections) or not (page.legible or plain.isascii()):
        return "unknown"
    # A script may give a name to a heading that has none.
    return "unknown" if skeleton(plain) in page.unnamed else "missing"


def _names(fragment: str) -> tuple[str, str]:
    """Return a fragment as a browser looks for it: as it is written, and with escapes undone."""
    return fragment, unquote(fragment)
