"""Fixes of files: computed for each document, then written."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from awesome_lint import fixes, symlinks
from awesome_lint.links import Outcome
from awesome_lint.model import Diagnostic, Failure, FixResult
from awesome_lint.runner.atomic_write import replace
from awesome_lint.runner.errors import OutputError
from awesome_lint.runner.files import MAX_BYTES, Source
from awesome_lint.runner.job import Job, with_text
from awesome_lint.runner.lint import lint
from awesome_lint.runner.log import Log
from awesome_lint.text.wording import count


class FixedJob(Struct, frozen=True):
    """A job before its fixes, with their result."""

    job: Job
    text: str
    """The document's text with all fixes applied, without a byte order mark."""
    result: FixResult
    failures: tuple[Failure, ...] = ()
    """Internal errors of rules, whose fixes are not among those applied."""


def fix_jobs(
    jobs: Sequence[Job], outcome: Outcome | None, log: Log, *, unsafe: bool
) -> tuple[FixedJob, ...]:
    """Compute the fixes of each document; nothing is written.

    A document whose fixes fail stays as it is, with a failure in the `log`.
    """
    fixed: list[FixedJob] = []
    for job in jobs:
        try:
            fixed.append(fix(job, outcome, unsafe=unsafe))
        except Exception as error:
            log.failures.append(Failure.of("the fixes", job.path, error))
            content = job.source.with_mark(job.source.text)
            result = FixResult(job.source.path, content, content, is_stdin=job.source.file is None)
            fixed.append(FixedJob(job, job.source.text, result))
    log.failures.extend(failure for each in fixed for failure in each.failures)
    return tuple(fixed)


def fix(job: Job, outcome: Outcome | None, *, unsafe: bool) -> FixedJob:
    """Apply the fixes of one document to its text, in passes, until none is left."""
    failures: dict[str, Failure] = {}

    def found(text: str) -> tuple[Diagnostic, ...]:
        now = job if text == job.source.text else with_text(job, text)
        result = lint(now, outcome)
        for failure in result.failures:
            failures.setdefault(failure.part, failure)
        return result.diagnostics

    repaired = fixes.apply_fixes(job.source.text, found, unsafe=unsafe)
    result = FixResult(
        path=job.source.path,
        before=job.source.with_mark(job.source.text),
        after=job.source.with_mark(repaired.text),
        applied=len(repaired.applied),
        fixed=repaired.applied,
        unsafe=repaired.unsafe_left,
        drops=tuple(word for each in repaired.applied if each.fix for word in each.fix.drops),
        withheld=repaired.withheld,
        is_stdin=job.source.file is None,
    )
    return FixedJob(job, repaired.text, result, tuple(failures.values()))


def summarize(results: Sequence[FixResult], log: Log) -> None:
    """Note what fixes would change that are not written."""
    for result in results:
        note_losses(result, log)
    applied = sum(each.applied for each in results)
    unsafe = sum(each.unsafe for each in results)
    files = sum(each.is_changed for each in results)
    text = f"{count(applied, 'finding')} can be fixed in {count(files, 'file')}"
    if not files:
        text = "nothing can be fixed"
    if unsafe:
        text += f", but {unsafe}" if not files else f", {unsafe} more"
        text += " with --unsafe-fixes"
    log.note(text)


def note_losses(result: FixResult, log: Log) -> None:
    """Note which words and links the fixes of a file drop, and which fixes are withheld."""
    from awesome_lint.report.losses import quote_losses  # which few runs need

    if lost := quote_losses(result.drops):
        log.note(f"{result.path}: unsafe fixes drop {lost}")
    for each in result.withheld:
        log.note(
            f"{result.path}:{each.span.line}: the fix of {each.rule} is not applied:"
            " words or links would disappear from the rendered page"
        )


def write_fixes(
    fixed: Sequence[FixedJob], log: Log
) -> tuple[tuple[Job, ...], tuple[Diagnostic, ...]]:
    """Write the fixed files, and return jobs for their new texts and the fixed findings.

    Standard input has no file: its text is only in the result. A file that cannot be written stays
    as it is, with an error or a note in the `log`; the others are written.
    """
    jobs: list[Job] = []
    applied: list[Diagnostic] = []
    for each in fixed:
        source = each.job.source
        if each.result.is_changed and source.file is not None:
            try:
                why = replace_content(source, source.file, each.result.after)
            except OSError as error:
                reason = f"cannot be written: {error.strerror or error}"
                log.errors.append(OutputError(reason, source.path))
                jobs.append(each.job)
                continue
            if why:
                log.warn(f"{source.path}: not fixed: {why}")
                jobs.append(each.job)
                continue
        note_losses(each.result, log)
        applied += each.result.fixed
        jobs.append(with_text(each.job, each.text) if each.result.is_changed else each.job)
    return tuple(jobs), tuple(applied)


def reason_to_keep(path: Path) -> str:
    """Return why a file must not be replaced; nothing if it may be.

    A file is kept if a symbolic link leads to it from another repository, if it is in git's own
    directory, read-only, or has several names. Raises OSError if it cannot be examined.
    """
    link = symlinks.find_escaping_link(path, (path.parent,))
    if link is not None:
        return symlinks.escape_message(path, link)
    target = Path(os.path.realpath(path))
    if symlinks.is_in_git_directory(target):
        return "it is in git's own directory"
    status = target.stat()
    if status.st_nlink > 1:
        return "it has several names (hard links), of which the others would keep the old text"
    if not status.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
        return "it is read-only"
    return ""


def replace_content(source: Source, path: Path, content: str) -> str:
    """Replace the content of a file; return the reason if it is left as it is, or nothing.

    A file is left as it is if it must be kept, or has changed since it was read. Raises OSError if
    it cannot be written.
    """
    if why := reason_to_keep(path):
        return why
    target = Path(os.path.realpath(path))
    before = source.with_mark(source.text).encode("utf-8")
    with target.open("rb") as stream:
        if stream.read(MAX_BYTES + 1) != before:
            return "it has changed since it was read"
    replace(target, content.encode("utf-8"))
    return ""
