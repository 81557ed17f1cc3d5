"""The report for tools that show tests: JUnit's XML.

There is no standard. This is the format that Jenkins and GitLab read: a suite for each file with
a case for each finding, or with one that passes, because a report without a case fails there.
"""

from __future__ import annotations

from collections.abc import Iterable
from posixpath import splitext
from typing import TextIO
from xml.etree import ElementTree as ET

from awesome_lint.model import Diagnostic, Run
from awesome_lint.text.display import displayable


def write(run: Run, stream: TextIO) -> None:
    """Write the findings of `run`, whatever their severity, as tests that failed."""
    found: dict[str, list[Diagnostic]] = {path: [] for path in run.files}
    for diagnostic in run.diagnostics:
        found[diagnostic.path].append(diagnostic)
    suites = ET.Element("testsuites", {"name": "awesome-lint"} | _counts(found.values()))
    for path, diagnostics in found.items():
        suites.append(_suite(path, diagnostics))
    ET.indent(suites)
    stream.write('<?xml version="1.0" encoding="UTF-8"?>\n')
    stream.write(ET.tostring(suites, encoding="unicode") + "\n")


def _suite(path: str, diagnostics: list[Diagnostic]) -> ET.Element:
    suite = ET.Element("testsuite", {"name": displayable(path)} | _counts([diagnostics]))
    if not diagnostics:
        suite.append(_case(path, "no findings"))
    for diagnostic in diagnostics:
        span = diagnostic.span
        # GitLab shows one of the cases that share a name.
        case = _case(path, f"{diagnostic.rule} at {span.line}:{span.column}", line=str(span.line))
        suite.append(case)
        message = displayable(diagnostic.message)
        failure = ET.SubElement(case, "failure", type=diagnostic.severity, message=message)
        failure.text = "\n".join(_details(diagnostic))
    return suite


def _case(path: str, name: str, **attributes: str) -> ET.Element:
    # Jenkins splits the name of a class from that of its package at the last dot.
    known = {"name": name, "classname": displayable(splitext(path)[0]), "file": displayable(path)}
    return ET.Element("testcase", known | attributes)


def _counts(found: Iterable[list[Diagnostic]]) -> dict[str, str]:
    suites = list(found)
    return {
        "tests": str(sum(max(1, len(suite)) for suite in suites)),
        "failures": str(sum(map(len, suites))),
        "errors": "0",
    }


def _details(diagnostic: Diagnostic) -> Iterable[str]:
    place = f"{displayable(diagnostic.path)}:{diagnostic.span.line}:{diagnostic.span.column}"
    label = f"{diagnostic.severity}[{diagnostic.rule}]"
    yield f"{place}: {label} {displayable(diagnostic.message)}"
    if diagnostic.help:
        yield f"help: {displayable(diagnostic.help)}"
    for related in diagnostic.related:
        yield f"note: line {related.span.line}: {displayable(related.message)}"
    yield f"see: {diagnostic.url}"
