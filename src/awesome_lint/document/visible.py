"""What a reader of the rendered document gets: its words and the URLs that it leads to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import chain

from msgspec import Struct

_WORD = re.compile(r"[A-Za-z0-9]+|[^\W_A-Za-z0-9]+")
"""ASCII words may touch words of a script that is written without spaces."""


class Visible(Struct, frozen=True):
    """The words of a rendered document, case folded, and the destinations of its links.

    The alternative texts of images are words. Comments, attributes, and cells that GitHub drops
    are not.
    """

    words: Counter[str]
    urls: frozenset[str]


def words(text: str) -> list[str]:
    """Return the words of a text, case folded."""
    return [word.casefold() for word in _WORD.findall(text)]


def of(texts: Iterable[str], urls: Iterable[str]) -> Visible:
    """Return what is visible of blocks that read `texts`, with links to `urls`."""
    return Visible(Counter(chain.from_iterable(map(words, texts))), frozenset(urls))
