"""paper-withdrawn: a link to a paper that its authors, or arXiv, took back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from awesome_lint.model import Document, Evidence, Finding
from awesome_lint.rules.rule import NoOptions, Rule
from awesome_lint.rules.shared.link_results import lines_mention, links_with_record
from awesome_lint.text.wording import quote

_SAID: Final = re.compile(
    r"\b(?:withdraw(?:n|s|al)?|withdrew|retract(?:ed|ion|s)?)\b", re.IGNORECASE
)


def check(document: Document, _options: NoOptions, evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each link to a withdrawn paper, unless its line says so itself."""
    for link, record in links_with_record(document, evidence):
        if record.withdrawn and not lines_mention(document, link, _SAID):
            yield Finding(
                link.url_span,
                f"{quote(link.url)} is a paper that was withdrawn ({quote(record.comment, 100)}):"
                " the reader takes for sound what is not held up any more",
                help="Remove the entry, or say in it that the paper was withdrawn",
            )


RULE = Rule("paper-withdrawn", "warning", check, needs="records", registry="arxiv")
