"""repo-archived: links to archived repositories."""

from __future__ import annotations

from collections.abc import Iterator

from awesome_lint.model import Document, Evidence, Finding
from awesome_lint.rules.rule import NoOptions
from awesome_lint.rules.shared.link_results import lines_mention, links_with_record
from awesome_lint.rules.shared.repositories import archived_phrases
from awesome_lint.text.wording import quote


def check(document: Document, _options: NoOptions, evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each link to an archived repository, unless its line mentions it."""
    for link, record in links_with_record(document, evidence):
        if record.archived and not lines_mention(document, link, archived_phrases()):
            yield Finding(
                link.url_span,
                f"{quote(link.url)} is an archived repository: it gets no more fixes or answers",
                help="Write in the entry that it is archived, or link to its successor",
            )
