"""Output of `make docs`: the parts of docs/ that are generated from rules and types."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from awesome_lint import rulebook
from awesome_lint.config import schema
from awesome_lint.engine import baseline
from awesome_lint.exporters import json as json_export
from awesome_lint.report.formats import json as json_report
from awesome_lint.rules import RULES
from paths import DOCS

_RULES_HEAD = """\
# Rules

This page lists all rules with their default severities. Each rule has a page with its reasons,
fixes, options and examples; `awesome-lint --explain RULE` prints the same page. The page of a rule
states which findings have another severity. The [configuration](configuration.md) can change
severities and options. Rules marked with * need the network and do not run with `--offline`.

| Rule | Severity | Reports |
|:--|:--|:--|
"""


def rules() -> str:
    rows = []
    for rule in RULES:
        mark = "\\*" if rule.online else ""
        summary = rulebook.summary(rule.id).replace("|", "\\|")
        severity = rule.severity if rule.enabled else "off"
        rows.append(f"| [{rule.id}](../rules/{rule.id}.md){mark} | {severity} | {summary} |\n")
    return _RULES_HEAD + "".join(rows)


def report_schema() -> str:
    return json.dumps(json_report.schema(), indent=2) + "\n"


def baseline_schema() -> str:
    return json.dumps(baseline.json_schema(), indent=2) + "\n"


def export_schema() -> str:
    return json.dumps(json_export.schema(), indent=2) + "\n"


FILES: Mapping[str, Callable[[], str]] = {
    "rules.md": rules,
    "config.schema.json": schema.text,
    "report.schema.json": report_schema,
    "baseline.schema.json": baseline_schema,
    "export.schema.json": export_schema,
}


if __name__ == "__main__":
    for name, text in FILES.items():
        (DOCS / name).write_text(text(), encoding="utf-8")
