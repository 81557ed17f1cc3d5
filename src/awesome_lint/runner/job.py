"""Sources → jobs: each file parsed, with what holds for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from awesome_lint import document, local_files, rulebook
from awesome_lint.config import Config, RuleSetting, file, rule_settings
from awesome_lint.model import Document, Failure, Link, LocalFile, Shard, Vocabulary
from awesome_lint.runner import github_actions
from awesome_lint.runner.files import Source, open_inside, shown
from awesome_lint.runner.options import Invocation

if TYPE_CHECKING:  # only runs that look at a change need more of it
    from awesome_lint.changes import Base, Change
    from awesome_lint.engine.baseline import Known


class Job(Struct, frozen=True):
    """A document, where it comes from, and what holds for it.

    `known` is what the baseline has of it. Where a change is looked at, `change` is what it did to
    the lines, and `base` a job for what the file was before, or None where there was none.
    `few_links` says that only links on lines that were touched are to be checked.
    """

    source: Source
    document: Document
    config: Config
    settings: tuple[RuleSetting, ...]
    vocabulary: Vocabulary
    files: Mapping[str, LocalFile]
    known: tuple[Known, ...] = ()
    change: Change | None = None
    base: Job | None = None
    few_links: bool = False


class Configurations:
    """The configurations of one invocation, each file of which is read once."""

    def __init__(self, invocation: Invocation) -> None:
        self._invocation = invocation
        self._loaded: dict[Path | None, tuple[Config, Vocabulary]] = {}

    def path(self, folder: Path) -> Path | None:
        """Return the file that configures the files of a folder; None where there is none."""
        if self._invocation.no_config:
            return None
        return Path(self._invocation.config) if self._invocation.config else file.find(folder)

    def of(self, folder: Path) -> tuple[Config, Vocabulary]:
        """Return what holds for the files of a folder. Raises ConfigError."""
        path = self.path(folder)
        if path not in self._loaded:
            opened = open_inside if github_actions.is_confined(self._invocation) else file.open_file
            config = file.load(path, shown(path), opened) if path else Config()
            self._loaded[path] = (config, rulebook.vocabulary(config.venues.add))
        return self._loaded[path]


def settings(config: Config, invocation: Invocation) -> tuple[RuleSetting, ...]:
    """Return the rules that run for one configuration."""
    chosen = rule_settings(config, invocation.select, invocation.ignore, invocation.preset)
    if invocation.offline or invocation.links == "none":
        chosen = offline(chosen)
    if is_further(invocation.shard):
        return tuple(each for each in chosen if each.rule.online or each.rule.more_online)
    return chosen


def is_further(shard: Shard | None) -> bool:
    """Tell whether all that needs no link is left to another shard, the first."""
    return shard is not None and shard.number > 1


def offline(settings: Iterable[RuleSetting]) -> tuple[RuleSetting, ...]:
    """Return the rules that run without a network."""
    return tuple(setting for setting in settings if not setting.rule.online)


def prepare(
    sources: Iterable[Source],
    invocation: Invocation,
    bases: Mapping[str, Base | None],
    known: Mapping[str, tuple[Known, ...]],
) -> tuple[tuple[Job, ...], tuple[Failure, ...]]:
    """Parse the sources and settle what holds for each. Raises ConfigError.

    By the sources' paths, `bases` says what they were before the change that is looked at, and
    `known` what the baseline has of them; of those that are not among `bases`, everything counts.
    Returns the jobs, and the failures: a source that has no job, or of which everything counts.
    """
    configurations = Configurations(invocation)
    configured = [(source, *configurations.of(source.folder)) for source in sources]
    jobs: list[Job] = []
    failures: list[Failure] = []
    for source, config, vocabulary in configured:
        try:
            job = _job(source, source.text, config, settings(config, invocation), vocabulary)
            job = replace(job, known=known.get(source.path, ()))
        except Exception as error:
            failures.append(Failure.of("the parser", source.path, error))
            continue
        if source.path in bases:
            base = bases[source.path]
            try:
                before = _before(job, base) if base is not None else None
                job = _compared(job, before, few_links=invocation.links == "changed")
            except Exception as error:
                failures.append(Failure.of("the comparison with the base", source.path, error))
        jobs.append(job)
    return tuple(jobs), tuple(failures)


def with_text(job: Job, text: str) -> Job:
    """Return a job for another text of the same file."""
    again = _job(job.source, text, job.config, job.settings, job.vocabulary)
    again = replace(again, known=job.known)
    return again if job.change is None else _compared(again, job.base, job.few_links)


def _job(
    source: Source,
    text: str,
    config: Config,
    chosen: tuple[RuleSetting, ...],
    vocabulary: Vocabulary,
) -> Job:
    parsed = document.parse(source.path, text, vocabulary)
    files = None
    if source.file and _wants_files(chosen):
        files = local_files.look((link.url for link in parsed.links), source.file)
    if files is None:
        chosen = tuple(setting for setting in chosen if setting.rule.needs != "files")
    return Job(source, parsed, config, chosen, vocabulary, files or {})


def _before(job: Job, base: Base) -> Job:
    """Return a job for what a file was: the same rules, without those about links."""
    parsed = document.parse(base.path, base.text, job.vocabulary)
    files = {}
    if _wants_files(job.settings):
        files = local_files.look_in((link.url for link in parsed.links), base.tree, base.path)
    source = Source(base.path, job.source.folder, base.text, b"")
    return Job(source, parsed, job.config, offline(job.settings), job.vocabulary, files)


def _compared(job: Job, base: Job | None, few_links: bool) -> Job:
    """Return a job with what makes its document out of that of its base."""
    from awesome_lint import changes

    lines = job.document.lines
    change = changes.compare(base.document.lines, lines) if base else changes.whole(lines)
    return replace(job, change=change, base=base, few_links=few_links)


def _wants_files(settings: Iterable[RuleSetting]) -> bool:
    return any(setting.rule.needs == "files" for setting in settings)


def wants_links(job: Job) -> bool:
    """Tell whether a rule runs that needs to know of links."""
    return bool(urls(job))


def urls(job: Job) -> tuple[str, ...]:
    """Return the links that a rule needs to know of: all, or those that a registry may know.

    They are as they are written, and of the change alone where the command line wants it so.
    """
    found = tuple(link.url for link in job.document.links if _is_asked(job, link))
    if any(setting.rule.needs == "links" for setting in job.settings):
        return found
    wanted = {setting.rule.registry for setting in job.settings if setting.rule.needs == "records"}
    if not wanted:
        return ()
    from awesome_lint.links import registries

    return tuple(url for url in found if registries.named(url) in wanted)


def _is_asked(job: Job, link: Link) -> bool:
    """Tell whether a link is to be asked about: it is of the change where it is used or defined."""
    if job.change is None or not job.few_links:
        return True
    return any(not job.change.touched.isdisjoint(span.lines) for span in (link.span, link.url_span))
