"""Unicode normalization in linear time."""

from __future__ import annotations

from typing import Final, Literal
from unicodedata import normalize

from awesome_lint.text.patterns import deferred

MAX_RUN_CHARS: Final = 128
"""Maximum number of consecutive characters outside ASCII that are normalized together.

`unicodedata.normalize` takes quadratic time on a run of combining marks, and characters that
decompose into marks need not be marks (U+0F73). Words have a few at most; the Stream-Safe Text
Format of Unicode Annex 15 allows 30.
"""

# ASCII characters never combine with what stands before them, so a text may be split there.
_PIECE: Final = deferred(rf"[\x00-\x7f]*+[^\x00-\x7f]{{0,{MAX_RUN_CHARS}}}+")


def normalize_linear(form: Literal["NFC", "NFKC", "NFKD"], text: str) -> str:
    """Return `text` in a normalization form of Unicode.

    A run of more than `MAX_RUN_CHARS` characters outside ASCII is normalized in parts; marks are
    neither reordered nor combined across parts.
    """
    if len(text) <= MAX_RUN_CHARS:
        return normalize(form, text)
    return "".join(normalize(form, piece) for piece in _PIECE().findall(text))
