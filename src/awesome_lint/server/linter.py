"""The findings of a document that is open in an editor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from awesome_lint.config import ConfigError
from awesome_lint.engine.baseline import BaselineFinding
from awesome_lint.model import Diagnostic, Failure, UserError
from awesome_lint.runner import baseline_file
from awesome_lint.runner.errors import InputError
from awesome_lint.runner.excluded_files import leave_out_excluded
from awesome_lint.runner.files import MAX_BYTES, Source, Stamp, shown, stamp
from awesome_lint.runner.job import Configurations, Job, make_jobs, with_text
from awesome_lint.runner.lint import lint
from awesome_lint.runner.log import Log
from awesome_lint.runner.options import Options
from awesome_lint.runner.results_cache import ResultsCache

_MARK = "\ufeff"
"""A byte order mark, which editors may send with the text."""


class Linted(Struct, frozen=True):
    """A text with its findings."""

    text: str
    """The text as the editor sent it."""
    job: Job | None = None
    """The parsed document; None if it is not linted."""
    diagnostics: tuple[Diagnostic, ...] = ()
    failures: tuple[Failure, ...] = ()
    """Internal errors: findings of these rules are missing."""
    error: UserError | None = None
    """The reason why the text is not linted: a mistake of the configuration, or its size."""
    configuration: Path | None = None
    """The configuration file that applies."""

    @property
    def has_mark(self) -> bool:
        """Whether the text begins with a byte order mark, which the document lacks."""
        return self.text.startswith(_MARK)


class Linter:
    """Lints one document after each change.

    Its configuration and its repository are read once, and again if the configuration or the
    baseline changes, so that a keystroke costs no more than a lint.
    """

    def __init__(self, path: Path | None, name: str, options: Options) -> None:
        """`path` is the file, which need not exist; `name` is used if there is none."""
        self._path = path
        self._name = name
        self._options = options
        self._stamps: Mapping[Path, Stamp | None] | None = None
        self._job: Job | None = None

    def lint(self, text: str, again: bool = False) -> Linted:
        """Return the findings in a text. Raises no exception.

        `again` is whether the configuration and the repository are read again.
        """
        linted, log = Linted(text), Log()
        if again:
            self._stamps = None
        try:
            configuration = Configurations(self._options).path(self._directory)
            linted = replace(linted, configuration=configuration)
            job = self._update(text, configuration, log)
        except UserError as error:
            self._stamps = None
            return replace(linted, error=error)
        except Exception as error:
            self._stamps = None
            return replace(linted, failures=(Failure.of("the parser", self._name, error),))
        if job is None:
            return replace(linted, failures=tuple(log.failures))
        try:
            result = lint(job, None)
        except Exception as error:
            return replace(linted, failures=(Failure.of("the engine", self._name, error),))
        return replace(linted, job=job, diagnostics=result.diagnostics, failures=result.failures)

    @property
    def _directory(self) -> Path:
        return self._path.parent if self._path else Path.cwd()

    def _update(self, text: str, configuration: Path | None, log: Log) -> Job | None:
        """Return a job for the text; None if the file is excluded. Raises UserError.

        None is also returned if the text cannot be parsed, with a failure in the `log`.
        """
        body = text.removeprefix(_MARK)
        if len(body.encode("utf-8", "surrogatepass")) > MAX_BYTES:
            raise InputError(f"larger than {MAX_BYTES // 1024**2} MiB", self._name)
        read = [configuration, Path(self._options.baseline) if self._options.baseline else None]
        stamps = {file: stamp(file) for file in read if file}
        if self._stamps != stamps:
            self._job = self._make(body, body != text, log)
            self._stamps = None if log.failures else stamps
        elif self._job is not None and self._job.text != body:
            source = replace(self._job.source, text=body)
            self._job = with_text(replace(self._job, source=source), body)
        return self._job

    def _make(self, body: str, has_mark: bool, log: Log) -> Job | None:
        name, kept = self._name, [self._path]
        if self._path:
            name = shown(self._path)
            options = replace(self._options, paths=(str(self._path),))
            kept = list(leave_out_excluded([self._path], options, log)[0])
        if not kept:
            return None
        source = Source(name, self._directory, body, has_mark, self._path)
        known: Mapping[str, tuple[BaselineFinding, ...]] = {}
        if baseline := self._options.baseline:
            loaded = baseline_file.load(self._options)
            known = baseline_file.known_findings([name], baseline, loaded)
        jobs = make_jobs([source], self._options, {}, known, ResultsCache(), log)
        return next(iter(jobs), None)


def mistakes(error: UserError) -> Sequence[UserError]:
    """Return all mistakes of a configuration, or the error itself."""
    return (error, *error.others) if isinstance(error, ConfigError) else (error,)
