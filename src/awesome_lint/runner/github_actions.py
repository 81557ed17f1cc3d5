"""The workflow of GitHub Actions that a run may be a step of, as its environment describes it.

The variables are those of docs.github.com, "Variables reference"; `GITHUB_STEP_SUMMARY` and the
commands those of "Workflow commands for GitHub Actions".
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from awesome_lint.links.settings import Scope
from awesome_lint.model import UserError
from awesome_lint.runner.options import Invocation
from awesome_lint.text.display import visible


def is_step() -> bool:
    """Return whether this run is a step of a workflow."""
    return os.environ.get("GITHUB_ACTIONS") == "true"


def scope() -> Scope:
    """Return whether what is checked is trusted: what a pull request brings along is not."""
    event = os.environ.get("GITHUB_EVENT_NAME", "")
    return "untrusted" if is_step() and event.startswith("pull_request") else "trusted"


def is_confined(invocation: Invocation) -> bool:
    """Return whether no file may be read that a stranger's symbolic link leads to."""
    return scope() == "untrusted" or invocation.cache_scope == "untrusted"


def annotation(error: UserError) -> str:
    """Return the command that makes an annotation of an error."""
    from awesome_lint.report.formats import github

    properties: dict[str, str | int] = {}
    if error.path:
        properties["file"] = github.file_property(error.path)
    if error.path and error.line:
        properties["line"] = error.line
    properties["title"] = "awesome-lint"
    return github.command("error", properties, visible(error.reason))


def summarize(error: UserError) -> None:
    """Add a line about an error to the summary of the step, if that can be written to."""
    file = os.environ.get("GITHUB_STEP_SUMMARY")
    if not file:
        return
    from awesome_lint.report import summary

    with suppress(OSError), Path(file).open("ab") as stream:
        # What is there already may end in the middle of a line.
        lead = "\n\n" if stream.tell() else ""
        line = (lead + summary.error(error)).encode("utf-8", "replace")
        if stream.tell() + len(line) <= summary.MOST_BYTES:
            stream.write(line)
