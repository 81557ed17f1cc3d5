"""Bare URLs, which GitHub makes links of: GFM's extended autolinks with a scheme.

The grammar is that of cmark-gfm (`extensions/autolink.c`); where it differs from the GFM
specification, the program is what readers see. Addresses without a scheme (`www.…`) and mail
addresses are not read.
"""

from __future__ import annotations

import re
from unicodedata import category

from markdown_it.rules_inline import StateInline

_SCHEME = re.compile(r"(?<![A-Za-z])(?:https?|ftp)\Z", re.IGNORECASE)
# cmark-gfm looks at a host as far as it is ASCII: an underscore may stand only before its last
# two dots.
_HOST = re.compile(r"://(?:[A-Za-z0-9][A-Za-z0-9._-]*|[^\x00-\x7f\s])")
_REST = re.compile(r"[^\s<]*")
_ENTITY = re.compile(r"&[A-Za-z]+;\Z")
_LONGEST_SCHEME = 5


def bare_url(state: StateInline, silent: bool) -> bool:
    """Inline rule: make a link of `http://…`, `https://…` and `ftp://…`, from the colon on."""
    start = state.pos
    if state.src[start] != ":" or state.linkLevel > 0:
        return False
    host = _HOST.match(state.src, start, state.posMax)
    if host is None:
        return False
    scheme = _SCHEME.search(state.src[max(start - _LONGEST_SCHEME - 1, 0) : start])
    if scheme is None or not state.pending.endswith(scheme[0]):
        return False
    if "_" in "".join(host[0].rsplit(".", 2)[-2:]) or category(host[0][3])[0] == "P":
        return False
    rest = _REST.match(state.src, host.end(), state.posMax)
    end = _trim(state.src, start, rest.end() if rest else host.end())
    if not silent:
        url = scheme[0] + state.src[start:end]
        state.pending = state.pending[: -len(scheme[0])]
        token = state.push("link_open", "a", 1)
        token.attrs = {"href": url}
        token.markup = "bare"
        state.push("text", "", 0).content = url
        state.push("link_close", "a", -1).markup = "bare"
    state.pos = end
    return True


def _trim(source: str, start: int, end: int) -> int:
    """Return where a URL ends that goes on to `end` at most: without punctuation behind it."""
    surplus = source.count(")", start, end) - source.count("(", start, end)
    while end > start:
        last = source[end - 1]
        if last == ")" and surplus > 0:
            surplus -= 1
        elif last == ";" and (entity := _ENTITY.search(source, max(start, end - 40), end)):
            end = entity.start() + 1
        elif last not in "?!.,:*_~'\";":
            break
        end -= 1
    return end
