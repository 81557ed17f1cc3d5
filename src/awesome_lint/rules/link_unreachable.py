"""link-unreachable: a URL that gave no usable answer this time."""

from __future__ import annotations

from collections.abc import Iterator

from awesome_lint.model import Document, Evidence, Finding
from awesome_lint.rules.rule import NoOptions, Rule
from awesome_lint.rules.shared.link_results import links_with_verdict, replace_with_new_url
from awesome_lint.text.wording import quote


def check(document: Document, _options: NoOptions, evidence: Evidence) -> Iterator[Finding]:
    """Report the links of which the link check learned nothing."""
    for link, result in links_with_verdict(document, evidence, "unreachable"):
        message = f"{quote(link.url)} {result.detail}: readers may not be able to open it"
        secure = link.url.replace("http://", "https://", 1)
        if link.url != secure == result.final_url:
            fix = replace_with_new_url(document, link, secure)
            yield Finding(link.url_span, message, help=f"Write `{secure}`", fix=fix)
        else:
            again = "Check again later, and replace the link if the problem persists"
            yield Finding(link.url_span, message, help=again)


RULE = Rule(id="link-unreachable", severity="warning", check=check, needs="links")
