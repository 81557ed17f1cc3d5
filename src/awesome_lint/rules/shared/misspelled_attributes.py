"""Misspelled attributes of links and images in HTML, such as `herf` and `scr`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from awesome_lint.model import Correction, Document, Edit, Finding, Fix, HtmlTag, Severity, Span
from awesome_lint.text.edit_distance import single_edit
from awesome_lint.text.patterns import deferred

_ATTRIBUTE = deferred(r"""(?<=[\s"'])([a-z]+)\s*=\s*["']?[^\s"'>]""", re.IGNORECASE)
_NAME = deferred(r"""(?<=[\s"'])([a-z]++)\s*+=""")
"""The name of an attribute with a value, in lower case."""
_EFFECTS: dict[str, dict[str, tuple[str, Severity]]] = {
    "a": {"href": ("readers see its text, but no link", "error")},
    "img": {
        "src": ("readers see no image", "error"),
        "alt": ("readers who do not see the image get no description", "warning"),
    },
}
"""The attributes that are examined, by element, with the effect of their absence."""


def find_misspelled_attributes(document: Document) -> Iterator[Finding]:
    """Yield a finding for each attribute with one wrong letter where the right one is missing."""
    for tag in document.tags:
        effects = _EFFECTS.get(tag.name)
        if effects is None or tag.closing:
            continue
        written = document.slice(tag.span)
        present = set(_NAME().findall(written.lower()))
        missing = [name for name in effects if name not in present]
        if not missing:
            continue
        for match in _ATTRIBUTE().finditer(written):
            for name in missing:
                if _is_misspelling(match[1].lower(), name):
                    effect, severity = effects[name]
                    yield _finding(tag, written, match, name, effect, severity)


def _is_misspelling(written: str, name: str) -> bool:
    """Return whether a name has one wrong letter, or the same letters in another order."""
    return single_edit(written, name) is not None or sorted(written) == sorted(name)


def _finding(
    tag: HtmlTag, written: str, match: re.Match[str], right: str, effect: str, severity: Severity
) -> Finding:
    before = written[: match.start()]
    line = tag.span.line + before.count("\n")
    column = match.start() - before.rfind("\n")
    if line == tag.span.line:
        column = tag.span.column + match.start()
    span = Span(line, column, line, column + len(match[1]))
    advice = f"Write `{right}`"
    return Finding(
        span,
        f"`<{tag.name}>` has an attribute `{match[1]}` instead of `{right}`: {effect}",
        advice,
        fix=Fix(advice, (Edit(span, right),), corrections=(Correction(match[1], right),)),
        severity=severity,
    )
