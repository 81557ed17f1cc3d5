"""link-local-file: links to files that are missing from the repository."""

from __future__ import annotations

import re
from collections.abc import Iterator

from awesome_lint.identifiers import malformed_doi, malformed_url
from awesome_lint.model import Document, Evidence, Finding, Link, LocalFile
from awesome_lint.rules.rule import NoOptions
from awesome_lint.rules.shared.arxiv_links import replace_url
from awesome_lint.rules.shared.distinct_links import distinct_links
from awesome_lint.rules.shared.images import has_path_of_computer
from awesome_lint.text.patterns import deferred
from awesome_lint.text.wording import quote

_MAIL = deferred(r"[\w.+-]+@(?:[\w-]+\.)+[a-z]{2,}", re.IGNORECASE)


def check(document: Document, _options: NoOptions, evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each link or image whose file in this repository is missing.

    Malformed URLs, DOIs without a scheme, and images with paths of one computer are left to
    link-malformed, doi-format and image-not-image.
    """
    for link in distinct_links(document):
        file = evidence.files.get(link.url)
        if file is None or file.exists:
            continue
        is_malformed = malformed_url.diagnose(link.url) or malformed_doi.diagnose(link.url)
        if not is_malformed and not has_path_of_computer(document, link):
            yield _finding(document, link, file)


def _finding(document: Document, link: Link, file: LocalFile) -> Finding:
    if _MAIL().fullmatch(link.url):
        url = f"mailto:{link.url}"
        advice = f"Write {quote(url, 100)}"
        return Finding(
            link.url_span,
            f"{quote(link.url)} does not open an e-mail: without `mailto:`, GitHub looks for a file"
            " in the repository",
            advice,
            fix=replace_url(document, link, url, advice, safe=True),
        )
    shown = quote(link.url, 100)
    loss = "readers see a broken image" if link.kind == "image" else "the link leads to a 404 page"
    if not file.is_tracked:
        kind = "directory" if file.directory else "file"
        reason = (
            "tracks no file in this directory" if file.directory else "does not track this file"
        )
        return Finding(
            link.url_span,
            f"{shown}: git {reason}, so GitHub does not have it; {loss}",
            f"Add the {kind} to the repository, or remove the link",
        )
    if file.linked_directory:
        return Finding(
            link.url_span,
            f"{shown}: {quote(file.linked_directory)} is a symbolic link, which GitHub"
            f" does not follow; {loss}",
            "Write the path without the symbolic link",
        )
    if file.other_case:
        return Finding(
            link.url_span,
            f"{shown}: file not found in this repository, which has"
            f" {quote(file.other_case)} (GitHub is case-sensitive); {loss}",
            "Write the path in the same case as the file",
        )
    return Finding(
        link.url_span,
        f"{shown}: file not found in this repository; {loss}",
        "Write the file's path relative to this file, or remove the link",
    )
