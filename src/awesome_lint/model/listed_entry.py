"""Entries of a list as people read them, without their places in the Markdown."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from awesome_lint.model.evidence import VenueKind

IdentifierKind = str
"""`arxiv`, `doi`, `acl`, `openreview` or another kind of paper that `identifiers.identity` knows;
`github` or `huggingface` for a repository."""
LinkTarget = Literal["page", "feed"]
"""The targets of links: web pages and files, or feeds in RSS or Atom."""


class ListedLink(Struct, frozen=True):
    """A link of an entry."""

    url: str
    """The URL as written, with escapes resolved; it may be relative."""
    label: str = ""
    """The text of the link, on one line; empty if the text is the URL or the title."""
    target: LinkTarget = "page"
    """The target of the link."""


class Identifier(Struct, frozen=True):
    """An identifier of the paper or the repository that an entry is about."""

    kind: IdentifierKind
    """The kind of identifier."""
    value: str
    """The identifier: `2403.06465`, `10.1145/3580305.3599346`, `owner/name`."""


class ListedEntry(Struct, frozen=True):
    """An entry of a list. Texts are on one line; what the entry does not state is empty or None."""

    path: str
    """The path of the file."""
    line: int
    """The 1-based line on which it begins."""
    section: tuple[str, ...]
    """The headings above it, the outermost first. The only heading of level 1 is left out, which is
    the title of the list."""
    title: str
    """The title; without one, the text of the main link, unless that only labels it."""
    key: str
    """The identity of the work: `arxiv:2403.06465`, `doi:10.1145/…`; the URL and the title of a
    work without an identifier. It does not depend on the place of the entry, nor on others."""
    authors: str = ""
    """The authors, as written."""
    venue: str = ""
    """The venue, as written."""
    venue_kind: VenueKind | None = None
    """The kind of the venue, if the vocabulary has it."""
    year: int | None = None
    """The year of publication."""
    description: str = ""
    """The description."""
    url: str = ""
    """The URL of the main link."""
    links: tuple[ListedLink, ...] = ()
    """All links, each URL once, in the order of the text. Images are left out."""
    identifiers: tuple[Identifier, ...] = ()
    """The identifiers, the main one first."""


class ListedDocument(Struct, frozen=True):
    """A list: its title and its entries, in the order of the text."""

    path: str
    """The path of the file."""
    title: str
    """The title: the text of the first heading of level 1; empty if there is none."""
    entries: tuple[ListedEntry, ...]
    """The entries."""
