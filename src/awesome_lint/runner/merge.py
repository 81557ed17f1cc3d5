"""The JSON reports of all shards, merged into the run of the whole."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Any, Final

from msgspec.structs import replace

from awesome_lint.engine.fingerprint import family
from awesome_lint.model import CheckedLink, Diagnostic, Note, Run, Section, SourceFile
from awesome_lint.report import NEEDS_SECTIONS, NEEDS_TEXT, json_reader
from awesome_lint.report.formats import json
from awesome_lint.rules import RULES
from awesome_lint.runner import files, github_actions
from awesome_lint.runner.errors import InputError
from awesome_lint.runner.files import shown
from awesome_lint.runner.job import Configurations
from awesome_lint.runner.lazy_document import LazyDocument
from awesome_lint.runner.log import Log
from awesome_lint.runner.options import Options
from awesome_lint.runner.output_files import refuse_overwriting_inputs
from awesome_lint.text.lines import split_lines
from awesome_lint.text.suggest import quote_word as quoted

MAX_BYTES: Final = 512 * 1024 * 1024
"""The size of the largest report that is read, in bytes: twice that of a million links."""

Reports = Mapping[str, json.Report]
"""Reports by the names of their files, in the order of the shards."""


def merge(options: Options) -> Run:
    """Return the run that the JSON reports in the options' paths add up to.

    Documents whose files are missing or have changed have no text but a digest, which is a note. A
    symbolic link out of a repository is never followed to a document, and to a report only if the
    run is not confined. Raises InputError if a file is not a report, if the reports are not those
    of all shards of one run, and if the format of a report needs a text that is missing. Raises
    OutputError if a report would overwrite a file that the run reads or has linted.
    """
    paths = options.paths
    inputs = [(Path(path), "a report that is merged") for path in paths]
    refuse_overwriting_inputs(inputs, options)
    confined = github_actions.is_confined(options)
    if not paths:
        raise InputError("--merge: no report: name the JSON reports of all shards")
    reports = _in_order({shown(Path(path)): _read(Path(path), confined) for path in paths})
    names = [each.path for each in next(iter(reports.values())).files]
    digests = {each.path: each.sha256 for report in reports.values() for each in report.files}
    sources = {name: _source(name, digests[name]) for name in names}
    absent = {name for name in names if json.digest(sources[name].text) != digests[name]}
    for name, report in reports.items():
        if wrong := _impossible(report, sources, absent):
            raise InputError(f"is not a report of awesome-lint: {wrong}", name)
    for format_ in options.reports:
        if absent and format_.name in NEEDS_TEXT:
            name = min(absent)
            raise InputError(
                f"--merge: {format_.name} needs {name}, which is missing or has changed"
            )
    inputs = [(Path(name), "a file that was linted") for name in names]
    refuse_overwriting_inputs(inputs, options)
    summaries = [report.summary for report in reports.values()]
    findings = chain.from_iterable(report.findings for report in reports.values())
    links = chain.from_iterable(report.links for report in reports.values())
    log = Log()
    sections: tuple[Section, ...] = ()
    if any(format_.name in NEEDS_SECTIONS for format_ in options.reports):
        sections = _sections([sources[name] for name in names if name not in absent], options, log)
    return Run(
        files=sources,
        diagnostics=_diagnostics(map(json_reader.diagnostic, findings), names),
        suppressed=sum(summary.suppressed for summary in summaries),
        links=_links(map(json_reader.checked_link, links), names),
        fixed=sum(summary.fixed for summary in summaries),
        baselined=sum(summary.baselined for summary in summaries),
        outdated=sum(summary.outdated for summary in summaries),
        out_of_scope=sum(summary.out_of_scope for summary in summaries),
        digests={name: each for name, each in digests.items() if name in absent},
        notes=tuple(
            Note(f"{name}: no excerpts: the file is missing or has changed")
            for name in digests
            if name in absent
        ),
        failures=(
            *(json_reader.failure(each) for report in reports.values() for each in report.failures),
            *log.failures,
        ),
        sections=sections,
    )


def _sections(sources: Iterable[SourceFile], options: Options, log: Log) -> tuple[Section, ...]:
    """Return the sections of files. Raises ConfigError."""
    from awesome_lint.runner.sections import sections_of_all

    configurations = Configurations(options)
    documents = (
        LazyDocument(each.path, each.text, configurations.load(Path(each.path).parent)[1])
        for each in sources
    )
    return sections_of_all(documents, log)


def _read(path: Path, confined: bool) -> json.Report:
    name = shown(path)
    data = files.read_bytes(path, name, MAX_BYTES, confined=confined)
    try:
        return json_reader.read_report(data)
    except json_reader.UnreadableReportError as error:
        raise InputError(str(error), name) from None


def _in_order(reports: Reports) -> Reports:
    """Return the reports in the order of their shards. Raises InputError if one is missing."""
    (first, report), *others = reports.items()
    shards = {name: each.shard or json.Shard(1, 1) for name, each in reports.items()}
    count = shards[first].count
    found = {shards[first].number: first}
    for name, other in others:
        shard = shards[name]
        if shard.count != count:
            raise InputError(f"one of {shard.count} shards, and {first} one of {count}", name)
        if shard.number in found:
            also = found[shard.number]
            raise InputError(f"shard {shard.number}/{count}, and so is {also}", name)
        if other.files != report.files:
            raise InputError(f"{_difference(other, report)} {first}", name)
        found[shard.number] = name
    missing = [f"{number}/{count}" for number in range(1, count + 1) if number not in found]
    if missing:
        raise InputError(f"--merge: no report of shard {', '.join(missing)}")
    return {found[number]: reports[found[number]] for number in sorted(found)}


def _impossible(
    report: json.Report, sources: Mapping[str, SourceFile], absent: Collection[str]
) -> str:
    """Return why no run can have written a report, or an empty string."""
    rules = {rule.id for rule in RULES}
    for finding in report.findings:
        if finding.path not in sources:
            return f"a finding in {quoted(finding.path)}, which it does not list"
        if finding.rule not in rules:
            return f"a finding of {quoted(finding.rule)}, which is not a rule"
        lines = sources[finding.path].lines
        edits = finding.fix.edits if finding.fix else ()
        fits = all(_is_in(place, lines) for place in (finding, *finding.related)) and all(
            _is_in(edit, (*lines, ""))
            for edit in edits  # which may add to the end
        )
        if finding.path not in absent and not fits:
            return f"a finding outside the text of {quoted(finding.path)}"
    return ""


def _is_in(place: Any, lines: Sequence[str]) -> bool:
    """Return whether a place begins and ends in one of the lines, or right after it."""
    start, end = (place.line, place.column), (place.end_line, place.end_column)
    return start <= end and all(
        line <= len(lines) and column <= len(lines[line - 1]) + 1 for line, column in (start, end)
    )


def _difference(report: json.Report, other: json.Report) -> str:
    """Return how the files of two reports differ, up to the name of the other report."""
    before = {each.path: each.sha256 for each in other.files}
    changed = [each.path for each in report.files if before.get(each.path, "") != each.sha256]
    if len(report.files) == len(before) and changed and changed[0] in before:
        return f"about another text of {changed[0]} than"
    return "about other files than"


def _source(name: str, digest: str) -> SourceFile:
    """Return a file that has not changed, or else one without text.

    Reports are not trusted: nothing is read outside the current directory.
    """
    path = PurePosixPath(name)
    if not path.is_absolute() and ".." not in path.parts:
        try:
            text = files.read(Path(path), "", confined=True).text
        except InputError:
            text = ""
        if json.digest(text) == digest:
            return SourceFile(name, text, tuple(split_lines(text)))
    return SourceFile(name, "", ("",))


def _diagnostics(found: Iterable[Diagnostic], names: Sequence[str]) -> tuple[Diagnostic, ...]:
    """Return findings in the order of one run, with unique fingerprints."""
    files_order = {name: number for number, name in enumerate(names)}
    rules_order = {rule.id: number for number, rule in enumerate(RULES)}
    ordered = sorted(
        found,
        key=lambda each: (
            files_order.get(each.path, len(names)),
            each.span,
            rules_order.get(each.rule, len(RULES)),
            each.message,
        ),
    )
    taken: set[tuple[str, str]] = set()
    kept = []
    for each in ordered:
        stamp, number = each.fingerprint, 1
        while (each.path, stamp) in taken:
            number += 1
            stamp = f"{family(each.fingerprint)}-{number}"
        taken.add((each.path, stamp))
        kept.append(replace(each, fingerprint=stamp))
    return tuple(kept)


def _links(found: Iterable[CheckedLink], names: Sequence[str]) -> tuple[CheckedLink, ...]:
    """Return links in the order of one run."""
    order = {name: number for number, name in enumerate(names)}

    def place(link: CheckedLink) -> tuple[int, int, int]:
        first = link.locations[0]
        return order.get(first.path, len(names)), first.line, first.column

    return tuple(sorted((each for each in found if each.locations), key=place))
