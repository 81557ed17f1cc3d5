"""arxiv-id: links with arXiv identifiers that cannot exist."""

from __future__ import annotations

from collections.abc import Iterator

from awesome_lint.identifiers import arxiv
from awesome_lint.model import Document, Evidence, Finding, Link
from awesome_lint.rules.rule import NoOptions, Rule
from awesome_lint.rules.shared.arxiv_links import arxiv_links, replace_url
from awesome_lint.text.wording import quote


def check(document: Document, _options: NoOptions, _evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each identifier that arXiv cannot have given.

    Whether an identifier that could exist does exist, and whether its month has come, is not
    for this rule to know.
    """
    for link, address in arxiv_links(document):
        identifier = address.identifier
        if isinstance(identifier, arxiv.InvalidArxivId) and identifier.placeholder:
            yield Finding(
                link.url_span,
                f"{quote(identifier.written)} is a placeholder for an arXiv identifier:"
                " the link opens an error page",
                "Write the paper's identifier, or remove the link until it has one",
                severity="info",
            )
        elif isinstance(identifier, arxiv.InvalidArxivId):
            yield Finding(
                link.url_span,
                f"{quote(identifier.written)} is not a valid arXiv identifier"
                f" ({identifier.reason}): the link opens an error page",
                "Copy the identifier from the paper's page on arXiv",
            )
        elif identifier and identifier.repadded and address.is_arxiv_site:
            yield _repadded(document, link, identifier)


def _repadded(document: Document, link: Link, identifier: arxiv.ArxivId) -> Finding:
    """Speak of a number whose digits are too few or too many for its date.

    Leading zeros too many are one slip with one repair. With a digit too few, any may be lost.
    """
    written, canonical = identifier.written, identifier.id
    digits, usual = len(written) - 5, len(canonical) - 5
    message = f"`{written}` has {digits} digits after the dot instead of {usual}"
    if digits > usual:
        url = link.url.replace(written, canonical)
        advice = f"Write {quote(url, 100)}"
        return Finding(
            link.url_span,
            f"{message}: arXiv opens `{canonical}`, and a search for it misses this link",
            advice,
            fix=replace_url(document, link, url, advice, safe=True),
            severity="warning",
        )
    return Finding(
        link.url_span,
        f"{message}: arXiv opens `{canonical}`, which may be another paper",
        "Compare the paper's title, and write all 5 digits",
        severity="warning",
    )


RULE = Rule("arxiv-id", "error", check)
