"""link-dead: links whose target does not exist."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from msgspec.structs import replace

from awesome_lint.model import Document, Evidence, Finding, Fix, Link, LinkResult
from awesome_lint.rules.rule import NoOptions
from awesome_lint.rules.shared.link_results import links_with_verdict, replace_with_new_url
from awesome_lint.text.wording import quote


def check(document: Document, _options: NoOptions, evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each dead link, at most a warning until `fail-after` has passed."""
    for link, result in links_with_verdict(document, evidence, "dead"):
        yield Finding(
            link.url_span,
            f"{quote(link.url)} {result.detail}{_dead_since(result)}: readers get an error page",
            help=f"Write the page's new URL, or {_archived_copy(result)}",
            fix=_fix(document, link, result),
            at_most="warning" if result.lenient_until else None,
        )


def _archived_copy(result: LinkResult) -> str:
    copy = result.archived_url
    return f"its archived copy, {copy}" if copy else "that of an archived copy"


def _fix(document: Document, link: Link, result: LinkResult) -> Fix | None:
    """Return the fix that links to the archived copy; None if no copy is known.

    It is not safe: the page may have a new URL.
    """
    fix = replace_with_new_url(document, link, result.archived_url) if result.archived_url else None
    return fix and replace(fix, title=f"Write {_archived_copy(result)}", safe=False)


def _dead_since(result: LinkResult) -> str:
    """Return since when the link has been dead; an empty text if only this check found it dead."""
    failing = result.failing
    if failing and result.lenient_until:
        until = _format_time(result.lenient_until)
        return f" (dead since {_format_time(failing.since)}, a warning until {until})"
    if failing and failing.times > 1:
        return f" (dead since {_format_time(failing.since)}, confirmed by {failing.times} checks)"
    return ""


def _format_time(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"
