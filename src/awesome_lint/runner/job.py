"""Jobs: each file parsed, with the configuration, baseline and change that apply to it."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from awesome_lint import local_files, rulebook, symlinks
from awesome_lint.config import Config, RuleSetting, file, rule_settings
from awesome_lint.model import Document, Failure, Link, LocalFile, Shard, Vocabulary
from awesome_lint.rules import Needs
from awesome_lint.runner import github_actions, linked_anchors, readme
from awesome_lint.runner.files import Source, open_inside, shown
from awesome_lint.runner.lazy_document import LazyDocument
from awesome_lint.runner.log import Log
from awesome_lint.runner.options import Options
from awesome_lint.runner.outline import Outline
from awesome_lint.runner.own_repository import OwnRepositories
from awesome_lint.runner.progress import FileProgress
from awesome_lint.runner.results_cache import ResultsCache
from awesome_lint.text.unicode import normalize_linear

if TYPE_CHECKING:  # only runs that look at a change need more of it
    from awesome_lint.changes import Base, Change
    from awesome_lint.engine.baseline import BaselineFinding


class TrackedFiles:
    """The files that git tracks in the repositories of one run, and the directories with them.

    Git is asked once for each repository.
    """

    def __init__(self) -> None:
        self._known: dict[Path, frozenset[str] | None] = {}

    def of(self, top: Path) -> frozenset[str] | None:
        """Return the paths from the top of a repository, in NFC; None if git does not tell."""
        if top not in self._known:
            from awesome_lint import changes  # slow to import

            try:
                paths = _with_directories(
                    normalize_linear("NFC", path) for path in changes.tracked_files(top)
                )
            except changes.ChangesError:
                paths = None
            self._known[top] = paths
        return self._known[top]


def _with_directories(files: Iterable[str]) -> frozenset[str]:
    """Return the paths of files and of all directories above them."""
    paths: set[str] = set()
    for path in files:
        while path and path not in paths:
            paths.add(path)
            path = path.rpartition("/")[0]  # noqa: PLW2901
    return frozenset(paths)


class Repositories(Struct, frozen=True):
    """Facts about the repositories of one run."""

    tracked: TrackedFiles
    """The files that git tracks in them."""
    own: OwnRepositories
    """Their names on GitHub."""


class Job(Struct, frozen=True):
    """One document to lint."""

    source: Source
    """The file as it was read."""
    lazy_document: LazyDocument
    """The document, which is parsed when it is first needed."""
    outline: Outline
    """The part of the document that the run itself needs."""
    config: Config
    settings: tuple[RuleSetting, ...]
    """The rules that run."""
    files: Mapping[str, LocalFile]
    """The files that links lead to inside the repository, by URL."""
    repositories: Repositories
    """The repositories of the run."""
    results: ResultsCache
    """The results cache."""
    is_readme: bool = False
    """Whether GitHub shows the file as the README of a repository or directory."""
    known: tuple[BaselineFinding, ...] = ()
    """The findings of the baseline in this file."""
    change: Change | None = None
    """The lines that the change under review touched; None if everything is reported."""
    base: Job | None = None
    """The file before that change; None if it did not exist."""
    changed_links_only: bool = False
    """Whether only links on touched lines are checked."""

    @property
    def path(self) -> str:
        """The path of the document, as messages show it."""
        return self.lazy_document.path

    @property
    def text(self) -> str:
        """The text of the document, which differs from that of the source after fixes."""
        return self.lazy_document.text

    @property
    def document(self) -> Document:
        """The parsed document."""
        return self.lazy_document.parsed


class Configurations:
    """The configurations of one run; each file is read once."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._configs: dict[Path | None, Config] = {}
        self._vocabularies: dict[Path | None, Vocabulary] = {}

    def path(self, directory: Path) -> Path | None:
        """Return the configuration file for files in a directory; None if there is none."""
        if self._options.no_config:
            return None
        return Path(self._options.config) if self._options.config else file.find(directory)

    def config(self, directory: Path) -> Config:
        """Return the configuration for files in a directory. Raises ConfigError."""
        path = self.path(directory)
        if path not in self._configs:
            opened = open_inside if github_actions.is_confined(self._options) else file.open_file
            self._configs[path] = file.load(path, shown(path), opened) if path else Config()
        return self._configs[path]

    def load(self, directory: Path) -> tuple[Config, Vocabulary]:
        """Return the configuration and the venues for files in a directory. Raises ConfigError."""
        path, config = self.path(directory), self.config(directory)
        if path not in self._vocabularies:
            self._vocabularies[path] = _vocabulary(config)
        return config, self._vocabularies[path]


def rules_to_run(config: Config, options: Options) -> tuple[RuleSetting, ...]:
    """Return the rules that run for one configuration."""
    lacking: Collection[Needs] = ()
    if options.offline or options.links == "none":
        lacking = ("links", "records")
    chosen = rule_settings(config, options.select, options.ignore, options.preset, lacking=lacking)
    if is_further_shard(options.shard):
        return tuple(each for each in chosen if each.rule.online or each.rule.finds_more_online)
    return chosen


def is_further_shard(shard: Shard | None) -> bool:
    """Return whether the first of several shards reports all that needs no link check."""
    return shard is not None and shard.number > 1


def offline_rules(settings: Iterable[RuleSetting]) -> tuple[RuleSetting, ...]:
    """Return the rules that run without a network."""
    return tuple(setting for setting in settings if not setting.rule.online)


def make_jobs(
    sources: Iterable[Source],
    options: Options,
    bases: Mapping[str, Base | None],
    known: Mapping[str, tuple[BaselineFinding, ...]],
    results: ResultsCache,
    log: Log,
    progress: FileProgress | None = None,
    parsed: Mapping[str, Document] | None = None,
) -> tuple[Job, ...]:
    """Parse files and settle what applies to each. Raises ConfigError.

    `bases` has the files before the change under review, and `known` the findings of the baseline,
    both by path. Everything is reported of a file that is not among `bases`. A file that cannot be
    parsed or compared is a failure in the `log`. `parsed` has documents that were parsed before, by
    text.
    """
    parsed = parsed or {}
    configurations = Configurations(options)
    configured = [(source, *configurations.load(source.directory)) for source in sources]
    repositories = Repositories(TrackedFiles(), OwnRepositories(options.environment))
    jobs: list[Job] = []
    for source, config, vocabulary in configured:
        try:
            chosen = rules_to_run(config, options)
            document = parsed.get(source.text)
            lazy = LazyDocument(source.path, source.text, vocabulary, source.file, document)
            job = _make(source, lazy, config, chosen, repositories, results)
            job = replace(job, known=known.get(source.path, ()))
        except Exception as error:
            log.failures.append(Failure.of("the parser", source.path, error))
            continue
        if source.path in bases:
            base = bases[source.path]
            try:
                before = _before(job, base, parsed.get(base.text)) if base is not None else None
                job = _compare(job, before, changed_links_only=options.links == "changed")
            except Exception as error:
                failure = Failure.of("the comparison with the base", source.path, error)
                log.failures.append(failure)
        jobs.append(job)
        if progress is not None:
            progress.advance()
    return tuple(jobs)


def job_of_text(text: str, path: str, config: Config, known: Collection[str]) -> Job:
    """Return a job for a text that is not read from a file.

    `known` says which evidence there is besides the document: `links`, `records`. Rules that need
    other evidence do not run.
    """
    evidence: set[Needs] = {"links", "records", "files"}
    chosen = rule_settings(config, lacking=evidence.difference(known))
    source = Source(path, Path(), text, has_mark=False)
    repositories = Repositories(TrackedFiles(), OwnRepositories({}))
    lazy = LazyDocument(path, text, _vocabulary(config))
    return _make(source, lazy, config, chosen, repositories, ResultsCache())


def _vocabulary(config: Config) -> Vocabulary:
    """Return the venues of the rulebook and those that a configuration adds."""
    return rulebook.build_vocabulary((*rulebook.venues(), *config.venues.add))


def with_text(job: Job, text: str) -> Job:
    """Return a job for another text of the same file."""
    # The texts between the passes of fixes are not linted again.
    cached_as = job.source.file if text == job.source.text else None
    lazy = LazyDocument(job.path, text, job.lazy_document.vocabulary, cached_as)
    again = _make(job.source, lazy, job.config, job.settings, job.repositories, job.results)
    again = replace(again, known=job.known)
    return again if job.change is None else _compare(again, job.base, job.changed_links_only)


def _make(
    source: Source,
    lazy: LazyDocument,
    config: Config,
    chosen: tuple[RuleSetting, ...],
    repositories: Repositories,
    results: ResultsCache,
) -> Job:
    outline = results.outline("outline", lazy)
    files = None
    if source.file and _needs_files(chosen):
        urls = [link.url for link in outline.links]
        files = _linked_files(urls, source.file, repositories, results)
    if files is None:
        chosen = tuple(setting for setting in chosen if setting.rule.needs != "files")
    is_readme = readme.is_shown(source.file) if source.file else _is_named_readme(source.path)
    return Job(
        source,
        lazy,
        outline,
        config,
        chosen,
        files or {},
        repositories,
        results,
        is_readme,
    )


def _linked_files(
    urls: Sequence[str], file: Path, repositories: Repositories, results: ResultsCache
) -> dict[str, LocalFile] | None:
    """Return the files that the `urls` in a file lead to inside its repository, by URL.

    None if nothing can be determined, as outside of a repository.
    """
    top = symlinks.find_repository(file.parent)
    if top is None:
        return None
    files = local_files.check_links(urls, file, repositories.own.of(top, urls))
    if files is None:
        return None
    tracked = _without_untracked(files, file, top, repositories.tracked)
    return linked_anchors.add(tracked, top, results.parse_anchors)


def _is_named_readme(path: str) -> bool:
    return readme.is_readme(path.rpartition("/")[2])


def _without_untracked(
    files: Mapping[str, LocalFile], file: Path, top: Path, tracked: TrackedFiles
) -> dict[str, LocalFile]:
    """Return the targets of links in a file, with those as missing that git does not track.

    Nothing is changed if git does not track the file itself, as in a repository without commits.
    """
    if not any(target.path or target.directory for target in files.values()):
        return dict(files)
    known = tracked.of(top)
    own = Path(os.path.realpath(file)).relative_to(top).as_posix()
    if known is None or normalize_linear("NFC", own) not in known:
        return dict(files)
    return {
        url: replace(target, exists=False, is_tracked=False)
        if _is_untracked(target, known)
        else target
        for url, target in files.items()
    }


def _is_untracked(target: LocalFile, known: frozenset[str]) -> bool:
    path = target.path or target.directory
    return path != "" and normalize_linear("NFC", path) not in known


def _before(job: Job, base: Base, parsed: Document | None) -> Job:
    """Return a job for a file before the change: the same rules, without those about links.

    `parsed` is its document, if it was parsed before.
    """
    file = job.source.file
    lazy = LazyDocument(base.path, base.text, job.lazy_document.vocabulary, file, parsed)
    outline = job.results.outline("base", lazy)
    files = {}
    if _needs_files(job.settings):
        urls = [link.url for link in outline.links]
        top = symlinks.find_repository(file.parent) if file else None
        own = job.repositories.own.of(top, urls) if top else None
        files = local_files.check_links_in_tree(urls, base.tree, base.path, own)
        # Other files are not read at the base: their sections count as unchanged.
        files = {
            url: replace(each, anchors=job.files[url].anchors) if url in job.files else each
            for url, each in files.items()
        }
    source = Source(base.path, job.source.directory, base.text, has_mark=False)
    settings = offline_rules(job.settings)
    return replace(
        job,
        source=source,
        lazy_document=lazy,
        outline=outline,
        settings=settings,
        files=files,
        known=(),
    )


def _compare(job: Job, base: Job | None, changed_links_only: bool) -> Job:
    """Return a job with the lines that differ from those of its base."""
    from awesome_lint import changes

    lines = job.lazy_document.source_file.lines
    old = base.lazy_document.source_file.lines if base else None
    change = changes.all_added(lines) if old is None else changes.compare(old, lines)
    return replace(job, change=change, base=base, changed_links_only=changed_links_only)


def _needs_files(settings: Iterable[RuleSetting]) -> bool:
    """Return whether a rule needs the files, or the link check, which leaves them out."""
    return any(each.rule.needs in ("files", "links") or each.rule.uses_files for each in settings)


def urls_to_check(job: Job) -> tuple[str, ...]:
    """Return the URLs, as written, whose results a rule needs.

    URLs of files of the list's own repository are left out. They are looked up in the work tree, so
    a change may link to a file that it adds. If only rules run that need registry records, only
    URLs that one of these registries can look up are returned.
    """
    is_any_wanted = any(setting.rule.needs == "links" for setting in job.settings)
    wanted = {name for setting in job.settings for name in setting.rule.registries}
    if not is_any_wanted and not wanted:
        return ()
    found = tuple(
        link.url
        for link in job.outline.links
        if link.url not in job.files and _is_in_scope(job, link)
    )
    if is_any_wanted:
        return found
    from awesome_lint.links import registries

    forges = uses_forges(job)
    return tuple(url for url in found if registries.registry_name(url, forges=forges) in wanted)


def uses_forges(job: Job) -> bool:
    """Return whether a rule needs the records of repositories on GitLab and Codeberg."""
    return any(setting.rule.uses_forges for setting in job.settings)


def _is_in_scope(job: Job, link: Link) -> bool:
    """Return whether a link is used or defined on a touched line, if only those are checked."""
    if job.change is None or not job.changed_links_only:
        return True
    return any(not job.change.touched.isdisjoint(span.lines) for span in (link.span, link.url_span))
