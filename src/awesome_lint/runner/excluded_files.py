"""Files that the configuration or `--exclude` excludes."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from awesome_lint.config import Config
from awesome_lint.runner.files import shown
from awesome_lint.runner.job import Configurations
from awesome_lint.runner.log import Log
from awesome_lint.runner.options import Options
from awesome_lint.runner.path_patterns import PathPatterns
from awesome_lint.text.suggest import quote_word


def leave_out_excluded(
    paths: Sequence[Path | None], options: Options, log: Log
) -> tuple[tuple[Path | None, ...], Mapping[Path, Config]]:
    """Return the paths that are not excluded, and the configurations of the others' directories.

    Files are excluded even if they are named, because pre-commit names all files; this is noted.
    Standard input, which is None, is never excluded. Patterns that match no file are noted as well;
    those of a configuration only if all files that it applies to were searched. Raises ConfigError.
    """
    configurations = Configurations(options)
    here = Path.cwd()
    of_option = PathPatterns(options.exclude)
    of_configurations: dict[Path, tuple[Config, PathPatterns]] = {}
    named = {Path(path) for path in options.paths}
    kept: list[Path | None] = []
    excluded: dict[Path, Config] = {}
    for path in paths:
        if path is None:
            kept.append(None)
            continue
        config = configurations.config(path.parent)
        file = configurations.path(path.parent)
        base = here if options.config or not file else _absolute(file.parent)
        _, patterns = of_configurations.setdefault(base, (config, PathPatterns(config.exclude)))
        source = ""
        if _ignore(of_option, path, here):
            source = "--exclude"
        elif _ignore(patterns, path, base):
            source = config.source
            excluded[path.parent] = config
        if not source:
            kept.append(path)
            continue
        is_named = path in named or not options.paths
        message = f"{shown(path)}: skipped: excluded by {source}"
        log.note(message, "note" if is_named else "detail")
    for pattern in of_option.unused():
        log.note(f"--exclude: {quote_word(pattern)} matches no file")
    searched = [_absolute(path) for path in named if path.is_dir()]
    for base, (config, patterns) in of_configurations.items():
        if any(map(base.is_relative_to, searched)):
            for pattern in patterns.unused():
                log.note(f"{config.source}: `exclude`: {quote_word(pattern)} matches no file")
    return tuple(kept), excluded


def _ignore(patterns: PathPatterns, path: Path, base: Path) -> bool:
    """Return whether patterns of the directory `base` match a file below it."""
    absolute = _absolute(path)
    return absolute.is_relative_to(base) and patterns.ignore(absolute.relative_to(base).parts)


def _absolute(path: Path) -> Path:
    return Path(os.path.normpath(path.absolute()))
