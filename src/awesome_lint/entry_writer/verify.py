"""Whether a document after an insertion has one entry more, and is otherwise as before."""

from __future__ import annotations

from awesome_lint.document import WrittenDocument, parse_written
from awesome_lint.entry_writer.values import Values
from awesome_lint.identifiers.identity import identify, title_key
from awesome_lint.model import Document, Entry, Span, Vocabulary


def added_entry(
    written: WrittenDocument, text: str, values: Values, vocabulary: Vocabulary
) -> tuple[WrittenDocument, Entry] | None:
    """Return the document of a text, and the entry that it has in addition to those `written`.

    None if the text does not have exactly one entry more, if that does not have the title and the
    link of the values, or if anything else would be rendered differently.
    """
    before = written.document
    parsed = parse_written(before.path, text, vocabulary)
    after = parsed.document
    if len(after.entries) != len(before.entries) + 1:
        return None
    old, new = list(map(_content, before.entries)), list(map(_content, after.entries))
    index = next(
        (i for i, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), len(old)
    )
    if old[index:] != new[index + 1 :]:
        return None
    entry = after.entries[index]
    titles = {title_key(values.title), title_key(values.repository)}
    if entry.title is None or title_key(entry.title.text) not in titles:
        return None
    if entry.main_link is None or identify(entry.main_link.url) != values.identity:
        return None
    others = [each.text for each in after.headings if each.span != entry.span]
    if [each.text for each in before.headings] != others:
        return None
    if [len(each.header.cells) for each in before.tables] != [
        len(each.header.cells) for each in after.tables
    ]:
        return None
    if _delimiters(before) != _delimiters(after):
        return None  # half of an emphasis
    return (parsed, entry) if _renders_the_rest(written, parsed, entry) else None


def _delimiters(document: Document) -> int:
    """Return the number of delimiters of emphasis that are shown as characters.

    Underscores within words and single tildes are not counted, since they are never escaped.
    """
    return sum(
        not _is_literal(document.lines[span.line - 1], span)
        for block in document.blocks
        for span in block.delimiters
    )


def _is_literal(line: str, span: Span) -> bool:
    """Return whether a delimiter in a line is an underscore within a word, or a single tilde."""
    start, end = span.column - 1, span.end_column - 1
    is_in_word = line[max(start - 1, 0) : start].isalnum() and line[end : end + 1].isalnum()
    return line[start:end] == "~" or (is_in_word and set(line[start:end]) == {"_"})


def _content(entry: Entry) -> tuple[object, ...]:
    title = entry.title.text if entry.title else ""
    return entry.kind, title, tuple(link.url for link in entry.links)


def _renders_the_rest(before: WrittenDocument, after: WrittenDocument, entry: Entry) -> bool:
    """Return whether all words and links remain, and only those of the new entry are added."""
    old, new = before.rendered, after.rendered
    if old.words - new.words or old.urls - new.urls:
        return False
    own = {link.url for link in after.document.links if entry.span.contains(link.span)}
    return new.urls - old.urls <= own
