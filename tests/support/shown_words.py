"""The words that browsers show for a README, and those of the blocks of a document, in order.

Known differences are alternative texts of images, numbers of footnotes and task boxes, which are
left out or written as in the source; the tags of GFM's tag filter, which GitHub shows as text; and
words that a tag in a block of HTML splits, as in `H<sub>2</sub>O`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode

from awesome_lint.document.reader import read_blocks
from awesome_lint.text.words import words_by_script
from rendering import html

_INLINE = frozenset(
    "a abbr b big cite code del em font i ins kbd mark nobr q s samp small span strike strong sub"
    " sup tt u var".split()
)


def words_of_blocks(lines: Sequence[str]) -> list[str]:
    """Return the words of each block of a document, given as its lines."""
    reader = read_blocks(list(lines))
    reader.add_footnotes()
    return [word for text in reader.visible_texts for word in words_by_script(text)]


def shown_words(text: str) -> list[str]:
    """Return the words of a README as cmark-gfm renders it and lexbor parses it."""
    body = LexborHTMLParser(html(text)).body
    assert body is not None
    return list(words_by_script("".join(_texts(body))))


def _texts(node: LexborNode) -> Iterator[str]:
    for child in _children(node):
        if child.tag == "-text":
            yield child.text_content or ""
        elif child.tag == "input":
            yield " x " if "checked" in child.attributes else ""
        elif child.tag != "img" and not _is_footnote_link(child):
            if child.tag not in _INLINE:
                yield " "
            yield from _texts(child)
            if child.tag not in _INLINE:
                yield " "


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.child
    while child is not None:
        yield child
        child = child.next


def _is_footnote_link(node: LexborNode) -> bool:
    return not {"data-footnote-ref", "data-footnote-backref"}.isdisjoint(node.attributes)
