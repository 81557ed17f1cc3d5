"""Fingerprints: identities of findings that do not depend on their place in the file.

A fingerprint is made of the rule and of the subject of the finding: the facts that it states, or
else the entry and the text under the span, without white space. Findings that are equal in all
of that, such as those of a row that occurs three times, are one family: 32 hexadecimal digits
that are the fingerprint of the first, and the beginning of those of the others (`…-2`, `…-3`).
If lines are inserted, moved or sorted, members of a family change places, but families do not
change.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import sha256
from typing import Any

from awesome_lint.model import Document, Finding


def fingerprints(document: Document, findings: Iterable[tuple[str, Finding]]) -> Iterator[str]:
    """Yield the fingerprint of each finding, given with the id of its rule in document order."""
    entries = _entry_names(document)
    seen: Counter[str] = Counter()
    # Many findings may be about one entry whose name is long.
    begin = lru_cache(maxsize=64)(_begin)
    for rule, finding in findings:
        facts = finding.facts or (
            entries.get(finding.span.line, ""),
            "".join(document.slice(finding.span).split()),
        )
        hashed = begin(rule, facts[0]).copy()
        hashed.update(_bytes("".join(f"\0{fact}" for fact in facts[1:])))
        stamp = hashed.hexdigest()[:32]
        seen[stamp] += 1
        yield stamp if seen[stamp] == 1 else f"{stamp}-{seen[stamp]}"


def _begin(rule: str, name: str) -> Any:
    return sha256(_bytes(f"{rule}\0{name}"))


def group_fingerprint(rule: str, finding: Finding) -> str:
    """Return the identity of the cause of a finding: 16 hexadecimal digits."""
    return sha256(_bytes(f"{rule}\0{finding.cause or finding.message}")).hexdigest()[:16]


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def family(fingerprint: str) -> str:
    """Return the part of a fingerprint that equal findings share."""
    return fingerprint.partition("-")[0]


def _entry_names(document: Document) -> dict[int, str]:
    """Return the identity of the entry on each line: that of its main link, or else its title."""
    from awesome_lint.identifiers import identity  # runs with cached findings do not need it

    names = {}
    for entry in document.entries:
        if entry.main_link is not None:
            name = identity.identify(entry.main_link.url)
        else:
            name = identity.title_key(entry.title.text) if entry.title else ""
        names.update(dict.fromkeys(range(entry.span.line, entry.span.end_line + 1), name))
    return names
