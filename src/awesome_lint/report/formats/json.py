"""The report for programs: JSON, version 1.

Its types are the structs below; `docs/report.schema.json` is their JSON Schema. Fields may be
added within a version; a field that goes or changes its meaning makes a new version.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from hashlib import sha256
from typing import Annotated, Any, Literal, TextIO, get_args

import msgspec
from msgspec import Meta, Struct

from awesome_lint import model
from awesome_lint.report.json_text import json_text
from awesome_lint.version import __version__

TOOL = "awesome-lint"
VERSION: Literal[1] = 1

Count = Annotated[int, Meta(ge=0)]
Line = Annotated[int, Meta(ge=1, description="1-based")]
Column = Annotated[int, Meta(ge=1, description="1-based, in Unicode code points")]
EndColumn = Annotated[int, Meta(ge=1, description="1-based, in Unicode code points, exclusive")]


class Tool(Struct, frozen=True):
    """The program that made the report."""

    name: str
    version: str


class File(Struct, frozen=True):
    """A file that was linted."""

    path: str
    sha256: Annotated[str, Meta(description="Of its text, without a byte order mark")]


class Shard(Struct, frozen=True):
    """The shard of a run that a report is about."""

    number: Annotated[int, Meta(ge=1)]
    count: Annotated[int, Meta(ge=1, le=999)]


class LinkCounts(Struct, frozen=True):
    """The number of different URLs with each verdict."""

    ok: Count
    moved: Count
    dead: Count
    blocked: Count
    unreachable: Count
    refused: Count
    skipped: Count


class Summary(Struct, frozen=True):
    """The report in numbers."""

    files: Count
    errors: Count
    warnings: Count
    info: Count
    fixable: Annotated[int, Meta(ge=0, description="Findings that have a fix")]
    suppressed: Annotated[int, Meta(ge=0, description="Findings left out: suppressed by a comment")]
    out_of_scope: Annotated[
        int, Meta(ge=0, description="Findings left out: outside the change under review")
    ]
    fixed: Annotated[int, Meta(ge=0, description="Findings that --fix has fixed")]
    baselined: Annotated[int, Meta(ge=0, description="Findings left out: in the baseline")]
    outdated: Annotated[
        int, Meta(ge=0, description="Findings of the baseline that no longer occur")
    ]
    links: LinkCounts


class Related(Struct, frozen=True):
    """Another place that a finding mentions."""

    path: str
    line: Line
    column: Column
    end_line: Line
    end_column: EndColumn
    message: str


class Edit(Struct, frozen=True):
    """A replacement of a range of the file."""

    line: Line
    column: Column
    end_line: Line
    end_column: EndColumn
    text: str


class Fix(Struct, frozen=True):
    """A fix; a safe one drops nothing, and is certain to be right."""

    title: str
    safe: bool
    edits: tuple[Edit, ...]
    drops: Annotated[
        tuple[str, ...], Meta(description="The words and URLs that are gone after the fix")
    ] = ()


class Finding(Struct, frozen=True):
    """A problem, and its place."""

    rule: str
    severity: model.Severity
    path: str
    line: Line
    column: Column
    end_line: Line
    end_column: EndColumn
    message: str
    help: Annotated[str, Meta(description="The action that solves it, or empty")]
    url: Annotated[str, Meta(description="The rule's page")]
    fingerprint: Annotated[str, Meta(description="Independent of line numbers")]
    related: tuple[Related, ...]
    fix: Fix | None
    group: Annotated[str, Meta(description="Findings of one rule with the same cause share it")] = (
        ""
    )


class Location(Struct, frozen=True):
    """A place where a URL occurs."""

    path: str
    line: Line
    column: Column


class Failing(Struct, frozen=True):
    """The time for which a URL has been dead."""

    since: Annotated[datetime, Meta(description="The first check that found it dead")]
    last: Annotated[datetime, Meta(description="The last check that found it dead")]
    times: Annotated[int, Meta(ge=1, description="The number of checks that found it dead")]


class Link(Struct, frozen=True):
    """The result of checking one URL."""

    url: str
    verdict: model.Verdict
    status: Annotated[int | None, Meta(description="The last HTTP status, if any")]
    final_url: Annotated[str | None, Meta(description="The URL after redirects")]
    detail: Annotated[str, Meta(description="The reason for the verdict")]
    source: Annotated[
        str,
        Meta(
            description="The source of the verdict: `http`; a registry (`arxiv`, `codeberg`,"
            " `datacite`, `doi`, `github`, `gitlab`, `huggingface`, `openalex`, `semantic-scholar`,"
            " `youtube`); `cache`, an earlier check; `configuration`, an exclusion"
        ),
    ]
    failing: Annotated[Failing | None, Meta(description="For dead links, if results are cached")]
    lenient_until: Annotated[
        datetime | None, Meta(description="The time from which a dead link is an error")
    ]
    archived_url: Annotated[str | None, Meta(description="A copy of a dead page, if one is known")]
    locations: tuple[Location, ...]


class Failure(Struct, frozen=True):
    """An internal error, and the part of the report that is missing because of it."""

    part: Annotated[str, Meta(description="The failed part: a rule, a registry, the link check")]
    subject: Annotated[str, Meta(description="The file or URL that it failed on, or empty")]
    error: Annotated[str, Meta(description="The exception's type and message")]


class Report(Struct, frozen=True):
    """A report of awesome-lint."""

    version: Literal[1]
    tool: Tool
    shard: Annotated[Shard | None, Meta(description="None for the whole")]
    files: tuple[File, ...]
    summary: Summary
    findings: tuple[Finding, ...]
    links: Annotated[tuple[Link, ...], Meta(description="Empty if links were not checked")]
    failures: Annotated[
        tuple[Failure, ...], Meta(description="Internal errors; empty if the report is complete")
    ] = ()


def write(run: model.Run, stream: TextIO) -> None:
    """Write `run` as one indented JSON object, the same for the same run."""
    stream.write(json_text(msgspec.to_builtins(report(run))))


def report(run: model.Run) -> Report:
    """Return `run` as it is reported."""
    return Report(
        version=VERSION,
        tool=Tool(name=TOOL, version=__version__),
        shard=Shard(run.shard.number, run.shard.count) if run.shard else None,
        files=tuple(
            File(path, run.digests.get(path) or digest(file.text))
            for path, file in run.files.items()
        ),
        summary=_summary(run),
        findings=tuple(map(_finding, run.diagnostics)),
        links=tuple(map(_link, run.links)),
        failures=tuple(Failure(each.part, each.subject, each.error) for each in run.failures),
    )


def digest(text: str) -> str:
    """Return the SHA-256 digest of a text, in hexadecimal digits."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def schema() -> dict[str, Any]:
    """Return the JSON Schema of a report (draft 2020-12)."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Report of awesome-lint, version 1",
        **msgspec.json.schema(Report),
    }


def _summary(run: model.Run) -> Summary:
    severities = Counter(diagnostic.severity for diagnostic in run.diagnostics)
    verdicts = Counter(link.result.verdict for link in run.links)
    return Summary(
        files=len(run.files),
        errors=severities["error"],
        warnings=severities["warning"],
        info=severities["info"],
        fixable=sum(diagnostic.fix is not None for diagnostic in run.diagnostics),
        suppressed=run.suppressed,
        out_of_scope=run.out_of_scope,
        baselined=run.baselined,
        outdated=run.outdated,
        fixed=run.fixed,
        links=LinkCounts(**{verdict: verdicts[verdict] for verdict in get_args(model.Verdict)}),
    )


def _finding(diagnostic: model.Diagnostic) -> Finding:
    span = diagnostic.span
    return Finding(
        rule=diagnostic.rule,
        severity=diagnostic.severity,
        path=diagnostic.path,
        line=span.line,
        column=span.column,
        end_line=span.end_line,
        end_column=span.end_column,
        message=diagnostic.message,
        help=diagnostic.help,
        url=diagnostic.url,
        fingerprint=diagnostic.fingerprint,
        related=tuple(
            Related(
                path=diagnostic.path,
                line=related.span.line,
                column=related.span.column,
                end_line=related.span.end_line,
                end_column=related.span.end_column,
                message=related.message,
            )
            for related in diagnostic.related
        ),
        fix=None if diagnostic.fix is None else _fix(diagnostic.fix),
        group=diagnostic.group,
    )


def _fix(fix: model.Fix) -> Fix:
    edits = tuple(
        Edit(
            line=edit.span.line,
            column=edit.span.column,
            end_line=edit.span.end_line,
            end_column=edit.span.end_column,
            text=edit.text,
        )
        for edit in fix.edits
    )
    return Fix(title=fix.title, safe=fix.safe, edits=edits, drops=fix.drops)


def _failing(failing: model.Failing | None) -> Failing | None:
    return Failing(failing.since, failing.last, failing.times) if failing else None


def _link(link: model.CheckedLink) -> Link:
    return Link(
        url=link.result.url,
        verdict=link.result.verdict,
        status=link.result.status,
        final_url=link.result.final_url,
        detail=link.result.detail,
        source=link.result.source,
        failing=_failing(link.result.failing),
        lenient_until=link.result.lenient_until,
        archived_url=link.result.archived_url,
        locations=tuple(Location(each.path, each.line, each.column) for each in link.locations),
    )
