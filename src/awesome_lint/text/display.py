"""Untrusted text, made safe for a terminal and for the log of a CI job.

No text of a README, a file name or a web server can move the cursor, hide or reorder the text
beside it, or start a command of the machine that reads the log.
"""

from __future__ import annotations

import re
import unicodedata

LOG_COMMAND = re.compile(r"#[^ -~]*#[^ -@\[-`{-~]*\[")
"""A possible command in a line of a log, up to and including its bracket.

GitHub's runner looks for `##[` (actions/runner, `ActionCommand.cs`), Azure Pipelines for
`##vso[`, TeamCity for `##teamcity[`: hence letters before the bracket. .NET, in which the first
two are written, by default ignores soft hyphens and zero-width spaces when it compares text:
hence, at every gap, anything but printable ASCII.
"""

# Variation selectors, skin tones, and joiners inside a word or an emoji change only how the
# character before them looks, and no two terminals agree on how wide that makes it.
_ORNAMENT = re.compile(
    r"[\ufe00-\ufe0f\U000e0100-\U000e01ef\U0001f3fb-\U0001f3ff]"
    r"|(?<=[^\x00-\x7f])[\u200c\u200d](?=[^\x00-\x7f])"
)


def displayable_pieces(text: str) -> list[str]:
    r"""Return the text to show for each code point of `text`, on one line.

    White space becomes a space; a control, an invisible or an unknown character becomes its
    escape (`\x1b`, `\u202e`); a modifier of the character before becomes nothing; the bracket
    that would start a log command gets a backslash.
    """
    shown = list(text) if text.isprintable() else [_displayable_piece(char) for char in text]
    for match in _ORNAMENT.finditer(text):
        shown[match.start()] = ""
    for match in LOG_COMMAND.finditer(text):
        shown[match.end() - 1] = r"\["
    return shown


def displayable(text: str) -> str:
    """Return `text` as one safe line: its `displayable_pieces`, joined."""
    return "".join(displayable_pieces(text))


def display_width(text: str) -> int:
    """Return the width of `displayable_pieces`, joined, in columns of a terminal.

    East Asian wide characters and emoji take two columns, combining marks none (Unicode Annex
    11).
    """
    return len(text) if text.isascii() else sum(map(_character_width, text))


def _displayable_piece(char: str) -> str:
    if char.isprintable():
        return char
    if char == "\t" or unicodedata.category(char) == "Zs":
        return " "
    return char.encode("unicode_escape").decode("ascii")


def _character_width(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me") or "\u1160" <= char <= "\u11ff":
        return 0  # combining marks, and the vowels and finals of decomposed Hangul
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1
