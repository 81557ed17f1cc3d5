"""repo-archived: a link to a repository that its owners have archived."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from awesome_lint.model import Document, Evidence, Finding
from awesome_lint.rules.rule import NoOptions, Rule
from awesome_lint.rules.shared.link_results import lines_mention, links_with_record
from awesome_lint.text.wording import quote

_SAID: Final = re.compile(
    r"\b(?:abandoned|archive[ds]?|deprecated|discontinued|inactive|obsolete|read[- ]only|retired"
    r"|superseded|unmaintained|(?:no longer|not|un) ?(?:actively )?maintained)\b",
    re.IGNORECASE,
)


def check(document: Document, _options: NoOptions, evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each link to an archived repository, unless its line says so itself."""
    for link, record in links_with_record(document, evidence):
        if record.archived and not lines_mention(document, link, _SAID):
            yield Finding(
                link.url_span,
                f"{quote(link.url)} is archived: nobody answers questions or mends anything there",
                help="Say in the entry that it is archived, or link to what took its place",
            )


RULE = Rule("repo-archived", "info", check, needs="records", registry="github")
