"""link-moved: links that redirect permanently to another URL."""

from __future__ import annotations

from collections.abc import Iterator

from awesome_lint.bounded import split_url
from awesome_lint.model import Document, Evidence, Finding
from awesome_lint.rules.rule import NoOptions
from awesome_lint.rules.shared.link_results import links_with_verdict, replace_with_new_url
from awesome_lint.rules.shared.www_links import is_scheme_implied
from awesome_lint.text.wording import quote


def check(document: Document, _options: NoOptions, evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each link with the verdict `moved`."""
    for link, result in links_with_verdict(document, evidence, "moved"):
        new = result.final_url or ""
        if is_scheme_implied(link) and _without_scheme(new).removesuffix(
            "/"
        ) == link.text.removesuffix("/"):
            continue
        # A redirect to a front page may have lost the page.
        is_same_page = _is_front_page(link.url) or not _is_front_page(new)
        yield Finding(
            link.url_span,
            f"{quote(link.url)} has moved permanently to {quote(new)}:"
            " the old URL works only as long as the host redirects it",
            help=f"Write `{new}`" if is_same_page else f"Write `{new}` if it is the same page",
            fix=replace_with_new_url(document, link, new) if is_same_page else None,
        )


def _without_scheme(url: str) -> str:
    return url.partition("://")[2]


def _is_front_page(url: str) -> bool:
    parts = split_url(url)
    return parts.path in ("", "/") and not (parts.query or parts.fragment)
