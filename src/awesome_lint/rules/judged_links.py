"""The links of a document for which the link check came to one verdict."""

from __future__ import annotations

from collections.abc import Iterator

from awesome_lint.model import Document, Evidence, Link, LinkResult, Verdict


def judged(
    document: Document, evidence: Evidence, verdict: Verdict
) -> Iterator[tuple[Link, LinkResult]]:
    """Yield each place where a URL with `verdict` stands, with what is known of the URL.

    The definition of a reference is one place, however many links refer to it.
    """
    places = {link.url_span: link for link in document.links}
    for _, link in sorted(places.items()):
        result = evidence.links.get(link.url)
        if result is not None and result.verdict == verdict:
            yield link, result
