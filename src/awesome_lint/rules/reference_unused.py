"""reference-unused: link reference definitions that nothing uses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from awesome_lint.model import (
    Correction,
    Document,
    Edit,
    Evidence,
    Finding,
    Fix,
    LinkDefinition,
    Span,
)
from awesome_lint.rules.rule import NoOptions
from awesome_lint.rules.shared.references import (
    find_missing_definitions,
    is_comment,
    label_key,
    used_definitions,
)
from awesome_lint.text.patterns import deferred
from awesome_lint.text.wording import quote

_ITEM = deferred(r"[\s>]*(?:(?:[-*+]|[0-9]{1,9}[.)])\s+)+")
_MENTION = deferred(r"\[((?:[^\[\]\\]|\\.){1,1000})\](?![(:])", re.DOTALL)
_URL = deferred(r"\(*(?:[a-z][a-z0-9+.-]*:|www\.|[^\s()]*[/#.])", re.IGNORECASE)
_TITLE_IN_PARENTHESES = deferred(r"\s+\(.*\)")


def check(document: Document, _options: NoOptions, _evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each definition of a link or a footnote that nothing uses.

    Comments are skipped, and so are labels that occur in brackets in code, comments or HTML, and
    those that an undefined reference probably means.
    """
    findings = [*_unused_links(document), *_unused_footnotes(document)]
    yield from sorted(findings, key=lambda finding: finding.span)


def _unused_footnotes(document: Document) -> Iterator[Finding]:
    for footnote in document.footnotes:
        if footnote.span == footnote.first and not footnote.is_referenced:
            reference = f"[^{footnote.label}]"
            yield Finding(
                footnote.span,
                f"Nothing refers to the footnote {quote(reference)}: GitHub does not show its text",
                f"Write {quote(reference)} where the footnote belongs, or remove the footnote",
                severity="warning",
            )


def _unused_links(document: Document) -> Iterator[Finding]:
    used = used_definitions(document)
    unused = [
        definition
        for definition in document.definitions
        if definition.url_span not in used and not is_comment(definition)
    ]
    if not unused:
        return
    used_labels = {label_key(each.label) for each in document.definitions if each.url_span in used}
    meant = {missing.similar for missing in find_missing_definitions(document)}
    mentioned = {label_key(label) for label in _MENTION().findall(document.text)}
    empty_sections = _empty_sections(document, used)
    for definition in unused:
        if label_key(definition.label) in used_labels:
            continue  # reference-duplicate reports it
        if _is_item(document, definition):
            yield _item_finding(document, definition)
        elif any(definition.span.line in lines for lines in empty_sections):
            yield _vanishing(definition, f"Write {quote(_inline_link(document, definition), 100)}")
        elif definition not in meant and label_key(definition.label) not in mentioned:
            label = definition.label
            yield Finding(
                definition.span,
                f"{quote(label)} is defined, but nothing links to it: readers do not see"
                f" {quote(definition.url)}",
                f"Write {quote(f'[text][{label}]')} where the link belongs, or remove the"
                " definition",
                severity="info",
            )


def _is_item(document: Document, definition: LinkDefinition) -> bool:
    """Return whether a list item begins with a definition, so that its text vanishes."""
    line = document.lines[definition.span.line - 1][: definition.span.column - 1]
    return _ITEM().fullmatch(line) is not None


def _item_finding(document: Document, definition: LinkDefinition) -> Finding:
    source = document.slice(definition.span)
    if not _URL().match(definition.url):
        written = rf"\{source}"
        return _vanishing(definition, f"Write {quote(written, 100)}")
    right = _inline_link(document, definition)
    advice = f"Write {quote(right, 100)}"
    fix = None
    if definition.span.line == definition.span.end_line:
        correction = Correction(definition.url, _complete(definition.url))
        fix = Fix(advice, (Edit(definition.span, right),), corrections=(correction,))
    return _vanishing(definition, advice, fix)


def _vanishing(definition: LinkDefinition, advice: str, fix: Fix | None = None) -> Finding:
    return Finding(
        definition.span,
        f"Readers do not see {quote(definition.label)} and {quote(definition.url)}: `[text]: URL`"
        " only defines a link, and nothing uses it",
        advice,
        fix=fix,
    )


def _inline_link(document: Document, definition: LinkDefinition) -> str:
    """Return the inline link with the label as text; a title in parentheses is put after it."""
    source = document.slice(definition.span)
    text = source[: source.index("]:", len(definition.label)) + 1]
    title = document.slice(
        Span(
            definition.url_span.end_line,
            definition.url_span.end_column,
            definition.span.end_line,
            definition.span.end_column,
        )
    ).removeprefix(">")
    url = document.slice(definition.url_span)
    if url.startswith("(") and url.endswith(")"):
        url = url[1:-1]
    url = _complete(url)
    if re.search(r"\s", url):
        url = f"<{url}>"
    if _TITLE_IN_PARENTHESES().fullmatch(title):
        return f"{text}({url}){title}"
    return f"{text}({url}{title})"


def _complete(url: str) -> str:
    return f"https://{url}" if url.lower().startswith("www.") else url


def _empty_sections(document: Document, used: frozenset[Span]) -> list[range]:
    """Return the lines of the sections that consist of nothing but unused definitions."""
    unused = {
        line
        for each in document.definitions
        if each.url_span not in used
        for line in each.span.lines
    }
    starts = [heading.span.end_line + 1 for heading in document.headings]
    ends = [*(heading.span.line for heading in document.headings), len(document.lines) + 1][1:]
    return [
        range(start, end)
        for start, end in zip(starts, ends, strict=True)
        if all(line in unused or not document.lines[line - 1].strip() for line in range(start, end))
    ]
