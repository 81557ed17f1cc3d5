"""What a run comes to."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from awesome_lint.model.document import Document
from awesome_lint.model.evidence import LinkResult
from awesome_lint.model.failure import Failure
from awesome_lint.model.finding import Diagnostic


class Location(Struct, frozen=True):
    """Where a URL stands."""

    path: str
    line: int
    column: int


class Shard(Struct, frozen=True):
    """One part of a check that is parted by hosts: `number`, from 1 on, of `count`."""

    number: int
    count: int


class CheckedLink(Struct, frozen=True):
    """A URL's result, with every place where it stands."""

    result: LinkResult
    locations: tuple[Location, ...]


class Note(Struct, frozen=True):
    """Something to be said of a run that is no finding; `path` is the file that it is about."""

    message: str
    path: str


class Run(Struct, frozen=True):
    """A finished run: all that a report may read.

    What was found and is not among the `diagnostics` is counted: `suppressed` by a comment,
    `repaired` because a repair answered it, `baselined` because the baseline knows it,
    `out_of_scope` because it does not concern the change that is looked at. `outdated` counts
    findings of the baseline that no longer occur. `touched` are the lines of each document that
    the change touched; there are none where no change is looked at.

    `notes` are to be shown beside the findings, and weigh nothing.

    `shard` is the part that was linted, if it was not the whole; `digests` are those of the files
    whose documents may be without text, since the run was put together from reports.
    """

    documents: Mapping[str, Document]
    diagnostics: tuple[Diagnostic, ...]
    suppressed: int
    links: tuple[CheckedLink, ...]
    repaired: int = 0
    baselined: int = 0
    outdated: int = 0
    out_of_scope: int = 0
    shard: Shard | None = None
    digests: Mapping[str, str] = {}
    touched: Mapping[str, frozenset[int]] = {}
    notes: tuple[Note, ...] = ()
    failures: tuple[Failure, ...] = ()
    """Internal errors: what they cost is missing from the report."""
