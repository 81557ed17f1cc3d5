"""The report for GitLab: a list of Code Quality findings.

The format is that of docs.gitlab.com, "Code Quality", "Code Quality report format".
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import TextIO

from awesome_lint.model import Diagnostic, Run, Severity
from awesome_lint.report.json_text import json_text

_SEVERITIES: Mapping[Severity, str] = {"error": "major", "warning": "minor", "info": "info"}


def write(run: Run, stream: TextIO) -> None:
    """Write the findings of `run` as one JSON list."""
    stream.write(json_text([_finding(diagnostic) for diagnostic in run.diagnostics]))


def _finding(diagnostic: Diagnostic) -> dict[str, object]:
    # GitLab shows one of the findings that share a fingerprint, and ours are unique in their
    # file only.
    facts = f"{diagnostic.path}\0{diagnostic.fingerprint}".encode("utf-8", "surrogatepass")
    description = diagnostic.message
    if diagnostic.help:
        description += f" — {diagnostic.help}"
    return {
        "description": description,
        "check_name": diagnostic.rule,
        "fingerprint": sha256(facts).hexdigest()[:32],
        "severity": _SEVERITIES[diagnostic.severity],
        "location": {
            "path": diagnostic.path,
            "lines": {"begin": diagnostic.span.line, "end": diagnostic.span.end_line},
        },
    }
