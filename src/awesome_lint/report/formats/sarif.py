"""The report in SARIF 2.1.0, for code scanning and for editors.

Sources: the OASIS standard, docs.oasis-open.org/sarif/sarif/v2.1.0, to whose sections the
numbers below refer, and docs.github.com, "SARIF support for code scanning".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final, TextIO
from urllib.parse import quote

from awesome_lint import rulebook
from awesome_lint.model import Diagnostic, Edit, Fix, Run, Severity, Span
from awesome_lint.report.json_text import json_text
from awesome_lint.report.losses import quote_losses
from awesome_lint.report.source import SourceText, utf16_units
from awesome_lint.rules import RULES_BY_ID
from awesome_lint.version import __version__

MOST_RESULTS: Final = 25_000
"""Results in a log. GitHub rejects logs with more."""

_SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS: Final[Mapping[Severity, str]] = {"error": "error", "warning": "warning", "info": "note"}
_ROOT: Final = "%SRCROOT%"

Json = dict[str, object]


def write(run: Run, stream: TextIO) -> None:
    """Write `run` as a log with one run; of more than 25,000 findings, the most severe."""
    results = _gravest(run.diagnostics)
    rules = list(dict.fromkeys(diagnostic.rule for diagnostic in results))
    sources = {path: SourceText(file, utf16_units) for path, file in run.files.items()}
    log = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": _driver(rules)},
                "invocations": [_invocation(run, len(run.diagnostics) - len(results))],
                "originalUriBaseIds": {
                    _ROOT: {"description": {"text": "The directory in which awesome-lint ran"}}
                },
                "columnKind": "utf16CodeUnits",
                "newlineSequences": ["\r\n", "\r", "\n"],
                "results": [
                    _result(each, rules.index(each.rule), sources[each.path]) for each in results
                ],
            }
        ],
    }
    stream.write(json_text(log))


def _gravest(diagnostics: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """Return as many findings as a log may hold, in their order."""
    if len(diagnostics) <= MOST_RESULTS:
        return diagnostics
    ranks = list(_LEVELS)
    order = sorted(
        range(len(diagnostics)), key=lambda index: ranks.index(diagnostics[index].severity)
    )
    return tuple(diagnostics[index] for index in sorted(order[:MOST_RESULTS]))


def _driver(rules: Iterable[str]) -> Json:
    return {
        "name": "awesome-lint",
        "version": __version__,
        "semanticVersion": __version__,
        "informationUri": rulebook.PROJECT_URL,
        "rules": [_rule(rule) for rule in rules],
    }


def _rule(rule: str) -> Json:
    page = rulebook.page(rule)
    why = re.sub(r"\s*\n\s*", " ", page.split("\n\n")[3])
    return {
        "id": rule,
        "shortDescription": {"text": _message(rulebook.summary(rule))},
        "fullDescription": {"text": _message(why)},
        "help": {"text": _braced(_help(page)), "markdown": _braced(_help(page))},
        "helpUri": rulebook.page_url(rule),
        "defaultConfiguration": {"level": _LEVELS[RULES_BY_ID[rule].severity]},
    }


def _help(page: str) -> str:
    """Return the text of a page before its options and examples, with absolute URLs."""
    sections = page.split("\n## ")
    text = "\n\n".join(f"## {section.strip()}" for section in sections[1:4])
    return rulebook.absolute_links(text)


def _invocation(run: Run, left_out: int) -> Json:
    invocation: Json = {"executionSuccessful": not run.failures}
    notifications = [
        ("error", f"{each.subject}: internal error in {each.part}: {each.error}".lstrip(": "))
        for each in run.failures
    ]
    if left_out:
        text = f"{left_out} findings are left out: a log may hold {MOST_RESULTS}"
        notifications.append(("warning", text))
    if notifications:
        invocation["toolExecutionNotifications"] = [
            {"level": level, "message": {"text": _message(text)}} for level, text in notifications
        ]
    return invocation


def _result(diagnostic: Diagnostic, rule_index: int, source: SourceText) -> Json:
    text = diagnostic.message
    if diagnostic.help:
        text += f"\n{diagnostic.help}"
    result: Json = {
        "ruleId": diagnostic.rule,
        "ruleIndex": rule_index,
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": _message(text)},
        "locations": [_location(diagnostic.path, source, diagnostic.span)],
        # GitHub's upload action makes a key of its own from the lines, and warns of any other.
        "partialFingerprints": {"awesomeLint/v1": diagnostic.fingerprint},
    }
    if diagnostic.group:
        result["properties"] = {"group": diagnostic.group}
    if diagnostic.related:
        result["relatedLocations"] = [
            _location(diagnostic.path, source, related.span)
            | {"id": number, "message": {"text": _message(related.message)}}
            for number, related in enumerate(diagnostic.related, 1)
        ]
    if diagnostic.fix and diagnostic.fix.edits:
        result["fixes"] = [_fix(diagnostic.path, source, diagnostic.fix)]
    return result


def _location(path: str, source: SourceText, span: Span) -> Json:
    """Return a place on one line: GitHub shows an alert only if all of its lines were changed."""
    if span.end_line > span.line:
        span = Span(span.line, span.column, span.line, source.line_end(span.line))
    return {
        "physicalLocation": {
            "artifactLocation": _artifact(path),
            "region": _region(source, span),
        }
    }


def _fix(path: str, source: SourceText, fix: Fix) -> Json:
    replacements = [_replacement(source, edit) for edit in fix.edits]
    lost = quote_losses(fix.drops)
    return {
        "description": {"text": _message(f"{fix.title} (drops {lost})" if lost else fix.title)},
        "artifactChanges": [{"artifactLocation": _artifact(path), "replacements": replacements}],
        "properties": {"safe": fix.safe, "drops": list(fix.drops)},
    }


def _replacement(source: SourceText, edit: Edit) -> Json:
    return {
        "deletedRegion": _region(source, edit.span),
        "insertedContent": {"text": source.edit_text(edit)},
    }


def _region(source: SourceText, span: Span) -> dict[str, int]:
    return {
        "startLine": span.line,
        "startColumn": source.column(span.line, span.column),
        "endLine": span.end_line,
        "endColumn": source.column(span.end_line, span.end_column),
    }


def _artifact(path: str) -> dict[str, str]:
    """Return the place of a file: relative to the root, or absolute for an absolute path."""
    uri = quote(path, errors="replace")
    if re.match(r"[A-Za-z]:/", path):  # on Windows
        return {"uri": f"file:///{path[:2]}{uri.removeprefix(quote(path[:2]))}"}
    if path.startswith("/"):
        return {"uri": f"file://{uri}"}
    return {"uri": uri, "uriBaseId": _ROOT}


def _message(text: str) -> str:
    """Return untrusted `text` without links (3.11.6) and placeholders (3.11.5)."""
    # An escaped bracket does not end a link.
    text = re.sub(r"(\\*)\]\(", lambda match: match[1] * 2 + r"\](", text)
    return _braced(text)


def _braced(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")
