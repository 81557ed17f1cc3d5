"""Text that is struck through, as in cmark-gfm (`extensions/strikethrough.c`).

One or two tildes delimit it, and the same number must end it; more are text. markdown-it-py reads
four tildes as two pairs. The tildes of single ones stay text, since they are hardly ever meant as
markup; `state.struck` holds what they strike through.
"""

from __future__ import annotations

from collections.abc import Iterable

from markdown_it.rules_inline.state_inline import Delimiter

from awesome_lint.document.markdown.inline_state import InlineState

_MARKER = ord("~")
_MAX_TILDES = 2


def tildes(state: InlineState, _silent: bool) -> bool:
    """Inline rule: a run of tildes, which may begin or end text that is struck through."""
    start = state.pos
    run = state.scanDelims(start, True)
    token = state.push("text", "", 0)
    token.content = "~" * run.length
    if run.length <= _MAX_TILDES:
        state.delimiters.append(
            Delimiter(_MARKER, run.length, len(state.tokens) - 1, -1, run.can_open, run.can_close)
        )
        state.runs.append((start, [token]))
    state.pos += run.length
    return True


def strike_through(state: InlineState) -> None:
    """Turn pairs of delimiters into tokens (double tildes) or into `state.struck` (single ones)."""
    starts = {id(tokens[0]): start for start, tokens in state.runs}
    _strike_through(state, state.delimiters, starts)
    for meta in state.tokens_meta:
        if meta and "delimiters" in meta:
            _strike_through(state, meta["delimiters"], starts)
    state.struck.sort()


def _strike_through(
    state: InlineState, delimiters: Iterable[Delimiter], starts: dict[int, int]
) -> None:
    found = list(delimiters)
    for delimiter in found:
        if delimiter.marker != _MARKER or delimiter.end == -1:
            continue
        opening, closing = state.tokens[delimiter.token], state.tokens[found[delimiter.end].token]
        if opening.content != closing.content:
            continue
        if opening.content == "~":
            state.struck.append((starts[id(opening)], starts[id(closing)] + 1))
            continue
        for token, kind, nesting in ((opening, "s_open", 1), (closing, "s_close", -1)):
            token.type, token.tag, token.markup, token.content = kind, "s", token.content, ""
            token.nesting = nesting  # type: ignore[assignment] # one of the values that it may have
