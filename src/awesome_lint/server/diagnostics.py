"""Findings as diagnostics of the protocol."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from lsprotocol import types

from awesome_lint.model import Diagnostic, Severity, UserError
from awesome_lint.server.positions import Positions
from awesome_lint.text.display import displayable

SOURCE: Final = "awesome-lint"

_SEVERITIES: Final[Mapping[Severity, types.DiagnosticSeverity]] = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "info": types.DiagnosticSeverity.Information,
}

_TAGS: Final = {"suppression-unused": types.DiagnosticTag.Unnecessary}
"""Tags by rule: editors show text that has no effect faded."""

_LINE_END: Final = 2**31 - 1
"""A character after the end of every line, which stands for its end."""


def diagnostic(
    found: Diagnostic,
    uri: str,
    positions: Positions,
    accepted: types.PublishDiagnosticsClientCapabilities,
) -> types.Diagnostic:
    """Return a finding as a diagnostic of the document `uri`, with what the editor accepts."""
    related = [
        types.DiagnosticRelatedInformation(
            types.Location(uri, positions.range(each.span)), displayable(each.message)
        )
        for each in (found.related if accepted.related_information else ())
    ]
    tag = _TAGS.get(found.rule)
    return types.Diagnostic(
        range=positions.range(found.span),
        message=message(found),
        severity=_SEVERITIES[found.severity],
        code=found.rule,
        code_description=types.CodeDescription(found.url)
        if accepted.code_description_support
        else None,
        source=SOURCE,
        tags=[tag] if tag and accepted.tag_support else None,
        related_information=related or None,
    )


def message(found: Diagnostic) -> str:
    """Return the message of a finding, and on a second line what to do."""
    text = displayable(found.message)
    return f"{text}\nHelp: {displayable(found.help)}" if found.help else text


def mistake(error: UserError) -> types.Diagnostic:
    """Return a mistake in a configuration file as a diagnostic."""
    line = max(error.line - 1, 0)
    return types.Diagnostic(
        range=types.Range(types.Position(line, 0), types.Position(line, _LINE_END)),
        message=displayable(error.reason),
        severity=types.DiagnosticSeverity.Error,
        source=SOURCE,
    )
