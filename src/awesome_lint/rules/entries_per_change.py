"""entries-per-change: changes that add more entries than the list accepts at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta, Struct

from awesome_lint.model import Document, Evidence, Finding, Related
from awesome_lint.rules.shared.added_entries import added_entries
from awesome_lint.text.wording import count, quote

_MAX_RELATED = 10
"""The maximum number of other added entries to which a finding refers."""


class Options(Struct, frozen=True, forbid_unknown_fields=True):
    """Options of entries-per-change."""

    limit: Annotated[int, Meta(ge=1, description="a number of entries, at least 1")] = 1
    """The maximum number of entries that a change may add to a file."""


def check(document: Document, options: Options, evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for the first entry above the limit, if the change adds that many."""
    added = added_entries(document, evidence)
    if len(added) <= options.limit:
        return
    subjects = [entry.subject for entry in added]
    beyond = subjects[options.limit]
    others = [each for each in subjects if each is not beyond][:_MAX_RELATED]
    yield Finding(
        beyond.span,
        f"The change adds {count(len(added), 'entry', 'entries')}, but at most"
        f" {options.limit} may be added at once: each is reviewed on its own",
        f"Propose {_describe(len(added) - options.limit)} separately",
        related=tuple(Related(each.span, f"{quote(each.text)} is added here") for each in others),
    )


def _describe(surplus: int) -> str:
    return "this entry" if surplus == 1 else f"this entry and {count(surplus - 1, 'more')}"
