"""The report for GitHub: workflow commands, which the runner turns into annotations.

Syntax and escaping are those of `ActionCommand.cs` in actions/runner, the limits those of its
`ActionCommandManager.cs` and `ExecutionContext.cs`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Final, TextIO

from awesome_lint.model import Diagnostic, Run, Severity
from awesome_lint.report.groups import Group, describe_fix, describe_others, group
from awesome_lint.report.totals import describe_severities
from awesome_lint.text.display import displayable
from awesome_lint.text.wording import count

# In the order of writing.
_COMMANDS: Final[dict[Severity, str]] = {"error": "error", "warning": "warning", "info": "notice"}

_LINE_BREAK: Final = re.compile(r"[\r\n]")
_SURROGATE: Final = re.compile(r"[\ud800-\udfff]")
_MOST: Final = 10  # annotations of a kind that GitHub shows for a step
_MESSAGE_LENGTH: Final = 4096  # UTF-16 code units, after which the runner cuts a message


def write(run: Run, stream: TextIO) -> None:
    """Write one command for each finding of `run`: errors, warnings, infos; and for each note.

    Findings with one cause share a command if they are many. Of each kind, those on lines that a
    change touched come first, because GitHub shows ten at most; if there are more, the last notice
    states how many.
    """
    diagnostics = sorted(run.diagnostics, key=lambda each: not _is_touched(run, each))
    groups = group(diagnostics)
    found = Counter(each.shown.severity for each in groups)
    most = dict.fromkeys(_COMMANDS, _MOST)
    notes = [note for note in run.notes if note.is_reported]
    severities: list[Severity] = [
        "warning" if note.level == "warning" else "info" for note in notes
    ]
    for severity in severities:
        most[severity] -= 1
    if any(found[each] > most[each] for each in most):
        most["info"] -= 1  # the place of the last notice
    more: Counter[Severity] = Counter()
    for severity, name in _COMMANDS.items():
        these = [each for each in groups if each.shown.severity == severity]
        for each in these[: most[severity]]:
            stream.write(command(name, _properties(each.shown), _message(each)))
        more[severity] = sum(1 + len(each.others) for each in these[most[severity] :])
    for note, severity in zip(notes, severities, strict=True):
        file = {"file": file_property(note.path)} if note.path else {}
        properties = {**file, "title": "awesome-lint"}
        stream.write(command(_COMMANDS[severity], properties, displayable(note.message)))
    if more.total():
        stream.write(
            f"::notice title=awesome-lint::{count(more.total(), 'more finding')}"
            f" ({describe_severities(more)}): GitHub shows ten annotations of a kind for a step,"
            " and the summary of the job has all\n"
        )


def command(name: str, properties: Mapping[str, str | int], message: str) -> str:
    """Return a workflow command as a line; its message is cut where the runner would."""
    written = ",".join(f"{each}={_escape_property(value)}" for each, value in properties.items())
    return f"::{name} {written}::{_escape_data(_cut(message))}\n"


def file_property(path: str) -> str:
    """Return the path of a file as the property of a command.

    It is the path itself, by which GitHub finds the file, unless it has characters that could
    move a cursor, or hide or reorder the text beside it.
    """
    written = _SURROGATE.sub("?", path)
    return written if _LINE_BREAK.sub("", written).isprintable() else displayable(written)


def _is_touched(run: Run, diagnostic: Diagnostic) -> bool:
    lines = range(diagnostic.span.line, diagnostic.span.end_line + 1)
    return not run.touched.get(diagnostic.path, frozenset()).isdisjoint(lines)


def _properties(diagnostic: Diagnostic) -> dict[str, str | int]:
    span = diagnostic.span
    properties: dict[str, str | int] = {
        "file": file_property(diagnostic.path),
        "line": span.line,
        "endLine": span.end_line,
    }
    if span.line == span.end_line:  # with columns, the runner refuses more than one line
        properties |= {"col": span.column, "endColumn": span.end_column}
    return properties | {"title": f"awesome-lint: {diagnostic.rule}"}


def _message(found: Group) -> str:
    diagnostic = found.shown
    message = displayable(diagnostic.message)
    if diagnostic.help:
        message += f"\n{displayable(diagnostic.help)}"
    if found.others:
        message += f"\n{displayable(describe_others(diagnostic.path, found.others))}"
        if fix := describe_fix((diagnostic, *found.others)):
            message += f"\n{fix}"
    return message


def _cut(message: str) -> str:
    units = message.encode("utf-16-le")
    if len(units) <= 2 * _MESSAGE_LENGTH:
        return message
    return units[: 2 * (_MESSAGE_LENGTH - 1)].decode("utf-16-le", "ignore") + "…"


def _escape_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(value: str | int) -> str:
    return _escape_data(str(value)).replace(":", "%3A").replace(",", "%2C")
