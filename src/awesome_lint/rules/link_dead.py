"""link-dead: a URL that does not resolve."""

from __future__ import annotations

from collections.abc import Iterator

from awesome_lint.model import Document, Evidence, Finding
from awesome_lint.rules.judged_links import judged
from awesome_lint.rules.rule import NoOptions, Rule
from awesome_lint.rules.wording import quote


def check(document: Document, _options: NoOptions, evidence: Evidence) -> Iterator[Finding]:
    """Report the links that the link check found dead."""
    for link, result in judged(document, evidence, "dead"):
        yield Finding(
            link.url_span,
            f"{quote(link.url)} {result.detail}: the reader gets an error page",
            help="Link to where the page is now, or to an archived copy of it",
        )


RULE = Rule(id="link-dead", severity="error", check=check, needs="links")
