"""paper-withdrawn: links to papers that were withdrawn or retracted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from awesome_lint import rulebook
from awesome_lint.model import Document, Evidence, Finding, Record
from awesome_lint.rules.rule import NoOptions
from awesome_lint.rules.shared.link_results import lines_mention, links_with_record
from awesome_lint.text.patterns import any_of
from awesome_lint.text.wording import quote

_REGISTRIES = {"crossref": "Crossref", "openalex": "OpenAlex"}
"""The registries that state retractions."""


def check(document: Document, _options: NoOptions, evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each link to such a paper, unless its line mentions it."""
    for link, record in links_with_record(document, evidence):
        kind, reason = _kind_and_reason(record)
        if kind and not lines_mention(document, link, _withdrawn_phrases()):
            yield Finding(
                link.url_span,
                f"{quote(link.url)} is a {kind} paper ({reason}):"
                " readers may rely on results that no longer stand",
                help=f"Remove the entry, or write in it that the paper was {kind}",
            )


def _kind_and_reason(record: Record) -> tuple[str, str]:
    """Return `retracted` or `withdrawn` with the evidence for it; two empty texts for others."""
    if record.retracted:
        registry = _REGISTRIES.get(record.registry) or quote(record.registry)
        return "retracted", f"according to {registry}"
    return ("withdrawn", quote(record.comment, 100)) if record.withdrawn else ("", "")


@cache
def _withdrawn_phrases() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(rulebook.words('phrases', 'withdrawn'))}\b", re.IGNORECASE)
