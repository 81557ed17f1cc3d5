"""The directory of the caches, and the cache of links that a run uses."""

from __future__ import annotations

from pathlib import Path

from awesome_lint.links.settings import CacheScope
from awesome_lint.runner import github_actions
from awesome_lint.runner.options import Options


def cache_directory(options: Options) -> Path | None:
    """Return the directory of the caches of links and results; None if none is used."""
    if options.no_cache:
        return None
    if options.cache_dir:
        return Path(options.cache_dir)
    import platformdirs

    return platformdirs.user_cache_path("awesome-lint", appauthor=False)


def cache_scope(options: Options) -> CacheScope:
    """Return the cache of a run: by default `untrusted` in pull requests, `trusted` elsewhere."""
    if options.cache_scope is not None:
        return options.cache_scope
    is_pull_request = github_actions.is_pull_request(options.environment)
    return "untrusted" if is_pull_request else "trusted"
