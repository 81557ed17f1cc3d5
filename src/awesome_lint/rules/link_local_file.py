"""link-local-file: links to files of the repository that are not there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from awesome_lint.identifiers import malformed_doi, malformed_url
from awesome_lint.model import Document, Evidence, Finding, Link, LocalFile, Span
from awesome_lint.rules.rule import NoOptions, Rule
from awesome_lint.rules.shared.arxiv_links import replace_url
from awesome_lint.text.wording import quote

_MAIL = re.compile(r"[\w.+-]+@(?:[\w-]+\.)+[a-z]{2,}", re.IGNORECASE)


def check(document: Document, _options: NoOptions, evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each relative link or image whose file is known to be missing.

    What was meant to be a web address is left to the rules about those.
    """
    seen: set[Span] = set()
    for link in document.links:
        file = evidence.files.get(link.url)
        if file is None or file.exists or link.url_span in seen:
            continue
        seen.add(link.url_span)
        if not malformed_url.diagnose(link.url) and not malformed_doi.diagnose(link.url):
            yield _finding(document, link, file)


def _finding(document: Document, link: Link, file: LocalFile) -> Finding:
    if _MAIL.fullmatch(link.url):
        url = f"mailto:{link.url}"
        return Finding(
            link.url_span,
            f"{quote(link.url)} writes no mail: without `mailto:`, GitHub takes it for a file of "
            "the repository",
            f"Write {quote(url, 100)}",
            fix=replace_url(document, link, url, "Write it as a mail address", safe=True),
        )
    loss = (
        "readers see a broken picture" if link.kind == "image" else "a click ends on a page of 404"
    )
    if file.other_case:
        return Finding(
            link.url_span,
            f"{quote(link.url)} is not there: the file is called {quote(file.other_case)}, and "
            f"GitHub tells capitals from small letters, so {loss}",
            "Write the name with the capitals that it has",
        )
    return Finding(
        link.url_span,
        f"{quote(link.url)} is not in this repository: {loss}",
        "Write the path of the file as seen from this one, or remove the link",
    )


RULE = Rule("link-local-file", "error", check, needs="files")
