"""link-dead: a URL that does not resolve."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from msgspec.structs import replace

from awesome_lint.model import Document, Evidence, Finding, Fix, Link, LinkResult
from awesome_lint.rules.rule import NoOptions, Rule
from awesome_lint.rules.shared.link_results import links_with_verdict, replace_with_new_url
from awesome_lint.text.wording import quote


def check(document: Document, _options: NoOptions, evidence: Evidence) -> Iterator[Finding]:
    """Report the links that the link check found dead, those that may come back as a warning."""
    for link, result in links_with_verdict(document, evidence, "dead"):
        yield Finding(
            link.url_span,
            f"{quote(link.url)} {result.detail}{_since(result)}: readers get an error page",
            help=f"Write the page's new URL, or {_copy(result)}",
            fix=_fix(document, link, result),
            at_most="warning" if result.lenient_until else None,
        )


def _copy(result: LinkResult) -> str:
    copy = result.archived_url
    return f"its archived copy, {copy}" if copy else "that of an archived copy"


def _fix(document: Document, link: Link, result: LinkResult) -> Fix | None:
    """Link to the archived copy, if one is known: another look may find the page itself."""
    fix = replace_with_new_url(document, link, result.archived_url) if result.archived_url else None
    return fix and replace(fix, title=f"Write {_copy(result)}", safe=False)


def _since(result: LinkResult) -> str:
    """Say for how long the link has been dead, if that is known from earlier checks."""
    failing = result.failing
    if failing and result.lenient_until:
        until = _shown(result.lenient_until)
        return f" (dead since {_shown(failing.since)}, a warning until {until})"
    if failing and failing.times > 1:
        return f" (dead since {_shown(failing.since)}, confirmed by {failing.times} checks)"
    return ""


def _shown(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


RULE = Rule(id="link-dead", severity="error", check=check, needs="links")
