"""Headings and paragraphs that are entries themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from awesome_lint.document.entries import line_parser, list_items
from awesome_lint.document.entries.author_names import are_authors
from awesome_lint.document.entries.list_items import Item
from awesome_lint.document.entries.parsed_line import Said
from awesome_lint.document.entries.sections import is_about_the_list
from awesome_lint.document.entries.segments import Shape, Unit
from awesome_lint.document.markdown.inline import Inline
from awesome_lint.document.markdown.source_map import Origin
from awesome_lint.identifiers import link_labels
from awesome_lint.model import Entry, Heading, Span, Vocabulary

_SEVERAL = 3
"""One heading or paragraph with a link in it is none; so many are a way to write a list."""

_FEWEST_WORDS = 4
"""Words of a link that is a title without any label beside it."""

TOP = Span(1, 1, 1, 1)
"""The container of headings and paragraphs that no heading is above."""

_LONGEST = 3000
"""Characters of the longest paragraph that is one entry."""

_LINK = re.compile(r"\]\(|\]\[|https?://|href")
_ENDS = re.compile(r"[\s*_.,:|>\]-]*?(?:\\?\n|<br|[\[(<`*_]|$)", re.IGNORECASE)


def read_headings(
    titles: Sequence[tuple[Inline, Origin, Heading]], vocabulary: Vocabulary
) -> Iterator[Entry]:
    """Yield the headings that are entries, where a document has several.

    One is a linked title, or a title with the label of a paper: `### A Title. [pdf](…)`.
    """
    found = []
    above: list[Heading] = []
    for inline, origin, heading in titles:
        while above and above[-1].level >= heading.level:
            above.pop()
        shape = Shape([(inline, origin)])
        said = line_parser.read(shape, vocabulary)
        if heading.level > 1 and _is_entry(shape, said) and list_items.leads_out(shape):
            section = above[-1] if above else None
            item = Item(heading.span, section.span if section else TOP, section)
            found.append(list_items.entry(item, shape, said, [], vocabulary))
        above.append(heading)
    if len(found) >= _SEVERAL:
        yield from found


def _is_entry(shape: Shape, said: Said) -> bool:
    """Tell whether a heading is an entry by its form."""
    if said.title_kind == "link":
        return True
    links = [link for unit in shape.units if unit.start >= said.title_end for link in unit.links]
    return _words(said) >= _FEWEST_WORDS and any(
        link_labels.is_label(link.text) and not link_labels.is_aside(link.text) for link in links
    )


def read_paragraphs(items: Sequence[Item], vocabulary: Vocabulary) -> Iterator[Entry]:
    r"""Yield the entries of paragraphs, where a document has several, and of the lists below them.

    One that is an entry begins with its title, in bold or as a link, and goes on with labels of
    links, or on another line: `**Title** \ *Authors.* ICRA 2024. [[Paper](…)]`.
    """
    found = [_paragraph(item, vocabulary) for item in items]
    several = len(found) - found.count(None) >= _SEVERAL
    for item, paragraph in zip(items, found, strict=True):
        below = item.items
        if several and paragraph is not None:
            entry, below = paragraph
            yield entry
        yield from list_items.read(below, vocabulary)


def _paragraph(item: Item, vocabulary: Vocabulary) -> tuple[Entry, list[Item]] | None:
    """Return the entry that a paragraph is, and the items below that are entries of their own."""
    if item.section and is_about_the_list(item.section.text):
        return None
    content = item.blocks[0][0].content
    if len(content) > _LONGEST or not (item.items or _LINK.search(content)):
        return None
    shape = Shape(item.blocks)
    said = line_parser.read(shape, vocabulary, alone=bool(item.items))
    first = next((unit for unit in shape.units if any(map(str.isalnum, unit.text))), None)
    if first is None or not said.begins_as_entry:
        return None
    by_authors = first.kind == "text" and are_authors(first.text)
    told = said.title_kind == "quoted" or said.venue is not None or by_authors
    if first.kind == "text" and not told and first.text.strip()[:1].isalpha():
        return None  # `See also: [Title](…)`
    if not _ENDS.match(shape.content, said.title_end) and not _is_dated(
        shape, said, by_authors=by_authors
    ):
        return None
    details, entries = list_items.parted(item, shape, said, vocabulary)
    behind = [unit for unit in shape.units if unit.start >= said.title_end and unit.links]
    titles = [unit for unit in behind if _is_title(shape, unit, vocabulary)]
    labelled = any(unit not in titles and unit.kind in ("link", "brackets") for unit in behind)
    if titles or not (
        labelled
        or any(map(list_items.leads_out, details))
        or (said.title_kind == "link" and _words(said) >= _FEWEST_WORDS)
        or (said.title_kind == "strong" and said.title is not None and said.title.links)
    ):
        return None
    return list_items.entry(item, shape, said, details, vocabulary), entries


def _is_dated(shape: Shape, said: Said, *, by_authors: bool) -> bool:
    """Tell whether the venue or year follows a title: `[Title](…), ICRA 2024`.

    A comma parts them, unless authors before the title say already what it is.
    """
    dated = said.year is not None or said.venue is not None
    parted = shape.content[said.title_end :].lstrip()[:1] in (",", "(", ".")
    return dated and (parted or by_authors)


def _words(said: Said) -> int:
    return len(said.title.text.split()) if said.title else 0


def _is_title(shape: Shape, unit: Unit, vocabulary: Vocabulary) -> bool:
    """Tell whether a link further on is another title, so that they are prose, or several."""
    long = len(unit.text.split()) >= _FEWEST_WORDS
    return unit.kind == "link" and long and not line_parser.is_about(shape, unit, vocabulary)
