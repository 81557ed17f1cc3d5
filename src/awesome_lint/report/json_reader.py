"""JSON reports, converted back to the model."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct

from awesome_lint import model
from awesome_lint.model import Span
from awesome_lint.report.formats import json as written
from awesome_lint.version import __version__


class UnreadableReportError(Exception):
    """A text that is not a report of this version of awesome-lint; the message states why."""


class _Head(Struct):
    version: int
    tool: written.Tool


def read_report(data: bytes) -> written.Report:
    """Return the report in JSON. Raise UnreadableReportError for anything else."""
    try:
        head = msgspec.json.decode(data, type=_Head)
        if head.tool.name != written.TOOL:
            raise UnreadableReportError("is the report of another program")
        if head.version != written.VERSION:
            reads = f"{written.TOOL} {__version__} reads {written.VERSION}"
            raise UnreadableReportError(f"is a report of version {head.version}, and {reads}")
        if head.tool.version != __version__:
            made = f"made by {written.TOOL} {head.tool.version}"
            raise UnreadableReportError(f"was {made}, and this is {__version__}")
        return msgspec.json.decode(data, type=written.Report)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UnreadableReportError(f"is no JSON report of {written.TOOL}: {error}") from None


def diagnostic(finding: written.Finding) -> model.Diagnostic:
    """Return the diagnostic of a finding in a report."""
    return model.Diagnostic(
        path=finding.path,
        rule=finding.rule,
        severity=finding.severity,
        span=_span(finding),
        message=finding.message,
        help=finding.help,
        url=finding.url,
        fingerprint=finding.fingerprint,
        related=tuple(model.Related(_span(each), each.message) for each in finding.related),
        fix=_fix(finding.fix) if finding.fix else None,
        group=finding.group,
    )


def checked_link(link: written.Link) -> model.CheckedLink:
    """Return the checked link of a link in a report."""
    failing = link.failing
    result = model.LinkResult(
        url=link.url,
        verdict=link.verdict,
        status=link.status,
        final_url=link.final_url,
        detail=link.detail,
        source=link.source,
        failing=model.Failing(failing.since, failing.last, failing.times) if failing else None,
        lenient_until=link.lenient_until,
        archived_url=link.archived_url,
    )
    places = (model.Location(each.path, each.line, each.column) for each in link.locations)
    return model.CheckedLink(result, tuple(places))


def failure(failed: written.Failure) -> model.Failure:
    """Return the failure of one in a report, without its traceback."""
    return model.Failure(failed.part, failed.subject, failed.error, "")


def _fix(fix: written.Fix) -> model.Fix:
    edits = tuple(model.Edit(_span(edit), edit.text) for edit in fix.edits)
    return model.Fix(fix.title, edits, fix.safe, drops=fix.drops)


def _span(place: Any) -> Span:
    return Span(place.line, place.column, place.end_line, place.end_column)
