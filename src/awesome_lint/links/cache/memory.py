"""Cache of link results, histories of dead links, records, hosts' rate limits and pages."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from hashlib import blake2b
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, TypeVar

from msgspec import Meta, Struct, field
from msgspec.structs import replace
from yarl import URL

from awesome_lint.bounded import MAX_INT, datetime_from_timestamp, split_url
from awesome_lint.identifiers.known_hosts import find_host
from awesome_lint.links.http.conditional import CachedPage
from awesome_lint.links.http.rate_limit_headers import HostLimit
from awesome_lint.links.http.status import TOO_MANY_REQUESTS
from awesome_lint.links.result import CacheState
from awesome_lint.links.settings import LinkSettings, seconds
from awesome_lint.model import Failing, Failure, LinkCheck, LinkResult, Record, Verdict

if TYPE_CHECKING:
    from awesome_lint.links.cache.store import CacheFile

MINUTE: Final = 60.0
HOUR: Final = 60 * MINUTE
DAY: Final = 24 * HOUR

MAX_AGE_BY_VERDICT: Final[Mapping[Verdict, float]] = {
    "ok": 3 * DAY,
    "moved": 3 * DAY,
    "blocked": DAY,
    "refused": DAY,
    "dead": HOUR,
    "unreachable": 10 * MINUTE,
}
"""Seconds for which a result is valid; `skipped` results are not cached."""
MAX_RECORD_AGE: Final = DAY
"""Seconds for which a registry's record is valid: arXiv's change once a day (API user manual)."""
MAX_LIMIT_AGE: Final = DAY
"""Seconds for which a recorded rate limit of a host is valid."""
MAX_REFUSAL_AGE: Final = 6 * HOUR
"""Seconds for which a registry that refused a check is skipped if others can replace it."""
MAX_CHECK_DAYS: Final = 179
"""Days for which the numbers of a check of a list are remembered, before the cache deletes
them."""
FLUSH_INTERVAL_SECONDS: Final = 1.0
"""Seconds between writes. Results of up to this time are lost if a run is killed."""
BUSY_TIMEOUT_SECONDS: Final = 0.1
"""Seconds to wait for other runs while requests are in flight, which wait as well."""
FINAL_BUSY_TIMEOUT_SECONDS: Final = 5.0
"""Seconds to wait for other runs at the end."""
MAX_RATE_LIMITED_AGE: Final = 10 * MINUTE
"""Seconds for which the result of a link to a rate-limited host is valid."""

MAX_RECORD_LOOKUP_AGE: Final = 7 * DAY
"""Seconds for which a record is valid for lookups of records, which judge no links."""
RECORD_VERSION: Final = "1"
"""Version of complete records, increased when registries are asked for further facts, so that the
records of earlier versions are not taken for ones without these facts."""

RecordKey = tuple[str, str]
"""Name of a registry, and an identifier in it."""

_TRUSTED: Final = "links-trusted.sqlite3"
"""The file of the cache that only trusted runs write."""

T = TypeVar("T")


class CachedResult(Struct, frozen=True):
    """Last result of a link. Times are POSIX times, in seconds."""

    checked_at: float = field(name="asked")
    """Time of the check. Its key in the file is `asked`."""
    result: LinkResult
    """Result without its URL, which may hold a secret."""
    record: Record | None = None
    """Record of the registry that knows the link, if there is one."""
    dead_since: float | None = None
    """Time of the first check that found the link dead, if it has not been alive since."""
    failures: int = 0
    """Number of checks that found it dead since then."""


class CachedRecord(Struct, frozen=True):
    """The complete record of a registry about an identifier."""

    looked_up: float
    """POSIX time of the response, in seconds."""
    record: Record


class Refusal(Struct, frozen=True):
    """The last time that a registry refused the requests of this network, as POSIX time."""

    at: float


class CheckNumbers(Struct, frozen=True):
    """Numbers of a check of all links of a list."""

    at: float
    """POSIX time of the check."""
    verdicts: dict[Verdict, Annotated[int, Meta(ge=0, le=MAX_INT)]]
    """Number of links by verdict."""


class LinkCache:
    """Results of earlier link checks, and of this one.

    Without a cache directory in `settings`, nothing is stored. `note` is called with sentences
    about problems of the cache. After an internal error, with which `fail` is called, the cache is
    neither read nor written.
    """

    def __init__(
        self,
        settings: LinkSettings,
        note: Callable[[str], None],
        fail: Callable[[Failure], None] = lambda _failure: None,
    ) -> None:
        self._note = note
        self._fail = fail
        self._directory = str(settings.cache or "")
        self._refresh = settings.refresh
        self._hosts = settings.hosts
        # Results are valid only for runs with the same access, registries and checks of pages.
        checks = (settings.fragments, settings.soft_404)
        self._conditions = _conditions(
            (settings.allow_private_hosts, bool(settings.token), *checks), forges=settings.forges
        )
        self._own: CacheFile | None = None
        self._caches: tuple[CacheFile, ...] = ()
        nothing: tuple[CacheFile | None, tuple[CacheFile, ...]] = (None, ())
        self._own, self._caches = self._attempt(lambda: _open_caches(settings, note), nothing)
        self._known: dict[str, CachedResult] = {}
        self._pending: dict[tuple[str, bytes], Struct] = {}
        self._online = False
        self._flushed_at = time.time()
        self._postponed = False

    @property
    def usable(self) -> bool:
        """Whether results are stored."""
        return self._own is not None and self._own.usable

    def load(self, urls: Iterable[str]) -> dict[str, CachedResult]:
        """Return the valid results of `urls`, as written."""
        return self._attempt(lambda: self._load(urls), {})

    def _load(self, urls: Iterable[str]) -> dict[str, CachedResult]:
        now = time.time()
        keys = {self._key(url): url for url in urls}
        for cache in self._caches:
            for key, cached in cache.read("link", CachedResult, keys).items():
                known = self._known.get(keys[key])
                if _has_valid_times(cached, now) and (
                    known is None or known.checked_at < cached.checked_at
                ):
                    self._known[keys[key]] = cached
        if self._refresh:
            return {}
        return {
            url: replace(cached, result=replace(_with_failing(url, cached), source="cache"))
            for url, cached in self._known.items()
            if now - cached.checked_at < self._max_age(url, cached)
        }

    @property
    def has_history(self) -> bool:
        """Whether there are results, valid or not, of URLs that were loaded."""
        return bool(self._known)

    def order_by_urgency(self, links_by_url: Mapping[URL, list[str]]) -> dict[URL, list[str]]:
        """Return `links_by_url` with the most urgent URLs first, which a deadline cuts off last.

        URLs without a result come first, then those that failed, then those with the oldest result.
        """

        def rank(url: str) -> tuple[int, float]:
            cached = self._known.get(url)
            if cached is None:
                return 0, 0.0
            return 1 if cached.result.verdict in ("dead", "unreachable") else 2, cached.checked_at

        return dict(sorted(links_by_url.items(), key=lambda item: min(map(rank, item[1]))))

    def store(self, result: LinkResult, record: Record | None = None) -> LinkResult:
        """Store a result, and return it with the history of a dead link."""
        return self._attempt(lambda: self._store(result, record), result)

    def _store(self, result: LinkResult, record: Record | None) -> LinkResult:
        if not self.usable:
            return result
        now = time.time()
        before = self._known.get(result.url)
        since, failures = (before.dead_since, before.failures) if before else (None, 0)
        if result.verdict in ("ok", "moved"):
            since, failures = None, 0
        elif result.verdict == "dead":
            since, failures = (now if since is None else since), failures + 1
        cached = CachedResult(now, replace(result, url=""), record, since, failures)
        self._pending["link", self._key(result.url)] = cached
        # A machine without a network finds everything unreachable, or refuses a private address.
        self._online |= (
            result.verdict not in ("unreachable", "refused") or result.status is not None
        )
        self._flush_when_due(now)
        return _with_failing(result.url, cached)

    def host_limits(self) -> dict[str, HostLimit]:
        """Return the rate limits recorded by earlier checks, by the queue of the host."""
        return self._attempt(self._host_limits, {})

    def _host_limits(self) -> dict[str, HostLimit]:
        now = time.time()
        found: dict[str, HostLimit] = {}
        for cache in reversed(self._caches):
            limits = cache.read("limit", HostLimit)
            found |= {str(host, "utf-8", "replace"): limit for host, limit in limits.items()}
        return {
            host: replace(limit, not_before=min(limit.not_before, now + MAX_INT))
            for host, limit in found.items()
            if 0 <= now - limit.learned < MAX_LIMIT_AGE
        }

    def store_limit(self, host: str, interval: float, not_before: float) -> None:
        """Store a rate limit: the interval in seconds, and the POSIX time of the next request."""
        self._pending["limit", host.encode()] = HostLimit(interval, not_before, time.time())

    def refusing_registries(self) -> frozenset[str]:
        """Return the names of the registries that refused a check less than MAX_REFUSAL_AGE ago."""
        return self._attempt(self._refusing_registries, frozenset())

    def _refusing_registries(self) -> frozenset[str]:
        if self._refresh:
            return frozenset()
        now = time.time()
        return frozenset(
            str(name, "utf-8", "replace")
            for cache in self._caches
            for name, refusal in cache.read("refusal", Refusal).items()
            if 0 <= now - refusal.at < MAX_REFUSAL_AGE
        )

    def store_refusal(self, registry: str) -> None:
        """Store that a registry refused the requests of this check."""
        self._pending["refusal", registry.encode()] = Refusal(time.time())

    def load_records(self, keys: Iterable[RecordKey]) -> dict[RecordKey, CachedRecord]:
        """Return the latest complete records of identifiers, valid or not."""
        return self._attempt(lambda: self._load_records(keys), {})

    def _load_records(self, keys: Iterable[RecordKey]) -> dict[RecordKey, CachedRecord]:
        now = time.time()
        wanted = {_record_key(key): key for key in keys}
        latest: dict[RecordKey, CachedRecord] = {}
        for cache in self._caches:
            for name, cached in cache.read("record", CachedRecord, wanted).items():
                known = latest.get(wanted[name])
                if 0 <= cached.looked_up <= now and (
                    known is None or known.looked_up < cached.looked_up
                ):
                    latest[wanted[name]] = cached
        return latest

    def store_record(self, key: RecordKey, record: Record) -> CachedRecord:
        """Store the complete record of an identifier, and return it with the time."""
        cached = CachedRecord(time.time(), record)
        self._pending["record", _record_key(key)] = cached
        self._online = True
        self._attempt(lambda: self._flush_when_due(cached.looked_up), None)
        return cached

    def store_check(self, list_id: bytes, results: Iterable[LinkResult]) -> None:
        """Store the numbers of a check of all links of a list, the last one of a day (UTC).

        They are not written if no link was requested.
        """
        now = time.time()
        numbers = CheckNumbers(now, Counter(result.verdict for result in results))
        self._pending["check", _check_key(list_id, now)] = numbers

    def load_page(self, url: URL) -> CachedPage | None:
        """Return the page stored for a URL, unless `refresh` is set."""
        return self._attempt(lambda: self._load_page(url), None)

    def _load_page(self, url: URL) -> CachedPage | None:
        key = self._key(str(url))
        for cache in () if self._refresh else self._caches:
            if found := cache.read("page", CachedPage, [key]).get(key):
                return found
        return None

    def store_page(self, url: URL, page: CachedPage) -> None:
        """Store the page read from a URL."""
        self._pending["page", self._key(str(url))] = page

    def close(self) -> CacheState:
        """Write what is not written yet, unless there was no network, and close the files."""
        return self._attempt(self._close, "none")

    def _close(self) -> CacheState:
        if (
            self._online
            and self.usable
            and not self._flush(FINAL_BUSY_TIMEOUT_SECONDS)
            and self.usable
        ):
            self._note("the cache is in use by another run: results of this run are not cached")
        state: CacheState = "none"
        if self._own is not None and self._own.usable:
            state = "new" if self._own.new else "kept"
        for cache in self._caches:
            cache.close()
        return state

    def _attempt(self, action: Callable[[], T], otherwise: T) -> T:
        """Return the result of an action, or `otherwise` after an internal error."""
        try:
            return action()
        except Exception as error:
            self._fail(Failure.of("cache", self._directory, error))
            caches, self._own, self._caches = self._caches, None, ()
            for cache in caches:
                with suppress(Exception):  # it may be the error that is already reported
                    cache.close()
            return otherwise

    def _flush_when_due(self, now: float) -> None:
        if (
            self.usable
            and self._online
            and not self._postponed
            and now - self._flushed_at >= FLUSH_INTERVAL_SECONDS
        ):
            self._flushed_at = now
            self._postponed = not self._flush(BUSY_TIMEOUT_SECONDS)

    def _flush(self, busy_timeout: float) -> bool:
        written = self._own is not None and self._own.write(
            self._pending, time.time(), busy_timeout
        )
        if written:
            self._pending.clear()
        return written

    def _max_age(self, url: str, cached: CachedResult) -> float:
        """Return the seconds for which a result is valid; hosts may be configured to differ."""
        alive = cached.result.verdict in ("ok", "moved")
        configured = (
            find_host(self._hosts, split_url(url.strip()).hostname or "") if alive else None
        )
        return (
            _default_max_age(cached)
            if configured is None or configured.age is None
            else seconds(configured.age)
        )

    def _key(self, url: str) -> bytes:
        """Return the key of a URL: a hash, so that URLs cannot be read from the file."""
        return _key(url, self._conditions)


def find_last_result(url: str, directory: Path) -> CachedResult | None:
    """Return the last result of a URL in the trusted cache of a directory, valid or not.

    The check may have had any access, registries and checks of pages. The cache is only read.
    None if it has no result, does not exist or cannot be read.
    """
    try:
        from awesome_lint.links.cache.store import CacheFile
    except ImportError:  # this Python was built without SQLite
        return None
    cache = CacheFile(directory / _TRUSTED, lambda _note: None, writable=False)
    keys = [
        _key(url, _conditions(flags, forges=forges))
        for flags in product((False, True), repeat=4)
        for forges in (False, True)
    ]
    found = cache.read("link", CachedResult, keys).values()
    cache.close()
    now = time.time()
    valid = (each for each in found if _has_valid_times(each, now))
    return max(valid, key=lambda each: each.checked_at, default=None)


def find_checks(list_id: bytes, directory: Path) -> tuple[LinkCheck, ...]:
    """Return the checks of all links of a list in the trusted cache of a directory, oldest first.

    The cache is only read. Nothing is returned if it does not exist or cannot be read.
    """
    try:
        from awesome_lint.links.cache.store import CacheFile
    except ImportError:  # this Python was built without SQLite
        return ()
    now = time.time()
    cache = CacheFile(directory / _TRUSTED, lambda _note: None, writable=False)
    keys = [_check_key(list_id, now - day * DAY) for day in range(MAX_CHECK_DAYS + 1)]
    found = cache.read("check", CheckNumbers, keys).values()
    cache.close()
    return tuple(
        LinkCheck(datetime_from_timestamp(each.at), each.verdicts)
        for each in sorted(found, key=lambda each: each.at)
        if 0 <= now - each.at <= MAX_CHECK_DAYS * DAY
    )


def _check_key(list_id: bytes, at: float) -> bytes:
    """Return the key of a check of a list, at a POSIX time. It is the same for one day."""
    return blake2b(b"%d " % (at // DAY) + list_id, digest_size=16).digest()


def _conditions(flags: Iterable[bool], *, forges: bool) -> bytes:
    """Return the conditions of a check. Those without forges are as before there were any."""
    return bytes(flags) + (b"forges" if forges else b"")


def _key(url: str, conditions: bytes) -> bytes:
    data = url.encode("utf-8", "surrogatepass")
    return blake2b(data, digest_size=16, key=conditions).digest()


def _record_key(key: RecordKey) -> bytes:
    data = "\n".join((RECORD_VERSION, *key)).encode("utf-8", "surrogatepass")
    return blake2b(data, digest_size=16).digest()


def _open_caches(
    settings: LinkSettings, note: Callable[[str], None]
) -> tuple[CacheFile | None, tuple[CacheFile, ...]]:
    """Open the cache of the run's scope, and that of the trusted scope to read.

    Each scope has a file of its own, so that a trusted run opens no file that another one wrote.
    """
    if settings.cache is None:
        return None, ()
    try:
        from awesome_lint.links.cache.store import CacheFile
    except ImportError:
        note("this Python was built without SQLite: results are not cached")
        return None, ()
    own = CacheFile(settings.cache / f"links-{settings.cache_scope}.sqlite3", note)
    if settings.cache_scope == "trusted":
        return own, (own,)
    return own, (own, CacheFile(settings.cache / _TRUSTED, note, writable=False))


def _default_max_age(cached: CachedResult) -> float:
    """Return the seconds for which a result is valid, unless its host is configured to differ."""
    result = cached.result
    age = MAX_AGE_BY_VERDICT.get(result.verdict, 0.0)
    if result.verdict == "blocked" and result.status in (None, TOO_MANY_REQUESTS):
        return min(age, MAX_RATE_LIMITED_AGE)
    return age if cached.record is None else min(age, MAX_RECORD_AGE)


def _with_failing(url: str, cached: CachedResult) -> LinkResult:
    """Return the result of a URL; if it is dead, with the history."""
    result = replace(cached.result, url=url, failing=None, lenient_until=None)
    if result.verdict != "dead" or cached.dead_since is None:
        return result
    failing = Failing(
        datetime_from_timestamp(cached.dead_since),
        datetime_from_timestamp(cached.checked_at),
        cached.failures,
    )
    return replace(result, failing=failing)


def _has_valid_times(cached: CachedResult, now: float) -> bool:
    """Return whether the times of a result are after 1970, in order, and not in the future."""
    since = cached.checked_at if cached.dead_since is None else cached.dead_since
    return 0 <= since <= cached.checked_at <= now
