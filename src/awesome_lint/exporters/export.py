"""The content of an export, which all formats write."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from awesome_lint.identifiers.identity import identify
from awesome_lint.links.records import KnownRecord
from awesome_lint.model import Failure, ListedEntry, Note, UserError


class ExportedEntry(Struct, frozen=True):
    """An entry with what registries know of it."""

    listed: ListedEntry
    """The entry, as the list has it."""
    records: tuple[KnownRecord, ...] = ()
    """The records of its identifiers, that of the main link first."""
    missing: tuple[str, ...] = ()
    """Sentences of registries that do not know one of its identifiers."""

    @property
    def published(self) -> str:
        """The date of publication of a paper, or of the creation of a repository.

        `YYYY-MM-DD`, `YYYY-MM` or `YYYY`; empty if no registry states it.
        """
        dates = (each.record.published or each.record.created for each in self.records)
        return next(filter(None, dates), "")


class Export(Struct, frozen=True):
    """The entries of one or more lists."""

    title: str
    """The title of the first list, or else its path."""
    url: str
    """The URL of the page of the first list; empty if unknown."""
    entries: tuple[ExportedEntry, ...]
    """The entries, in the order of the files and of their text."""
    notes: tuple[Note, ...] = ()
    """Remarks, such as on the age of the records."""
    failures: tuple[Failure, ...] = ()
    """Internal errors: what they cost is missing from the export."""
    errors: tuple[UserError, ...] = ()
    """Files that could not be read."""


class Work(Struct, frozen=True):
    """A work that one or more entries are about."""

    first: ExportedEntry
    """The first of its entries."""
    sections: tuple[tuple[str, ...], ...]
    """The different sections of its entries."""


def works(
    entries: Iterable[ExportedEntry], identify_work: Callable[[ListedEntry], str]
) -> tuple[Work, ...]:
    """Return the works of entries, each once, in the order of their first entries.

    `identify_work` returns the identity of the work of an entry.
    """
    groups: dict[str, list[ExportedEntry]] = {}
    for entry in entries:
        groups.setdefault(identify_work(entry.listed), []).append(entry)
    return tuple(
        Work(group[0], tuple(dict.fromkeys(each.listed.section for each in group)))
        for group in groups.values()
    )


def urls_to_look_up(listed: ListedEntry) -> Iterator[str]:
    """Yield the URLs whose records are those of an entry: its main link, and links to its paper.

    Of several URLs of one paper, only the first is returned.
    """
    papers = {f"{each.kind}:{each.value}" for each in listed.identifiers}
    known: set[str] = set()
    for url in filter(None, (listed.url, *(link.url for link in listed.links))):
        identity = identify(url)
        if identity not in known and (url == listed.url or identity in papers):
            known.add(identity)
            yield url
