"""One job → what is found in it, and what of that is to be reported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import PurePath

from msgspec import Struct
from msgspec.structs import replace

from awesome_lint import rulebook
from awesome_lint.config import RuleSetting
from awesome_lint.engine import baseline, engine, scope
from awesome_lint.links import Outcome
from awesome_lint.links.cache.leniency import lenient
from awesome_lint.links.settings import seconds
from awesome_lint.model import Diagnostic, Evidence, Failure, LinkResult
from awesome_lint.runner.job import Job, is_further, offline, urls

_NONE = frozenset[int]()


class Judged(Struct, frozen=True):
    """What was found in the document of one job.

    `diagnostics` are to be reported, of all that were `found`; the others are counted, as in
    `Run`. `outdated` are the findings of the baseline that no longer occur, by family. `partial`
    says that not every link was asked about.
    """

    diagnostics: tuple[Diagnostic, ...]
    found: tuple[Diagnostic, ...]
    suppressed: int
    baselined: int
    outdated: Counter[str]
    out_of_scope: int
    partial: bool
    failures: tuple[Failure, ...] = ()


def lint_all(
    jobs: Sequence[Job], outcome: Outcome | None
) -> tuple[tuple[Job, ...], tuple[Judged, ...], tuple[Failure, ...]]:
    """Lint documents; return those that could be linted, what was found in each, and failures."""
    done: list[Job] = []
    judged: list[Judged] = []
    failures: list[Failure] = []
    for job in jobs:
        try:
            judged.append(lint(job, outcome))
            done.append(job)
        except Exception as error:
            failures.append(Failure.of("the engine", job.document.path, error))
    return tuple(done), tuple(judged), tuple(failures)


def lint(job: Job, outcome: Outcome | None) -> Judged:
    """Lint one document with what is known of its links; None where they were not checked.

    What the baseline knows is left out first, then what does not concern the change.
    """
    partial = _is_partial(job, outcome)
    settings = _judging(job.settings, outcome)
    evidence = _evidence(job, outcome, partial)
    result = engine.lint(job.document, settings, evidence)
    if outcome and is_further(outcome.shard):
        evidence = _evidence(job, None, partial)
        result = _beyond(result, engine.lint(job.document, offline(settings), evidence))
    found = result.diagnostics
    failures: Mapping[str, Failure] = {}
    touched, added = (job.change.touched, job.change.added) if job.change else (_NONE, _NONE)
    newest = scope.newest_first(found, touched, added)
    known = baseline.recognise(reversed(newest), job.known)
    unknown = [each for each in newest if each.fingerprint not in known]
    kept = {each.fingerprint for each in unknown}
    if job.change:
        more, failures = _brought_about(job, result, outcome)
        kept = scope.concerning(unknown, touched, more)
    ran = {
        rule.id
        for rule in (setting.rule for setting in settings)
        if not (partial and (rule.online or rule.more_online))
        and rule.registry not in evidence.silent
        and rule.id not in result.failures
    }
    return Judged(
        diagnostics=tuple(each for each in found if each.fingerprint in kept),
        found=found,
        suppressed=result.suppressed,
        baselined=len(known),
        outdated=baseline.outdated(found, [each for each in job.known if each.rule in ran]),
        out_of_scope=len(unknown) - len(kept),
        partial=partial,
        failures=tuple({**failures, **result.failures}.values()),
    )


def _beyond(result: engine.Result, known: engine.Result) -> engine.Result:
    """Return what a result has beyond one that is known elsewhere."""
    found = set(known.diagnostics)
    return engine.Result(
        tuple(each for each in result.diagnostics if each not in found),
        result.suppressed - known.suppressed,
        {**known.failures, **result.failures},
    )


def _brought_about(
    job: Job, result: engine.Result, outcome: Outcome | None
) -> tuple[Counter[str], Mapping[str, Failure]]:
    """Return what there is more of than before the change, and the rules that failed before it.

    Where the links led then is not known: what rules about links find is left out of both, and so
    is what rules find that failed.
    """
    if job.base is None or job.change is None or _is_unchanged(job, job.base):
        return Counter(), {}
    if outcome is not None:
        evidence = _evidence(job, None, partial=False)
        result = engine.lint(job.document, offline(job.settings), evidence)
    evidence = Evidence(
        links={},
        venues=job.vocabulary,
        files=job.base.files,
        hosts=rulebook.hosts(),
        lookalikes=rulebook.lookalikes(),
        changed=job.change.removed,
    )
    before = engine.lint(job.base.document, job.base.settings, evidence)
    now = [each for each in result.diagnostics if each.rule not in before.failures]
    more = scope.brought_about(job.base.document, before.diagnostics, job.document, now)
    return more, before.failures


def _is_unchanged(job: Job, base: Job) -> bool:
    """Tell whether nothing has changed that rules about a document look at."""
    names = {PurePath(each.document.path).name for each in (job, base)}
    return len(names) == 1 and job.document.text == base.document.text and job.files == base.files


def _evidence(job: Job, outcome: Outcome | None, partial: bool) -> Evidence:
    return Evidence(
        links=results_of(job, outcome),
        venues=job.vocabulary,
        files=job.files,
        hosts=rulebook.hosts(),
        lookalikes=rulebook.lookalikes(),
        records=outcome.records if outcome else {},
        silent=_silent(job, outcome),
        changed=job.change.added if job.change else None,
        partial=partial,
    )


def excluded(job: Job) -> dict[str, LinkResult]:
    """Return the links of a document that its configuration excludes, or does not include."""
    if not (job.config.links.exclude or job.config.links.include):
        return {}
    from awesome_lint.links.plan import plan

    results = plan(urls(job), job.config.links.exclude, job.config.links.include).results
    return {url: result for url, result in results.items() if result.source == "configuration"}


def results_of(job: Job, outcome: Outcome | None) -> dict[str, LinkResult]:
    """Return what is known of the links of a document."""
    if outcome is None:
        return {}
    known = {url: outcome.results[url] for url in urls(job) if url in outcome.results}
    if not job.config.links.fragments:  # asked for by another document, then
        known = {url: replace(result, fragment=None) for url, result in known.items()}
    known = lenient(known, seconds(job.config.links.fail_after))
    return known if is_further(outcome.shard) else known | excluded(job)


def _silent(job: Job, outcome: Outcome | None) -> frozenset[str]:
    """Return the registries that have not said all that comments or a baseline may be about."""
    if outcome is None or not (job.document.suppressions or job.known):
        return frozenset()
    from awesome_lint.links import registries

    return registries.silent(urls(job), outcome.records)


def _judging(settings: tuple[RuleSetting, ...], outcome: Outcome | None) -> tuple[RuleSetting, ...]:
    """Return the rules that can be judged: without a network, those about links cannot."""
    return offline(settings) if outcome is not None and outcome.offline else settings


def _is_partial(job: Job, outcome: Outcome | None) -> bool:
    """Tell whether links were left out of the check, so that more of them may be found dead."""
    if outcome is None:
        return False
    skipped = any(result.verdict == "skipped" for result in outcome.results.values())
    few = job.few_links and job.change is not None
    parted = outcome.shard is not None and outcome.shard.count > 1
    return few or parted or outcome.offline or outcome.interrupted or skipped
