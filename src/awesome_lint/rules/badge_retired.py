"""badge-retired: badges of services that have shut down, and retired URLs of badges."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from awesome_lint.identifiers.badges import Retired, linked_by, retired
from awesome_lint.model import Document, Evidence, Finding, Link, Span
from awesome_lint.rules.rule import NoOptions
from awesome_lint.rules.shared.arxiv_links import replace_url
from awesome_lint.rules.shared.linked_images import linked_images
from awesome_lint.text.patterns import deferred
from awesome_lint.text.wording import quote

_REMOVE: Final = "Remove the badge, or use a badge of another service"
_WORKFLOW: Final = "{workflow}"
_WORKFLOW_FILE: Final = deferred(r"[\w.-]+\.ya?ml", re.IGNORECASE)
_WORKFLOW_PAGE: Final = deferred(r"/actions/workflows/([\w.-]+\.ya?ml)(?:[/?#]|$)", re.IGNORECASE)


def check(document: Document, _options: NoOptions, evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each image that its service no longer serves.

    With link results, these include images whose own text says so.
    """
    seen: set[Span] = set()
    for image, around in linked_images(document):
        if image.url_span in seen:
            continue
        if facts := retired(image.url):
            seen.add(image.url_span)
            yield _finding(document, image, facts, around)
        elif (result := evidence.links.get(image.url)) and result.stand_in == "retired-badge":
            seen.add(image.url_span)
            shown = "readers see an error in place of the value"
            message = f"{quote(image.url, 120)} {result.detail}: {shown}"
            yield Finding(image.url_span, message, _REMOVE)


def _finding(document: Document, image: Link, facts: Retired, around: Link | None) -> Finding:
    message = f"{facts.row.what}: readers see {facts.row.shows}"
    url, is_whole = _new_url(facts, around)
    if url is None:
        return Finding(image.url_span, message, _REMOVE, cause=facts.row.what)
    advice = f"Write {quote(url, 120)}"
    if not is_whole:
        advice += ", with the file of the workflow in place of FILE.yml"
        return Finding(image.url_span, message, advice, cause=facts.row.what)
    fix = replace_url(document, image, url, advice, safe=True)
    return Finding(image.url_span, message, advice, fix=fix, cause=facts.row.what)


def _new_url(facts: Retired, around: Link | None) -> tuple[str | None, bool]:
    """Return the URL that replaces a retired one, if there is one, and whether it is complete.

    It is incomplete if it needs the name of a workflow's file, which is not known.
    """
    if not facts.row.replace:
        return None, False
    names = dict(facts.names)
    is_whole = True
    if _WORKFLOW in facts.row.replace and not _WORKFLOW_FILE().fullmatch(names["workflow"]):
        file = _workflow_file(around, names["repository"])
        names["workflow"], is_whole = file or "FILE.yml", file is not None
    url = facts.row.replace.format_map(names)
    if facts.query and url.partition("?")[0] != url:
        return f"{url}&{facts.query}", is_whole
    return (f"{url}?{facts.query}" if facts.query else url), is_whole


def _workflow_file(around: Link | None, repository: str) -> str | None:
    """Return the name of the file of the workflow of a repository that a link leads to."""
    match = _WORKFLOW_PAGE().search(around.url) if around else None
    if around is None or match is None:
        return None
    is_same = any(each.key == repository.lower() for each in linked_by(around.url))
    return match[1] if is_same else None
