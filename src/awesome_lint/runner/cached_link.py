"""The last result of a link in the cache, for programs that make no requests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesome_lint.runner.cache_directory import cache_directory
from awesome_lint.runner.options import Options

if TYPE_CHECKING:
    from awesome_lint.links.cache.memory import CachedResult


def find_cached_link(url: str, options: Options) -> CachedResult | None:
    """Return the last result of a URL; None if the cache has none or cannot be read."""
    directory = cache_directory(options)
    if directory is None:
        return None
    from awesome_lint.links.cache.memory import find_last_result  # slow to import

    return find_last_result(url, directory)
