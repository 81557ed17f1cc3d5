"""Parsing and linting of several files in several processes.

The processes only fill the results cache, in which the run itself then finds the results. The run
computes what the processes could not compute, and reports the errors.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from awesome_lint.runner.cache_directory import cache_directory
from awesome_lint.runner.files import Source
from awesome_lint.runner.job import Configurations, make_jobs
from awesome_lint.runner.lazy_document import LazyDocument
from awesome_lint.runner.lint import lint_jobs
from awesome_lint.runner.log import Log
from awesome_lint.runner.options import Options
from awesome_lint.runner.progress import FileProgress
from awesome_lint.runner.results_cache import ResultsCache, is_writable

if TYPE_CHECKING:
    from awesome_lint.changes import Base

MIN_CHARS: Final = 100_000
"""Text below which starting processes takes longer than linting it in one."""
_MAX_PROCESSES: Final = 61
"""Windows cannot wait for more at once."""
_BATCHES_PER_PROCESS: Final = 8
"""Files are passed to processes in batches, each of which asks git once for tracked files."""


@contextmanager
def results_cache(
    sources: Sequence[Source],
    options: Options,
    bases: Mapping[str, Base | None],
    progress: FileProgress,
) -> Iterator[ResultsCache]:
    """Yield the results cache of a run. Processes fill it first if that saves time.

    `bases` has the files before the change under review, by path. Where no cache is used, or it
    cannot be written, processes use a temporary directory, which is deleted at the end. Where the
    system has none, or no processes, the run computes everything. Raises ConfigError.
    """
    cache = cache_directory(options)
    directory = cache and cache / "results"
    results = ResultsCache(directory)
    most = min(options.jobs or _cores(), _MAX_PROCESSES)
    new = _without_results(sources, options, results) if most > 1 and _pays(sources) else []
    if not _pays(new):
        yield results
        return
    with ExitStack() as stack:
        if directory is None or not is_writable(directory):
            import tempfile

            try:
                temporary = tempfile.TemporaryDirectory(prefix="awesome-lint-")
            except OSError:
                yield results
                return
            directory = Path(stack.enter_context(temporary))
            results = ResultsCache(directory)
        # A system may have no semaphores, or a limit of processes.
        with suppress(OSError, NotImplementedError):
            _compute(new, options, bases, directory, min(most, len(new)), progress)
        yield results


def _pays(sources: Sequence[Source]) -> bool:
    """Return whether several processes lint files in less time than one."""
    return len(sources) > 1 and sum(len(source.text) for source in sources) >= MIN_CHARS


def _compute(
    sources: Sequence[Source],
    options: Options,
    bases: Mapping[str, Base | None],
    directory: Path,
    processes: int,
    progress: FileProgress,
) -> None:
    """Fill the results cache in `directory`. Afterwards, no process is left.

    Raises OSError or NotImplementedError if the system starts no processes.
    """
    # Imported before the processes start, which then share the modules where they are forked.
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor, as_completed
    from concurrent.futures.process import BrokenProcessPool

    from awesome_lint.engine import engine  # noqa: F401

    # A process need not have the parent's environment as a special mapping.
    plain = replace(options, environment=dict(options.environment))
    others = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(processes, initializer=_begin)
    try:
        with _deferred_interrupts():
            batches = {
                pool.submit(
                    _work,
                    batch,
                    plain,
                    {each.path: bases[each.path] for each in batch if each.path in bases},
                    directory,
                ): batch
                for batch in _batches(sources, processes)
            }
        for done in as_completed(batches):
            if done.exception() is None:
                progress.advance(2 * len(batches[done]))
    except BrokenProcessPool:  # a process was killed, such as for lack of memory
        pass
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        started = set(multiprocessing.active_children()) - others
        for process in started:
            process.terminate()
        for process in started:
            process.join()
        raise
    finally:
        pool.shutdown()


@contextmanager
def _deferred_interrupts() -> Iterator[None]:
    """Defer Ctrl-C while processes are started: Python ignores exceptions at the end of a fork."""
    import signal  # few runs start processes

    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin() -> None:
    """Let Ctrl-C end a process without a traceback."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])


def _work(
    sources: Sequence[Source],
    options: Options,
    bases: Mapping[str, Base | None],
    directory: Path,
) -> None:
    log = Log()
    jobs = make_jobs(sources, options, bases, {}, ResultsCache(directory), log)
    if options.offline or options.links == "none":
        lint_jobs(jobs, None, log)


def _batches(sources: Sequence[Source], processes: int) -> list[list[Source]]:
    """Divide files into batches of about the same size, those with the largest files first."""
    count = min(_BATCHES_PER_PROCESS * processes, len(sources))
    batches: list[list[Source]] = [[] for _ in range(count)]
    chars = [0] * count
    for source in sorted(sources, key=lambda source: -len(source.text)):
        smallest = chars.index(min(chars))
        batches[smallest].append(source)
        chars[smallest] += len(source.text)
    return batches


def _without_results(
    sources: Sequence[Source], options: Options, results: ResultsCache
) -> list[Source]:
    """Return the files whose outlines are not cached, but can be."""
    configurations = Configurations(options)
    return [
        source
        for source in sources
        if source.file is not None
        and not results.has_outline(
            LazyDocument(
                source.path,
                source.text,
                configurations.load(source.directory)[1],
                source.file,
            )
        )
    ]


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
