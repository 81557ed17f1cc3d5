"""The directory of the caches."""

from __future__ import annotations

from pathlib import Path

from awesome_lint.runner.options import Options


def cache_directory(options: Options) -> Path | None:
    """Return the directory of the caches of links and results; None if none is used."""
    if options.no_cache:
        return None
    if options.cache_dir:
        return Path(options.cache_dir)
    import platformdirs

    return platformdirs.user_cache_path("awesome-lint", appauthor=False)
