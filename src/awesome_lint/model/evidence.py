"""What rules may know beyond the document: vocabularies, files, links and records."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from msgspec import Struct

from awesome_lint.model.document import Span

VenueKind = Literal["conference", "journal", "preprint", "workshop", "track"]
StandIn = Literal["front-page", "not-found"]
Fragment = Literal["found", "missing", "unknown"]
Verdict = Literal["ok", "moved", "dead", "blocked", "unreachable", "refused", "skipped"]


class Venue(Struct, frozen=True, forbid_unknown_fields=True):
    """A row of the venue vocabulary (`rules/venues.yml`).

    `aliases` are other accepted forms, among them the full name; `misspellings` are wrong ones
    seen in the wild; `former` maps a name given up to the last year in which it was right.
    """

    name: str
    kind: VenueKind
    aliases: tuple[str, ...] = ()
    misspellings: tuple[str, ...] = ()
    former: dict[str, int] = {}


class Vocabulary(Struct, frozen=True):
    """The venues with their indexes; keys are folded as `identifiers.venue.fold` does."""

    venues: tuple[Venue, ...]
    names: Mapping[str, Venue]
    misspellings: Mapping[str, Venue]


class KnownHost(Struct, frozen=True, forbid_unknown_fields=True):
    """A row of the table of hosts (`rules/hosts.yml`).

    `host` is a name without `www.`, or `*.` and the domain of all hosts below it. `https` tells
    that it serves the same pages by https. `canonical` is the host's own name for itself where
    links have others. `interval` (seconds), `burst` and `concurrency` are what it bears of
    visitors, None where nobody knows; `queue` is the host with which it counts them together.
    `method` is GET where HEAD is known to be refused or lied to. `wall` names the bot wall that it
    is known for. `fragments` is false where scripts make what fragments lead to. `source` says
    where all this is known from.
    """

    host: str
    https: bool = False
    canonical: str = ""
    queue: str = ""
    interval: float | None = None
    burst: int | None = None
    concurrency: int | None = None
    method: Literal["HEAD", "GET"] = "HEAD"
    wall: str = ""
    fragments: bool = True
    source: str = ""


class LocalFile(Struct, frozen=True):
    """What stands where a relative link leads, inside the repository.

    `other_case` is the path, from the top of the repository, of the only file that differs from
    what is written in the case of letters alone; it is empty where the file exists as written.
    """

    exists: bool
    other_case: str = ""


class Failing(Struct, frozen=True):
    """For how long a link has been dead: when it was found so first and `last`, and how often."""

    since: datetime
    last: datetime
    times: int


class LinkResult(Struct, frozen=True):
    """What is known of one URL.

    `status` is the last HTTP status, if any was received; `final_url` the address after
    redirects; `detail` says in words why the verdict is what it is; `source` says who knew:
    `http`, the name of a registry, `cache` for an earlier check, or `configuration` for a URL
    that is excluded there.
    `stand_in` is what is there instead of the page, though all seems well, and `fragment` what is
    known of the section that the URL names, where it was looked for.

    `failing` is how long a dead link has been so, if checks are remembered; `lenient_until` is when
    it will be an error, where it is too early to call it one; `archived_url` is where a copy of a
    dead page is.
    """

    url: str
    verdict: Verdict
    status: int | None = None
    final_url: str | None = None
    detail: str = ""
    source: str = "http"
    failing: Failing | None = None
    lenient_until: datetime | None = None
    stand_in: StandIn | None = None
    fragment: Fragment | None = None
    archived_url: str | None = None


class Record(Struct, frozen=True):
    """What a registry knows of a paper or a repository.

    `identifier` is what the registry calls it, `canonical_url` its address. `published` is a day,
    `YYYY-MM-DD`; `journal_ref` and `comment` are in its authors' words. What a registry does not
    say is empty.
    """

    registry: str
    identifier: str
    canonical_url: str
    title: str = ""
    published: str = ""
    journal_ref: str = ""
    comment: str = ""
    doi: str = ""
    version: int = 0
    withdrawn: bool = False
    archived: bool = False


class Evidence(Struct, frozen=True):
    """All that rules may know beyond the document itself.

    `links` maps a URL as it is written to its result, and `records` to what a registry knows of
    the thing that it names. `rules` has every rule that there is, and whether it ran; `suppressed`
    holds the spans of the comments that did suppress something.
    `files` maps a relative URL as it is written to what is there, without those that nothing can
    be said about. `hosts` are the known hosts by name; `lookalikes` are groups of lower-case
    words that are no slips of each other.

    `changed` are the lines that a change put where they are, or None where no change is looked
    at: of two entries that are in each other's way, the one on such a line is the new one.
    `partial` tells that links were left out, so that what is not in `links` may yet be dead;
    `silent` are the registries that did not answer, so that what is not in `records` may be known.
    """

    links: Mapping[str, LinkResult]
    venues: Vocabulary
    rules: Mapping[str, bool] = {}
    suppressed: frozenset[Span] = frozenset()
    files: Mapping[str, LocalFile] = {}
    hosts: Mapping[str, KnownHost] = {}
    lookalikes: tuple[frozenset[str], ...] = ()
    records: Mapping[str, Record] = {}
    changed: frozenset[int] | None = None
    partial: bool = False
    silent: frozenset[str] = frozenset()

    def is_new(self, span: Span) -> bool:
        """Return whether a change put one of the lines of `span` where it is.

        False where no change is looked at.
        """
        return self.changed is not None and not self.changed.isdisjoint(span.lines)
