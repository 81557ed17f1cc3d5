"""Code actions: fixes, all safe fixes at once, and comments that suppress a finding."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, Final

from lsprotocol import types
from msgspec import Struct

from awesome_lint.model import Diagnostic, Edit, Fix, Span
from awesome_lint.report.losses import quote_losses
from awesome_lint.runner import fix as fixer
from awesome_lint.runner.add_suppressions import NEVER_SUPPRESSED, suppress
from awesome_lint.server.linter import Linted
from awesome_lint.text.display import displayable

FIX_ALL: Final = "source.fixAll.awesome-lint"
"""The kind of the action that applies all safe fixes."""

KINDS: Final = (types.CodeActionKind.QuickFix, FIX_ALL)


class Deferred(Struct, frozen=True):
    """An action whose edits take a lint to compute."""

    title: str
    kind: str
    rule: str = ""
    """The rule to suppress; empty to apply all safe fixes."""
    line: int = 0
    """The line on which the rule is suppressed."""

    def data(self, uri: str, version: int) -> dict[str, Any]:
        """Return what an editor sends back to have the edits computed."""
        return {"uri": uri, "version": version, "rule": self.rule, "line": self.line}


def wants(only: Sequence[str] | None, kind: str) -> bool:
    """Return whether an editor asks for a kind of actions; a kind includes those below it."""
    return only is None or any(kind == each or kind.startswith(f"{each}.") for each in only)


def fix_title(fix: Fix) -> str:
    """Return the title of a fix; one that is not safe says so."""
    title = displayable(fix.title)
    if fix.safe:
        return title
    lost = quote_losses(fix.drops)
    return f"{title} (unsafe fix, drops {lost})" if lost else f"{title} (unsafe fix)"


def fix_all(found: Sequence[Diagnostic]) -> Iterator[Deferred]:
    """Yield the action that applies all safe fixes, if there are any."""
    if any(each.fix and each.fix.safe for each in found):
        yield Deferred("Apply all safe fixes of awesome-lint", FIX_ALL)


def suppressions(
    found: Sequence[Diagnostic], shown: Sequence[types.Diagnostic]
) -> Iterator[tuple[Deferred, list[types.Diagnostic]]]:
    """Yield an action for each rule and line with findings, with those that it suppresses.

    `shown` are the findings as the editor shows them.
    """
    groups: dict[tuple[str, int], list[types.Diagnostic]] = {}
    for each, shown_as in zip(found, shown, strict=True):
        if each.rule != NEVER_SUPPRESSED:
            groups.setdefault((each.rule, each.span.line), []).append(shown_as)
    for (rule, line), several in groups.items():
        title = f"Suppress {rule} on line {line}"
        yield Deferred(title, types.CodeActionKind.QuickFix, rule, line), several


def edits(linted: Linted, data: Mapping[str, Any]) -> tuple[Edit, ...]:
    """Return the edits of a deferred action, by its data; none if it would change nothing."""
    rule, line = data.get("rule"), data.get("line")
    if linted.job is None or not isinstance(rule, str) or not isinstance(line, int):
        return ()
    if not rule:
        before = linted.job.text
        return line_edits(before, fixer.fix(linted.job, None, unsafe=False).text)
    if any(each.rule == rule and each.span.line == line for each in linted.diagnostics):
        return suppress(linted.job, rule, line)
    return ()


def no_edits(data: Mapping[str, Any]) -> str:
    """Return the message about a deferred action that would change nothing."""
    if data.get("rule"):
        return f"no comment can suppress {data['rule']} on line {data.get('line')}"
    return "no fix is applied: words or links would disappear from the rendered page"


def line_edits(before: str, after: str) -> tuple[Edit, ...]:
    """Return the edits of whole lines that turn one text into the other.

    Lines between them are left alone, so that an editor keeps its cursor and marks there.
    """
    old, new = _lines(before), _lines(after)
    found = []
    for tag, start, end, new_start, new_end in SequenceMatcher(None, old, new).get_opcodes():
        if tag != "equal":
            span = Span(*_place(old, start), *_place(old, end))
            found.append(Edit(span, "".join(new[new_start:new_end])))
    return tuple(found)


def _lines(text: str) -> list[str]:
    """Return the lines of a text with their endings; the last one may have none."""
    return list(io.StringIO(text, newline=""))


def _place(lines: Sequence[str], index: int) -> tuple[int, int]:
    """Return the line and column where a line begins, or where the text ends."""
    if index < len(lines) or not lines or lines[-1].endswith(("\n", "\r")):
        return index + 1, 1
    return index, len(lines[-1]) + 1
