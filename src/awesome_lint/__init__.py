"""Lint curated lists and check their links.

The command is `awesome-lint`; this module is the same application for Python programs. It prints
nothing and reads no environment variable of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesome_lint.version import __version__

# Everything else is imported when it is used: most programs need only a part.
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path
    from typing import TextIO

    from awesome_lint.config import Config
    from awesome_lint.exporters import Export
    from awesome_lint.links import LinkSettings, Outcome
    from awesome_lint.model import (
        Diagnostic,
        Failure,
        Fix,
        FixResult,
        Link,
        LinkResult,
        Record,
        Run,
    )
    from awesome_lint.runner.add import AddOptions, AddResult
    from awesome_lint.runner.job import Job
    from awesome_lint.runner.options import Options
    from awesome_lint.runner.progress import Step

__all__ = [
    "Diagnostic",
    "Fix",
    "FixResult",
    "Options",
    "Run",
    "__version__",
    "add",
    "check_links",
    "export",
    "find_links",
    "fix_text",
    "lint_paths",
    "lint_text",
    "load_config",
    "write_export",
    "write_report",
]

_MODULES = {
    **dict.fromkeys(("Diagnostic", "Fix", "FixResult", "Run"), "awesome_lint.model"),
    "Options": "awesome_lint.runner.options",
}
"""The modules of the types that `__getattr__` imports."""


def __getattr__(name: str) -> object:
    """Import a type when it is first used."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_MODULES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def lint_paths(
    paths: Iterable[str | Path],
    options: Options | None = None,
    *,
    progress: Callable[[int, int], None] | None = None,
) -> Run:
    """Lint files and directories, as the command does.

    `options` are those of the command, with the same defaults except for `jobs`; `paths` replaces
    their `paths`, and no path stands for the README of the current directory.
    `progress` is called with the number of finished links and the number of all. Files are written
    only if the options say `fix` or name a baseline to write. Files that cannot be read or written
    are `errors` of the run, and internal errors are its `failures`. Raises
    `awesome_lint.model.UserError` if the options or a configuration cannot be used, or if no file
    is found. Blocks until all links are checked, and raises RuntimeError in a running event loop.
    """
    import os

    from msgspec.structs import replace

    from awesome_lint import runner
    from awesome_lint.runner.options import Options

    if isinstance(paths, (str, bytes)):
        raise TypeError(f"paths must be several, not a {type(paths).__name__}")
    named = tuple(os.fspath(path) for path in paths)

    def report(step: Step, done: int, total: int) -> None:
        if progress is not None and step == "links":
            progress(done, total)

    return runner.run(replace(options or Options(), paths=named), report)


def lint_text(
    text: str,
    *,
    path: str = "README.md",
    config: Config | None = None,
    links: Mapping[str, LinkResult] | None = None,
    records: Mapping[str, Record] | None = None,
) -> tuple[Diagnostic, ...]:
    """Return the findings in a text, in the order of the text.

    `path` is the name of the text in the findings; nothing is read from there, and rules about
    files do not run. `config` selects the rules; by default all run. `links` has the results of
    links, as `check_links` returns them, and `records` those of registries, as
    `awesome_lint.links.check_urls` returns both; rules that need them run only if they are given.
    Any text is valid. A rule that raises an exception loses its own findings, with a
    RuntimeWarning that names it.
    """
    from awesome_lint.runner.lint import lint

    job, outcome = _job(text, path, config, links, records)
    result = lint(job, outcome)
    _warn(path, result.failures)
    return result.diagnostics


def fix_text(
    text: str,
    *,
    path: str = "README.md",
    config: Config | None = None,
    links: Mapping[str, LinkResult] | None = None,
    records: Mapping[str, Record] | None = None,
    unsafe: bool = False,
) -> FixResult:
    """Apply the fixes of the findings in a text: the safe ones, and if `unsafe` all of them.

    The other arguments are those of `lint_text`.
    """
    from awesome_lint.runner.fix import fix

    job, outcome = _job(text, path, config, links, records)
    fixed = fix(job, outcome, unsafe=unsafe)
    _warn(path, fixed.failures)
    return fixed.result


def find_links(text: str) -> tuple[Link, ...]:
    """Return the links and images of a text, in the order of the text.

    Their `url` is as it is written: absolute, relative, or a fragment.
    """
    from awesome_lint import document, rulebook

    return document.parse("", text, rulebook.vocabulary()).links


def check_links(urls: Iterable[str], settings: LinkSettings | None = None) -> dict[str, LinkResult]:
    """Check URLs, each once, and return their results.

    URLs that no request can check, such as `mailto:` and relative ones, are left out. No response
    raises an error; without a network, every result is `skipped`. Blocks until all are checked, and
    raises RuntimeError in a running event loop.
    """
    from awesome_lint import links

    outcome = links.check_urls(urls, settings)
    if outcome.interrupted:
        raise KeyboardInterrupt
    return outcome.results


def add(identifiers: Iterable[str], options: AddOptions | None = None) -> AddResult:
    """Add entries to a list, as `awesome-lint add` does.

    `identifiers` are URLs, arXiv IDs, DOIs, IDs of the ACL Anthology, or `owner/repo`; they replace
    those of the `options`, whose fields are those of `awesome_lint.runner.add.AddOptions`. The list
    is written unless the options say `dry_run`. Raises `awesome_lint.model.UserError` if an
    identifier, the list, its configuration or the section cannot be used; nothing is written then.
    Blocks until the records are looked up, and raises RuntimeError in a running event loop.
    """
    from msgspec.structs import replace

    from awesome_lint.runner import add as runner_add

    if isinstance(identifiers, (str, bytes)):
        raise TypeError(f"identifiers must be several, not a {type(identifiers).__name__}")
    chosen = options or runner_add.AddOptions()
    return runner_add.add(replace(chosen, identifiers=tuple(identifiers)))


def load_config(path: str | Path) -> Config:
    """Read a configuration file.

    Raises `awesome_lint.config.ConfigError`, whose message names the line and the nearest valid
    word, if it cannot be used.
    """
    from pathlib import Path

    from awesome_lint.config import file

    return file.load(Path(path))


def write_report(run: Run, name: str, stream: TextIO) -> None:
    """Write a run in one of the formats of the command, such as `sarif`.

    Raises ValueError for an unknown format.
    """
    from awesome_lint.report import FORMATS, load_writer

    if name not in FORMATS:
        raise ValueError(f"unknown format {name!r}: not one of {', '.join(FORMATS)}")
    load_writer(name)(run, stream)


def export(
    paths: Iterable[str | Path],
    options: Options | None = None,
    *,
    url: str = "",
    progress: Callable[[int, int], None] | None = None,
) -> Export:
    """Return the entries of lists, with the records that registries have of them.

    `paths` are files and directories, as for `lint_paths`. Of the `options`, those apply that the
    command `awesome-lint export` has. `url` is the URL of the list; by default, that of its page on
    GitHub, in a clone from there. `progress` is called with the number of records that are looked
    up and the number of all. Files that cannot be read are `errors` of the export, and internal
    errors are its `failures`. Raises `awesome_lint.model.UserError` if the options or a
    configuration cannot be used, or if no file is found. Blocks until all records are looked up,
    and raises RuntimeError in a running event loop.
    """
    import os

    from msgspec.structs import replace

    from awesome_lint.runner import export as runner_export
    from awesome_lint.runner.options import Options

    if isinstance(paths, (str, bytes)):
        raise TypeError(f"paths must be several, not a {type(paths).__name__}")
    named = tuple(os.fspath(path) for path in paths)

    def report(step: Step, done: int, total: int) -> None:
        if progress is not None and step == "records":
            progress(done, total)

    chosen = replace(options or Options(), paths=named)
    return runner_export.export(chosen, url=url, progress=report)


def write_export(export: Export, name: str, stream: TextIO) -> None:
    """Write an export in one of the formats of `awesome-lint export --to`, such as `bibtex`.

    Raises ValueError for an unknown format.
    """
    from awesome_lint.exporters import FORMATS, load_writer

    if name not in FORMATS:
        raise ValueError(f"unknown format {name!r}: not one of {', '.join(FORMATS)}")
    load_writer(name)(export, stream)


def _job(
    text: str,
    path: str,
    config: Config | None,
    links: Mapping[str, LinkResult] | None,
    records: Mapping[str, Record] | None,
) -> tuple[Job, Outcome | None]:
    from awesome_lint.config import Config
    from awesome_lint.links import Outcome
    from awesome_lint.runner.job import job_of_text

    known = [name for name, given in (("links", links), ("records", records)) if given is not None]
    job = job_of_text(text, path, config or Config(), known)
    if not known:
        return job, None
    return job, Outcome(dict(links or {}), records=dict(records or {}))


def _warn(path: str, failures: Iterable[Failure]) -> None:
    import warnings

    for failure in failures:
        message = f"{path}: internal error in {failure.part}: {failure.error}"
        warnings.warn(message, RuntimeWarning, stacklevel=3)
