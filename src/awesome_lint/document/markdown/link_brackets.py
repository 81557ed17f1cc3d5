"""Links, images and references to footnotes, found as cmark-gfm finds them.

One pass starts from each closing bracket. markdown-it-py searches the closing bracket of each
opening one, which takes quadratic time for open brackets, and reads the text of a link twice.
"""

from __future__ import annotations

import re
from typing import Any

from markdown_it.common.utils import normalizeReference, unescapeAll
from msgspec import Struct

from awesome_lint.document.markdown import footnotes
from awesome_lint.document.markdown.inline_state import (
    InlineState,
    OpenBracket,
    UnresolvedReference,
)
from awesome_lint.text.patterns import deferred

_PUNCTUATION = r"[!-/:-@\[-`{-~]"
_SPACE = re.compile(r"[ \t\n\v\f\r]*")
_ANGLE_DESTINATION = deferred(r"<((?:[^<>\n\\]|\\[\s\S])*+)>")
_STOP = re.compile(rf"\\{_PUNCTUATION}|\(|\)| |\t|\n|\r")
_TITLE = deferred(
    r'"(?:[^"\\]|\\[\s\S])*+"|'
    r"'(?:[^'\\]|\\[\s\S])*+'|"
    r"\((?:[^()\\]|\\[\s\S])*+\)"
)
_MAX_LABEL_CHARS = 1000
_LABEL = re.compile(rf"\[((?:[^\[\]\\]|\\{_PUNCTUATION}?){{0,{_MAX_LABEL_CHARS}}}+)\]")
_MAX_PARENTHESES = 32
"""Depth of nested parentheses in a destination (cmark-gfm, `src/inlines.c`)."""


class _LinkTarget(Struct, frozen=True, gc=False):
    """The target of a link."""

    url: str
    """The destination with escapes and character references resolved."""
    end: int
    """The offset in the content after the target."""
    destination: tuple[int, int] | None = None
    """The start and end of the destination in the content, for an inline link."""
    reference: dict[str, Any] | None = None
    """The definition that any other link refers to."""


def open_bracket(state: InlineState, _silent: bool) -> bool:
    """Inline rule: a bracket that may begin a link or an image."""
    is_image = state.src[state.pos] == "!"
    # `[^` may begin a footnote.
    if is_image and state.src.startswith("[^", state.pos + 1):
        return False
    state.push("text", "", 0).content = "![" if is_image else "["
    state.pos += 1 + is_image
    token, metas = len(state.tokens) - 1, len(state.tokens_meta)
    state.openers.append(OpenBracket(is_image, token, len(state.delimiters), metas, state.pos))
    state.last_bracket = state.pos
    if not is_image:
        # As in cmark-gfm, even if the next bracket to be closed is before that link.
        state.link_closed = False
    return True


def close_bracket(state: InlineState, _silent: bool) -> bool:
    """Inline rule: a bracket that ends a link, an image or a reference to a footnote."""
    if not state.openers:
        return False
    opener = state.openers.pop()
    if state.link_closed and not opener.is_image:
        return False
    target = _find_target(state, opener)
    if target is None:
        if label := _LABEL.match(state.src, state.pos + 1):
            unresolved = UnresolvedReference(opener, state.pos, label.span(1))
            state.unresolved.append(unresolved)
        return _footnote_reference(state, opener)
    inner = state.delimiters[opener.delimiters :]
    del state.delimiters[opener.delimiters :]
    state.tokens_meta.append({"delimiters": inner})
    token = state.tokens[opener.token]
    token.type, token.content = ("image" if opener.is_image else "link_open"), ""
    token.attrs = {"href": target.url}
    token.meta = {
        "at": (opener.end - 1 - opener.is_image, target.end),
        "destination": target.destination,
        "reference": target.reference,
    }
    state.push("image_close" if opener.is_image else "link_close", "", 0)
    if opener.is_image:
        state.has_images = True
    else:
        state.link_closed = True
    state.pos = target.end
    return True


def _footnote_reference(state: InlineState, opener: OpenBracket) -> bool:
    """Make a reference of `[^label]`, or text if no such footnote is defined.

    cmark-gfm renders nothing between the brackets, even markup.
    """
    start, end = opener.end - 1, state.pos + 1
    if state.src[opener.end] != "^" or not 1 <= state.pos - opener.end - 1 <= _MAX_LABEL_CHARS:
        return False
    label = state.src[opener.end + 1 : state.pos]
    footnotes.discard_references(state.tokens[opener.token :], state.env)
    del state.tokens[opener.token :]
    del state.delimiters[opener.delimiters :]
    del state.tokens_meta[opener.metas :]
    while state.runs and state.runs[-1][0] > start:
        state.runs.pop()
    state.pending = ""
    cited_before = len(state.env["cited"])
    number = footnotes.reference_number(label, state.env)
    if number is None:
        state.append_pending(state.src[start:end])
    else:
        token = state.push("footnote_ref", "", 0)
        token.content = str(number)
        token.meta["at"] = (start, end)
        token.meta["is_first"] = number > cited_before
    state.pos = end
    return True


def _find_target(state: InlineState, opener: OpenBracket) -> _LinkTarget | None:
    content, position = state.src, state.pos
    if target := _inline_target(content, position + 1):
        return target
    label = _LABEL.match(content, position + 1)
    end = label.end() if label else position + 1
    name = label[1].strip() if label else ""
    if not name and state.last_bracket == opener.end:
        # `[name][]` or `[name]` without brackets in the name.
        name = content[opener.end : position]
    if not name.strip() or len(name) > _MAX_LABEL_CHARS:
        return None
    reference = state.env["references"].get(normalizeReference(name))
    return _LinkTarget(reference["href"], end, reference=reference) if reference else None


def _inline_target(content: str, start: int) -> _LinkTarget | None:
    """Return the target in parentheses at `start`, if there is one."""
    if not content.startswith("(", start):
        return None
    begin = _skip_whitespace(content, start + 1)
    if content.startswith("<", begin):
        pointed = _ANGLE_DESTINATION().match(content, begin)
        if pointed is None:
            return None
        destination, end = pointed.span(1), pointed.end()
    else:
        end = _destination_end(content, begin)
        destination = begin, end
    after = _skip_whitespace(content, end)
    if after > end and (title := _TITLE().match(content, after)):
        after = _skip_whitespace(content, title.end())
    if not content.startswith(")", after):
        return None
    return _LinkTarget(unescapeAll(content[slice(*destination)]), after + 1, destination)


def _skip_whitespace(content: str, start: int) -> int:
    space = _SPACE.match(content, start)
    return space.end() if space else start


def _destination_end(content: str, start: int) -> int:
    """Return the end of a destination that begins at `start`: at white space, or at its `)`."""
    depth = 0
    for stop in _STOP.finditer(content, start):
        if stop[0] == "(" and depth < _MAX_PARENTHESES:
            depth += 1
        elif stop[0] == ")" and depth:
            depth -= 1
        elif stop[0][0] != "\\":
            return stop.start()
    return len(content)
