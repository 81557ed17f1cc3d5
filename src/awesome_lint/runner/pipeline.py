"""The steps of a run, in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from awesome_lint.links import Outcome
from awesome_lint.model import (
    CheckedLink,
    Diagnostic,
    FixResult,
    LinkCheck,
    LinkResult,
    Location,
    Run,
    Section,
    UserError,
)
from awesome_lint.report import NEEDS_SECTIONS
from awesome_lint.runner import files, github_actions
from awesome_lint.runner.check_links import check_links
from awesome_lint.runner.configuration_changes import note_configurations
from awesome_lint.runner.diff_base import find_bases, open_changes
from awesome_lint.runner.errors import OptionsError
from awesome_lint.runner.excluded_files import leave_out_excluded
from awesome_lint.runner.idle_rules import note_idle_rules
from awesome_lint.runner.job import Job, is_further_shard, make_jobs
from awesome_lint.runner.links_outside_entries import note_links_outside_entries
from awesome_lint.runner.lint import LintResult, link_results, lint_jobs
from awesome_lint.runner.log import Log
from awesome_lint.runner.option_values import invalid_value
from awesome_lint.runner.options import Options, conflict
from awesome_lint.runner.output_files import (
    check_output_files,
    input_files,
    refuse_overwriting_inputs,
)
from awesome_lint.runner.parallel import results_cache
from awesome_lint.runner.progress import FileProgress, Progress
from awesome_lint.runner.unused_link_patterns import note_unused_link_patterns

if TYPE_CHECKING:  # few runs have a baseline
    from awesome_lint.engine.baseline import Baseline, BaselineFinding


def run(options: Options, progress: Progress | None, log: Log) -> Run:
    """Do what `awesome_lint.runner.run` says."""
    if reason := invalid_value(options) or conflict(options):
        raise OptionsError(reason)
    check_output_files(options)
    if options.merge:
        from awesome_lint.runner.merge import merge

        return merge(options)
    try:
        return _lint(options, progress, log)
    except UserError as error:
        for note in log.notes:
            if note.level != "detail":
                error.add_note(note.message)
        for other in log.errors:
            error.add_note(str(other))
        raise


def _lint(options: Options, progress: Progress | None, log: Log) -> Run:
    confined = github_actions.is_confined(options)
    named = options.paths or (str(files.find_readme(log.note)),)
    found = tuple(files.find(named, log.warn, confined=confined))
    paths, excluded = leave_out_excluded(found, options, log)
    refuse_overwriting_inputs(input_files(paths, options), options)
    sources = files.read_all(paths, options, log)
    changes = open_changes(options)
    if not sources:
        note_configurations((), excluded, changes, options, log)
        return _result((), None, log)
    known: Baseline | None = None
    of_baseline: Mapping[str, tuple[BaselineFinding, ...]] = {}
    if options.baseline:
        from awesome_lint.runner import baseline_file  # slow to import

        known = baseline_file.load(options)
        names = [source.path for source in sources]
        of_baseline = baseline_file.known_findings(names, options.baseline, known)
    bases = find_bases(sources, changes, options, log)
    done = FileProgress(len(sources), progress)
    with results_cache(sources, options, bases, done) as results:
        jobs = make_jobs(sources, options, bases, of_baseline, results, log, done)
        note_configurations(jobs, excluded, changes, options, log)
        if not is_further_shard(options.shard):
            note_idle_rules(jobs, log)
            note_links_outside_entries(jobs, log)
            if options.links == "all" and not options.offline and not bases:
                note_unused_link_patterns(jobs, log)
        outcome = check_links(jobs, options, progress, log)
        if options.diff:
            from awesome_lint.runner.fix import fix_jobs, summarize

            fixed = fix_jobs(jobs, outcome, log, unsafe=options.unsafe_fixes)
            would = [each.result for each in fixed]
            summarize(would, log)
            return _result((), outcome, log, fixes=would)
        return _lint_jobs(jobs, outcome, known, options, log, done)


def _lint_jobs(
    jobs: tuple[Job, ...],
    outcome: Outcome | None,
    known: Baseline | None,
    options: Options,
    log: Log,
    done: FileProgress,
) -> Run:
    """Fix and lint documents, and write what the options say."""
    fixed: tuple[Diagnostic, ...] = ()
    fixes: list[FixResult] = []
    if options.fix:
        from awesome_lint.runner.fix import fix_jobs, write_fixes

        results = fix_jobs(jobs, outcome, log, unsafe=options.unsafe_fixes)
        jobs, fixed = write_fixes(results, log)
        fixes = [each.result for each in results]
    if options.add_suppressions:
        from awesome_lint.runner.add_suppressions import add_suppressions

        jobs = add_suppressions(jobs, outcome, log)
    linted = lint_jobs(jobs, outcome, log, done)
    is_written = False
    if options.write_baseline or known:
        from awesome_lint.runner import baseline_file  # slow to import

        if options.write_baseline:
            is_written = baseline_file.write(linted, options.write_baseline, log)
        elif known:
            baseline_file.prune(linted, known, options, log)
    sections: tuple[Section, ...] = ()
    link_checks: tuple[LinkCheck, ...] = ()
    if any(each.name in NEEDS_SECTIONS for each in options.reports):
        from awesome_lint.runner.link_history import find_link_checks
        from awesome_lint.runner.sections import sections_of_all

        sections = sections_of_all((job.lazy_document for job, _ in linted), log)
        link_checks = find_link_checks(jobs, options)
    result = replace(
        _result(linted, outcome, log, fixed, fixes), sections=sections, link_checks=link_checks
    )
    if not fixed:
        result = replace(result, urls=_urls(jobs, options))
    if is_written:
        return replace(result, diagnostics=(), baselined=len(result.diagnostics))
    return result


def _result(
    linted: Sequence[tuple[Job, LintResult]],
    outcome: Outcome | None,
    log: Log,
    fixed: tuple[Diagnostic, ...] = (),
    fixes: Sequence[FixResult] = (),
) -> Run:
    """Put together the findings of all documents."""
    results = [result for _, result in linted]
    jobs = [job for job, _ in linted]
    return Run(
        files={job.path: job.lazy_document.source_file for job in jobs},
        diagnostics=tuple(found for each in results for found in each.diagnostics),
        suppressed=sum(each.suppressed for each in results),
        links=_checked_links(jobs, outcome),
        fixed=len(fixed),
        fixed_findings=fixed,
        baselined=sum(each.baselined for each in results),
        outdated=sum(each.outdated.total() for each in results),
        out_of_scope=sum(each.out_of_scope for each in results),
        resolved=sum((each.resolved for each in results), Counter()),
        shard=outcome.shard if outcome else None,
        touched={job.path: job.change.touched for job in jobs if job.change},
        notes=tuple(log.notes),
        failures=tuple(dict.fromkeys(log.failures)),
        errors=tuple(log.errors),
        fixes=tuple(fixes),
        hosts=outcome.hosts if outcome else (),
        is_interrupted=outcome is not None and outcome.interrupted,
    )


def _urls(jobs: Iterable[Job], options: Options) -> dict[str, str]:
    urls = {
        job.path: github_actions.file_url(options.environment, job.source.file)
        for job in jobs
        if job.source.file
    }
    return {path: url for path, url in urls.items() if url}


def _checked_links(jobs: Sequence[Job], outcome: Outcome | None) -> tuple[CheckedLink, ...]:
    if outcome is None:
        return ()
    checked: dict[LinkResult, dict[Location, None]] = {}
    for job in jobs:
        results = link_results(job, outcome)
        # In the order of the text, which is also that of merged reports.
        for link in sorted(job.outline.links, key=lambda link: link.url_span):
            if link.url in results:
                span = link.url_span
                location = Location(job.path, span.line, span.column)
                checked.setdefault(results[link.url], {})[location] = None
    return tuple(CheckedLink(result, tuple(places)) for result, places in checked.items())
