"""Untrusted text as Markdown that shows it and has no other effect.

GitHub links URLs, `#12`, `GH-12` and hashes of commits, notifies users who are mentioned by
`@name`, and more, everywhere except in code. So everything except plain words is written as
code, and nothing has to be escaped.
"""

from __future__ import annotations

import re

from awesome_lint.text.display import displayable

# Text between white space, including quotations in backticks.
_CHUNK = re.compile(r"(?:`[^`]*`|[^ `]|`)+")

# Words, with a hyphen or an apostrophe inside, but not `GH-12`, `www.` or what may be a hash; and
# numbers, but not `1.`, which begins a list.
_PLAIN = r"(?:(?![0-9a-fA-F]{7})[^\W_]+(?:[’'-][^\W\d_][^\W_]*)*|\d{1,6}\.\d{1,6}|[–—…])"
_QUOTED = r"`(?P<code>[^`]+)`"
_HARMLESS = re.compile(rf"(?P<before>[(“\"']*)(?:{_PLAIN}|{_QUOTED})(?P<after>[.,:;?!)”\"'…]*)")
_LIST_ITEM = re.compile(r"\d+[.)]")


def inline(text: str) -> str:
    """Return `text` as one line of Markdown; quotations and unusual words become code.

    The result can be used anywhere in a line and, through `cell`, in a table.
    """
    return _CHUNK.sub(_chunk, displayable(text))


def code(text: str) -> str:
    """Return `text` as Markdown code, on one line; white space alone, or nothing, as a space."""
    text = displayable(text)
    if not text.strip(" "):
        return "` `"
    fence = "`" * (max(map(len, re.findall(r"`+", text)), default=0) + 1)
    # Markdown strips one space at both ends, if there are two.
    pad = " " if text[0] == "`" or text[-1] == "`" or text[0] == text[-1] == " " else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def cell(markdown: str) -> str:
    """Return one line of Markdown for a cell of a table, with pipes escaped, in code as well."""
    return markdown.replace("|", r"\|")


def _chunk(match: re.Match[str]) -> str:
    chunk = match[0]
    harmless = _HARMLESS.fullmatch(chunk)
    if harmless is None or _LIST_ITEM.fullmatch(chunk):
        unsafe = chunk.rstrip(".,:;?!") or chunk
        return code(unsafe) + chunk[len(unsafe) :]
    if harmless["code"] is None:
        return chunk
    return harmless["before"] + code(harmless["code"]) + harmless["after"]
