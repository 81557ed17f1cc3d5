"""The frozen types that one part of awesome-lint hands to the next, and nothing else.

Lines and columns are 1-based, columns count Unicode code points, and ends are exclusive.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from msgspec import Struct

Severity = Literal["error", "warning", "info"]
LinkKind = Literal["inline", "reference", "autolink", "bare", "image", "html"]
EntryKind = Literal["row", "bullet"]
VenueKind = Literal["conference", "journal", "preprint", "workshop", "track"]
StrayKind = Literal["paragraph", "heading", "html", "code"]
StandIn = Literal["front-page", "not-found"]
Fragment = Literal["found", "missing", "unknown"]
Verdict = Literal["ok", "moved", "dead", "blocked", "unreachable", "refused", "skipped"]


class Span(Struct, frozen=True, order=True, gc=False):
    """A stretch of source text, from the first position to just before the last."""

    line: int
    column: int
    end_line: int
    end_column: int


class Link(Struct, frozen=True):
    """One link or image.

    `text` is what the reader sees, `url` the destination with escapes and entities resolved; of
    a bare link, with the `http://` or `mailto:` that GitHub adds.
    `span` covers the whole link where it is used; `url_span` the destination as written, which
    for a reference link stands in its definition.
    """

    text: str
    url: str
    kind: LinkKind
    span: Span
    url_span: Span


class Cell(Struct, frozen=True):
    """One cell of a table row: what it says (`text`) and how it is written (`source`)."""

    text: str
    source: str
    span: Span
    links: tuple[Link, ...]


class Row(Struct, frozen=True):
    """One line of a table with every cell that is written there, rendered or not."""

    cells: tuple[Cell, ...]
    span: Span


class Heading(Struct, frozen=True):
    """A heading; `level` is 1 to 6."""

    level: int
    text: str
    span: Span


class Anchor(Struct, frozen=True):
    """A name that a link to `#name` can lead to: a heading's slug, or an `id` in HTML.

    It is not `sure` where it leaves out the white space at the ends of a heading, which GitHub
    is known to count, and documents not to.
    """

    name: str
    sure: bool = True


class Table(Struct, frozen=True):
    """A GFM table; `rows` are the body rows, `section` is the nearest heading above."""

    header: Row
    rows: tuple[Row, ...]
    section: Heading | None
    span: Span


class Field(Struct, frozen=True):
    """A named part of an entry: for a table row, `name` is the column's header."""

    name: str
    text: str
    source: str
    span: Span
    links: tuple[Link, ...]


class Entry(Struct, frozen=True):
    """One item of the list.

    A field that cannot be told with certainty is None. `main_link` is the link that says what
    the entry is: the paper rather than its code, the project rather than its demo. The venue may
    be that of the heading above; it is a field named `Section` then.
    """

    kind: EntryKind
    title: Field | None
    venue: Field | None
    year: int | None
    fields: tuple[Field, ...]
    links: tuple[Link, ...]
    main_link: Link | None
    section: Heading | None
    container: Span
    span: Span


class Prose(Struct, frozen=True):
    """The literal text of one line of one block: what GitHub shows as it is written.

    Code, HTML, entities, links (but for bare ones, which read as they are written) and characters
    behind a backslash are replaced by U+FFFC, one for each code point, so that `text[i]` stands
    at column `span.column + i`.
    """

    text: str
    span: Span


class StrayRows(Struct, frozen=True):
    """Lines of one block that are written as rows of a table and are none on GitHub.

    `block` is what they are in: a paragraph, a heading, a block of HTML, an indented block of
    code. A delimiter row is among the rows; the text of the cells is not rendered, and they have
    no links.
    """

    block: StrayKind
    rows: tuple[Row, ...]


class HtmlTag(Struct, frozen=True):
    """A tag of HTML, of Markdown's text or of a block of HTML; comments and code have none.

    `name` is in small letters, without the slash of a tag that is `closing`. `container` is the
    line on which the innermost list item or row of a table begins that the tag stands in, or 0.
    """

    name: str
    closing: bool
    container: int
    span: Span


class Suppression(Struct, frozen=True):
    """An `awesome-lint-…` comment, whether or not its directive is one that exists.

    `directive` is what follows `awesome-lint-`; no `rules` means all of them.
    """

    directive: str
    rules: tuple[str, ...]
    reason: str
    span: Span


class Document(Struct, frozen=True):
    """A parsed README; `lines` come without their line endings.

    `raw_text` is the text between the tags of blocks of HTML, one tuple a block: GitHub shows it
    as it is, and makes no Markdown of it. Tags are replaced as in other prose.

    `anchors` are what a link to `#name` can lead to, headings first; no name is there twice.
    """

    path: str
    text: str
    lines: tuple[str, ...]
    headings: tuple[Heading, ...]
    tables: tuple[Table, ...]
    entries: tuple[Entry, ...]
    links: tuple[Link, ...]
    prose: tuple[Prose, ...]
    suppressions: tuple[Suppression, ...]
    stray_rows: tuple[StrayRows, ...] = ()
    tags: tuple[HtmlTag, ...] = ()
    raw_text: tuple[tuple[Prose, ...], ...] = ()
    anchors: tuple[Anchor, ...] = ()

    def slice(self, span: Span) -> str:
        """Return the source text under `span`, with lines joined by a line feed."""
        if span.line == span.end_line:
            return self.lines[span.line - 1][span.column - 1 : span.end_column - 1]
        first = self.lines[span.line - 1][span.column - 1 :]
        last = self.lines[span.end_line - 1][: span.end_column - 1]
        return "\n".join((first, *self.lines[span.line : span.end_line - 1], last))


class Edit(Struct, frozen=True):
    """Replace the text under `span` by `text`."""

    span: Span
    text: str


class Fix(Struct, frozen=True):
    """A repair: `safe` when it cannot change what the author meant."""

    title: str
    edits: tuple[Edit, ...]
    safe: bool = True


class Related(Struct, frozen=True):
    """Another place in the same file that a finding speaks of."""

    span: Span
    message: str


class Finding(Struct, frozen=True):
    """What a rule yields: what is wrong, where, and what to do about it (`help`).

    `facts` say what the finding is about, in words that do not depend on where things stand,
    where the entry and the text under the span do not: for a duplicate, what both entries are.
    """

    span: Span
    message: str
    help: str = ""
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    severity: Severity | None = None
    """Set where this finding weighs otherwise than its rule's default; a configured severity
    has the last word."""
    at_most: Severity | None = None
    """Set where this finding may not weigh more than that, whatever is configured."""
    facts: tuple[str, ...] = ()


class Diagnostic(Struct, frozen=True):
    """A finding as it is reported.

    `url` is the rule's page; `fingerprint` survives lines inserted above the finding, and is
    what `fingerprint.py` makes it.
    """

    path: str
    rule: str
    severity: Severity
    span: Span
    message: str
    help: str
    url: str
    fingerprint: str
    related: tuple[Related, ...]
    fix: Fix | None


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


class Run(Struct, frozen=True):
    """A finished run: all that a report may read.

    What was found and is not among the `diagnostics` is counted: `suppressed` by a comment,
    `repaired` because a repair answered it, `baselined` because the baseline knows it,
    `out_of_scope` because it does not concern the change that is looked at. `outdated` counts
    findings of the baseline that no longer occur. `touched` are the lines of each document that
    the change touched; there are none where no change is looked at.

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
