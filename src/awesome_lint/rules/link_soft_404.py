"""link-soft-404: links that respond with a success status and not with the page."""

from __future__ import annotations

from collections.abc import Iterator

from awesome_lint.model import Document, Evidence, Finding
from awesome_lint.rules.rule import NoOptions
from awesome_lint.rules.shared.link_results import links_with_verdict
from awesome_lint.text.wording import quote


def check(document: Document, _options: NoOptions, evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each link that leads to another page than the one that it names."""
    for link, result in links_with_verdict(document, evidence, "ok"):
        if result.stand_in in ("domain-market", "front-page", "not-found"):
            yield Finding(
                link.url_span,
                f"{quote(link.url)} {result.detail}: readers do not find the page they expect",
                help="Write the page's new URL, or that of an archived copy",
            )
