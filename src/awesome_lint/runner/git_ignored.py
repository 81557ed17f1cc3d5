"""Files that git ignores."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from awesome_lint.runner.path_patterns import PathPatterns
from awesome_lint.symlinks import find_repository

_MAX_BYTES: Final = 1024 * 1024
"""The bytes of a `.gitignore` that are read."""


def without_ignored(paths: Sequence[Path], directory: Path) -> list[Path]:
    """Return those of the `paths` below a directory that git does not ignore.

    As in git, a tracked file is never ignored. Without git, and outside of a repository, the
    `.gitignore` files themselves are read. If the directory is ignored, all paths are returned,
    because it was named.
    """
    top = Path(os.path.realpath(directory))
    repository = cache(find_repository)
    chains: dict[Path, list[Path]] = {}
    for path in paths:
        chains[path] = chain = [Path(os.path.realpath(path.parent), path.name)]
        # A repository below the directory may be ignored by the one around it.
        while (inner := repository(chain[-1].parent)) and top in inner.parents:
            chain.append(inner)
    asked = {each for chain in chains.values() for each in chain}
    if repository(top) != top:
        asked.add(top)
    by_repository: defaultdict[Path | None, list[Path]] = defaultdict(list)
    for each in asked:
        by_repository[repository(each.parent)].append(each)
    ignored = set[Path]()
    for root, members in by_repository.items():
        ignored |= _ignored(members, root, top)
    if top in ignored:
        return list(paths)
    return [path for path, chain in chains.items() if ignored.isdisjoint(chain)]


def _ignored(paths: Iterable[Path], repository: Path | None, top: Path) -> set[Path]:
    """Return those of the paths in a repository, or in none but below `top`, that are ignored."""
    if repository is not None:
        from awesome_lint.changes import ChangesError, ignored_paths  # slow to import

        try:
            return ignored_paths(paths, repository)
        except ChangesError:
            pass
    patterns = cache(_patterns)
    root = repository or top
    return {
        path
        for path in paths
        if any(
            _verdict(each, root, patterns, is_directory=each != path or each.is_dir())
            for each in (*reversed(path.parents), path)
            if root in each.parents
        )
    }


def _verdict(
    path: Path, root: Path, patterns: Callable[[Path], PathPatterns], *, is_directory: bool
) -> bool:
    """Return whether a path is ignored; the nearest `.gitignore` takes precedence."""
    for directory in path.parents:
        names = path.relative_to(directory).parts
        verdict = patterns(directory).verdict(names, is_directory=is_directory)
        if verdict is not None:
            return verdict
        if directory == root:
            break
    return False


def _patterns(directory: Path) -> PathPatterns:
    """Return the patterns of the `.gitignore` of a directory, if there is one."""
    file = directory / ".gitignore"
    if file.is_symlink() or not file.is_file():  # git follows no link to it either
        return PathPatterns(())
    try:
        with file.open("rb") as stream:
            data = stream.read(_MAX_BYTES)
    except OSError:
        return PathPatterns(())
    return PathPatterns(data.decode("utf-8", "surrogateescape").split("\n"))
