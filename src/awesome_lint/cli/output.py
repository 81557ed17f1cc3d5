"""Where reports go: files, written whole or not at all, and standard output."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from awesome_lint.cli.invocation import Format, Invocation
from awesome_lint.model import Run
from awesome_lint.report import WRITERS, text


class OutputError(Exception):
    """A report that cannot be written; the message names its file and says why."""


def formats(invocation: Invocation) -> tuple[Format, ...]:
    """Return the reports to write, none of them twice.

    Raises OutputError where two reports would go to one file, or where a file's folder is not
    there, which is better said before the links are checked than after.
    """
    if not invocation.format:
        names = ("text", "github") if os.environ.get("GITHUB_ACTIONS") == "true" else ("text",)
        return tuple(map(Format, names))
    wanted = tuple(dict.fromkeys(invocation.format))
    files = [format_.file for format_ in wanted if format_.file]
    for file in files:
        if files.count(file) > 1:
            raise OutputError(f"{file}: cannot be written: two reports would go there")
        if not Path(file).absolute().parent.is_dir():
            raise OutputError(f"{file}: cannot be written: its folder does not exist")
    return wanted


def write(run: Run, wanted: Sequence[Format], invocation: Invocation) -> None:
    """Write the reports of a run: files first, since standard output may break off.

    Raises OutputError for what cannot be written, BrokenPipeError where nobody reads on.
    """
    on_stdout = []
    for format_ in wanted:
        if format_.file:
            content = io.StringIO()
            _report(run, format_.name, content, invocation, width=80, color=False)
            _replace(Path(format_.file), content.getvalue().encode("utf-8", "backslashreplace"))
        else:
            on_stdout.append(format_.name)
    try:
        _write_stdout(run, on_stdout, invocation)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"standard output: cannot be written: {error.strerror}") from None


def _write_stdout(run: Run, names: Sequence[str], invocation: Invocation) -> None:
    for name in names:
        width = shutil.get_terminal_size().columns
        _report(run, name, sys.stdout, invocation, width, _use_color(invocation))
    if invocation.statistics:
        text.write_statistics(run, sys.stdout if "text" in names else sys.stderr)
    sys.stdout.flush()


def _use_color(invocation: Invocation) -> bool:
    """Tell whether standard output is to be coloured (https://no-color.org)."""
    if invocation.color != "auto":
        return invocation.color == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def _report(
    run: Run, name: str, stream: TextIO, invocation: Invocation, width: int, color: bool
) -> None:
    if name == "text":
        text.write(
            run,
            stream,
            width=width,
            color=color,
            verbose=invocation.verbose,
            quiet=invocation.quiet,
        )
    else:
        WRITERS[name](run, stream)


def _replace(path: Path, data: bytes) -> None:
    """Write a file by way of another one beside it, so that no half a report is ever there."""
    target = path.resolve()
    draft = target.with_name(f"{target.name}.{os.getpid()}.tmp")
    try:
        if path.exists() and not path.is_file():  # /dev/stderr, a pipe
            path.write_bytes(data)
            return
        with draft.open("xb") as stream:
            stream.write(data)
        if target.exists():
            shutil.copymode(target, draft)
        draft.replace(target)
    except OSError as error:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise OutputError(f"{path}: cannot be written: {error.strerror}") from None
