"""link-unreachable: links without a usable response."""

from __future__ import annotations

from collections.abc import Iterator

from awesome_lint.model import Document, Evidence, Finding
from awesome_lint.rules.rule import NoOptions
from awesome_lint.rules.shared.link_results import links_with_verdict, replace_with_new_url
from awesome_lint.text.wording import quote


def check(document: Document, _options: NoOptions, evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each link with the verdict `unreachable`."""
    for link, result in links_with_verdict(document, evidence, "unreachable"):
        message = f"{quote(link.url)} {result.detail}: readers may not be able to open it"
        https_url = link.url.replace("http://", "https://", 1)
        if link.url != https_url == result.final_url:
            fix = replace_with_new_url(document, link, https_url)
            yield Finding(link.url_span, message, help=f"Write `{https_url}`", fix=fix)
        else:
            advice = "Check again later, and replace the link if the problem persists"
            yield Finding(link.url_span, message, help=advice)
