"""The findings of one job, and those of them that are reported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import PurePath

from msgspec import Struct
from msgspec.structs import replace

from awesome_lint.config import RuleSetting
from awesome_lint.engine import scope
from awesome_lint.engine.fingerprint import family
from awesome_lint.engine.result import DocumentResult
from awesome_lint.links import Outcome
from awesome_lint.links.result import with_grace_period
from awesome_lint.links.settings import seconds
from awesome_lint.model import Diagnostic, Evidence, Failure, LinkResult
from awesome_lint.runner.job import (
    Job,
    is_further_shard,
    offline_rules,
    urls_to_check,
    uses_forges,
)
from awesome_lint.runner.log import Log
from awesome_lint.runner.progress import FileProgress
from awesome_lint.runner.results_cache import FindingsKind

_NONE = frozenset[int]()


class LintResult(Struct, frozen=True):
    """The findings of one document."""

    diagnostics: tuple[Diagnostic, ...]
    """The findings to report."""
    found: tuple[Diagnostic, ...]
    """All findings, also those of the baseline and those out of scope."""
    suppressed: int
    """The number of findings that comments suppress."""
    baselined: int
    """The number of findings that the baseline has."""
    outdated: Counter[str]
    """Findings of the baseline that no longer occur, by the family of their fingerprints."""
    out_of_scope: int
    """The number of findings that do not concern the change under review."""
    partial: bool
    """Whether links were left out of the check, so that more of them may be dead."""
    resolved: Counter[str]
    """The number of findings that the change under review resolved, by rule."""
    failures: tuple[Failure, ...] = ()


def lint_jobs(
    jobs: Sequence[Job], outcome: Outcome | None, log: Log, progress: FileProgress | None = None
) -> tuple[tuple[Job, LintResult], ...]:
    """Lint documents; one that cannot be linted is a failure in the `log`, and left out."""
    linted: list[tuple[Job, LintResult]] = []
    for job in jobs:
        try:
            linted.append((job, lint(job, outcome)))
        except Exception as error:
            log.failures.append(Failure.of("the engine", job.path, error))
        if progress is not None:
            progress.advance()
    log.failures.extend(failure for _, result in linted for failure in result.failures)
    return tuple(linted)


def lint(job: Job, outcome: Outcome | None) -> LintResult:
    """Lint one document with the results of its links; None if they were not checked.

    Findings of the baseline are left out first, then those that do not concern the change.
    """
    partial = _is_partial(job, outcome)
    settings = job.settings
    if outcome is not None and outcome.offline:
        settings = offline_rules(settings)
    evidence = _evidence(job, outcome, partial=partial)
    result = _lint("all", job, settings, evidence)
    if outcome and is_further_shard(outcome.shard):
        evidence = _evidence(job, None, partial=partial)
        result = _beyond(result, _lint("offline", job, offline_rules(settings), evidence))
    found = result.diagnostics
    failures: Mapping[str, Failure] = {}
    touched, added = (job.change.touched, job.change.added) if job.change else (_NONE, _NONE)
    newest = scope.newest_findings_first(found, touched, added)
    known: set[str] = set()
    outdated: Counter[str] = Counter()
    if job.known:
        from awesome_lint.engine import baseline  # which few runs have

        known = baseline.known_fingerprints(reversed(newest), job.known)
        of_rules = [each for each in job.known if each.rule in result.ran]
        outdated = baseline.count_outdated(found, of_rules)
    unknown = [each for each in newest if each.fingerprint not in known]
    kept = {each.fingerprint for each in unknown}
    resolved: Counter[str] = Counter()
    if job.change:
        more, resolved, failures = _effect_of_change(job, result, outcome)
        kept = scope.findings_in_scope(unknown, touched, more)
    return LintResult(
        diagnostics=tuple(each for each in found if each.fingerprint in kept),
        found=found,
        suppressed=result.suppressed,
        baselined=len(known),
        outdated=outdated,
        out_of_scope=len(unknown) - len(kept),
        partial=partial,
        resolved=resolved,
        failures=tuple({**failures, **result.failures}.values()),
    )


def _lint(
    kind: FindingsKind, job: Job, settings: Sequence[RuleSetting], evidence: Evidence
) -> DocumentResult:
    before = job.base.lazy_document if job.base else None
    return job.results.lint(kind, job.lazy_document, settings, evidence, before)


def _beyond(result: DocumentResult, other: DocumentResult) -> DocumentResult:
    """Return a result without the findings of another one."""
    found = set(other.diagnostics)
    return DocumentResult(
        tuple(each for each in result.diagnostics if each not in found),
        result.suppressed - other.suppressed,
        {**other.failures, **result.failures},
        result.ran,
    )


def _effect_of_change(
    job: Job, result: DocumentResult, outcome: Outcome | None
) -> tuple[Counter[str], Counter[str], Mapping[str, Failure]]:
    """Return the effect of a change on the findings, and the rules that failed before it.

    That is the number of findings that it added, by family, and that it resolved, by rule. The
    results of links before the change are not known: findings of rules about links are left out
    on both sides, and so are those of rules that failed.
    """
    if job.base is None or job.change is None or _is_unchanged(job, job.base):
        return Counter(), Counter(), {}
    if outcome is not None:
        result = _lint("offline", job, offline_rules(job.settings), _evidence(job, None))
    base = job.base
    evidence = replace(_evidence(base, None), changed=job.change.removed)
    before = _lint("before", base, base.settings, evidence)
    now = [each for each in result.diagnostics if each.rule not in before.failures]
    then = [each for each in before.diagnostics if each.rule not in result.failures]
    old, new = base.lazy_document.source_file, job.lazy_document.source_file
    more = scope.count_new_findings(old, before.diagnostics, new, now)
    fewer = scope.count_new_findings(new, now, old, then)
    rules = {family(each.fingerprint): each.rule for each in then}
    resolved: Counter[str] = Counter()
    for name, number in (+fewer).items():
        resolved[rules[name]] += number
    return more, resolved, before.failures


def _is_unchanged(job: Job, base: Job) -> bool:
    """Return whether everything that offline rules look at is as it was."""
    names = {PurePath(each.path).name for each in (job, base)}
    return len(names) == 1 and job.text == base.text and job.files == base.files


def _evidence(job: Job, outcome: Outcome | None, *, partial: bool = False) -> Evidence:
    """Return the evidence without what the results cache adds."""
    return Evidence(
        links=link_results(job, outcome),
        venues=job.lazy_document.vocabulary,
        files=job.files,
        records=outcome.records if outcome else {},
        silent=_silent_registries(job, outcome),
        changed=job.change.added if job.change else None,
        partial=partial,
        readme_bytes=_size(job) if job.is_readme else None,
        today=_today(job) if outcome else None,
    )


def _today(job: Job) -> date | None:
    """Return the date, if a rule needs it: with it, findings are cached for a day at most."""
    uses_date = any(setting.rule.uses_date for setting in job.settings)
    return datetime.now(UTC).date() if uses_date else None


def _size(job: Job) -> int:
    """Return the size in bytes of the text of a job as it is stored."""
    return len(job.source.with_mark(job.text).encode("utf-8", "surrogatepass"))


def excluded_links(job: Job) -> dict[str, LinkResult]:
    """Return the links of a document that its configuration excludes, or does not include."""
    if not (job.config.links.exclude or job.config.links.include):
        return {}
    from awesome_lint.links.plan import plan

    urls = urls_to_check(job)
    results = plan(urls, job.config.links.exclude, job.config.links.include).results
    return {url: result for url, result in results.items() if result.source == "configuration"}


def link_results(job: Job, outcome: Outcome | None) -> dict[str, LinkResult]:
    """Return the results of the links of a document, by URL as it is written."""
    if outcome is None:
        return {}
    known = {url: outcome.results[url] for url in urls_to_check(job) if url in outcome.results}
    if not job.config.links.fragments:  # another document of the run wanted them checked
        known = {url: replace(result, fragment=None) for url, result in known.items()}
    known = with_grace_period(known, seconds(job.config.links.fail_after))
    return known if is_further_shard(outcome.shard) else known | excluded_links(job)


def _silent_registries(job: Job, outcome: Outcome | None) -> frozenset[str]:
    """Return registries that did not answer, if comments or a baseline may be about them."""
    if outcome is None or not (job.outline.has_suppressions or job.known):
        return frozenset()
    from awesome_lint.links import registries

    return registries.unanswered(urls_to_check(job), outcome.records, forges=uses_forges(job))


def _is_partial(job: Job, outcome: Outcome | None) -> bool:
    """Return whether links were left out of the check, so that more of them may be dead."""
    if outcome is None:
        return False
    skipped = any(result.verdict == "skipped" for result in outcome.results.values())
    some = job.changed_links_only and job.change is not None
    sharded = outcome.shard is not None and outcome.shard.count > 1
    return some or sharded or outcome.offline or outcome.interrupted or skipped
