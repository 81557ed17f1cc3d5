"""The export of lists: files in, their entries with the records of registries out."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

from awesome_lint import document, symlinks
from awesome_lint.exporters import Export, ExportedEntry
from awesome_lint.exporters.export import urls_to_look_up
from awesome_lint.identifiers import github
from awesome_lint.links.records import KnownRecord, RecordLookup
from awesome_lint.listing import list_document
from awesome_lint.model import Failure, ListedDocument, ListedEntry
from awesome_lint.runner import files, github_actions, readme
from awesome_lint.runner.errors import OptionsError
from awesome_lint.runner.excluded_files import leave_out_excluded
from awesome_lint.runner.files import Source
from awesome_lint.runner.job import Configurations
from awesome_lint.runner.log import Log
from awesome_lint.runner.option_values import invalid_value
from awesome_lint.runner.options import Options, conflict
from awesome_lint.runner.output_files import check_output, input_files, refuse_overwriting
from awesome_lint.runner.own_repository import OwnRepositories
from awesome_lint.runner.progress import Progress
from awesome_lint.runner.record_lookup import look_up_records
from awesome_lint.text.wording import count


def export(
    options: Options,
    *,
    url: str = "",
    output: str = "",
    progress: Progress | None = None,
    log: Log | None = None,
) -> Export:
    """Return the entries of the files that the options name, with the records of registries.

    Of the options, those apply that `awesome-lint export` has. `url` is the URL of the page of the
    list; by default, it is that on GitHub, if the list is in a clone of a repository there.
    `output` is the file to which the caller writes the export; it must not be one that is read.
    `progress` is called as records are looked up. Files that cannot be read are errors of the
    export. Raises UserError if options or a configuration cannot be used, if no file is found, or
    if `output` cannot be written. `log` collects notes and errors also if an exception ends the
    export.
    """
    log = Log() if log is None else log
    if reason := invalid_value(options) or conflict(options):
        raise OptionsError(reason)
    confined = github_actions.is_confined(options)
    written = {f"--output {output}": Path(output)} if output else {}
    check_output(written, confined=confined)
    named = options.paths or (str(files.find_readme(log.note)),)
    found = tuple(files.find(named, log.warn, confined=confined))
    paths, _ = leave_out_excluded(found, options, log)
    inputs = input_files(paths, options, what="a file that is exported")
    refuse_overwriting(inputs, written)
    sources = files.read_all(paths, options, log)
    lists = _lists(sources, options, log)
    listed = [entry for each in lists for entry in each.entries]
    urls = {entry: tuple(urls_to_look_up(entry)) for entry in dict.fromkeys(listed)}
    wanted = dict.fromkeys(each for several in urls.values() for each in several)
    records = look_up_records(wanted, options, progress, log) if wanted else RecordLookup({})
    entries = tuple(_with_records(entry, urls[entry], records) for entry in listed)
    if lists and not entries:
        log.note("no entries found")
    for note in _notes(entries, records, options):
        log.note(note)
    first = next(iter(lists), None)
    return Export(
        title=(first.title or first.path) if first else "",
        url=url or _page(sources[0], options) if sources else url,
        entries=entries,
        notes=tuple(log.notes),
        failures=tuple(log.failures),
        errors=tuple(log.errors),
    )


def _lists(sources: Iterable[Source], options: Options, log: Log) -> list[ListedDocument]:
    """Parse files; one that cannot be parsed is a failure in the `log`. Raises ConfigError."""
    configurations = Configurations(options)
    lists = []
    for source in sources:
        _, vocabulary = configurations.load(source.directory)
        try:
            parsed = document.parse(source.path, source.text, vocabulary)
            lists.append(list_document(parsed, vocabulary))
        except Exception as error:
            log.failures.append(Failure.of("the parser", source.path, error))
    return lists


def _with_records(entry: ListedEntry, urls: Sequence[str], found: RecordLookup) -> ExportedEntry:
    """Return an entry with its records, each once."""
    known: dict[tuple[str, str], KnownRecord] = {}
    for url in urls:
        if record := found.records.get(url):
            known.setdefault((record.record.registry, record.record.identifier), record)
    missing = dict.fromkeys(found.missing[url] for url in urls if url in found.missing)
    return ExportedEntry(entry, tuple(known.values()), tuple(missing))


def _notes(
    entries: Sequence[ExportedEntry], found: RecordLookup, options: Options
) -> Iterator[str]:
    """Yield the age of the records, and the number of links without one."""
    entries_with = [entry for entry in entries if entry.records]
    if entries_with:
        days = sorted(
            known.looked_up.date().isoformat() for each in entries_with for known in each.records
        )
        when = f"on {days[0]}" if days[0] == days[-1] else f"from {days[0]} to {days[-1]}"
        yield (
            f"{len(entries_with)} of {count(len(entries), 'entry', 'entries')} have records of"
            f" registries, looked up {when} (UTC)"
        )
    lacks = "a record in the cache" if options.offline else "a response of a registry"
    for links, reason in (
        (found.missing, "unknown to the registry"),
        (found.unanswered, f"without {lacks}"),
    ):
        if links:
            yield f"{count(len(links), 'link')} {reason}: only what the list states is exported"


def _page(source: Source, options: Options) -> str:
    """Return the URL on GitHub of a file in a clone; empty if it is not known."""
    top = symlinks.find_repository(source.directory) if source.file else None
    if top is None or source.file is None:
        return ""
    repository = OwnRepositories(options.environment).find(top)
    if repository is None:
        return ""
    page = f"https://{github.HOST}/{repository.owner}/{repository.name}"
    path = Path(os.path.realpath(source.directory)).relative_to(top) / source.file.name
    if path.parent == Path() and readme.is_shown(source.file):
        return page
    return f"{page}/blob/HEAD/{quote(os.fsencode(path.as_posix()))}"
