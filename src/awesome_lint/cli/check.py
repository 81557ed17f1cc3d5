"""Sources → a finished run: all are parsed, all links are asked at once, each is linted."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from awesome_lint import document, engine, local_files, rulebook
from awesome_lint.cli.files import Source, shown
from awesome_lint.cli.invocation import Invocation
from awesome_lint.config import Config, RuleSetting, file, rule_settings, seconds
from awesome_lint.links import Outcome
from awesome_lint.links.leniency import lenient
from awesome_lint.links.settings import HostSettings, Scope, slowest
from awesome_lint.model import (
    CheckedLink,
    Diagnostic,
    Document,
    Evidence,
    LinkResult,
    LocalFile,
    Location,
    Run,
    Vocabulary,
)

Progress = Callable[[int, int], None]


class Job(Struct, frozen=True):
    """A document, where it comes from, and what holds for it."""

    source: Source
    document: Document
    config: Config
    settings: tuple[RuleSetting, ...]
    vocabulary: Vocabulary
    files: Mapping[str, LocalFile]


class Configurations:
    """The configurations of one invocation, each file of which is read once."""

    def __init__(self, invocation: Invocation) -> None:
        self._invocation = invocation
        self._loaded: dict[Path | None, tuple[Config, Vocabulary]] = {}

    def of(self, folder: Path) -> tuple[Config, Vocabulary]:
        """Return what holds for the files of a folder. Raises ConfigError."""
        if self._invocation.no_config:
            path = None
        elif self._invocation.config:
            path = Path(self._invocation.config)
        else:
            path = file.find(folder)
        if path not in self._loaded:
            config = file.load(path, shown(path)) if path else Config()
            self._loaded[path] = (config, rulebook.vocabulary(config.venues.add))
        return self._loaded[path]


def settings(config: Config, invocation: Invocation) -> tuple[RuleSetting, ...]:
    """Return the rules that run for one configuration."""
    return tuple(
        setting
        for setting in rule_settings(
            config, invocation.select, invocation.ignore, invocation.preset
        )
        if not (invocation.offline and setting.rule.online)
    )


def prepare(sources: Iterable[Source], invocation: Invocation) -> tuple[Job, ...]:
    """Parse the sources and settle what holds for each. Raises ConfigError."""
    configurations = Configurations(invocation)
    jobs = []
    for source in sources:
        config, vocabulary = configurations.of(source.folder)
        jobs.append(_job(source, source.text, config, settings(config, invocation), vocabulary))
    return tuple(jobs)


def with_text(job: Job, text: str) -> Job:
    """Return a job for another text of the same file."""
    return _job(job.source, text, job.config, job.settings, job.vocabulary)


def _job(
    source: Source,
    text: str,
    config: Config,
    chosen: tuple[RuleSetting, ...],
    vocabulary: Vocabulary,
) -> Job:
    parsed = document.parse(source.path, text, vocabulary)
    files = None
    if source.file and any(setting.rule.needs == "files" for setting in chosen):
        files = local_files.look((link.url for link in parsed.links), source.file)
    if files is None:
        chosen = tuple(setting for setting in chosen if setting.rule.needs != "files")
    return Job(source, parsed, config, chosen, vocabulary, files or {})


def ask(jobs: Sequence[Job], invocation: Invocation, progress: Progress | None) -> Outcome:
    """Ask where the links of all documents lead that a rule wants to know of, each once."""
    from awesome_lint import links

    asked: dict[str, None] = {}
    for job in jobs:
        excluded = _excluded(job)
        asked.update(dict.fromkeys(url for url in _urls(job) if url not in excluded))
    return links.run(
        asked,
        links.LinkSettings(
            timeout=invocation.timeout,
            deadline=invocation.deadline,
            max_concurrency=invocation.max_concurrency,
            hosts=_hosts(jobs),
            allow_private_hosts=invocation.allow_private_hosts,
            fragments=any(job.config.links.fragments for job in jobs),
            soft_404=any(job.config.links.soft_404 for job in jobs),
            archive=all(job.config.links.archive for job in jobs),
            proxy=invocation.proxy,
            token=_token(),
            cache=_cache(invocation),
            cache_scope=invocation.cache_scope or _scope(),
            refresh=invocation.refresh,
        ),
        progress=progress,
    )


def _hosts(jobs: Sequence[Job]) -> dict[str, HostSettings]:
    """Return how to visit hosts; where configurations differ, the one that asks less holds."""
    said: dict[str, list[HostSettings]] = {}
    for job in jobs:
        for host, settings in job.config.links.hosts.items():
            said.setdefault(host, []).append(settings)
    return {host: slowest(several) for host, several in said.items()}


def _token() -> str:
    """Return the token for GitHub's API that the environment holds, or an empty text.

    On a server of one's own, GITHUB_TOKEN is for that server, which github.com must not see.
    """
    server = os.environ.get("GITHUB_SERVER_URL") or "https://github.com"
    names = ("GITHUB_TOKEN", "GH_TOKEN") if server == "https://github.com" else ("GH_TOKEN",)
    found = next(filter(None, (os.environ.get(name, "").strip() for name in names)), "")
    # What cannot stand in a header is no token.
    return found if found.isascii() and found.isprintable() and " " not in found else ""


def _cache(invocation: Invocation) -> Path | None:
    """Return the folder in which link checks remember, if they are to."""
    if invocation.no_cache:
        return None
    if invocation.cache_dir:
        return Path(invocation.cache_dir)
    import platformdirs

    return platformdirs.user_cache_path("awesome-lint", appauthor=False)


def _scope() -> Scope:
    """Return whether what is checked is trusted: what a pull request brings along is not.

    GitHub sets the variables in each job (GitHub Docs, Variables reference).
    """
    event = os.environ.get("GITHUB_EVENT_NAME", "")
    of_github = os.environ.get("GITHUB_ACTIONS") == "true"
    return "untrusted" if of_github and event.startswith("pull_request") else "trusted"


def finish(jobs: Sequence[Job], outcome: Outcome | None, repaired: int = 0) -> Run:
    """Lint the documents with what is known of their links; None where they were not checked.

    `repaired` is how many findings their repairs have answered before.
    """
    diagnostics: list[Diagnostic] = []
    suppressed = 0
    checked: dict[LinkResult, dict[Location, None]] = {}
    for job in jobs:
        result = lint(job, outcome)
        diagnostics += result.diagnostics
        suppressed += result.suppressed
        results = _results(job, outcome)
        for link in job.document.links:
            if link.url in results:
                span = link.url_span
                location = Location(job.document.path, span.line, span.column)
                checked.setdefault(results[link.url], {})[location] = None
    return Run(
        documents={job.document.path: job.document for job in jobs},
        diagnostics=tuple(diagnostics),
        suppressed=suppressed,
        repaired=repaired,
        links=tuple(CheckedLink(result, tuple(places)) for result, places in checked.items()),
    )


def lint(job: Job, outcome: Outcome | None) -> engine.Result:
    """Lint one document with what is known of its links."""
    evidence = Evidence(
        links=_results(job, outcome),
        venues=job.vocabulary,
        files=job.files,
        hosts=rulebook.hosts(),
        lookalikes=rulebook.lookalikes(),
        records=outcome.records if outcome else {},
        silent=_silent(job, outcome) if outcome else frozenset(),
    )
    return engine.lint(job.document, _judging(job.settings, outcome), evidence)


def _silent(job: Job, outcome: Outcome) -> frozenset[str]:
    """Return the registries that have not said all that comments in a document may be about."""
    if not job.document.suppressions:
        return frozenset()
    from awesome_lint.links import registries

    return registries.silent(_urls(job), outcome.records)


def wants_links(job: Job) -> bool:
    """Tell whether a rule runs that needs to know of links."""
    return bool(_urls(job))


def _urls(job: Job) -> tuple[str, ...]:
    """Return the links that a rule needs to know of: all, or those that a registry may know."""
    urls = tuple(link.url for link in job.document.links)
    if any(setting.rule.needs == "links" for setting in job.settings):
        return urls
    wanted = {setting.rule.registry for setting in job.settings if setting.rule.needs == "records"}
    if not wanted:
        return ()
    from awesome_lint.links import registries

    return tuple(url for url in urls if registries.named(url) in wanted)


def _excluded(job: Job) -> dict[str, LinkResult]:
    """Return the links of a document that its configuration excludes, or does not include."""
    if not (job.config.links.exclude or job.config.links.include):
        return {}
    from awesome_lint.links.plan import plan

    results = plan(_urls(job), job.config.links.exclude, job.config.links.include).results
    return {url: result for url, result in results.items() if result.source == "configuration"}


def _results(job: Job, outcome: Outcome | None) -> dict[str, LinkResult]:
    if outcome is None:
        return {}
    known = {url: outcome.results[url] for url in _urls(job) if url in outcome.results}
    if not job.config.links.fragments:  # asked for by another document, then
        known = {url: replace(result, fragment=None) for url, result in known.items()}
    return lenient(known, seconds(job.config.links.fail_after)) | _excluded(job)


def _judging(settings: tuple[RuleSetting, ...], outcome: Outcome | None) -> tuple[RuleSetting, ...]:
    """Return the rules that can be judged by what is known.

    Without a network, rules about links cannot; where some links were not reached, a comment
    that suppresses a finding about one of them must not be called unused.
    """
    if outcome is None:
        return settings
    if outcome.offline:
        return tuple(setting for setting in settings if not setting.rule.online)
    skipped = any(result.verdict == "skipped" for result in outcome.results.values())
    if outcome.interrupted or skipped:
        return tuple(setting for setting in settings if setting.rule.needs != "suppressions")
    return settings
