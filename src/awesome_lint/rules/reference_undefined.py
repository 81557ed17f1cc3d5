"""reference-undefined: references to labels that are not defined."""

from __future__ import annotations

from collections.abc import Iterator

from awesome_lint.model import Document, Evidence, Finding, Fix
from awesome_lint.rules.rule import NoOptions
from awesome_lint.rules.shared.references import MissingDefinition, find_missing_definitions
from awesome_lint.rules.shared.replace_text import replace_text
from awesome_lint.text.wording import quote


def check(document: Document, _options: NoOptions, _evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each reference that is meant as a link, but has no definition."""
    for missing in find_missing_definitions(document):
        reference = missing.reference
        kind = "an image" if reference.is_image else "a link"
        advice, fix = _advice(document, missing)
        yield Finding(
            reference.span,
            f"GitHub does not render {quote(document.slice(reference.span))} as {kind}:"
            f" {_reason(missing)}",
            advice,
            fix=fix,
        )


def _reason(missing: MissingDefinition) -> str:
    label = quote(missing.reference.label)
    if missing.literal:
        line = f"line {missing.literal.line}"
        if missing.literal.is_complete:
            return f"{line} does not define {label}, because it continues the block above"
        return f"{line} does not define {label}, because it is not written as a definition"
    reason = f"{label} is not defined, and readers see the brackets"
    return f"{reason}; did you mean {quote(missing.similar.label)}?" if missing.similar else reason


def _advice(document: Document, missing: MissingDefinition) -> tuple[str, Fix | None]:
    reference = missing.reference
    if missing.literal:
        if missing.literal.is_complete:
            return f"Put a blank line above line {missing.literal.line}", None
        definition = f"[{reference.label}]: URL"
        line = missing.literal.line
        return f"Write {quote(definition)} on line {line}, and nothing after it", None
    mark = "!" if reference.is_image else ""
    if missing.similar:
        right = f"{mark}[{reference.text}][{missing.similar.label}]"
        advice = f"Write {quote(right)}"
        return advice, replace_text(document, reference.span, right, advice, safe=False)
    definition, inline = f"[{reference.label}]: URL", f"{mark}[{reference.text}](URL)"
    return f"Add the definition {quote(definition)}, or write {quote(inline)}", None
