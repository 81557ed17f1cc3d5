"""The command `awesome-lint`."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import partial
from itertools import chain
from pathlib import Path
from time import monotonic
from typing import TextIO

import click
from msgspec import structs

from awesome_lint import rulebook
from awesome_lint.cli import messages, output, show
from awesome_lint.cli.command import parse
from awesome_lint.cli.progress import progress_line
from awesome_lint.engine.baseline import Baseline
from awesome_lint.links import Outcome
from awesome_lint.model import Failure, Run, UserError
from awesome_lint.runner import (
    baseline_file,
    check_links,
    diff_base,
    files,
    github_actions,
    targets,
)
from awesome_lint.runner import fix as mend
from awesome_lint.runner.configuration_changes import notes as configuration_notes
from awesome_lint.runner.job import Configurations, Job, prepare, settings, wants_links, with_text
from awesome_lint.runner.lint import lint_all
from awesome_lint.runner.options import Format, Invocation
from awesome_lint.text.display import visible
from awesome_lint.text.suggest import shown

OK, FINDINGS, UNUSABLE, INTERRUPTED = 0, 1, 2, 130
"""Exit statuses; the last is what shells give a command that Ctrl-C ended."""

_WEIGHT = {"info": 1, "warning": 2, "error": 3, "never": 4}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with these arguments, by default those of the process.

    Returns the exit status: 0 for nothing found at or above `--fail-on`, 1 for findings, 2 for
    wrong usage, configuration or input, 130 when interrupted.
    """
    _open_streams()
    try:
        invocation = parse(arguments)
        status = invocation if isinstance(invocation, int) else _run(invocation)
        sys.stdout.flush()
        return status
    except click.NoSuchOption as error:
        near = f": did you mean `{error.possibilities[0]}`?" if error.possibilities else ""
        _refuse(UserError(f"there is no option {shown(error.option_name)}{near}"))
    except click.BadOptionUsage as error:
        _refuse(UserError(error.message.replace("'", "`").rstrip(".")))
    except click.ClickException as error:
        _refuse(UserError(error.format_message()))
    except UserError as error:
        _refuse(error)
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except BrokenPipeError:
        _leave_stdout()
        return OK
    except OSError as error:
        _leave_stdout()
        name, reason = error.filename, error.strerror or str(error)
        _refuse(UserError(reason, str(name)) if name else UserError(_unnamed(error)))
    except Exception as error:
        _leave_stdout()
        verbose = "--verbose" in (sys.argv if arguments is None else arguments)
        failure = Failure.of("", "", error)
        _confess(f"internal error: {failure.error}", failure, verbose=verbose)
    return UNUSABLE


def _run(invocation: Invocation) -> int:
    if invocation.list_rules:
        sys.stdout.write(show.rules())
        return OK
    if invocation.explain:
        sys.stdout.write(rulebook.page(invocation.explain))
        return OK
    if invocation.show_config:
        sys.stdout.write(_configuration(invocation))
        return OK
    if invocation.merge:
        return _merge(invocation)
    return _lint(invocation)


def _configuration(invocation: Invocation) -> str:
    first = Path(invocation.paths[0] if invocation.paths else "")
    if invocation.paths[:1] == ("-",):
        first = Path(invocation.stdin_filename)
    config, _ = Configurations(invocation).of(first if first.is_dir() else first.parent)
    return show.configuration(config, settings(config, invocation), invocation.preset)


def _lint(invocation: Invocation) -> int:
    wanted = output.formats(invocation)
    confined = github_actions.is_confined(invocation)
    paths = list(files.find(invocation.paths, partial(_say, "note"), confined=confined))
    targets.spare(targets.read_by(paths, invocation), invocation)
    sources = _read(paths, invocation)
    if not sources:
        return UNUSABLE
    baseline = baseline_file.load(invocation)
    jobs, failures = _prepare(sources, baseline, invocation)
    reconfigured = configuration_notes(jobs, invocation)
    for each in reconfigured:
        _say_unless_quiet(each.message, invocation)
    outcome = _ask(jobs, invocation)
    if invocation.diff:
        mended, more = mend.mend(jobs, outcome, unsafe=invocation.unsafe_fixes)
        failures = (*failures, *(outcome.failures if outcome else ()), *more)
        status = FINDINGS if any(each.changed for each in mended) else OK
        tell = partial(_show_diff, mended, failures, invocation)
    else:
        run, is_fixed = _judge(jobs, outcome, baseline, failures, invocation)
        run = structs.replace(run, notes=reconfigured)
        failures = run.failures
        status = _status(run, invocation) if is_fixed else UNUSABLE
        # Where standard output has the repaired text, there is no room for a report.
        stream = sys.stderr if invocation.fix and None in paths else sys.stdout
        tell = partial(_report, run, wanted, invocation, stream)
    is_whole = _finish(tell) and not failures and len(sources) == len(paths)
    if outcome and outcome.interrupted:
        return INTERRUPTED
    return status if is_whole else UNUSABLE


def _judge(
    jobs: Sequence[Job],
    outcome: Outcome | None,
    baseline: Baseline | None,
    failures: Sequence[Failure],
    invocation: Invocation,
) -> tuple[Run, bool]:
    """Repair what is to be repaired, lint what there is then, and keep the baseline.

    Returns the run, and whether every file could be written.
    """
    repaired, is_fixed = 0, True
    if invocation.fix:
        jobs, repaired, more, is_fixed = _fix(jobs, outcome, invocation)
        failures = (*failures, *more)
    jobs, judged, more = lint_all(jobs, outcome)
    run = check_links.finish(jobs, judged, outcome, repaired, (*failures, *more))
    if invocation.write_baseline and run.failures:
        _say_failures(run.failures, invocation)
        raise targets.OutputError(
            "not written: it would lack what the internal error left out",
            invocation.write_baseline,
        )
    if invocation.write_baseline:
        _say_unless_quiet(baseline_file.write(jobs, judged, invocation), invocation)
        run = structs.replace(run, diagnostics=(), baselined=len(run.diagnostics))
        return run, is_fixed
    if baseline and run.outdated:
        _say_unless_quiet(baseline_file.prune(jobs, judged, baseline, invocation), invocation)
    return run, is_fixed


def _report(run: Run, wanted: Sequence[Format], invocation: Invocation, stream: TextIO) -> bool:
    """Write the reports of a run, and say what failed; return whether they were written."""
    failures: tuple[Failure, ...] = ()
    try:
        output.summarize(run)
    except targets.OutputError as error:
        _say("note", str(error))
    except Exception as error:
        failures = (Failure.of("the summary of the step", "", error),)
    failures += output.write(run, wanted, invocation, stream)
    _say_failures((*run.failures, *failures), invocation)
    return not failures


def _say_failures(failures: Iterable[Failure], invocation: Invocation) -> None:
    """Say on standard error what the reports lack; `--verbose` shows where it failed."""
    for failure in failures:
        what = f"internal error in {failure.part}: {failure.error}; everything else is reported"
        _confess(what, failure, verbose=invocation.verbose)


def _confess(what: str, failure: Failure, *, verbose: bool) -> None:
    """Say that an internal error happened, and ask for a report."""
    reason = f"{what}. Please report this at {rulebook.PROJECT_URL}/issues"
    if "://" in failure.subject:
        _refuse(UserError(f"{failure.subject}: {reason}"))
    else:
        _refuse(UserError(reason, failure.subject))
    for line in failure.traceback.splitlines() if verbose else ():
        _say("note", line)


def _finish(tell: Callable[[], bool]) -> bool:
    """Tell what is to be told, unless the reader, `head` say, has seen enough.

    Returns whether all of it could be told.
    """
    try:
        return tell()
    except BrokenPipeError:
        _leave_stdout()
        return True


def _prepare(
    sources: Sequence[files.Source], baseline: Baseline | None, invocation: Invocation
) -> tuple[tuple[Job, ...], tuple[Failure, ...]]:
    bases, notes_about_them = diff_base.bases(sources, invocation)
    for note in notes_about_them:
        _say_unless_quiet(note, invocation)
    paths = [source.path for source in sources]
    of_baseline = baseline_file.of(paths, invocation.baseline, baseline)
    jobs, failures = prepare(sources, invocation, bases, of_baseline)
    for note in messages.about_configurations(jobs):
        _say_unless_quiet(note, invocation)
    for job in jobs:
        if invocation.verbose:
            configured = f"configured by {job.config.source}" if job.config.source else ""
            _say("note", f"{job.document.path}: {configured or 'no configuration file'}")
        if not job.settings:
            _say_unless_quiet(f"{job.document.path}: no rule runs", invocation)
    return jobs, failures


def _show_diff(
    mended: Sequence[mend.Mended], failures: Iterable[Failure], invocation: Invocation
) -> bool:
    """Write what the fixes would change, and say what failed."""
    from awesome_lint.cli import diff

    lines = chain.from_iterable(
        diff.unified(each.job.source.path, each.job.source.data.decode(), each.data.decode())
        for each in mended
        if each.changed
    )
    for each in mended:
        for note in mend.notes(each):
            _say_unless_quiet(note, invocation)
    _say_unless_quiet(mend.summary(mended), invocation)
    _say_failures(failures, invocation)
    diff.write(lines, sys.stdout, color=output.use_color(invocation, sys.stdout))
    return True


def _fix(
    jobs: Sequence[Job], outcome: Outcome | None, invocation: Invocation
) -> tuple[tuple[Job, ...], int, tuple[Failure, ...], bool]:
    """Write the fixed files.

    Returns the jobs of what there is now, the number of fixes made, the internal errors, and
    whether every file could be written; one that cannot does not keep the others from it.
    """
    now: list[Job] = []
    repaired, is_fixed = 0, True
    mended, failures = mend.mend(jobs, outcome, unsafe=invocation.unsafe_fixes)
    for each in mended:
        source = each.job.source
        why: str | None = None
        if source.file is None:
            sys.stdout.flush()
            sys.stdout.buffer.write(each.data)
        elif each.changed:
            try:
                why = mend.write(each)
                if why:
                    _say("note", f"{source.path}: left alone: {why}")
            except OSError as error:
                is_fixed = False
                why = error.strerror or str(error)
                _refuse(UserError(f"cannot be written: {why}", source.path))
        if why is not None:
            now.append(each.job)
            continue
        for note in mend.notes(each):
            _say_unless_quiet(note, invocation)
        repaired += each.answered
        now.append(with_text(each.job, each.text) if each.changed else each.job)
    return tuple(now), repaired, failures, is_fixed


def _read(paths: Sequence[Path | None], invocation: Invocation) -> list[files.Source]:
    """Read what can be read, and say what cannot."""
    sources: dict[str, files.Source] = {}
    confined = github_actions.is_confined(invocation)
    for path in paths:
        try:
            source = files.read(path, invocation.stdin_filename, confined=confined)
            if source.path in sources:
                raise files.InputError("two files by this name", source.path)
            sources[source.path] = source
        except files.InputError as error:
            _refuse(error)
    return list(sources.values())


def _merge(invocation: Invocation) -> int:
    from awesome_lint.runner import merge

    wanted = output.formats(invocation)
    targets.spare(
        [(Path(path), "a report that is merged") for path in invocation.paths], invocation
    )
    confined = github_actions.is_confined(invocation)
    run = merge.merge(invocation.paths, [each.name for each in wanted], confined=confined)
    targets.spare([(Path(path), "a file that was linted") for path in run.documents], invocation)
    for path in run.digests:
        _say_unless_quiet(f"{path}: is not here as it was checked: no excerpts", invocation)
    is_whole = _finish(partial(_report, run, wanted, invocation, sys.stdout))
    return _status(run, invocation) if is_whole and not run.failures else UNUSABLE


def _ask(jobs: Sequence[Job], invocation: Invocation) -> Outcome | None:
    """Check the links, if a rule wants to know of any, and say what there is to say of that."""
    if not any(map(wants_links, jobs)):
        return Outcome({}, shard=invocation.shard) if invocation.shard else None
    start = monotonic()
    try:
        with progress_line(shown=not invocation.quiet) as progress:
            outcome = check_links.ask(jobs, invocation, progress)
    except UserError:
        raise
    except Exception as error:
        failure = Failure.of("the link check", "", error)
        return Outcome({}, offline=True, shard=invocation.shard, failures=(failure,))
    if not invocation.quiet:
        for note in messages.about_links(jobs, outcome, invocation, monotonic() - start):
            _say("note", note)
    if invocation.host_stats:
        from awesome_lint.report.hosts import table

        with suppress(OSError):
            sys.stderr.write(table(outcome.hosts))
    return outcome


def _status(run: Run, invocation: Invocation) -> int:
    worst = max((_WEIGHT[diagnostic.severity] for diagnostic in run.diagnostics), default=0)
    return FINDINGS if worst >= _WEIGHT[invocation.fail_on] else OK


def _say_unless_quiet(note: str, invocation: Invocation) -> None:
    if not invocation.quiet:
        _say("note", note)


def _refuse(error: UserError) -> None:
    """Say what cannot be done, in a workflow of GitHub also by an annotation and in its summary."""
    _say("error", str(error))
    if github_actions.is_step():
        # On standard error, since standard output may be a report that a program reads.
        with suppress(OSError):
            sys.stderr.write(github_actions.annotation(error))
        github_actions.summarize(error)


def _say(kind: str, message: str) -> None:
    """Write a line to standard error, if that can still be written to."""
    with suppress(OSError):
        sys.stderr.write(f"{kind}: {visible(message)}\n")


def _open_streams() -> None:
    """Make standard output and standard error take any text."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed by the caller (`>&-`)
            nowhere = os.open(os.devnull, os.O_WRONLY)
            setattr(sys, name, os.fdopen(nowhere, "w", encoding="utf-8"))
        elif isinstance(stream, io.TextIOWrapper):
            # A terminal knows its encoding; what reads a file or a pipe expects UTF-8.
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


def _unnamed(error: OSError) -> str:
    """Return what an error says that names no file, with what it is about."""
    reason = error.strerror or str(error)
    if error.errno in (errno.ENOSPC, errno.EIO, errno.EFBIG):
        return f"standard output: cannot be written: {reason}"
    try:
        Path.cwd()
    except OSError:
        return f"the current directory cannot be used: {reason}"
    return reason


def _leave_stdout() -> None:
    """Let what is still buffered for standard output go nowhere, so that exiting is quiet."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
