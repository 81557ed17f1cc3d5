"""The totals of a run, in one sentence."""

from __future__ import annotations

from collections import Counter
from typing import get_args

from awesome_lint.model import Run, Severity, Verdict
from awesome_lint.text.wording import count


def describe_totals(run: Run) -> str:
    """Return the number of findings and files, and the results of the link check."""
    found = Counter(diagnostic.severity for diagnostic in run.diagnostics)
    text = f"{describe_severities(found) or 'No findings'} in {count(len(run.files), 'file')}"
    left_out = [f"{run.suppressed} suppressed"] if run.suppressed else []
    if run.baselined:
        left_out.append(f"{run.baselined} in the baseline")
    if left_out:
        text += f" ({', '.join(left_out)})"
    if run.fixed:
        text += f", {run.fixed} fixed"
    if run.out_of_scope:
        text += f"; {count(run.out_of_scope, 'finding')} out of scope"
    if run.links:
        judged = Counter(link.result.verdict for link in run.links)
        verdicts: tuple[Verdict, ...] = get_args(Verdict)
        text += "; links: " + ", ".join(
            f"{judged[name]} {name}" for name in verdicts if judged[name]
        )
    if run.failures:
        text += f"; incomplete: {count(len(run.failures), 'internal error')}"
    return text


def describe_severities(found: Counter[Severity]) -> str:
    """Return a text such as `2 errors, 1 warning`, or an empty one."""
    names: tuple[Severity, ...] = get_args(Severity)
    return ", ".join(
        f"{found[name]} info" if name == "info" else count(found[name], name)
        for name in names
        if found[name]
    )
