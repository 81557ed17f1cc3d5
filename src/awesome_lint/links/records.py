"""Lookup of records: what registries know of the papers, repositories and models in URLs."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct
from yarl import URL

from awesome_lint.bounded import datetime_from_timestamp
from awesome_lint.links.cache.memory import (
    MAX_RECORD_LOOKUP_AGE,
    CachedRecord,
    LinkCache,
    RecordKey,
)
from awesome_lint.links.event_loop import refuse_event_loop
from awesome_lint.links.plan import plan
from awesome_lint.links.registries import match_registries, record_registries
from awesome_lint.links.registries.registry import RegistryMatch
from awesome_lint.links.settings import LinkSettings, require_valid
from awesome_lint.model import Failure, Record

if TYPE_CHECKING:
    from awesome_lint.links.http.connector import ConnectorFactory


class KnownRecord(Struct, frozen=True):
    """A record, with its age."""

    record: Record
    looked_up: datetime
    """The time (UTC) at which the registry gave it."""


class RecordLookup(Struct, frozen=True):
    """Result of a lookup of records. A URL that no registry can look up is in none of the three."""

    records: Mapping[str, KnownRecord]
    """Records by URL as given."""
    missing: Mapping[str, str] = {}
    """URLs whose identifiers a registry does not know, as given, each with a sentence that says so:
    "arXiv has no paper 2401.00001"."""
    unanswered: frozenset[str] = frozenset()
    """URLs that a registry can look up, as given, for which none gave a usable response, or for
    which an offline lookup found no cached record."""
    notes: tuple[str, ...] = ()
    """Sentences about the lookup itself, such as that a registry did not respond."""
    failures: tuple[Failure, ...] = ()
    """Internal errors. The URLs that they concern are unanswered."""


def look_up_records(
    urls: Iterable[str],
    settings: LinkSettings,
    *,
    offline: bool = False,
    connector_factory: ConnectorFactory | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> RecordLookup:
    """Look the records of `urls` up in the registries that know their identifiers.

    Only registries are requested, never pages: each identifier once, in batches where possible, at
    the rate that the registry allows. A record in the cache (`settings.cache`) that is less than
    7 days old is used unless `settings.refresh` is set; an older one if no registry gives a usable
    response. With `offline`, nothing is requested, and cached records of any age are used. Patterns
    and shards of `settings` are ignored. `connector_factory` is as for `links.check_urls`;
    `on_progress` is called with the number of URLs whose lookup is finished and the number of all
    that have to be looked up. No response raises an error. Raises RuntimeError if an event loop
    runs in this thread, and SettingsError for settings that cannot be used.
    """
    if isinstance(urls, str):
        raise TypeError("urls must be several, not a str")
    refuse_event_loop()
    require_valid(settings)
    notes: list[str] = []
    failures: list[Failure] = []
    planned = plan(urls)
    offered = record_registries(settings.token, settings.semantic_scholar_key)
    matches = match_registries(planned.links_by_url, offered, failures.append)
    missing: Mapping[URL, str] = {}
    cache = LinkCache(settings, notes.append, failures.append)
    try:
        cached = cache.load_records(match.key for match in matches.values())
        known = {} if settings.refresh and not offline else _by_url(matches, cached)
        oldest = time.time() - MAX_RECORD_LOOKUP_AGE
        wanted = {
            url: match
            for url, match in matches.items()
            if url not in known or known[url].looked_up < oldest
        }
        if wanted and not offline:
            # Imported here, because aiohttp is slow to import.
            from awesome_lint.links import record_session

            found = record_session.look_up(wanted, settings, connector_factory, on_progress, cache)
            known |= found.records
            missing = found.missing
            notes += found.notes
            failures += found.failures
    finally:
        cache.close()
    records, absent, unanswered = {}, {}, set()
    for url in matches:
        for link in planned.links_by_url[url]:
            if url in missing:
                absent[link] = missing[url]
            elif url in known:
                looked_up = datetime_from_timestamp(known[url].looked_up)
                records[link] = KnownRecord(known[url].record, looked_up)
            else:
                unanswered.add(link)
    return RecordLookup(records, absent, frozenset(unanswered), tuple(notes), tuple(failures))


def _by_url(
    matches: Mapping[URL, RegistryMatch], cached: Mapping[RecordKey, CachedRecord]
) -> dict[URL, CachedRecord]:
    return {url: cached[match.key] for url, match in matches.items() if match.key in cached}
