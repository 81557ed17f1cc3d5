"""The links of a document for which the link check came to one verdict."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Final

from awesome_lint.model import Document, Evidence, Fix, Link, LinkResult, Verdict
from awesome_lint.rules.shared.corrected import corrected

_ENTITY: Final = re.compile(r"&#?\w{1,32};")
_IN_MARKDOWN: Final = str.maketrans({"(": "%28", ")": "%29", "|": "%7C"})
"""What would end a destination or a table's cell."""


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


def new_address(document: Document, link: Link, new: str) -> Fix | None:
    """Write the new address where the old one stands, where it can stand there unchanged."""
    if link.kind == "html":
        text = html.escape(new)
    elif _ENTITY.search(new) or (link.kind == "bare" and not (new[-1].isalnum() or new[-1] == "/")):
        return None
    else:
        text = new.translate(_IN_MARKDOWN)
    return corrected(document, link.url_span, text, f"Write `{new}`")
