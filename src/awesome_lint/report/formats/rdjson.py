"""The report for reviewdog: its Diagnostic Format, as one JSON object.

The format is that of `proto/rdf/reviewdog.proto` in reviewdog/reviewdog; its columns count UTF-8
bytes. reviewdog treats messages as Markdown when it comments on a pull request.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TextIO

from awesome_lint.model import Diagnostic, Fix, Run, Severity, Span
from awesome_lint.report.json_text import json_text
from awesome_lint.report.losses import quote_losses
from awesome_lint.report.markdown_text import inline
from awesome_lint.report.source import SourceText, utf8_bytes
from awesome_lint.rulebook import PROJECT_URL

_SEVERITIES: Mapping[Severity, str] = {"error": "ERROR", "warning": "WARNING", "info": "INFO"}


def write(run: Run, stream: TextIO) -> None:
    """Write the findings of `run`, with their fixes as suggestions."""
    sources = {path: SourceText(file, utf8_bytes) for path, file in run.files.items()}
    content = {
        "source": {"name": "awesome-lint", "url": PROJECT_URL},
        "diagnostics": [_diagnostic(each, sources[each.path]) for each in run.diagnostics],
    }
    stream.write(json_text(content))


def _diagnostic(diagnostic: Diagnostic, source: SourceText) -> dict[str, object]:
    lines = [diagnostic.message, diagnostic.help] if diagnostic.help else [diagnostic.message]
    if diagnostic.fix and (lost := quote_losses(diagnostic.fix.drops)):
        lines.append(f"The suggestion drops {lost}")
    written: dict[str, object] = {
        "message": "\n".join(map(inline, lines)),
        "location": {"path": diagnostic.path, "range": _range(source, diagnostic.span)},
        "severity": _SEVERITIES[diagnostic.severity],
        "code": {"value": diagnostic.rule, "url": diagnostic.url},
    }
    if diagnostic.fix and diagnostic.fix.edits:
        written["suggestions"] = [_suggestion(source, diagnostic.fix)]
    if diagnostic.related:
        written["related_locations"] = [
            {
                "message": inline(related.message),
                "location": {"path": diagnostic.path, "range": _range(source, related.span)},
            }
            for related in diagnostic.related
        ]
    return written


def _suggestion(source: SourceText, fix: Fix) -> dict[str, object]:
    """Return a fix as one replacement: reviewdog treats several as alternatives."""
    edits = sorted(fix.edits, key=lambda edit: edit.span)
    start = end = edits[0].span
    text = source.edit_text(edits[0])
    for edit in edits[1:]:
        between = Span(end.end_line, end.end_column, edit.span.line, edit.span.column)
        text += source.slice(between) + source.edit_text(edit)
        end = edit.span
    whole = start.through(end)
    return {"range": _range(source, whole), "text": text}


def _range(source: SourceText, span: Span) -> dict[str, object]:
    return {
        "start": _position(source, span.line, span.column),
        "end": _position(source, span.end_line, span.end_column),
    }


def _position(source: SourceText, line: int, column: int) -> dict[str, int]:
    return {"line": line, "column": source.column(line, column)}
