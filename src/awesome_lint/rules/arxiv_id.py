"""arxiv-id: links with invalid arXiv identifiers."""

from __future__ import annotations

from collections.abc import Iterator

from awesome_lint.identifiers import arxiv
from awesome_lint.model import Document, Evidence, Finding, Link
from awesome_lint.rules.rule import NoOptions
from awesome_lint.rules.shared.arxiv_links import arxiv_links, replace_url
from awesome_lint.text.wording import quote


def check(document: Document, _options: NoOptions, _evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each identifier that arXiv cannot have assigned.

    The rule checks the syntax only. It accepts well-formed identifiers that do not exist, and
    identifiers of months in the future.
    """
    for link, parsed in arxiv_links(document):
        identifier = parsed.identifier
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
        elif identifier and identifier.repadded and parsed.is_arxiv_site:
            yield _wrong_digit_count(document, link, identifier)


def _wrong_digit_count(document: Document, link: Link, identifier: arxiv.ArxivId) -> Finding:
    """Return a finding for a number with too few or too many digits for its date.

    Extra digits are leading zeros, and the fix removes them. If a digit is missing, it may be
    any of them, so there is no fix.
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
