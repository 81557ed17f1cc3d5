"""Reports, written to files and to standard output."""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from awesome_lint.cli.invocation import Invocation
from awesome_lint.cli.terminal import terminal_columns
from awesome_lint.model import Failure, Run
from awesome_lint.report import load_writer
from awesome_lint.runner import github_actions
from awesome_lint.runner.atomic_write import replace
from awesome_lint.runner.errors import OutputError
from awesome_lint.runner.options import Format
from awesome_lint.text.wording import count


def write(run: Run, invocation: Invocation, stream: TextIO) -> tuple[Failure, ...]:
    """Write the reports of a run: files first, since writing standard output may break off.

    `stream` replaces standard output. A report is written whole or, if its format
    fails, not at all; the failures are returned. Raises OutputError if a report cannot be written,
    BrokenPipeError if the reader of standard output is gone.
    """
    width, color = terminal_columns(), use_color(invocation, stream)
    on_stdout: dict[str, str] = {}
    failures: list[Failure] = []
    for format_ in _formats(invocation):
        content = io.StringIO()
        try:
            if format_.file:
                _report(run, format_.name, content, invocation, width=80, color=False)
            else:
                is_terminal = stream.isatty()
                _report(run, format_.name, content, invocation, width, color, is_terminal)
        except Exception as error:
            failures.append(Failure.of(f"format `{format_.name}`", format_.file, error))
            continue
        if format_.file:
            _replace(Path(format_.file), content.getvalue().encode("utf-8", "backslashreplace"))
        else:
            on_stdout[format_.name] = content.getvalue()
    try:
        # A program may read standard output, unless it has the text report or none.
        beside = sys.stderr if invocation.format and {*on_stdout} - {"text"} else stream
        if invocation.show_fixes:
            from awesome_lint.report.formats import text

            text.write_fixes(run, beside, color=color)
        if invocation.fix_only and not invocation.format and not invocation.quiet:
            files = sum(each.is_changed and not each.is_stdin for each in run.fixes)
            if files:
                beside.write(f"{count(run.fixed, 'finding')} fixed in {count(files, 'file')}\n")
        stream.writelines(on_stdout.values())
        if invocation.statistics:
            from awesome_lint.report.formats import text

            text.write_statistics(run, beside, color=color)
            if not invocation.format and not invocation.quiet:
                text.write_totals(run, beside)
        stream.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"standard output: cannot be written: {error.strerror}") from None
    return tuple(failures)


def _formats(invocation: Invocation) -> tuple[Format, ...]:
    """Return the reports to write, each once."""
    if not invocation.format and invocation.fix_only:
        return ()
    if not invocation.format:
        text = () if invocation.statistics else ("text",)
        github = ("github",) if github_actions.is_step(os.environ) else ()
        return tuple(map(Format, (*text, *github)))
    return tuple(dict.fromkeys(invocation.format))


def write_host_stats(run: Run) -> None:
    """Write the statistics of hosts to standard error, if that can still be written to."""
    from awesome_lint.report.hosts import host_table

    with suppress(OSError):
        sys.stderr.write(host_table(run.hosts))


def summarize(run: Run) -> None:
    """Add a summary of the run to that of the step, in a workflow of GitHub Actions.

    Raises OutputError if it cannot be written, or if there is no room for it.
    """
    file = os.environ.get("GITHUB_STEP_SUMMARY")
    if not github_actions.is_step(os.environ) or not file:
        return
    from awesome_lint.report import summary

    try:
        with Path(file).open("ab") as stream:
            # The summary may end in the middle of a line.
            lead = b"\n\n" if stream.tell() else b""
            text = summary.job_summary(run, summary.MAX_BYTES - stream.tell() - len(lead))
            if not text:
                raise OutputError("the summary of this step is full")
            stream.write(lead + text.encode("utf-8"))
    except OSError as error:
        raise OutputError(f"the summary of this step cannot be written: {error.strerror}") from None


def use_color(invocation: Invocation, stream: TextIO) -> bool:
    """Return whether the output to a stream is coloured.

    The variables are those of https://no-color.org, https://force-color.org and
    https://bixense.com/clicolors/.
    """
    if invocation.color != "auto":
        return invocation.color == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if any(os.environ.get(name, "") not in ("", "0") for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    if os.environ.get("CLICOLOR") == "0":
        return False
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def _report(
    run: Run,
    name: str,
    stream: TextIO,
    invocation: Invocation,
    width: int,
    color: bool,
    is_terminal: bool = False,
) -> None:
    if name == "text":
        from awesome_lint.report.formats import text

        text.write(
            run,
            stream,
            width=width,
            color=color,
            verbose=invocation.verbose,
            quiet=invocation.quiet,
            is_terminal=is_terminal,
        )
    else:
        load_writer(name)(run, stream)


def _replace(path: Path, data: bytes) -> None:
    try:
        replace(path, data)
    except OSError as error:
        raise OutputError(f"cannot be written: {error.strerror}", str(path)) from None
