"""What a link check remembers of earlier ones: results, dead links' histories, hosts' limits."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from hashlib import blake2b
from typing import TYPE_CHECKING, Final, TypeVar

from msgspec import Struct
from msgspec.structs import replace
from yarl import URL

from awesome_lint.bounded import MAX_INT, datetime_from_timestamp, split_url
from awesome_lint.identifiers.known_hosts import find_host
from awesome_lint.links.http.rate_limit_headers import Limit
from awesome_lint.links.settings import CacheState, LinkSettings, seconds
from awesome_lint.model import Failing, Failure, LinkResult, Record, Verdict

if TYPE_CHECKING:
    from awesome_lint.links.cache.store import Cache

MINUTE: Final = 60.0
HOUR: Final = 60 * MINUTE
DAY: Final = 24 * HOUR

AGES: Final[Mapping[Verdict, float]] = {
    "ok": 3 * DAY,
    "moved": 3 * DAY,
    "blocked": DAY,
    "refused": DAY,
    "dead": HOUR,
    "unreachable": 10 * MINUTE,
}
"""Seconds for which a verdict is not asked about again; `skipped` is none to remember."""
RECORD_AGE: Final = DAY
"""Seconds for which a registry's record holds: arXiv's change once a day (API user manual)."""
LIMIT_AGE: Final = DAY
"""Seconds after which a host is trusted again to bear what hosts usually do."""
FLUSH: Final = 1.0
"""Seconds between writes: so much is lost when a run is killed."""
PATIENCE: Final = 0.1
"""Seconds to wait for other runs while requests are under way, which wait as well."""
BUSY: Final = 5.0
"""Seconds to wait for other runs at the end."""
LEFT_ALONE: Final = 10 * MINUTE
"""Seconds for which a link is not asked about whose host had too many requests."""


S = TypeVar("S", bound=Struct)
T = TypeVar("T")


class Seen(Struct, frozen=True):
    """What was learned of a URL when it was last asked, at `asked`.

    `result` is without the URL, which may hold a secret. `dead_since` is when it was first found
    dead and never alive again, `failures` how often. Times are in seconds of POSIX time.
    """

    asked: float
    result: LinkResult
    record: Record | None = None
    dead_since: float | None = None
    failures: int = 0


class Memory:
    """What was learned, and what is being learned.

    Without a cache in `settings`, nothing is remembered. `note` is told what is wrong with one.
    An internal error costs the cache: it is neither read nor written from then on, and `fail` is
    told of it.
    """

    def __init__(
        self,
        settings: LinkSettings,
        note: Callable[[str], None],
        fail: Callable[[Failure], None] = lambda _failure: None,
    ) -> None:
        self._note = note
        self._fail = fail
        self._place = str(settings.cache or "")
        self._refresh = settings.refresh
        self._hosts = settings.hosts
        # Where other addresses may be visited, another registry asked, or more looked at, all is
        # asked anew.
        looks = (settings.fragments, settings.soft_404)
        self._conditions = bytes([settings.allow_private_hosts, bool(settings.token), *looks])
        self._own: Cache | None = None
        self._caches: tuple[Cache, ...] = ()
        nothing: tuple[Cache | None, tuple[Cache, ...]] = (None, ())
        self._own, self._caches = self._attempt(lambda: _caches(settings, note), nothing)
        self._seen: dict[str, Seen] = {}
        self._learned: dict[tuple[str, bytes], Struct] = {}
        self._online = False
        self._flushed = time.time()
        self._postponed = False

    @property
    def usable(self) -> bool:
        """Whether what is learned will be remembered."""
        return self._own is not None and self._own.usable

    def recall(self, urls: Iterable[str]) -> dict[str, Seen]:
        """Return what is known of `urls`, as they are written, and need not be asked again."""
        return self._attempt(lambda: self._recall(urls), {})

    def _recall(self, urls: Iterable[str]) -> dict[str, Seen]:
        now = time.time()
        keys = {self._key(url): url for url in urls}
        for cache in self._caches:
            for key, seen in cache.read("link", Seen, keys).items():
                known = self._seen.get(keys[key])
                if _is_sound(seen, now) and (known is None or known.asked < seen.asked):
                    self._seen[keys[key]] = seen
        if self._refresh:
            return {}
        return {
            url: replace(seen, result=replace(_dated(url, seen), source="cache"))
            for url, seen in self._seen.items()
            if now - seen.asked < self._age(url, seen)
        }

    @property
    def remembers(self) -> bool:
        """Whether anything is known of what was recalled, so that its order matters."""
        return bool(self._seen)

    def order(self, asks: Mapping[URL, list[str]]) -> dict[URL, list[str]]:
        """Return `asks` in the order of what matters: what a deadline cuts off stands last.

        URLs that were never asked come first, then those that failed, then those that were not
        asked for the longest time.
        """

        def rank(url: str) -> tuple[int, float]:
            seen = self._seen.get(url)
            if seen is None:
                return 0, 0.0
            return 1 if seen.result.verdict in ("dead", "unreachable") else 2, seen.asked

        return dict(sorted(asks.items(), key=lambda ask: min(map(rank, ask[1]))))

    def learn(self, result: LinkResult, record: Record | None = None) -> LinkResult:
        """Take in what was found; return it with what earlier checks add to it."""
        return self._attempt(lambda: self._learn(result, record), result)

    def _learn(self, result: LinkResult, record: Record | None) -> LinkResult:
        if not self.usable:
            return result
        now = time.time()
        before = self._seen.get(result.url)
        since, failures = (before.dead_since, before.failures) if before else (None, 0)
        if result.verdict in ("ok", "moved"):
            since, failures = None, 0
        elif result.verdict == "dead":
            since, failures = (now if since is None else since), failures + 1
        seen = Seen(now, replace(result, url=""), record, since, failures)
        self._learned["link", self._key(result.url)] = seen
        # To a machine that is cut off everything is unreachable, which says nothing.
        self._online |= result.verdict != "unreachable" or result.status is not None
        if self._online and not self._postponed and now - self._flushed >= FLUSH:
            self._flushed = now
            self._postponed = not self._flush(PATIENCE)
        return _dated(result.url, seen)

    def limits(self) -> dict[str, Limit]:
        """Return the limits that hosts were found to have, by the name of their queue."""
        return self._attempt(self._limits, {})

    def _limits(self) -> dict[str, Limit]:
        now = time.time()
        found: dict[str, Limit] = {}
        for cache in reversed(self._caches):
            limits = cache.read("limit", Limit)
            found |= {str(host, "utf-8", "replace"): limit for host, limit in limits.items()}
        return {
            host: replace(limit, not_before=min(limit.not_before, now + MAX_INT))
            for host, limit in found.items()
            if 0 <= now - limit.learned < LIMIT_AGE
        }

    def note_limit(self, host: str, interval: float, not_before: float) -> None:
        """Remember that a host bears a visit every `interval` seconds, the next at `not_before`."""
        self._learned["limit", host.encode()] = Limit(interval, not_before, time.time())

    def page(self, url: URL, wanted: type[S]) -> S | None:
        """Return what is known of the page at an address, unless it is to be asked anew."""
        return self._attempt(lambda: self._page(url, wanted), None)

    def _page(self, url: URL, wanted: type[S]) -> S | None:
        key = self._key(str(url))
        for cache in () if self._refresh else self._caches:
            if found := cache.read("page", wanted, [key]).get(key):
                return found
        return None

    def note_page(self, url: URL, page: Struct) -> None:
        """Remember what stands on the page at an address."""
        self._learned["page", self._key(str(url))] = page

    def close(self) -> CacheState:
        """Write what was learned, unless there was no network, and give the files back."""
        return self._attempt(self._close, "none")

    def _close(self) -> CacheState:
        if self._online and self.usable and not self._flush(BUSY) and self.usable:
            self._note("the cache is in use by another run: what this one learned is not kept")
        state: CacheState = "none"
        if self._own is not None and self._own.usable:
            state = "new" if self._own.new else "kept"
        for cache in self._caches:
            cache.close()
        return state

    def _attempt(self, action: Callable[[], T], otherwise: T) -> T:
        """Return what an action returns or, if it meets an internal error, do without the cache."""
        try:
            return action()
        except Exception as error:
            self._fail(Failure.of("cache", self._place, error))
            caches, self._own, self._caches = self._caches, None, ()
            for cache in caches:
                with suppress(Exception):  # which may be the error that is known already
                    cache.close()
            return otherwise

    def _flush(self, patience: float) -> bool:
        written = self._own is not None and self._own.write(self._learned, time.time(), patience)
        if written:
            self._learned.clear()
        return written

    def _age(self, url: str, seen: Seen) -> float:
        """Return for how many seconds a result holds; of links that are alive, a host may say."""
        alive = seen.result.verdict in ("ok", "moved")
        said = find_host(self._hosts, split_url(url.strip()).hostname or "") if alive else None
        return _age(seen) if said is None or said.age is None else seconds(said.age)

    def _key(self, url: str) -> bytes:
        """Return what stands for a URL in the cache, from which nobody can read the URL."""
        data = url.encode("utf-8", "surrogatepass")
        return blake2b(data, digest_size=16, key=self._conditions).digest()


def _caches(
    settings: LinkSettings, note: Callable[[str], None]
) -> tuple[Cache | None, tuple[Cache, ...]]:
    """Return the cache of the scope, and all that may be read: this and more trusted ones.

    Each scope has a file of its own, so that a run that is trusted opens none that another has
    written.
    """
    if settings.cache is None:
        return None, ()
    try:
        from awesome_lint.links.cache.store import Cache
    except ImportError:
        note("this Python was built without SQLite: nothing is remembered")
        return None, ()
    own = Cache(settings.cache / f"links-{settings.cache_scope}.sqlite3", note)
    if settings.cache_scope == "trusted":
        return own, (own,)
    return own, (own, Cache(settings.cache / "links-trusted.sqlite3", note, writable=False))


def _age(seen: Seen) -> float:
    """Return for how many seconds a result holds."""
    result = seen.result
    age = AGES.get(result.verdict, 0.0)
    if result.verdict == "blocked" and result.status in (None, 429):
        return min(age, LEFT_ALONE)
    return age if seen.record is None else min(age, RECORD_AGE)


def _dated(url: str, seen: Seen) -> LinkResult:
    """Return what was learned of a URL, if it is dead with what is known of how long."""
    result = replace(seen.result, url=url, failing=None, lenient_until=None)
    if result.verdict != "dead" or seen.dead_since is None:
        return result
    failing = Failing(
        datetime_from_timestamp(seen.dead_since), datetime_from_timestamp(seen.asked), seen.failures
    )
    return replace(result, failing=failing)


def _is_sound(seen: Seen, now: float) -> bool:
    """Whether the times of an entry can be: after 1970, in order, and none to come."""
    since = seen.asked if seen.dead_since is None else seen.dead_since
    return 0 <= since <= seen.asked <= now
