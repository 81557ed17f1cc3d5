"""Repairs files: what the repairs make of each, and how it gets there."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from awesome_lint import fixes, symlinks
from awesome_lint.links import Outcome
from awesome_lint.model import Diagnostic, Failure
from awesome_lint.runner.atomic_write import replace
from awesome_lint.runner.files import MAX_BYTES
from awesome_lint.runner.job import Job, with_text
from awesome_lint.runner.lint import lint
from awesome_lint.text.wording import count


class Mended(Struct, frozen=True):
    """A job as it was, with what its repairs make of its text.

    `answered` is how many findings they answer, `risky` how many could be answered by further
    repairs, which are not safe. `drops` are the words and URLs that the fixes take away, and
    `withheld` the findings whose fixes would take away more than they say.
    """

    job: Job
    text: str
    answered: int
    risky: int
    drops: tuple[str, ...]
    withheld: tuple[Diagnostic, ...]

    @property
    def data(self) -> bytes:
        """Return what the file is to hold."""
        return self.job.source.encode(self.text)

    @property
    def changed(self) -> bool:
        """Tell whether there is anything to write."""
        return self.text != self.job.source.text


def mend(
    jobs: Sequence[Job], outcome: Outcome | None, *, unsafe: bool
) -> tuple[tuple[Mended, ...], tuple[Failure, ...]]:
    """Return what the fixes make of each document, and what failed; nothing is written.

    A document whose fixes fail stays as it is.
    """
    mended: list[Mended] = []
    failures: list[Failure] = []
    for job in jobs:
        try:
            mended.append(_mend(job, outcome, unsafe))
        except Exception as error:
            failures.append(Failure.of("the fixes", job.document.path, error))
            mended.append(Mended(job, job.source.text, 0, 0, (), ()))
    return tuple(mended), tuple(failures)


def _mend(job: Job, outcome: Outcome | None, unsafe: bool) -> Mended:
    def found(text: str) -> tuple[Diagnostic, ...]:
        now = job if text == job.source.text else with_text(job, text)
        return lint(now, outcome).diagnostics

    repaired = fixes.repair(job.source.text, found, unsafe=unsafe)
    drops = [word for each in repaired.made if each.fix for word in each.fix.drops]
    return Mended(
        job, repaired.text, len(repaired.made), repaired.risky, tuple(drops), repaired.withheld
    )


def summary(mended: Sequence[Mended]) -> str:
    """Say what the repairs would change, in one line."""
    answered = sum(each.answered for each in mended)
    risky = sum(each.risky for each in mended)
    files = sum(each.changed for each in mended)
    text = f"{count(answered, 'finding')} can be repaired in {count(files, 'file')}"
    if not files:
        text = "nothing can be repaired"
    if risky:
        text += f", but {risky}" if not files else f", {risky} more"
        text += " with --unsafe-fixes"
    return text


def notes(mended: Mended) -> Iterator[str]:
    """Yield what to say of the fixes of a file: what they drop, and which were not made."""
    from awesome_lint.report.losses import losses  # which few runs need

    path = mended.job.source.path
    if lost := losses(mended.drops):
        yield f"{path}: unsafe fixes drop {lost}"
    for each in mended.withheld:
        yield (
            f"{path}:{each.span.line}: the fix of {each.rule} is not made:"
            " words or links would disappear from the rendered page"
        )


def write(mended: Mended) -> str | None:
    """Put a file's new text in the place of the old one; return why not where it is left alone.

    That is where the file is not what it was when it was read, where a symbolic link leads to it
    from another repository, where it is git's own, read-only, or has several names. Raises OSError
    where it cannot be written.
    """
    path = mended.job.source.file
    if path is None:
        raise ValueError("standard input is no file")
    link = symlinks.way_out(path, (path.parent,))
    if link is not None:
        return symlinks.led_out(path, link)
    target = Path(os.path.realpath(path))
    if symlinks.is_gits_own(target):
        return "it is in git's own directory"
    status = target.stat()
    if status.st_nlink > 1:
        return "it has several names (hard links), of which the others would keep the old text"
    if not status.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
        return "it is read-only"
    with target.open("rb") as stream:
        if stream.read(MAX_BYTES + 1) != mended.job.source.data:
            return "it has changed since it was read"
    replace(target, mended.data)
    return None
