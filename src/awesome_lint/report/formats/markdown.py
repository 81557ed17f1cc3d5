"""The report in Markdown, for a comment or a page: the counts, and a table of the findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TextIO

from awesome_lint.model import Diagnostic, Run
from awesome_lint.report.groups import Group, describe_fix, describe_others, group
from awesome_lint.report.markdown_text import cell, code, inline
from awesome_lint.report.totals import describe_totals
from awesome_lint.text.wording import count

MOST_BYTES: Final = 60_000
"""Bytes of a comment. GitHub accepts 65,536 characters."""

LEAST_ROOM: Final = 200
"""Bytes of a table without findings."""

_MAX_NOTE_CHARS: Final = 2000
"""Characters of a note, which may name text from a proposed configuration."""

_HEAD: Final = "| | Where | What | Rule |\n|:--|:--|:--|:--|\n"
_ORDER: Final = ("error", "warning", "info")


def write(run: Run, stream: TextIO) -> None:
    """Write the counts of `run` and its findings, errors first, as many as fit into a comment."""
    text = "".join(heading(run))
    stream.write(text)
    if run.diagnostics:
        room = MOST_BYTES - len(text.encode("utf-8"))
        stream.write("\n" + table(run.diagnostics, room, "a comment", run.urls))


def heading(run: Run) -> Iterator[str]:
    """Yield the heading, the totals of `run`, and the notes that reports show."""
    yield f"## awesome-lint\n\n{describe_totals(run)}\n"
    for note in filter(lambda note: note.is_reported, run.notes):
        message = note.message
        if len(message) > _MAX_NOTE_CHARS:
            message = f"{message[:_MAX_NOTE_CHARS]}…"
        yield f"\n{inline(message)}\n"


def table(diagnostics: Iterable[Diagnostic], room: int, place: str, urls: Mapping[str, str]) -> str:
    """Return a table of findings, errors first, of at most `room` bytes (LEAST_ROOM or more).

    Each one links to its line, if its file is among `urls`. A line below it states how many did
    not fit into `place`, if any.
    """
    found = group(sorted(diagnostics, key=lambda each: _ORDER.index(each.severity)))
    rows = list(
        _fitting((_row(each, urls.get(each.shown.path, "")) for each in found), room - LEAST_ROOM)
    )
    text = _HEAD + "".join(rows)
    if left := sum(1 + len(each.others) for each in found[len(rows) :]):
        text += f"\n{count(left, 'more finding')} would not fit into {place}.\n"
    return text


def _fitting(rows: Iterable[str], room: int) -> Iterator[str]:
    for row in rows:
        room -= len(row.encode("utf-8"))
        if room < 0:
            return
        yield row


def _row(found: Group, url: str) -> str:
    diagnostic = found.shown
    what = inline(diagnostic.message)
    if diagnostic.help:
        what += f"<br>{inline(diagnostic.help)}"
    if found.others:
        remarks = [describe_others(diagnostic.path, found.others)]
        remarks.append(describe_fix((diagnostic, *found.others)))
        what += "".join(f"<br>{inline(each)}" for each in remarks if each)
    line = diagnostic.span.line
    where = code(f"{diagnostic.path}:{line}")
    cells = (
        diagnostic.severity,
        f"[{where}]({url}#L{line})" if url else where,
        what,
        f"[{diagnostic.rule}]({diagnostic.url})",
    )
    return f"| {' | '.join(map(cell, cells))} |\n"
