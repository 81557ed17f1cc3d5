"""Adds entries to a list: looks their records up, and writes them in the list's own form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from awesome_lint import document, entry_writer
from awesome_lint.config import Config, rule_settings
from awesome_lint.document import WrittenDocument
from awesome_lint.entry_writer import Group, Values
from awesome_lint.identifiers import written
from awesome_lint.identifiers.identity import identify, title_key
from awesome_lint.links.records import KnownRecord, RecordLookup
from awesome_lint.local_files import is_markdown
from awesome_lint.model import (
    Diagnostic,
    Document,
    Entry,
    Failure,
    Note,
    Record,
    UserError,
    Vocabulary,
)
from awesome_lint.runner import files
from awesome_lint.runner.errors import InputError, OutputError
from awesome_lint.runner.files import Source
from awesome_lint.runner.fix import reason_to_keep, replace_content
from awesome_lint.runner.job import Configurations, make_jobs
from awesome_lint.runner.lint import lint_jobs
from awesome_lint.runner.log import Log
from awesome_lint.runner.options import UNNAMED, Options
from awesome_lint.runner.progress import Progress
from awesome_lint.runner.record_lookup import look_up_records
from awesome_lint.runner.results_cache import ResultsCache
from awesome_lint.text.suggest import nearest, quote_word
from awesome_lint.text.wording import count, quote

MAX_IDENTIFIERS: Final = 1000
"""The largest number of identifiers of one run."""
_MAX_BYTES: Final = 1024 * 1024
"""The size of the largest file of identifiers."""
_MAX_LISTED: Final = 30
"""Sections that a message lists at most."""
_NO_RESPONSE: Final = "no registry gave a usable response"
_NO_RECORD_CACHED: Final = "the cache has no record of it"
_MIN_TITLE_WORDS: Final = 4
"""Words of the shortest title that identifies a paper."""


class AddOptions(Struct, frozen=True, kw_only=True):
    """Options of an addition; the fields have the names of the command's options."""

    identifiers: tuple[str, ...] = ()
    """Identifiers and URLs of what is added: `2403.06465`, `10.1145/…`, `owner/repo`."""
    from_file: str = ""
    """A file with further identifiers, one per line, or `-` for standard input. Text after `#` at
    the start of a line or after a space is a comment."""
    file: str = ""
    """The list; empty for the README that GitHub shows for the current directory."""
    to: str = ""
    """The heading of the section, its anchor (`#papers`) or its path (`Papers / 2024`). Empty if
    the list has only one section with entries."""
    dry_run: bool = False
    """Whether nothing is written."""
    offline: bool = False
    """Whether only cached records are used, of any age."""
    config: str = ""
    """The configuration file; empty to search for one from the list's directory upwards."""
    no_config: bool = False
    """Whether no configuration file is read."""
    timeout: float = 20.0
    """The seconds that one request may take."""
    allow_private_hosts: bool = False
    """Whether private, loopback and link-local IP addresses may be connected to."""
    proxy: str = ""
    """The URL of an HTTP proxy for all requests; empty for none."""
    cache_dir: str = ""
    """The directory of the caches; empty for the user's cache directory."""
    no_cache: bool = False
    """Whether no cache is read or written."""
    refresh: bool = False
    """Whether registries are requested even if the cache has a recent record."""
    environment: Mapping[str, str] = {}
    """Environment variables that hold tokens of registries. The command passes its own
    environment; by default, none is read."""


class AddedEntry(Struct, frozen=True):
    """An entry that was added."""

    identifier: str
    """The identifier as given."""
    title: str
    """The title."""
    section: str
    """The text of the heading above it; empty for none."""
    line: int
    """The 1-based line of the entry in the new text."""
    source: str
    """The lines of the entry."""
    registry: str
    """The name of the registry of its record."""
    looked_up: datetime
    """The time (UTC) at which the registry gave the record."""
    is_cached: bool
    """Whether the record is from the cache."""


class RefusedEntry(Struct, frozen=True):
    """An identifier that was not added."""

    identifier: str
    """The identifier as given."""
    reason: str
    """The reason, a clause."""
    line: int = 0
    """The 1-based line of the entry that the list has already, in the new text; 0 for other
    reasons."""


class AddResult(Struct, frozen=True):
    """The result of an addition."""

    path: str
    """The path of the list."""
    before: str
    """Its content before, with its byte order mark if it has one."""
    after: str
    """Its content with the new entries."""
    added: tuple[AddedEntry, ...]
    """The entries that were added, in the order of the identifiers."""
    refused: tuple[RefusedEntry, ...]
    """The identifiers that were not added, in their order."""
    unanswered: tuple[str, ...] = ()
    """Those of them that no registry gave a usable response for."""
    findings: tuple[Diagnostic, ...] = ()
    """The findings about the new entries, without those about links."""
    notes: tuple[Note, ...] = ()
    """Notes on the lookup of the records, and on papers and repositories that are withdrawn,
    retracted or archived."""
    failures: tuple[Failure, ...] = ()
    """Internal errors of the lookup, and of rules."""

    @property
    def is_complete(self) -> bool:
        """Whether all entries were added."""
        return not self.refused


Chooser = Callable[[Sequence[Group]], Group]
"""A function that returns one of several sections."""


def add(
    options: AddOptions,
    choose: Chooser | None = None,
    progress: Progress | None = None,
    log: Log | None = None,
) -> AddResult:
    """Add entries to a list, and write it unless the options say `dry_run`.

    Each entry is added completely or not at all. `choose` selects the section if the options name
    none and the list has several. Raises UserError if an identifier, the list, its configuration or
    the section cannot be used, or if the list cannot be written: nothing is written then. `log`
    collects notes also if an exception ends the addition.
    """
    log = Log() if log is None else log
    identifiers = _identifiers(options)
    source = _read_list(options)
    if source.file is not None and not options.dry_run and (why := reason_to_keep(source.file)):
        raise OutputError(f"not written: {why}", source.path)
    shared = Options(
        config=options.config,
        no_config=options.no_config,
        timeout=options.timeout,
        allow_private_hosts=options.allow_private_hosts,
        proxy=options.proxy,
        cache_dir=options.cache_dir,
        no_cache=options.no_cache,
        refresh=options.refresh,
        environment=options.environment,
        offline=options.offline,
    )
    config, vocabulary = Configurations(shared).load(source.directory)
    written = document.parse_written(source.path, source.text, vocabulary)
    group = _choose_group(written.document, options, choose)
    session = _Session(written, group, vocabulary, config, offline=options.offline)
    start = datetime.now(UTC).replace(microsecond=0)
    wanted = [url for url in identifiers.values() if session.find({identify(url)}) is None]
    lookup = look_up_records(wanted, shared, progress, log)
    for identifier, url in identifiers.items():
        session.add(identifier, url, lookup, start)
    result = session.result(source, log)
    if result.added:
        findings = _findings(source, written.document, session.document, result, shared, log)
        result = replace(result, findings=findings, failures=tuple(log.failures))
        if not options.dry_run and source.file is not None:
            _write(source, source.file, result)
    return result


def _identifiers(options: AddOptions) -> dict[str, str]:
    """Return the URLs of the identifiers, by identifier as given. Raises UserError."""
    texts = [(text, "", 0) for text in options.identifiers]
    if options.from_file:
        texts += _read_identifiers(options.from_file)
    if not texts:
        file = options.from_file if options.from_file != "-" else ""
        raise UserError("no identifier: name a URL, an arXiv ID, a DOI or owner/repo", file)
    if len(texts) > MAX_IDENTIFIERS:
        raise UserError(f"{len(texts)} identifiers: at most {MAX_IDENTIFIERS} can be added at once")
    found = {}
    for text, path, line in texts:
        is_file = is_markdown(text) and "://" not in text
        url = None if is_file else written.url_of(text)
        if url is None:
            advice = (
                "name the list with --file"
                if is_file
                else "write a URL, an arXiv ID such as 2403.06465, a DOI such as"
                " 10.1145/3543873, or owner/repo"
            )
            raise UserError(f"{quote_word(text)} is not an identifier: {advice}", path, line)
        found[text.strip()] = url
    return found


def _read_identifiers(name: str) -> Iterator[tuple[str, str, int]]:
    """Yield the identifiers in a file, one per line, each with the name of the file and its line.

    Comments and white space around the identifiers are left out.
    """
    path = None if name == "-" else Path(name)
    if path is None:
        text = files.read(None, UNNAMED).text
    else:
        try:
            text = files.read_bytes(path, name, _MAX_BYTES).decode("utf-8-sig")
        except UnicodeDecodeError:
            raise InputError("not UTF-8", name) from None
    for number, line in enumerate(text.splitlines(), 1):
        kept = line.partition(" #")[0].strip()
        if kept and not kept.startswith("#"):
            yield kept, UNNAMED if path is None else name, number


def _read_list(options: AddOptions) -> Source:
    name = options.file
    if name and Path(name).is_dir():
        raise InputError("is a directory: name a Markdown file", name)
    path = Path(name) if name else files.find_readme(lambda _: None)
    return files.read(path, UNNAMED)


def _choose_group(parsed: Document, options: AddOptions, choose: Chooser | None) -> Group:
    groups = entry_writer.find_groups(parsed)
    if not groups:
        raise UserError("no entries found: new entries take the form of existing ones", parsed.path)
    if options.to:
        found = entry_writer.matching_groups(groups, options.to)
        if len(found) == 1:
            return found[0]
        wanted = quote_word(options.to)
        if found:
            raise UserError(
                f"several sections are called {wanted}: {_sections(found)}", parsed.path
            )
        near = nearest(options.to, [group.name for group in groups if group.name])
        hint = f": did you mean {quote(near)}?" if near else f"; it has {_sections(groups)}"
        raise UserError(f"no section {wanted} with entries{hint}", parsed.path)
    filled = [group for group in groups if not group.is_blank]
    if len(filled) == 1:
        return filled[0]
    if choose is not None:
        return choose(groups)
    raise UserError(
        f"name the section with --to, or use --pick; the list has {_sections(groups)}", parsed.path
    )


def _sections(groups: Sequence[Group]) -> str:
    """Return the names of sections, or their paths or anchors where others have the same name."""
    named, located = Counter(each.name for each in groups), Counter(each.path for each in groups)
    names = [
        each.name
        if named[each.name] == 1
        else each.path
        if located[each.path] == 1 or not each.anchor
        else f"#{each.anchor}"
        for each in groups
        if each.name
    ]
    shown = [quote(name, 80) for name in names[:_MAX_LISTED]]
    if len(names) > _MAX_LISTED:
        shown.append(count(len(names) - _MAX_LISTED, "more section"))
    return ", ".join(shown)


class _Session:
    """A document to which entries are added, one after the other."""

    def __init__(
        self,
        written: WrittenDocument,
        group: Group,
        vocabulary: Vocabulary,
        config: Config,
        *,
        offline: bool,
    ) -> None:
        self._written = written
        self._offline = offline
        self._unanswered: list[str] = []
        self._group = group
        self._vocabulary = vocabulary
        self._placing = _placing(config)
        self._added: list[tuple[str, Values, KnownRecord, bool]] = []
        self._refused: list[tuple[str, str, Entry | None]] = []

    @property
    def document(self) -> Document:
        """The document with the entries that were added."""
        return self._written.document

    def add(self, identifier: str, url: str, lookup: RecordLookup, start: datetime) -> None:
        """Add the entry of an identifier, or note why not."""
        known = lookup.records.get(url)
        values = entry_writer.values_of(known.record, self._vocabulary) if known else None
        identities = {identify(url)}
        if known is not None:
            identities |= entry_writer.identities_of(known.record)
        if present := self.find(identities, values.title if values else ""):
            self._refused.append((identifier, *present))
            return
        if known is None or values is None:
            reason = "its record has no title, or one that is too long"
            if known is None:
                reason = lookup.missing.get(url, "no registry has records of such URLs")
            if url in lookup.unanswered:
                reason = _NO_RECORD_CACHED if self._offline else _NO_RESPONSE
                self._unanswered.append(identifier)
            self._refused.append((identifier, reason, None))
            return
        if identify(url).startswith(f"{values.identity}/"):
            reason = f"no registry has records of pages within {quote(values.repository)}"
            self._refused.append((identifier, reason, None))
            return
        group = self._current_group()
        addition = entry_writer.write_entry(
            self._written, group, values, self._vocabulary, **self._placing
        )
        if addition is None:
            where = f" of {quote(group.name)}" if group.name else ""
            reason = f"no entry{where} has a form that the new one can take"
            self._refused.append((identifier, reason, None))
            return
        self._written = addition.written
        self._added.append((identifier, values, known, self._offline or known.looked_up < start))

    def _current_group(self) -> Group:
        """Return the section in the current document."""
        groups = entry_writer.find_groups(self.document)
        alike = [each for each in groups if each.path == self._group.path]
        if len(alike) == 1 or self._group.heading is None:
            return alike[0]
        level = self._group.heading.level
        return min(
            (each for each in alike if each.heading is not None and each.heading.level == level),
            key=lambda each: abs(_line_of(each) - _line_of(self._group)),
        )

    def find(self, identities: Set[str], title: str = "") -> tuple[str, Entry | None] | None:
        """Return why a thing is in the document already, and its entry; None if it is not."""
        path = self.document.path
        for link in self.document.links:
            if link.kind != "image" and identify(link.url) in identities:
                line = link.span.line
                entry = next((e for e in self.document.entries if line in e.span.lines), None)
                named = f" {quote(entry.subject.text)}" if entry else ""
                return f"already in {path}, line {line}:{named}".rstrip(":"), entry
        key = title_key(title)
        if len(key.split()) < _MIN_TITLE_WORDS:
            return None
        for entry in self.document.entries:
            if entry.title is not None and title_key(entry.title.text) == key:
                text = quote(entry.subject.text)
                line = entry.span.line
                return f"already in {path}, line {line}, with another link: {text}", entry
        return None

    def result(self, source: Source, log: Log) -> AddResult:
        """Return what was added and what was not; remarks on the records are added to the `log`."""
        added = []
        for identifier, values, known, is_cached in self._added:
            entry = next(
                each
                for each in self.document.entries
                if each.main_link and identify(each.main_link.url) == values.identity
            )
            section = entry.section.text if entry.section else ""
            text = "\n".join(self.document.lines[entry.span.line - 1 : entry.span.end_line])
            added.append(
                AddedEntry(
                    identifier,
                    values.title,
                    section,
                    entry.span.line,
                    text,
                    known.record.registry,
                    known.looked_up,
                    is_cached,
                )
            )
        refused = [
            RefusedEntry(identifier, reason, entry.span.line if entry else 0)
            for identifier, reason, entry in self._refused
        ]
        for identifier, _, known, _ in self._added:
            for remark in _remarks(known.record):
                log.warn(f"{identifier}: {remark}")
        return AddResult(
            source.path,
            source.with_mark(source.text),
            source.with_mark(self.document.text),
            tuple(added),
            tuple(refused),
            tuple(self._unanswered),
            notes=tuple(log.notes),
            failures=tuple(log.failures),
        )


def _remarks(record: Record) -> Iterator[str]:
    """Yield what readers of a list should know of a thing before it is added."""
    if record.withdrawn:
        yield "the paper is withdrawn"
    if record.retracted:
        yield "the paper is retracted"
    if record.archived:
        yield "the repository is archived"


def _line_of(group: Group) -> int:
    return group.heading.span.line if group.heading else 0


def _placing(config: Config) -> dict[str, Any]:
    """Return where `new-entry-position` and `sort-order` put new entries, if they are on."""
    options = {
        setting.rule.id: setting.options
        for setting in rule_settings(config)
        if setting.rule.id in ("new-entry-position", "sort-order")
    }
    placing: dict[str, Any] = {}
    if position := options.get("new-entry-position"):
        placing["position"] = getattr(position, "position", "habit")
    if order := options.get("sort-order"):
        placing |= {"by": getattr(order, "by", "habit"), "order": getattr(order, "order", "")}
        if placing["by"] != "habit":
            placing["position"] = "sorted"
    return placing


def _findings(
    source: Source,
    before: Document,
    after: Document,
    result: AddResult,
    options: Options,
    log: Log,
) -> tuple[Diagnostic, ...]:
    """Return the findings about the new entries."""
    from awesome_lint.changes import Base

    new = replace(source, text=after.text)
    base = Base(source.path, source.text, {})
    offline = replace(options, offline=True)
    parsed = {each.text: each for each in (before, after)}
    jobs = make_jobs([new], offline, {source.path: base}, {}, ResultsCache(), log, parsed=parsed)
    lines = {
        line
        for each in result.added
        for line in range(each.line, each.line + each.source.count("\n") + 1)
    }
    return tuple(
        finding
        for _, linted in lint_jobs(jobs, None, log)
        for finding in linted.diagnostics
        if not lines.isdisjoint(finding.span.lines)
    )


def _write(source: Source, path: Path, result: AddResult) -> None:
    try:
        why = replace_content(source, path, result.after)
    except OSError as error:
        raise OutputError(f"cannot be written: {error.strerror or error}", source.path) from None
    if why:
        raise OutputError(f"not written: {why}", source.path)
