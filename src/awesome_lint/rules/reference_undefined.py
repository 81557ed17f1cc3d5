"""reference-undefined: references to labels that are not defined."""

from __future__ import annotations

from collections.abc import Iterator

from awesome_lint.model import Document, Evidence, Finding, Fix, Related
from awesome_lint.rules.rule import NoOptions
from awesome_lint.rules.shared.references import (
    LiteralDefinition,
    MissingDefinition,
    find_literal_definitions,
    find_missing_definitions,
)
from awesome_lint.rules.shared.replace_text import replace_text
from awesome_lint.text.patterns import deferred
from awesome_lint.text.wording import count, quote

_FOOTNOTE = deferred(r"\[\^(?P<label>[\w-]{1,100})\](?![*+?{|$^\\])")
"""A reference to a footnote, unlike a class of characters in a regular expression."""

_MAX_RELATED = 5
"""References that a finding about a definition lists."""


def check(document: Document, _options: NoOptions, _evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each reference that is meant as a link or footnote, but is not defined.

    References to a line that is written like a definition but is not one have one finding, on that
    line.
    """
    findings = [_literal(document, literal) for literal in find_literal_definitions(document)]
    findings += [_missing(document, missing) for missing in find_missing_definitions(document)]
    findings += _undefined_footnotes(document)
    yield from sorted(findings, key=lambda finding: finding.span)


def _literal(document: Document, literal: LiteralDefinition) -> Finding:
    label, first = quote(literal.label), quote(document.slice(literal.uses[0]))
    if literal.is_complete:
        reason, advice = "it continues the block above", "Put a blank line above it"
    else:
        reason = "it is not written as a definition"
        definition = f"[{literal.label}]: URL"
        advice = f"Write {quote(definition)}, and nothing after it"
    shown = "it"
    if literal.following:
        shown = f"it and the {count(literal.following, 'line')} below"
    return Finding(
        literal.span,
        f"This line does not define {label}, because {reason}: GitHub shows {shown} as text, and"
        f" does not render {first} as a link",
        advice,
        tuple(Related(span, "Reference") for span in literal.uses[:_MAX_RELATED]),
        facts=("literal", literal.label),
    )


def _missing(document: Document, missing: MissingDefinition) -> Finding:
    reference = missing.reference
    kind = "an image" if reference.is_image else "a link"
    advice, fix = _advice(document, missing)
    return Finding(
        reference.span,
        f"GitHub does not render {quote(document.slice(reference.span))} as {kind}:"
        f" {_reason(missing)}",
        advice,
        fix=fix,
    )


def _reason(missing: MissingDefinition) -> str:
    reason = f"{quote(missing.reference.label)} is not defined, and readers see the brackets"
    return f"{reason}; did you mean {quote(missing.similar.label)}?" if missing.similar else reason


def _advice(document: Document, missing: MissingDefinition) -> tuple[str, Fix | None]:
    reference = missing.reference
    mark = "!" if reference.is_image else ""
    if missing.similar:
        right = f"{mark}[{reference.text}][{missing.similar.label}]"
        advice = f"Write {quote(right)}"
        return advice, replace_text(document, reference.span, right, advice, safe=False)
    definition, inline = f"[{reference.label}]: URL", f"{mark}[{reference.text}](URL)"
    return f"Add the definition {quote(definition)}, or write {quote(inline)}", None


def _undefined_footnotes(document: Document) -> Iterator[Finding]:
    """Yield a finding for each reference to a footnote that is not defined.

    Without definitions in the document, only numbers are labels: `[^1]`.
    """
    for prose in document.prose:
        if "[^" not in prose.text:
            continue
        for match in _FOOTNOTE().finditer(prose.text):
            label = match["label"]
            if document.footnotes or label.isdecimal():
                definition = f"[^{label}]: text"
                yield Finding(
                    prose.place(*match.span()),
                    f"GitHub shows {quote(match[0])} as text: this footnote is not defined",
                    f"Add the definition {quote(definition)}, or remove the reference",
                    severity="warning",
                    facts=("footnote", label),
                )
