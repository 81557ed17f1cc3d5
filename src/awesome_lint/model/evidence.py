"""Evidence of rules beyond the document: vocabularies, files, links and records."""

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
    """A row of the vocabulary of venues (`rules/venues.yml`).

    `aliases` are other accepted forms, among them the full name; `misspellings` are wrong forms
    that people write; `former` maps a former name to the last year in which it was right.
    """

    name: str
    kind: VenueKind
    aliases: tuple[str, ...] = ()
    misspellings: tuple[str, ...] = ()
    former: dict[str, int] = {}


class Vocabulary(Struct, frozen=True):
    """Venues with their indexes."""

    venues: tuple[Venue, ...]
    """All venues."""
    names: Mapping[str, Venue]
    """Venues by name and alias, folded by `identifiers.venue.fold`."""
    misspellings: Mapping[str, Venue]
    """Venues by misspelling, folded alike."""


class KnownHost(Struct, frozen=True, forbid_unknown_fields=True):
    """A row of the table of hosts (`rules/hosts.yml`)."""

    host: str
    """Host name without `www.`; `*.example.org` stands for all hosts one label below."""
    https: bool = False
    """Whether the host serves the same pages over HTTPS."""
    canonical: str = ""
    """The host's own name for itself, if links use others; empty for none."""
    queue: str = ""
    """Host whose rate limit it shares; empty for its own."""
    interval: float | None = None
    """Seconds between requests after the burst; None if not known."""
    burst: int | None = None
    """Number of requests that may follow each other without a pause; None if not known."""
    concurrency: int | None = None
    """Number of requests that may be under way at once; None if not known."""
    method: Literal["HEAD", "GET"] = "HEAD"
    """`GET` if HEAD is refused, or answered differently."""
    wall: str = ""
    """Name of the bot wall that the host is known for; empty for none."""
    fragments: bool = True
    """Whether the targets of fragments are in the HTML; false if scripts add them."""
    share_parameters: tuple[str, ...] = ()
    """Query parameters that the host's button for sharing adds to a URL."""
    source: str = ""
    """Source of all this."""


class LocalFile(Struct, frozen=True):
    """File of the repository that a relative link leads to."""

    exists: bool
    """Whether it exists, spelled as in the link."""
    other_case: str = ""
    """If it does not, the path, from the top of the repository, of the only file that differs from
    the link in the case of letters; empty for none."""


class Failing(Struct, frozen=True):
    """Period in which a link has been dead."""

    since: datetime
    """Time of the first check that found it dead, since it was last alive."""
    last: datetime
    """Time of the last check."""
    times: int
    """Number of checks that found it dead."""


class LinkResult(Struct, frozen=True):
    """Result of checking one URL."""

    url: str
    """URL as written."""
    verdict: Verdict
    """Verdict, from `ok` to `skipped`; see docs/link-checking.md."""
    status: int | None = None
    """Status of the last HTTP response; None if there was none."""
    final_url: str | None = None
    """URL after redirects; for `moved`, the target of the permanent ones."""
    detail: str = ""
    """Reason for the verdict: the predicate of a sentence whose subject is the URL."""
    source: str = "http"
    """Source of the result: `http`, the name of a registry, `cache` for an earlier check, or
    `configuration` for a URL that it excludes."""
    failing: Failing | None = None
    """Period in which a dead link has been dead, if results are cached."""
    lenient_until: datetime | None = None
    """Time from which on the dead link is an error, if it is not one yet."""
    stand_in: StandIn | None = None
    """Kind of page that is there instead of the linked one, in spite of a good status."""
    fragment: Fragment | None = None
    """Whether the page has the URL's fragment; None if it was not looked for."""
    archived_url: str | None = None
    """URL of a copy of a dead page."""


class Record(Struct, frozen=True):
    """Record of a paper, model or repository in a registry. Fields that it lacks are empty."""

    registry: str
    """Name of the registry."""
    identifier: str
    """Identifier in the registry."""
    canonical_url: str
    """URL that the registry has for it."""
    title: str = ""
    """Title, on one line."""
    published: str = ""
    """Day of the first version, `YYYY-MM-DD`."""
    journal_ref: str = ""
    """Journal reference, in the authors' words."""
    comment: str = ""
    """Comment, in the authors' words."""
    doi: str = ""
    """DOI, in lower case."""
    version: int = 0
    """Number of the latest version; 0 if there are no versions."""
    withdrawn: bool = False
    """Whether the latest version withdraws the paper."""
    archived: bool = False
    """Whether the repository is archived."""


class Evidence(Struct, frozen=True):
    """Evidence of rules beyond the document itself."""

    links: Mapping[str, LinkResult]
    """Results of the link check, by URL as written."""
    venues: Vocabulary
    """Vocabulary of venues."""
    rules: Mapping[str, bool] = {}
    """IDs of all rules, with whether each ran."""
    suppressed: frozenset[Span] = frozenset()
    """Spans of the comments that suppressed a finding."""
    files: Mapping[str, LocalFile] = {}
    """Files by relative URL, as written. URLs that may lead anywhere are absent."""
    hosts: Mapping[str, KnownHost] = {}
    """Table of known hosts, by name."""
    lookalikes: tuple[frozenset[str], ...] = ()
    """Groups of lower-case words that are not misspellings of each other."""
    records: Mapping[str, Record] = {}
    """Registry records of what links name, by URL as written."""
    changed: frozenset[int] | None = None
    """Numbers of the lines that a change added or moved; None outside of changes. Of two entries in
    conflict, the one on such a line is the new one."""
    partial: bool = False
    """Whether links were left out of the check, so that those without a result may be dead."""
    silent: frozenset[str] = frozenset()
    """Names of the registries that did not answer, so that links without a record may have one."""
