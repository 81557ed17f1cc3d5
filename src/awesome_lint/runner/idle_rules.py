"""Rules that run without an option that they require."""

from __future__ import annotations

from collections.abc import Sequence

from awesome_lint.runner.job import Job
from awesome_lint.runner.log import Log


def note_idle_rules(jobs: Sequence[Job], log: Log) -> None:
    """Note rules that are on, and have no findings because none of their options is set."""
    for source, settings in {job.config.source: job.settings for job in jobs}.items():
        for setting in settings:
            required = setting.rule.required_options
            if required and not any(setting.chosen.get(name) for name in required):
                where = f"{source}: " if source else ""
                names = " or ".join(f"`{name}`" for name in required)
                log.note(f"{where}`{setting.rule.id}` reports nothing without the option {names}")
