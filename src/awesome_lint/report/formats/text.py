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
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Literal, TextIO, get_args

from awesome_lint.model import Diagnostic, Run, Severity, SourceFile
from awesome_lint.report.changed_lines import changed_lines
from awesome_lint.report.excerpt import excerpt, range_in_first_line
from awesome_lint.report.groups import Group, describe_fix, describe_others, group
from awesome_lint.report.losses import quote_losses
from awesome_lint.report.totals import describe_totals
from awesome_lint.text.display import displayable
from awesome_lint.text.wrap import wrap

MAX_LINES_OF_RULE: Final = 25
"""Lines of the findings of one rule, unless all are asked for. One finding may have more."""

_MAX_REMAINDER_LINES: Final = 2
_HEADLINE_LINES: Final = 2  # with a blank line before the next finding
_MAX_HEADLINES: Final = 6
"""First lines of further findings for which room is left."""
_SEVERITIES: Final = get_args(Severity)
_LEAST_WIDTH = 40
_WRAP_INDENT = 6

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
    is_terminal: bool = False,
) -> None:
    """Write the findings of `run` and a summary.

    Excerpts are fitted to `width` columns (at least 40), and left out if a document is without
    text. Messages are wrapped on a terminal; elsewhere, and with `quiet`, a finding's first line is
    never cut or wrapped, because editors parse it. `color` adds ANSI colors. Findings with one
    cause are shown once if they are many, and the findings of one rule in MAX_LINES_OF_RULE lines.
    `verbose` shows all, with the URL of each rule's page; `quiet` leaves only the first line of
    each finding.
    """
    if quiet:
        stream.writelines(f"{_headline(each, color)}\n" for each in run.diagnostics)
        return
    width = max(width, _LEAST_WIDTH)
    is_open = False  # no blank line is between first lines that stand alone
    for block in _blocks(run, width, color, verbose):
        if is_open and len(block) > 1:
            stream.write("\n")
        is_open = len(block) == 1
        for line in block if is_open else (*block, ""):
            wrapped = wrap(line, width, _WRAP_INDENT) if is_terminal else line
            stream.write(f"{wrapped.rstrip()}\n")
    if is_open:
        stream.write("\n")
    write_totals(run, stream)


def write_totals(run: Run, stream: TextIO) -> None:
    """Write the number of findings, and how many of them can be fixed."""
    stream.write(describe_totals(run) + "\n")
    if fixable := _fixable(run):
        stream.write(fixable + "\n")


def write_statistics(run: Run, stream: TextIO, *, color: bool = False) -> None:
    """Write the number of findings of each rule by severity, the most frequent first."""
    found: dict[tuple[str, Severity], list[Diagnostic]] = {}
    for diagnostic in run.diagnostics:
        found.setdefault((diagnostic.rule, diagnostic.severity), []).append(diagnostic)
    digits = len(str(max(map(len, found.values()), default=0)))
    widest = max((len(rule) for rule, _ in found), default=0)
    for (rule, severity), each in sorted(found.items(), key=lambda item: (-len(item[1]), item[0])):
        safe = sum(one.fix is not None and one.fix.safe for one in each)
        unsafe = sum(one.fix is not None for one in each) - safe
        fixable = [f"{safe} with --fix"] if safe else []
        fixable += [f"{unsafe} with --unsafe-fixes"] if unsafe else []
        level = _paint(severity, severity, color) + " " * (len("warning") - len(severity))
        line = f"{len(each):>{digits}}  {level}  {rule:{widest}}  {', '.join(fixable)}"
        stream.write(line.rstrip() + "\n")


def write_fixes(run: Run, stream: TextIO, *, color: bool = False) -> None:
    """Write a line for each finding that was fixed: its place, its rule and what the fix did."""
    for diagnostic in run.fixed_findings:
        if diagnostic.fix:
            label = _paint(f"fixed[{diagnostic.rule}]", "added", color)
            place, title = _place(diagnostic, color), displayable(diagnostic.fix.title)
            stream.write(f"{place} {label} {title}\n")


def _blocks(run: Run, width: int, color: bool, verbose: bool) -> Iterator[list[str]]:
    """Yield the lines of each finding that is shown."""
    if verbose:
        for each in run.diagnostics:
            yield _block(each, run, width, color, verbose=True)
        return
    groups = group(run.diagnostics)
    rules: dict[str, list[Group]] = {}
    for found in groups:
        rules.setdefault(found.shown.rule, []).append(found)
    blocks: dict[int, list[str]] = {}
    for of_rule in rules.values():
        blocks |= _blocks_of_rule(of_rule, run, width, color)
    for found in groups:
        if id(found.shown) in blocks:
            block = blocks[id(found.shown)]
            yield block or [_headline(found.shown, color)]


def _blocks_of_rule(
    groups: Sequence[Group], run: Run, width: int, color: bool
) -> dict[int, list[str]]:
    """Return the lines of the findings of a rule that are shown, by the id of the finding.

    The most severe findings come first, and at least one is shown.
    """
    by_severity = sorted(groups, key=lambda each: _SEVERITIES.index(each.shown.severity))
    blocks: dict[int, list[str]] = {}
    room = MAX_LINES_OF_RULE
    for each in by_severity:
        block = _block(each.shown, run, width, color)
        room -= len(block) + 1
        if blocks and room < 0:
            break
        blocks[id(each.shown)] = block
    if len(blocks) < len(groups) or any(each.others for each in groups):
        blocks = _shortened(by_severity, blocks)
    shown = [each.shown for each in groups if id(each.shown) in blocks]
    hidden = [
        each for found in groups for each in (found.shown, *found.others) if id(each) not in blocks
    ]
    if hidden:
        margin = " " * len(str(shown[-1].span.line))
        remarks = [("note", f"{describe_others(shown[-1].path, hidden)} (--verbose shows them)")]
        if fix := describe_fix([each for found in groups for each in (found.shown, *found.others)]):
            remarks.append(("fix all", fix))
        for name, remark in remarks:
            label = f"{_paint('=', 'frame', color)} {_paint(name, 'bold', color)}"
            last = blocks[id(shown[-1])]
            if not last:
                last.append(_headline(shown[-1], color))
            last.append(f"{margin} {label}: {displayable(remark)}")
    return blocks


def _shortened(groups: Sequence[Group], blocks: Mapping[int, list[str]]) -> dict[int, list[str]]:
    """Return the first blocks of a rule, then first lines only, with room for the remainder."""
    shown: dict[int, list[str]] = {}
    room = MAX_LINES_OF_RULE - _MAX_REMAINDER_LINES
    for each in groups:
        block = blocks.get(id(each.shown), [])
        rest = min(len(groups) - len(shown) - 1, _MAX_HEADLINES)
        if block and (not shown or room - len(block) - 1 >= rest * _HEADLINE_LINES):
            shown[id(each.shown)] = block
            room -= len(block) + 1
        elif room >= _HEADLINE_LINES:
            shown[id(each.shown)] = []
            room -= _HEADLINE_LINES
    return shown


def _block(
    diagnostic: Diagnostic, run: Run, width: int, color: bool, *, verbose: bool = False
) -> list[str]:
    file = run.files[diagnostic.path]
    body = _body(diagnostic, file, width, color, verbose)
    return [_headline(diagnostic, color), *body]


def _headline(diagnostic: Diagnostic, color: bool) -> str:
    label = _paint(f"{diagnostic.severity}[{diagnostic.rule}]", diagnostic.severity, color)
    return f"{_place(diagnostic, color)} {label} {displayable(diagnostic.message)}"


def _place(diagnostic: Diagnostic, color: bool) -> str:
    path = displayable(diagnostic.path)
    if _LINE_COMMAND.match(path):
        path = f"./{path}"
    return _paint(f"{path}:{diagnostic.span.line}:{diagnostic.span.column}:", "bold", color)


def _body(
    diagnostic: Diagnostic, file: SourceFile, width: int, color: bool, verbose: bool
) -> Iterator[str]:
    span = diagnostic.span
    number = str(span.line)
    margin = " " * len(number)
    frame = _paint("|", "frame", color)
    if file.text:
        line = file.lines[span.line - 1]
        start, end = range_in_first_line(line, span)
        shown, carets = excerpt(line, start, end, width - len(f"{number} | "))
        yield f"{margin} {frame}"
        yield f"{_paint(number, 'frame', color)} {frame} {shown}"
        yield f"{margin} {frame} {_paint(carets, diagnostic.severity, color)}"
    for name, note in _notes(diagnostic, verbose):
        yield f"{margin} {_paint('=', 'frame', color)} {_paint(name, 'bold', color)}: {note}"
    if diagnostic.fix and file.text:
        for sign, number, shown in changed_lines(file, diagnostic.fix, width):
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
