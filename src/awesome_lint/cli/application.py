"""The command: parse its options, run, write the reports, and return the exit status."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TextIO

import click

from awesome_lint import runner
from awesome_lint.cli import completion, messages, output, show
from awesome_lint.cli.command import parse
from awesome_lint.cli.completion import SUBCOMMANDS
from awesome_lint.cli.invocation import Invocation
from awesome_lint.cli.progress import progress_line
from awesome_lint.cli.terminal import terminal_columns
from awesome_lint.config import ConfigError, rules_matching
from awesome_lint.model import Failure, Note, Run, UserError
from awesome_lint.rules import RULES
from awesome_lint.runner.errors import OutputError
from awesome_lint.runner.log import Log
from awesome_lint.runner.option_values import unknown_rule
from awesome_lint.text.suggest import nearest, quote_word

OK, FINDINGS, UNUSABLE, INTERRUPTED = 0, 1, 2, 130
"""Exit statuses; the last one is that of shells for a command that Ctrl-C ended."""

_LEAST_WIDTH = 60
"""Columns of the list of rules on a narrow terminal."""

_WEIGHT = {"info": 1, "warning": 2, "error": 3, "never": 4}


def main(arguments: Sequence[str]) -> int:
    """Run the command with these arguments, and return the exit status."""
    try:
        status = _report_user_errors(partial(_main, arguments))
        sys.stdout.flush()
        return status
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except BrokenPipeError:
        _leave_stdout()
        return OK
    except OSError as error:
        _leave_stdout()
        name, reason = error.filename, error.strerror or str(error)
        messages.show_error(UserError(reason, str(name)) if name else UserError(_unnamed(error)))
    except Exception as error:
        _leave_stdout()
        verbose = not {"-v", "--verbose"}.isdisjoint(arguments)
        failure = Failure.of("", "", error)
        messages.show_failure(f"internal error: {failure.error}", failure, verbose=verbose)
    return UNUSABLE


def _report_user_errors(action: Callable[[], int]) -> int:
    """Return the exit status of an action. Errors that users can correct become messages."""
    try:
        return action()
    except click.BadOptionUsage as error:  # "Option '--select' requires an argument."
        text = error.message.removeprefix("Option ").replace("'", "").rstrip(".")
        messages.show_error(UserError(text))
    except click.BadParameter as error:
        name = error.param.get_error_hint(error.ctx) if error.param else ""
        messages.show_error(UserError(f"{name}: {error.message}"))
    except click.ClickException as error:
        messages.show_error(UserError(error.format_message()))
    except ConfigError as error:
        messages.show_mistakes(error)
    except UserError as error:
        messages.show_error(error)
    return UNUSABLE


def _main(arguments: Sequence[str]) -> int:
    if _is_subcommand("add", arguments):
        from awesome_lint.cli import add

        return add.main(arguments[1:])
    if _is_subcommand("export", arguments):
        from awesome_lint.cli import export

        return export.main(arguments[1:])
    if completion.subcommand_to_complete(os.environ) == "init":
        return OK  # it has no arguments
    # It writes files without further arguments, so a path of this name is linted.
    if _is_subcommand("init", arguments) and not Path("init").exists():
        from awesome_lint.cli import init

        init.main(arguments[1:])
        return OK
    if _is_subcommand("server", arguments):
        from awesome_lint.cli import server

        return server.main(arguments[1:])
    _refuse_misspelled_command(arguments)
    invocation = parse(arguments)
    if isinstance(invocation, int):
        return invocation
    if invocation.watch:
        from awesome_lint.cli import watch

        return watch.run_on_changes(
            invocation, partial(_report_user_errors, partial(_run, invocation))
        )
    return _run(invocation)


def _is_subcommand(name: str, arguments: Sequence[str]) -> bool:
    """Return whether a subcommand is to run or to be completed."""
    return list(arguments[:1]) == [name] or completion.subcommand_to_complete(os.environ) == name


def _refuse_misspelled_command(arguments: Sequence[str]) -> None:
    """Raise UserError if the first argument is a word like a subcommand, and not a path."""
    word = next(iter(arguments), "")
    if word.isalpha() and not Path(word).exists() and (near := nearest(word, SUBCOMMANDS)):
        reason = "is neither a file nor a command"
        raise UserError(f"{quote_word(word)} {reason}: did you mean `awesome-lint {near}`?")


def _run(invocation: Invocation) -> int:
    if invocation.list_rules:
        sys.stdout.write(_rules(invocation))
        return OK
    if invocation.explain:
        # Rules may follow the option without a comma.
        patterns = (*invocation.explain, *invocation.options.paths)
        if reason := unknown_rule(patterns):
            raise click.UsageError(f"--explain: {reason}")
        sys.stdout.write(show.pages(patterns))
        return OK
    if invocation.show_config:
        sys.stdout.write(_configuration(invocation))
        return OK
    log = Log()
    try:
        with progress_line(shown=not invocation.quiet) as progress:
            run = runner.run(invocation.options, progress, log)
    except BaseException:
        _show_log(log.notes, log.errors, invocation)
        raise
    _show_log(run.notes, run.errors, invocation)
    if invocation.host_stats:
        output.write_host_stats(run)
    show_result = _show_diff if invocation.options.diff else _show_report
    is_whole = _finish(partial(show_result, run, invocation))
    if run.is_interrupted:
        return INTERRUPTED
    if not is_whole or run.failures or run.errors:
        return UNUSABLE
    return _status(run, invocation)


def _show_log(notes: Iterable[Note], errors: Iterable[UserError], invocation: Invocation) -> None:
    messages.show_notes(notes, quiet=invocation.quiet, verbose=invocation.verbose)
    for error in errors:
        messages.show_error(error)


def _status(run: Run, invocation: Invocation) -> int:
    if invocation.options.diff:
        return FINDINGS if any(each.is_changed for each in run.fixes) else OK
    if invocation.fix_only:
        return OK
    worst = max((_WEIGHT[each.severity] for each in run.diagnostics), default=0)
    return FINDINGS if worst >= _WEIGHT[invocation.fail_on] else OK


def _show_report(run: Run, invocation: Invocation) -> bool:
    """Write the reports of a run; return whether all of them could be written."""
    stream: TextIO = sys.stdout
    if invocation.options.fix and "-" in invocation.options.paths:
        # The fixed text is on standard output, so the report is not.
        _write_stdin(run)
        stream = sys.stderr
    if run.errors and not (run.files or run.failures):  # no file could be read
        return False
    failures: tuple[Failure, ...] = ()
    try:
        output.summarize(run)
    except OutputError as error:
        messages.say("note", str(error))
    except Exception as error:
        failures = (Failure.of("the summary of the step", "", error),)
    failures += output.write(run, invocation, stream)
    messages.show_failures((*run.failures, *failures), verbose=invocation.verbose)
    return not failures


def _write_stdin(run: Run) -> None:
    """Write the fixed text of standard input to standard output."""
    for result in run.fixes:
        if result.is_stdin:
            sys.stdout.flush()
            sys.stdout.buffer.write(result.after.encode("utf-8"))


def _show_diff(run: Run, invocation: Invocation) -> bool:
    """Write what the fixes would change."""
    from awesome_lint.cli import diff

    lines = chain.from_iterable(
        diff.unified(each.path, each.before, each.after) for each in run.fixes if each.is_changed
    )
    messages.show_failures(run.failures, verbose=invocation.verbose)
    diff.write(lines, sys.stdout, color=output.use_color(invocation, sys.stdout))
    return True


def _rules(invocation: Invocation) -> str:
    """Return the list of the selected rules."""
    names = [each.name for each in invocation.format]
    if any(each.file for each in invocation.format) or not {"text", "json"}.issuperset(names):
        raise click.UsageError("--list-rules goes with --format text or json, without a file")
    options = invocation.options
    selected = options.select or ("*",)
    chosen = [
        rule
        for rule in RULES
        if any(rule.id in rules_matching(pattern) for pattern in selected)
        and not any(rule.id in rules_matching(pattern) for pattern in options.ignore)
    ]
    if "json" in names:
        return show.rules_as_json(chosen)
    width = terminal_columns() if sys.stdout.isatty() else None
    return show.rules(chosen, width=width and max(width, _LEAST_WIDTH))


def _configuration(invocation: Invocation) -> str:
    from awesome_lint.runner.job import Configurations, rules_to_run

    options = invocation.options
    first = Path(options.paths[0] if options.paths else "")
    if options.paths[:1] == ("-",):
        first = Path(options.stdin_filename)
    config, _ = Configurations(options).load(first if first.is_dir() else first.parent)
    return show.configuration(config, rules_to_run(config, options), options.preset)


def _finish(write: Callable[[], bool]) -> bool:
    """Return the result of `write`, or True if its reader, such as `head`, closed the output."""
    try:
        return write()
    except BrokenPipeError:
        _leave_stdout()
        return True


def _unnamed(error: OSError) -> str:
    """Return the message for an error that names no file."""
    reason = error.strerror or str(error)
    if error.errno in (errno.ENOSPC, errno.EIO, errno.EFBIG):
        return f"standard output: cannot be written: {reason}"
    try:
        Path.cwd()
    except OSError:
        return f"the current directory cannot be used: {reason}"
    return reason


def _leave_stdout() -> None:
    """Discard the buffer of standard output, so that exiting is quiet."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
