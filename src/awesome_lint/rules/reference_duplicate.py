"""reference-duplicate: labels that are defined again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from awesome_lint.model import Document, Evidence, Finding, LinkDefinition, Related, Span
from awesome_lint.rules.rule import NoOptions
from awesome_lint.rules.shared.references import is_comment, label_key, used_definitions
from awesome_lint.text.wording import quote


def check(document: Document, _options: NoOptions, evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each further definition of a footnote, or of a label that links use.

    Where a change is looked at, the finding is about the definition that it added, even if that is
    the first one.
    """
    used = used_definitions(document)
    groups: defaultdict[str, list[LinkDefinition]] = defaultdict(list)
    for definition in document.definitions:
        if not is_comment(definition):
            groups[label_key(definition.label)].append(definition)
    findings = [
        _finding(first, again, evidence)
        for first, *others in groups.values()
        if first.url_span in used
        for again in others
    ]
    findings += _duplicate_footnotes(document, evidence)
    yield from sorted(findings, key=lambda finding: finding.span)


def _duplicate_footnotes(document: Document, evidence: Evidence) -> Iterator[Finding]:
    for again in document.footnotes:
        if again.span == again.first:
            continue
        subject, related = _places(again.first, again.span, evidence)
        marker = f"[^{again.label}]"
        yield Finding(
            subject,
            f"The footnote {quote(marker)} is defined on line {related.span.line} as well: GitHub"
            f" shows only the text of line {again.first.line}",
            "Give one of the two another label, or remove it",
            (related,),
            facts=("footnote", label_key(again.label)),
        )


def _finding(first: LinkDefinition, again: LinkDefinition, evidence: Evidence) -> Finding:
    subject, related = _places(first.span, again.span, evidence)
    line = related.span.line
    name = quote(again.label)
    if first.url == again.url:
        return Finding(
            subject,
            f"{name} is defined on line {line} already, with the same URL",
            "Remove one of the two definitions",
            (related,),
            severity="info",
            facts=(label_key(again.label), again.url),
        )
    return Finding(
        subject,
        f"{name} is defined on line {line} as well: GitHub uses the first definition, so no link"
        f" opens {quote(again.url)}",
        "Give one of the two another label, or remove it",
        (related,),
        facts=(label_key(again.label), again.url),
    )


def _places(first: Span, again: Span, evidence: Evidence) -> tuple[Span, Related]:
    """Return the definition that a finding is about, and the other one."""
    if evidence.is_new(first) and not evidence.is_new(again):
        return first, Related(again, "Later definition")
    return again, Related(first, "First definition")
