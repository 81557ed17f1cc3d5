"""Rendered content of a document: the words that readers see, and the URLs of its links."""

from __future__ import annotations

from collections import Counter

from msgspec import Struct


class RenderedContent(Struct, frozen=True):
    """Words and URLs of a rendered document.

    Comments, attributes, and cells that GitHub drops are left out.
    """

    words: Counter[str]
    """The number of times each word occurs, as `words_by_script` splits and folds words. The
    alternative texts of images are included."""
    urls: frozenset[str]
    """The destinations of links and images."""
