"""Lint texts as the command line does, and apply the fixes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from awesome_lint import document, fixes, rulebook
from awesome_lint.changes import compare
from awesome_lint.config import Config, RuleSetting, file, rule_settings
from awesome_lint.engine import engine
from awesome_lint.model import Diagnostic, Document, Edit, Evidence, LinkResult, LocalFile, Record

VOCABULARY = rulebook.vocabulary()
TODAY = date(2026, 1, 15)
"""The date of the runs."""


def parse(text: str) -> Document:
    return document.parse("README.md", text, VOCABULARY)


def config_of(text: str) -> Config:
    return file.loads(text, ".awesome-lint.yml") if text else Config()


def lint(
    text: str,
    *rules: str,
    config: str = "",
    links: Mapping[str, LinkResult] | None = None,
    records: Mapping[str, Record] | None = None,
    files: Mapping[str, LocalFile] | None = None,
    changed: Iterable[int] | None = None,
    before: str | None = None,
    silent: Iterable[str] = (),
) -> tuple[Diagnostic, ...]:
    """Return the findings of `rules` (all of them by default); offline unless `links` are given.

    `records` are the registries' records, and `files` the files around the document; without them,
    rules that need them do not run. `changed` are the lines of the change under review, `before` is
    the text before it, and `silent` are the registries without a response.
    """
    loaded = config_of(config)
    vocabulary = rulebook.build_vocabulary((*rulebook.venues(), *loaded.venues.add))
    settings: tuple[RuleSetting, ...] = rule_settings(loaded, select=rules)
    if links is None:
        settings = tuple(setting for setting in settings if setting.rule.needs != "links")
    if records is None:
        settings = tuple(setting for setting in settings if setting.rule.needs != "records")
    if files is None:
        settings = tuple(setting for setting in settings if setting.rule.needs != "files")
    parsed = document.parse("README.md", text, vocabulary)
    evidence = Evidence(
        links or {},
        vocabulary,
        files=files or {},
        hosts=rulebook.hosts(),
        lookalikes=rulebook.lookalikes(),
        records=records or {},
        changed=None if changed is None else frozenset(changed),
        before=None if before is None else parse(before),
        silent=frozenset(silent),
        readme_bytes=len(text.encode("utf-8", "surrogatepass")),
        today=TODAY,
    )
    result = engine.lint(parsed, settings, evidence)
    assert not result.failures, next(iter(result.failures.values())).traceback
    return result.diagnostics


def lint_change(before: str, after: str, *rules: str, config: str = "") -> tuple[Diagnostic, ...]:
    """Return the findings of `rules` in the text `after` a change, offline."""
    changed = changed_lines(before, after)
    return lint(after, *rules, config=config, changed=changed, before=before)


def changed_lines(before: str, after: str) -> frozenset[int]:
    """Return the lines that a change of a text adds or moves."""
    return compare(parse(before).lines, parse(after).lines).added


def messages(text: str, *rules: str, config: str = "") -> list[str]:
    """Return `LINE:COLUMN message` for each finding."""
    return [
        f"{found.span.line}:{found.span.column} {found.message}"
        for found in lint(text, *rules, config=config)
    ]


def headlines(diagnostics: Iterable[Diagnostic]) -> str:
    """Return the diagnostics in the format of the rule pages."""
    lines = []
    for found in diagnostics:
        place = f"{found.path}:{found.span.line}:{found.span.column}"
        lines.append(f"{place}: {found.severity}[{found.rule}] {found.message}\n")
        if found.help:
            lines.append(f"  help: {found.help}\n")
    return "".join(lines)


def corrected(text: str, *rules: str, unsafe: bool = False, config: str = "") -> str:
    """Return `text` after all passes of the fixes of `rules`, none of which is withheld."""
    result = fixes.apply_fixes(text, lambda now: lint(now, *rules, config=config), unsafe=unsafe)
    assert not result.withheld
    return result.text


def fixed(text: str, diagnostics: Iterable[Diagnostic]) -> str:
    """Return `text` after all edits of all fixes, applied from last to first."""
    edits: set[Edit] = {edit for found in diagnostics if found.fix for edit in found.fix.edits}
    lines = text.split("\n")
    for edit in sorted(edits, key=lambda edit: edit.span, reverse=True):
        span = edit.span
        head = lines[span.line - 1][: span.column - 1]
        tail = lines[span.end_line - 1][span.end_column - 1 :]
        lines[span.line - 1 : span.end_line] = (head + edit.text + tail).split("\n")
    return "\n".join(lines)
