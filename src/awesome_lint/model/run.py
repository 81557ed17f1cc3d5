"""The result of a run."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from msgspec import Struct

from awesome_lint.model.document import SourceFile
from awesome_lint.model.evidence import LinkResult, Verdict
from awesome_lint.model.failure import Failure
from awesome_lint.model.finding import Diagnostic
from awesome_lint.model.user_error import UserError

NoteLevel = Literal["detail", "note", "warning"]
"""The conditions under which the command shows a note: with `--verbose`; unless `--quiet`;
always."""


class Location(Struct, frozen=True):
    """A place where a URL is written."""

    path: str
    """The path of the file."""
    line: int
    """1-based."""
    column: int
    """1-based, in Unicode code points."""


class Shard(Struct, frozen=True):
    """One shard of a link check that is split by hosts."""

    number: int
    """The number of the shard, 1-based."""
    count: int
    """The number of shards."""


class CheckedLink(Struct, frozen=True):
    """The result of a URL."""

    result: LinkResult
    """The result of the check."""
    locations: tuple[Location, ...]
    """Every place where the URL is written, in the order of the files and of their text."""


class HostStats(Struct, frozen=True):
    """Statistics of the requests to one host, or to several that share a rate limit."""

    host: str
    """The name of the host, or of the one that represents several."""
    requests: int = 0
    """The number of requests."""
    median: float = 0.0
    """Seconds that a request took, in the median."""
    longest: float = 0.0
    """Seconds that the slowest request took."""
    refused: int = 0
    """The number of responses with status 429."""
    interval: float | None = None
    """Seconds between requests at the end; None if no link of the host was requested."""
    verdicts: Mapping[str, int] = {}
    """The number of links by verdict."""


class Section(Struct, frozen=True):
    """A section of a file, and the entries directly in it."""

    path: str
    """The path of the file."""
    titles: tuple[str, ...]
    """The texts of its heading and of the headings above it, the outermost first, without the
    title of the file. Empty for the part above the first heading."""
    line: int
    """The 1-based line of its heading; 1 for the part above the first heading."""
    entries: int
    """The number of entries."""
    arxiv_years: Mapping[int, int] = {}
    """The number of entries by the year in which the paper was submitted to arXiv, according to the
    identifier in a link of the entry."""
    stated_years: Mapping[int, int] = {}
    """The number of other entries by the year that they state."""


class LinkCheck(Struct, frozen=True):
    """The result of a check of all links of a list."""

    at: datetime
    """The time of the check, in UTC."""
    verdicts: Mapping[Verdict, int]
    """The number of URLs by verdict."""


class Note(Struct, frozen=True):
    """A remark on a run that is not a finding."""

    message: str
    """The remark, on one line."""
    path: str = ""
    """The file that it is about; empty for none."""
    level: NoteLevel = "note"
    """The conditions under which the command shows it."""
    is_reported: bool = False
    """Whether reports show it beside the findings, as an annotation."""


class FixResult(Struct, frozen=True):
    """The fixes of one file."""

    path: str
    """The path of the file."""
    before: str
    """The content of the file, with its byte order mark if it has one."""
    after: str
    """The content with all fixes applied."""
    applied: int = 0
    """The number of findings that the fixes answer."""
    fixed: tuple[Diagnostic, ...] = ()
    """These findings. Fixes are applied in passes, and the place of a finding is that in the text
    before its pass."""
    unsafe: int = 0
    """The number of findings that unsafe fixes could answer in addition."""
    drops: tuple[str, ...] = ()
    """Words and URLs that the applied fixes remove."""
    withheld: tuple[Diagnostic, ...] = ()
    """Findings whose fix is not applied, because it would remove more than it says."""
    is_stdin: bool = False
    """Whether the text is that of standard input, which has no file to write."""

    @property
    def is_changed(self) -> bool:
        """Whether the fixes change anything."""
        return self.before != self.after


class Run(Struct, frozen=True):
    """The result of a run: everything that a report shows."""

    files: Mapping[str, SourceFile]
    """The linted files, by path."""
    diagnostics: tuple[Diagnostic, ...]
    """The findings to report, in the order of the files and of their text."""
    suppressed: int
    """The number of findings that comments suppress."""
    links: tuple[CheckedLink, ...]
    """The results of the link check, in the order of the files and of their text."""
    fixed: int = 0
    """The number of findings that applied fixes answer."""
    fixed_findings: tuple[Diagnostic, ...] = ()
    """The findings that fixes answer in the files that were written, with places as in
    `FixResult`."""
    baselined: int = 0
    """The number of findings that the baseline has."""
    outdated: int = 0
    """The number of findings of the baseline that no longer occur."""
    out_of_scope: int = 0
    """The number of findings that the change under review neither touches nor causes."""
    resolved: Mapping[str, int] = {}
    """The number of existing findings that the change under review resolved, by rule."""
    shard: Shard | None = None
    """The shard that was checked; None for the whole."""
    digests: Mapping[str, str] = {}
    """SHA-256 digests, in hexadecimal, of files that have no text, because the run was
    merged from reports and the files are not here or have changed."""
    touched: Mapping[str, frozenset[int]] = {}
    """The 1-based lines that the change under review touched, by path; empty if there is none."""
    urls: Mapping[str, str] = {}
    """The URL on GitHub of each file in the commit that was linted, by path. Empty outside of
    GitHub Actions, and for files that are not in the commit as they were linted."""
    notes: tuple[Note, ...] = ()
    """Remarks on the run, such as a deadline that passed."""
    failures: tuple[Failure, ...] = ()
    """Internal errors: what they cost is missing from the report."""
    errors: tuple[UserError, ...] = ()
    """Files that could not be read or written."""
    fixes: tuple[FixResult, ...] = ()
    """The fixes of each file, where fixes were asked for."""
    hosts: tuple[HostStats, ...] = ()
    """Statistics of the requests, in no particular order."""
    is_interrupted: bool = False
    """Whether Ctrl-C ended the link check early."""
    sections: tuple[Section, ...] = ()
    """The sections of the files, in their order; empty unless the format of a report needs
    them."""
    link_checks: tuple[LinkCheck, ...] = ()
    """The checks of all links of these files that the cache remembers, the oldest first; empty
    unless the format of a report needs them."""
