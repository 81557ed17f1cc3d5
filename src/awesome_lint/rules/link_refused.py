"""link-refused: links that are not requested: private addresses, unsupported schemes."""

from __future__ import annotations

from collections.abc import Iterator

from awesome_lint.identifiers import malformed_doi, malformed_url
from awesome_lint.model import Document, Evidence, Finding
from awesome_lint.rules.rule import NoOptions
from awesome_lint.rules.shared.dropped_urls import scheme_that_is_dropped
from awesome_lint.rules.shared.link_results import links_with_verdict
from awesome_lint.text.wording import quote


def check(document: Document, _options: NoOptions, evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each link with the verdict `refused`.

    Links that are wrong for all readers are left to link-malformed and doi-format.
    """
    for link, result in links_with_verdict(document, evidence, "refused"):
        is_malformed = link.kind != "bare" and malformed_url.diagnose(link.url) is not None
        if is_malformed or scheme_that_is_dropped(link) or malformed_doi.diagnose(link.url):
            continue
        yield Finding(
            link.url_span,
            f"{quote(link.url)} {result.detail}: it was not requested, and readers may not be able"
            " to open it",
            help="Write the URL of a public page, with `http` or `https`",
        )
