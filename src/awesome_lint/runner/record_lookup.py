"""The lookup of records of a run, with the settings of its options."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from awesome_lint.links import LinkSettings, refuse_event_loop
from awesome_lint.links import records as links_records
from awesome_lint.links.records import RecordLookup
from awesome_lint.model import Failure, UserError
from awesome_lint.runner import github_actions
from awesome_lint.runner.cache_directory import cache_directory, cache_scope
from awesome_lint.runner.log import Log
from awesome_lint.runner.options import Options
from awesome_lint.runner.progress import Progress


def _settings(options: Options) -> LinkSettings:
    """Return the settings of a lookup of records."""
    return LinkSettings(
        timeout=options.timeout,
        deadline=options.deadline,
        max_concurrency=options.max_concurrency,
        allow_private_hosts=options.allow_private_hosts,
        proxy=options.proxy,
        token=github_actions.token(options.environment),
        semantic_scholar_key=github_actions.semantic_scholar_key(options.environment),
        cache=cache_directory(options),
        cache_scope=cache_scope(options),
        refresh=options.refresh,
    )


def look_up_records(
    urls: Iterable[str], options: Options, progress: Progress | None, log: Log
) -> RecordLookup:
    """Look the records of URLs up: in the cache, and unless the options say `offline`, online.

    Notes about the lookup are added to the `log`; after an internal error, all URLs are unanswered,
    and the `log` has a failure. Raises SettingsError, and RuntimeError in a running event loop.
    """
    refuse_event_loop()
    wanted = tuple(urls)
    try:
        found = links_records.look_up_records(
            wanted,
            _settings(options),
            offline=options.offline,
            on_progress=progress and partial(progress, "records"),
        )
    except UserError:
        raise
    except Exception as error:
        log.failures.append(Failure.of("the lookup of records", "", error))
        return RecordLookup({}, unanswered=frozenset(wanted))
    for note in found.notes:
        log.note(note)
    log.failures.extend(found.failures)
    return found
