"""The report for people: each finding with its source line, and a summary.

    README.md:12:30: error[venue-typo] `Avrxi` is not a venue
       |
    12 | | A Survey of Surveys | Avrxi 2025 |
       |                         ^^^^^
       = help: Write `arXiv`
    12 - | A Survey of Surveys | Avrxi 2025 |
    12 + | A Survey of Surveys | arXiv 2025 |

Untrusted text passes through `display.displayable`, so that this report can be shown in a
terminal and in the log of a CI job.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Literal, TextIO

from awesome_lint.model import Diagnostic, Document, Run
from awesome_lint.report.changed_lines import changed_lines
from awesome_lint.report.excerpt import excerpt
from awesome_lint.report.losses import quote_losses
from awesome_lint.report.totals import describe_totals
from awesome_lint.text.display import displayable

_LEAST_WIDTH = 40

# GitHub's runner takes a line that starts with `::`, after any white space, for a command.
_LINE_COMMAND = re.compile(r"[^!-~]*:")

_Style = Literal["bold", "frame", "error", "warning", "info", "removed", "added", "gap"]
_CODES: dict[_Style, str] = {
    "bold": "1",
    "frame": "34",
    "error": "1;31",
    "warning": "1;33",
    "info": "1;36",
    "removed": "31",
    "added": "32",
    "gap": "34",
}
_SIGNS: dict[str, _Style] = {"-": "removed", "+": "added", "…": "gap"}


def write(
    run: Run,
    stream: TextIO,
    *,
    width: int = 80,
    color: bool = False,
    verbose: bool = False,
    quiet: bool = False,
) -> None:
    """Write the findings of `run` and a summary.

    Excerpts are fitted to `width` columns (at least 40), and left out if a document is without
    text; a finding's first line is never cut or wrapped, because editors parse it. `color` adds
    ANSI colours, `verbose` the URL of each rule's page; `quiet` leaves only the first line of
    each finding.
    """
    for diagnostic in run.diagnostics:
        stream.write(_headline(diagnostic, color) + "\n")
        if not quiet:
            document = run.documents[diagnostic.path]
            for line in _body(diagnostic, document, max(width, _LEAST_WIDTH), color, verbose):
                stream.write(line.rstrip() + "\n")
            stream.write("\n")
    if not quiet:
        stream.write(describe_totals(run) + "\n")
        if fixable := _fixable(run):
            stream.write(fixable + "\n")


def write_statistics(run: Run, stream: TextIO) -> None:
    """Write the number of findings of each rule, the most frequent first."""
    counts = Counter(diagnostic.rule for diagnostic in run.diagnostics)
    digits = len(str(max(counts.values(), default=0)))
    for rule, number in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        stream.write(f"{number:>{digits}}  {rule}\n")


def _headline(diagnostic: Diagnostic, color: bool) -> str:
    path = displayable(diagnostic.path)
    if _LINE_COMMAND.match(path):
        path = f"./{path}"
    place = f"{path}:{diagnostic.span.line}:{diagnostic.span.column}:"
    label = f"{diagnostic.severity}[{diagnostic.rule}]"
    return " ".join(
        (
            _paint(place, "bold", color),
            _paint(label, diagnostic.severity, color),
            displayable(diagnostic.message),
        )
    )


def _body(
    diagnostic: Diagnostic, document: Document, width: int, color: bool, verbose: bool
) -> Iterator[str]:
    span = diagnostic.span
    number = str(span.line)
    margin = " " * len(number)
    frame = _paint("|", "frame", color)
    if document.text:
        line = document.lines[span.line - 1]
        end = len(line) if span.end_line > span.line else span.end_column - 1
        shown, carets = excerpt(line, span.column - 1, end, width - len(f"{number} | "))
        yield f"{margin} {frame}"
        yield f"{_paint(number, 'frame', color)} {frame} {shown}"
        yield f"{margin} {frame} {_paint(carets, diagnostic.severity, color)}"
    for name, note in _notes(diagnostic, verbose):
        yield f"{margin} {_paint('=', 'frame', color)} {_paint(name, 'bold', color)}: {note}"
    if diagnostic.fix and document.text:
        for sign, number, shown in changed_lines(document, diagnostic.fix, width):
            yield _paint(f"{number} {sign} {shown}", _SIGNS[sign], color)


def _notes(diagnostic: Diagnostic, verbose: bool) -> Iterator[tuple[str, str]]:
    unsafe = diagnostic.fix if diagnostic.fix and not diagnostic.fix.safe else None
    # Often the fix is what the help says.
    if diagnostic.help and not (unsafe and unsafe.title == diagnostic.help):
        yield "help", displayable(diagnostic.help)
    if unsafe:
        yield "unsafe fix", displayable(unsafe.title)
        if lost := quote_losses(unsafe.drops):
            yield "drops", displayable(lost)
    for related in diagnostic.related:
        yield "note", f"line {related.span.line}: {displayable(related.message)}"
    if verbose:
        yield "see", displayable(diagnostic.url)


def _fixable(run: Run) -> str:
    fixes = Counter(diagnostic.fix.safe for diagnostic in run.diagnostics if diagnostic.fix)
    parts = [f"{fixes[True]} can be fixed with --fix"] if fixes[True] else []
    if fixes[False]:
        more = " more" if parts else " can be fixed"
        parts.append(f"{fixes[False]}{more} with --fix --unsafe-fixes")
    return ", ".join(parts)


def _paint(text: str, style: _Style, color: bool) -> str:
    return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if color else text
