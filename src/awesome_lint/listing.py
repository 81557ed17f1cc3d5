"""The entries of a document as people list them: title, section, venue, year, links, identifiers.

Pure functions of the document. Exports and reports use them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final
from urllib.parse import unquote

from awesome_lint import rulebook
from awesome_lint.identifiers import badges
from awesome_lint.identifiers.identity import identify, is_paper, title_key
from awesome_lint.identifiers.link_labels import is_label, is_placeholder
from awesome_lint.identifiers.url import parse_web_url
from awesome_lint.identifiers.venue import parse_venue
from awesome_lint.model import (
    Document,
    Entry,
    Field,
    Heading,
    Identifier,
    Link,
    ListedDocument,
    ListedEntry,
    ListedLink,
    Span,
    VenueKind,
    Vocabulary,
)
from awesome_lint.rules.shared.descriptions import find_description
from awesome_lint.rules.shared.entry_identity import paper_identities
from awesome_lint.text.words import folded_words

_MAX_LABEL_CHARS: Final = 200
"""Characters of the label of a link. The text of a link may be a paragraph."""


def list_document(document: Document, vocabulary: Vocabulary) -> ListedDocument:
    """Return the title and the entries of a document, in its order."""
    title = next((each for each in document.headings if each.level == 1), None)
    spans = (heading.span for heading in document.headings)
    sections = dict(zip(spans, section_paths(document.headings), strict=True))
    return ListedDocument(
        document.path,
        _one_line(title.text) if title else "",
        tuple(_list_entry(document, each, sections, vocabulary) for each in document.entries),
    )


def _list_entry(
    document: Document,
    entry: Entry,
    sections: Mapping[Span, tuple[str, ...]],
    vocabulary: Vocabulary,
) -> ListedEntry:
    papers = paper_identities(document, entry, vocabulary)
    title, venue = _title(entry), _one_line(entry.venue.text) if entry.venue else ""
    identifiers = tuple(dict.fromkeys(_identifiers(entry, papers)))
    return ListedEntry(
        path=document.path,
        line=entry.span.line,
        section=sections[entry.section.span] if entry.section else (),
        title=title,
        key=_key(entry, papers, title),
        authors=_one_line(entry.authors.text) if entry.authors else "",
        venue=venue,
        venue_kind=_venue_kind(venue, vocabulary),
        year=entry.year,
        description=_description(document, entry),
        url=entry.main_link.url if entry.main_link else "",
        links=tuple(_links(entry, title)),
        identifiers=identifiers,
    )


def section_paths(headings: Sequence[Heading]) -> list[tuple[str, ...]]:
    """Return the texts of each heading and of those around it, the outermost first.

    The only heading of level 1 is left out, which is the title of the list.
    """
    is_titled = sum(heading.level == 1 for heading in headings) == 1
    paths: list[tuple[str, ...]] = []
    around: list[Heading] = []
    for heading in headings:
        while around and around[-1].level >= heading.level:
            around.pop()
        if heading.level > 1 or not is_titled:
            around.append(heading)
        paths.append(tuple(_one_line(each.text) for each in around))
    return paths


def _title(entry: Entry) -> str:
    if entry.title is not None:
        return _one_line(entry.title.text)
    link = entry.main_link
    return _one_line(link.text) if link and not is_label(link.text) else ""


def _key(entry: Entry, papers: Mapping[str, Link], title: str) -> str:
    """Return the identity of the work that an entry is about.

    Several works may have one URL, such as a page with all papers of a group, so the title
    distinguishes works without an identifier.
    """
    main = identify(entry.main_link.url) if entry.main_link else ""
    if is_paper(main):
        return main
    if papers:
        return next(iter(papers))
    return f"{main} {title_key(title)}".strip() or title_key(entry.subject.text)


def _identifiers(entry: Entry, papers: Mapping[str, Link]) -> Iterator[Identifier]:
    """Yield the identifiers of an entry, that of its main link first."""
    main = entry.main_link
    links = ([main] if main else []) + [each for each in entry.links if each != main]
    own = identify(main.url) if main else ""
    for identity in (own, *papers):
        if is_paper(identity):
            kind, _, value = identity.partition(":")
            yield Identifier(kind, value)
    for link in links:
        if link.kind != "image" and (link == main or not link.text or is_label(link.text)):
            for subject in badges.linked_by(link.url):
                if subject.platform != "arxiv":
                    yield Identifier(subject.platform, subject.name)


def _links(entry: Entry, title: str) -> Iterator[ListedLink]:
    known: set[str] = set()
    for link in entry.links:
        if link.kind == "image" or not link.url or link.url in known:
            continue
        known.add(link.url)
        label = _one_line(link.text)[:_MAX_LABEL_CHARS]
        if link.text in (link.url, unquote(link.url)) or label == title or "://" in label:
            label = ""
        yield ListedLink(link.url, label, "feed" if _is_feed(link) else "page")


def _is_feed(link: Link) -> bool:
    """Return whether a link leads to a feed: by its label, or by its host or its path."""
    parts = parse_web_url(link.url)
    if parts is None:
        return False
    if is_label(link.text) and not rulebook.words("labels", "feed").isdisjoint(
        folded_words(link.text)
    ):
        return True
    host, _, _ = parts.host.partition(".")
    name = parts.path.rstrip("/").rpartition("/")[2].lower()
    return (
        host in rulebook.words("urls", "feed host")
        or name in rulebook.words("urls", "feed")
        or name.rpartition(".")[2] in rulebook.words("urls", "feed type")
    )


def _venue_kind(venue: str, vocabulary: Vocabulary) -> VenueKind | None:
    kinds = [mention.venue.kind for mention in parse_venue(venue, vocabulary).mentions]
    return next((kind for kind in kinds if kind != "track"), kinds[0] if kinds else None)


def _description(document: Document, entry: Entry) -> str:
    if entry.kind == "row":
        return next((_one_line(each.text) for each in entry.fields if _is_description(each)), "")
    found = find_description(document, entry)
    return found.text if found else ""


def _is_description(field: Field) -> bool:
    """Return whether a cell of a row is in a column of descriptions."""
    named = rulebook.words("columns", "description")
    return not named.isdisjoint(folded_words(field.name)) and not is_placeholder(field.text)


def _one_line(text: str) -> str:
    return " ".join(text.split())
