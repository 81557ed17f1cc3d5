"""link-dead: a URL that does not resolve."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from awesome_lint.model import Document, Evidence, Finding, LinkResult
from awesome_lint.rules.judged_links import judged
from awesome_lint.rules.rule import NoOptions, Rule
from awesome_lint.rules.wording import quote


def check(document: Document, _options: NoOptions, evidence: Evidence) -> Iterator[Finding]:
    """Report the links that the link check found dead, those that may come back as a warning."""
    for link, result in judged(document, evidence, "dead"):
        yield Finding(
            link.url_span,
            f"{quote(link.url)} {result.detail}{_since(result)}: the reader gets an error page",
            help="Link to where the page is now, or to an archived copy of it",
            at_most="warning" if result.lenient_until else None,
        )


def _since(result: LinkResult) -> str:
    """Say for how long the link has been dead, if that is known from earlier checks."""
    failing = result.failing
    if failing and result.lenient_until:
        until = _shown(result.lenient_until)
        return f" (dead since {_shown(failing.since)}, a warning until {until})"
    if failing and failing.times > 1:
        return f" (dead since {_shown(failing.since)}, found so {failing.times} times)"
    return ""


def _shown(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


RULE = Rule(id="link-dead", severity="error", check=check, needs="links")
