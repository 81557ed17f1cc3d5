"""doi-format: links to a DOI that its resolver cannot follow."""

from __future__ import annotations

from collections.abc import Iterator

from awesome_lint.identifiers import malformed_doi, malformed_url
from awesome_lint.model import Document, Evidence, Finding, Span
from awesome_lint.rules.rule import NoOptions, Rule
from awesome_lint.rules.shared.arxiv_links import is_bibtex_value, replace_url
from awesome_lint.text.wording import quote


def check(document: Document, _options: NoOptions, _evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each address that was meant to lead to a DOI and cannot.

    What is no URL at all is left to link-malformed. Whether a sound DOI is registered is not for
    this rule to know.
    """
    seen: set[Span] = set()
    for link in document.links:
        if link.url_span in seen:
            continue
        seen.add(link.url_span)
        broken = malformed_doi.diagnose(link.url)
        if broken is None or malformed_url.diagnose(link.url) or is_bibtex_value(document, link):
            continue
        what = "leads to no paper" if broken.unresolvable else "is an odd way to write a DOI"
        fix = None
        if broken.corrected:
            fix = replace_url(
                document, link, broken.corrected, "Write the DOI", safe=broken.lossless
            )
        yield Finding(
            link.url_span,
            f"{quote(link.url)} {what}: {broken.reason}",
            f"Write {quote(broken.corrected, 100)}"
            if broken.corrected
            else "Copy the DOI as a whole",
            fix=fix,
            severity=None if broken.unresolvable else "warning",
        )


RULE = Rule("doi-format", "error", check)
