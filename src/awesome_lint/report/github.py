"""The report for GitHub: workflow commands, which the runner turns into annotations.

Syntax and escaping are those of `ActionCommand.cs` in actions/runner, the limits those of its
`ActionCommandManager.cs` and `ExecutionContext.cs`.
"""

from __future__ import annotations

from collections import Counter
from typing import Final, TextIO

from awesome_lint.model import Diagnostic, Run, Severity
from awesome_lint.report.terminal import visible
from awesome_lint.report.totals import severities
from awesome_lint.rules.wording import count

# In the order of writing.
_COMMANDS: Final[dict[Severity, str]] = {"error": "error", "warning": "warning", "info": "notice"}

_MOST: Final = 10  # annotations of a kind that GitHub shows for a step
_MESSAGE_LENGTH: Final = 4096  # UTF-16 units, after which the runner cuts a message


def write(run: Run, stream: TextIO) -> None:
    """Write one command for each finding of `run`: errors first, then warnings, then infos.

    Of each kind, those on lines that a change touched come first, for there are ten at most; where
    there would be more, the last notice tells how many.
    """
    found = Counter(diagnostic.severity for diagnostic in run.diagnostics)
    most = dict.fromkeys(_COMMANDS, _MOST)
    if max(found.values(), default=0) > _MOST:
        most["info"] -= 1  # the place of the last notice
    for severity, command in _COMMANDS.items():
        these = [each for each in run.diagnostics if each.severity == severity]
        these.sort(key=lambda each: not _is_touched(run, each))
        for diagnostic in these[: most[severity]]:
            stream.write(f"::{command} {_properties(diagnostic)}::{_message(diagnostic)}\n")
    more = Counter({each: max(0, found[each] - most[each]) for each in _COMMANDS})
    if more.total():
        stream.write(
            f"::notice title=awesome-lint::{count(more.total(), 'more finding')}"
            f" ({severities(more)}): GitHub shows ten annotations of a kind for a step,"
            " and the summary of the job has all\n"
        )


def _is_touched(run: Run, diagnostic: Diagnostic) -> bool:
    lines = range(diagnostic.span.line, diagnostic.span.end_line + 1)
    return not run.touched.get(diagnostic.path, frozenset()).isdisjoint(lines)


def _properties(diagnostic: Diagnostic) -> str:
    span = diagnostic.span
    properties: dict[str, str | int] = {
        # A file's name that is no UTF-8 arrives with surrogates, which cannot be written.
        "file": diagnostic.path.encode("utf-8", "replace").decode("utf-8"),
        "line": span.line,
        "endLine": span.end_line,
    }
    if span.line == span.end_line:  # with columns, the runner refuses more than one line
        properties |= {"col": span.column, "endColumn": span.end_column}
    properties["title"] = f"awesome-lint: {diagnostic.rule}"
    return ",".join(f"{name}={_escape_property(value)}" for name, value in properties.items())


def _message(diagnostic: Diagnostic) -> str:
    message = visible(diagnostic.message)
    if diagnostic.help:
        message += f"\n{visible(diagnostic.help)}"
    return _escape_data(_cut(message))


def _cut(message: str) -> str:
    units = message.encode("utf-16-le")
    if len(units) <= 2 * _MESSAGE_LENGTH:
        return message
    return units[: 2 * (_MESSAGE_LENGTH - 1)].decode("utf-16-le", "ignore") + "…"


def _escape_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(value: str | int) -> str:
    return _escape_data(str(value)).replace(":", "%3A").replace(",", "%2C")
