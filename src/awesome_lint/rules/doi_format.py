"""doi-format: DOI links that the resolver cannot resolve, or in a nonstandard form."""

from __future__ import annotations

from collections.abc import Iterator

from awesome_lint.identifiers import malformed_doi, malformed_url
from awesome_lint.model import Document, Evidence, Finding
from awesome_lint.rules.rule import NoOptions
from awesome_lint.rules.shared.arxiv_links import is_part_of_markup, replace_url
from awesome_lint.rules.shared.distinct_links import distinct_links
from awesome_lint.text.wording import quote


def check(document: Document, _options: NoOptions, _evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each malformed DOI link.

    Malformed URLs are left to link-malformed. The rule does not check whether a well-formed DOI
    is registered.
    """
    for link in distinct_links(document):
        broken = malformed_doi.diagnose(link.url)
        if broken is None or malformed_url.diagnose(link.url) or is_part_of_markup(document, link):
            continue
        problem = "does not open the paper" if broken.unresolvable else "is a nonstandard DOI link"
        advice, fix = "Copy the complete DOI from the paper's page", None
        if broken.corrected:
            advice = f"Write {quote(broken.corrected, 100)}"
            fix = replace_url(document, link, broken.corrected, advice, safe=broken.lossless)
        yield Finding(
            link.url_span,
            f"{quote(link.url)} {problem}: {broken.reason}",
            advice,
            fix=fix,
            severity=None if broken.unresolvable else "warning",
        )
