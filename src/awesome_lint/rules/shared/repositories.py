"""Repositories that entries lead to, with the records of their hosts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from awesome_lint import rulebook
from awesome_lint.identifiers.link_labels import is_label
from awesome_lint.model import Entry, Evidence, Link, Record
from awesome_lint.text.patterns import any_of

HOSTS: Final = {"github": "GitHub", "gitlab": "GitLab", "codeberg": "Codeberg"}
"""The names of the hosts of repositories, by the names of their registries."""


def repositories(entry: Entry, evidence: Evidence) -> Iterator[tuple[Link, Record]]:
    """Yield the links to the repositories of an entry, each repository once, with its record.

    This is the repository of the main link. If the main link leads elsewhere, these are the
    repositories of labels such as `[Code]`, or else the only one to which the entry links: several
    repositories in a description may belong to other projects.
    """
    found: dict[str, tuple[Link, Record]] = {}
    labelled: dict[str, tuple[Link, Record]] = {}
    for link in entry.links:
        record = evidence.records.get(link.url)
        if record is None or record.registry not in HOSTS or link.kind == "image":
            continue
        if link == entry.main_link:
            yield link, record
            return
        found.setdefault(record.canonical_url, (link, record))
        if is_label(link.text):
            labelled.setdefault(record.canonical_url, (link, record))
    if labelled or len(found) == 1:
        yield from (labelled or found).values()


@cache
def archived_phrases() -> re.Pattern[str]:
    """Return the pattern of phrases that state that a project is no longer maintained."""
    words = any_of(rulebook.words("phrases", "archived"))
    negation = r"(?:no longer|not|un) ?(?:actively )?maintained"
    return re.compile(rf"\b(?:{words}|{negation})\b", re.IGNORECASE)
