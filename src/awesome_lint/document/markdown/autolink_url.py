"""GFM's extended autolinks of bare URLs; `autolink_email.py` has those of e-mail addresses.

The grammar is that of cmark-gfm (`extensions/autolink.c`). Where it differs from the GFM
specification, the program determines what readers see.
"""

from __future__ import annotations

import re
from string import punctuation
from unicodedata import category

from awesome_lint.document.markdown.inline_state import InlineState
from awesome_lint.text.patterns import deferred

_SCHEME = re.compile(r"(?<![A-Za-z])(?:https?|ftp)\Z", re.IGNORECASE)
_MAX_SCHEME_CHARS = 5
# Only the ASCII part of a host is checked.
_HOST = deferred(r"(?:\\?[0-9A-Za-z\x01-\x08\x0b\x0e-\x1f\x7f._-])*+")
_REST = re.compile(r"[^ \t\n\r<]*")
_MAX_DOTS_FOR_UNDERSCORE_CHECK = 10
"""Dots in a host name up to which underscores are restricted."""


def autolink_url(state: InlineState, _silent: bool) -> bool:
    """Inline rule: link `http://…`, `https://…` and `ftp://…`, from the colon on."""
    source, start = state.src, state.pos
    scheme = _SCHEME.search(source[max(start - _MAX_SCHEME_CHARS - 1, 0) : start])
    begin = start + len("://")
    first = source[begin : begin + 1]
    if scheme is None or state.openers or not _begins_host(first):
        return False
    if first.isascii() and _count_host_dots(source, begin) is None:
        return False
    state.pending = state.pending[: -len(scheme[0])]
    _push_autolink(state, start - len(scheme[0]), _autolink_end(source, start), "")
    return True


def autolink_www(state: InlineState, _silent: bool) -> bool:
    """Inline rule: link `www.…` to `http://www.…`."""
    source, start = state.src, state.pos
    if state.openers or not _count_host_dots(source, start):
        return False
    _push_autolink(state, start, _autolink_end(source, start), "http://")
    return True


def _push_autolink(state: InlineState, start: int, end: int, scheme: str) -> None:
    url = state.src[start:end]
    token = state.push("link_open", "a", 0)
    token.attrs = {"href": scheme + url}
    token.markup = "bare"
    token.meta["at"] = (start, end)
    state.push("text", "", 0).content = url
    state.push("link_close", "a", 0)
    state.pos = end


def _begins_host(character: str) -> bool:
    if character.isascii():
        return character != "" and character not in f"{punctuation}\t\n\f\r "
    return category(character) != "Zs" and category(character)[0] != "P"


def _count_host_dots(source: str, start: int) -> int | None:
    """Return the number of dots of a host at `start`; None if its underscores make it invalid.

    Underscores are allowed only before the last two dots. The last character of a text is
    ignored.
    """
    host = _HOST().match(source, start + 1, max(len(source) - 1, start + 1))
    name = host[0] if host else ""
    dots = name.count(".")
    return (
        None
        if "_" in "".join(name.rsplit(".", 2)[-2:]) and dots <= _MAX_DOTS_FOR_UNDERSCORE_CHECK
        else dots
    )


def _autolink_end(source: str, start: int) -> int:
    """Return the end of a link that begins at `start`, without punctuation after it."""
    rest = _REST.match(source, start)
    end = rest.end() if rest else start
    surplus = source.count(")", start, end) - source.count("(", start, end)
    while end > start:
        last = source[end - 1]
        if last == ")" and surplus > 0:
            surplus -= 1
        elif last == ";" and (entity := _entity_start(source, start, end)):
            end = entity + 1
        elif last not in "?!.,:*_~'\";":
            break
        end -= 1
    return end


def _entity_start(source: str, start: int, end: int) -> int | None:
    """Return the start of a possible character reference that ends with the `;` before `end`."""
    begin = end - 2
    while begin > start and source[begin].isascii() and source[begin].isalpha():
        begin -= 1
    return begin if begin < end - 2 and source[begin] == "&" else None
