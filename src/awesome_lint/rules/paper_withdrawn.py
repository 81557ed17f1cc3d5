"""paper-withdrawn: links to papers that their authors or arXiv withdrew."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from awesome_lint import rulebook
from awesome_lint.model import Document, Evidence, Finding
from awesome_lint.rules.rule import NoOptions
from awesome_lint.rules.shared.link_results import lines_mention, links_with_record
from awesome_lint.text.patterns import any_of
from awesome_lint.text.wording import quote


def check(document: Document, _options: NoOptions, evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each link to a withdrawn paper, unless its line mentions it."""
    for link, record in links_with_record(document, evidence):
        if record.withdrawn and not lines_mention(document, link, _withdrawn_phrases()):
            yield Finding(
                link.url_span,
                f"{quote(link.url)} is a withdrawn paper ({quote(record.comment, 100)}):"
                " readers may rely on results that no longer stand",
                help="Remove the entry, or write in it that the paper was withdrawn",
            )


@cache
def _withdrawn_phrases() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(rulebook.words('phrases', 'withdrawn'))}\b", re.IGNORECASE)
