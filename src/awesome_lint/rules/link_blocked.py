"""link-blocked: links that could not be checked because the host blocks automated requests."""

from __future__ import annotations

from collections.abc import Iterator

from awesome_lint.model import Document, Evidence, Finding
from awesome_lint.rules.rule import NoOptions
from awesome_lint.rules.shared.link_results import links_with_verdict
from awesome_lint.text.wording import quote


def check(document: Document, _options: NoOptions, evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each link with the verdict `blocked`."""
    for link, result in links_with_verdict(document, evidence, "blocked"):
        yield Finding(
            link.url_span,
            f"{quote(link.url)} {result.detail}: it was not verified, and may work in a browser",
            help="Open it in a browser; if it works, add it to `links: exclude` to skip it",
        )
