"""Facts beyond the document that rules may use: vocabularies, files, links and records."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import cached_property
from typing import Literal

from msgspec import Struct

from awesome_lint.model.document import Document, Span
from awesome_lint.text.words import fold_name

_LETTERS = re.compile(r"[^\W\d_]+")

VenueKind = Literal["conference", "journal", "preprint", "workshop", "track"]
"""The kinds of venues; a `track` is a part of a venue, such as `Findings` or `Workshop`."""
StandIn = Literal["domain-market", "front-page", "not-found", "retired-badge"]
"""Content that a host serves in place of a missing page: its front page, a page that says "not
found", or a badge that says that it is retired."""
Fragment = Literal["found", "missing", "unknown"]
"""The result of looking for the section that a URL names."""
RecordKind = Literal[
    "article",  # in a journal
    "proceedings-paper",
    "preprint",
    "book",
    "chapter",
    "thesis",
    "report",
    "data-set",
    "software",
    "model",
    "other",
]
"""The kinds of things that registries have records of."""
Verdict = Literal["ok", "moved", "dead", "blocked", "unreachable", "refused", "skipped"]
"""The results of a link check."""


class Venue(Struct, frozen=True, forbid_unknown_fields=True):
    """A row of the venue vocabulary (`rules/venues.yml`)."""

    name: str
    """The official name."""
    kind: VenueKind
    """The kind of venue."""
    aliases: tuple[str, ...] = ()
    """Other accepted forms, including the full name."""
    misspellings: tuple[str, ...] = ()
    """Wrong forms seen in lists."""
    former: dict[str, int] = {}
    """Former names, each with the last year in which it was right."""


class Vocabulary(Struct, frozen=True, eq=False, dict=True):
    """All venues. The later of two venues with a name takes precedence.

    The keys of the indexes are folded by `text.words.fold_name`. A vocabulary is hashed by its
    identity, so that functions of a text and a vocabulary can be cached.
    """

    venues: tuple[Venue, ...]
    """The venues, in the order of the file."""
    fillers: frozenset[str]
    """Words beside names that do not distinguish venues, such as months."""

    @cached_property
    def names(self) -> Mapping[str, Venue]:
        """The venues by name, alias and former name."""
        return {
            fold_name(name): venue
            for venue in self.venues
            for name in (venue.name, *venue.aliases, *venue.former)
        }

    @cached_property
    def misspellings(self) -> Mapping[str, Venue]:
        """The venues by misspelling, without those that are names of others."""
        found = {fold_name(wrong): venue for venue in self.venues for wrong in venue.misspellings}
        return {wrong: venue for wrong, venue in found.items() if wrong not in self.names}

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of all names and misspellings, and the fillers, without digits."""
        known = (*self.names, *self.misspellings, *self.fillers)
        return frozenset(_LETTERS.findall(" ".join(known)))


class KnownHost(Struct, frozen=True, forbid_unknown_fields=True):
    """A row of the table of hosts (`rules/hosts.yml`)."""

    host: str
    """The host name without `www.`, or `*.` and a domain for all hosts directly below it."""
    https: bool = False
    """Whether the host serves the same pages by HTTPS."""
    canonical: str = ""
    """The host's own name for itself, where links use others."""
    queue: str = ""
    """The host with which it counts requests together."""
    interval: float | None = None
    """Seconds between requests that the host allows; None if unknown."""
    burst: int | None = None
    """Requests in a row that the host allows without that interval; None if unknown."""
    concurrency: int | None = None
    """Requests at a time that the host allows; None if unknown."""
    method: Literal["HEAD", "GET"] = "HEAD"
    """GET where the host refuses HEAD, or answers it with a wrong status."""
    wall: str = ""
    """The name of the bot wall that the host is known for."""
    fragments: bool = True
    """Whether HTML holds the targets of fragments; False where scripts create them."""
    share_parameters: tuple[str, ...] = ()
    """The query parameters that the host's button for sharing adds to a URL."""
    source: str = ""
    """The source of these facts."""


class LocalFile(Struct, frozen=True):
    """The target of a link inside the repository: of a relative one, or of the repository's URL."""

    exists: bool
    """Whether the file exists, with the same case."""
    other_case: str = ""
    """The path, from the top of the repository, of the only file whose name differs in case
    alone; else empty."""
    is_tracked: bool = True
    """False for a file in the work tree that git does not track, and for a directory with only
    such files, so that it does not exist on GitHub."""
    linked_directory: str = ""
    """The symbolic link on the path, which GitHub does not follow; else empty."""
    path: str = ""
    """The path of a file that exists, from the top of the repository; else empty."""
    directory: str = ""
    """The path of a directory that exists, from the top of the repository; else empty."""
    is_document: bool = False
    """Whether the target is the document itself."""
    anchors: frozenset[str] | None = None
    """The targets of links to `#name` in a file of Markdown; None if they are not known."""


class Failing(Struct, frozen=True):
    """The time for which a link has been dead."""

    since: datetime
    """The first check that found it dead."""
    last: datetime
    """The last check that found it dead."""
    times: int
    """The number of checks that found it dead."""


class LinkResult(Struct, frozen=True):
    """The result of checking one URL."""

    url: str
    """The URL as written."""
    verdict: Verdict
    """The verdict; docs/link-checking.md explains each."""
    status: int | None = None
    """The last HTTP status, if a response was received."""
    final_url: str | None = None
    """The URL after redirects; for `moved`, the target of the permanent ones."""
    detail: str = ""
    """The reason for the verdict: the predicate of a sentence whose subject is the URL."""
    source: str = "http"
    """The source of the verdict: `http`, the name of a registry, `cache` for an earlier check,
    or `configuration` for an excluded URL."""
    failing: Failing | None = None
    """The time for which a dead link has been dead, if results are cached."""
    lenient_until: datetime | None = None
    """The time from which a dead link is an error, if it is not one yet."""
    stand_in: StandIn | None = None
    """The content that is served in place of the page, though the response was a success."""
    fragment: Fragment | None = None
    """The result for the section that the URL names, if it was looked for."""
    archived_url: str | None = None
    """The URL of an archived copy of a dead page."""


class Record(Struct, frozen=True):
    """The record that a registry holds of a paper or a repository. Unknown values are empty."""

    registry: str
    """The name of the registry."""
    identifier: str
    """The identifier in that registry."""
    canonical_url: str
    """The URL of the thing itself."""
    title: str = ""
    """The title of a paper or data set; empty for repositories and models, which have only the
    names in `canonical_url`."""
    kind: RecordKind | None = None
    """The kind of thing; None if unknown."""
    authors: tuple[str, ...] = ()
    """The authors of a paper in their order, given names first."""
    venue: str = ""
    """The journal or the proceedings of a paper, in the words of the registry."""
    short_venue: str = ""
    """The abbreviation or acronym of `venue`, in the words of the registry: `CHI '24`."""
    volume: str = ""
    """The volume of the journal or of the proceedings."""
    issue: str = ""
    """The issue of the journal."""
    pages: str = ""
    """The pages of a paper: `17-31`; also the number of an article, if it has no pages."""
    publisher: str = ""
    """The publisher of a paper or data set."""
    description: str = ""
    """The description of a repository, a model or a data set, in the words of its owner."""
    published: str = ""
    """The day of publication, `YYYY-MM-DD`. In the records of lookups
    (`awesome_lint.links.records`), also the month, `YYYY-MM`, or the year, `YYYY`, if the registry
    states no day."""
    journal_ref: str = ""
    """The journal reference, in the words of the authors."""
    comment: str = ""
    """The comment of the authors."""
    doi: str = ""
    """The DOI of the published version."""
    version: int = 0
    """The latest version, from 1 on; 0 if unknown."""
    withdrawn: bool = False
    """Whether the paper is withdrawn."""
    retracted: bool = False
    """Whether the paper is retracted by its publisher."""
    archived: bool = False
    """Whether the repository is archived."""
    disabled: bool = False
    """Whether the host has disabled the repository."""
    created: str = ""
    """The day on which the repository was created, `YYYY-MM-DD`."""
    pushed: str = ""
    """The day of the last push to the repository, `YYYY-MM-DD`."""
    active: str = ""
    """The day of the last push or of other activity after it, `YYYY-MM-DD`, if the host does not
    state that of the push."""
    stars: int | None = None
    """The number of stars of the repository; None if unknown."""
    license: str | None = None
    """The SPDX identifier of the repository's license, `NOASSERTION` for one that the host does not
    recognize; an empty text if there is none, and None if unknown."""


class Evidence(Struct, frozen=True):
    """Facts beyond the document that rules may use."""

    links: Mapping[str, LinkResult]
    """The results of the link check, by URL as written."""
    venues: Vocabulary
    """The vocabulary of venues."""
    rules: Mapping[str, bool] = {}
    """All rules by id, with whether they ran."""
    suppressed: frozenset[Span] = frozenset()
    """The spans of the comments that suppressed a finding."""
    files: Mapping[str, LocalFile] = {}
    """The targets of links inside the repository, by URL as written, without those that cannot be
    determined."""
    hosts: Mapping[str, KnownHost] = {}
    """The known hosts by name."""
    lookalikes: tuple[frozenset[str], ...] = ()
    """Groups of lower-case words that are not misspellings of each other."""
    records: Mapping[str, Record] = {}
    """The records of registries, by URL as written."""
    changed: frozenset[int] | None = None
    """The 1-based lines that a change added or moved; None if no change is looked at."""
    before: Document | None = None
    """The document before that change; None if there was none, or no change is looked at."""
    partial: bool = False
    """Whether links were left out, so that URLs that are not in `links` may be dead."""
    readme_bytes: int | None = None
    """The size of the file, with its byte order mark, if GitHub shows it as the README of a
    repository or directory; None for other files."""
    silent: frozenset[str] = frozenset()
    """The registries that did not answer, so that URLs that are not in `records` may have one."""
    today: date | None = None
    """The date of the run (UTC), if a rule needs it."""

    def is_new(self, span: Span) -> bool:
        """Return whether a change put one of the lines of `span` where it is.

        False where no change is looked at.
        """
        return self.changed is not None and not self.changed.isdisjoint(span.lines)
