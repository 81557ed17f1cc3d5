"""The last result of a link in the cache, for programs that make no requests."""

from __future__ import annotations

from msgspec import Struct

from awesome_lint.model import LinkResult
from awesome_lint.runner.cache_directory import cache_directory
from awesome_lint.runner.options import Options


class CachedLink(Struct, frozen=True):
    """The last result of a link."""

    result: LinkResult
    """The result, without its URL."""
    checked_at: float
    """The POSIX time of the check, in seconds."""
    dead_since: float | None
    """The POSIX time of the first check that found the link dead, if it has been dead since."""


def find_cached_link(url: str, options: Options) -> CachedLink | None:
    """Return the last result of a URL; None if the cache has none or cannot be read."""
    directory = cache_directory(options)
    if directory is None:
        return None
    from awesome_lint.links.cache.memory import find_last_result  # slow to import

    found = find_last_result(url, directory)
    if found is None:
        return None
    return CachedLink(found.result, found.checked_at, found.dead_since)
