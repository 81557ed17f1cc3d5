"""Pull request that a GitHub workflow runs for.

The variables and the event are those of docs.github.com, "Variables reference" and "Webhook events
and payloads". Findings are compared for `pull_request` only: `pull_request_target` checks out the
target's own code, unless a workflow says otherwise, and other events have no base.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from msgspec import Struct

from awesome_lint.bounded import decode_json
from awesome_lint.changes.git import HASH


class PullRequest(Struct, frozen=True):
    """A pull request."""

    branch: str
    """Name of the target branch."""
    base: str
    """Hash of the newest commit of the target branch; empty if not known."""
    head: str
    """Hash of its own newest commit; empty if not known."""


class Server(Struct, frozen=True):
    """The GitHub server of a workflow, from which commits may be fetched."""

    url: str
    """URL of the server, such as `https://github.com`."""
    token: str = ""
    """Token of the job for that server; empty if there is none."""
    api: str = ""
    """URL of the workflow's repository in the REST API, such as
    `https://api.github.com/repos/OWNER/NAME`; empty if it is not known."""
    commit: str = ""
    """Hash of the commit that the workflow runs for; empty if it is not known."""
    workspace: str = ""
    """Directory into which the workflow checks its repository out; empty if it is not known."""
    proxy: str = ""
    """URL of the proxy for requests to the API; empty for none."""


def pull_request(
    environment: Mapping[str, str], names: Collection[str] = ("pull_request",)
) -> PullRequest | None:
    """Return the pull request of a workflow's environment, if there is one.

    `names` are the events that count.
    """
    if environment.get("GITHUB_ACTIONS") != "true":
        return None
    if environment.get("GITHUB_EVENT_NAME") not in names:
        return None
    event = _read_event(environment.get("GITHUB_EVENT_PATH", ""))
    return PullRequest(
        environment.get("GITHUB_BASE_REF", ""),
        _hash(event, "base"),
        _hash(event, "head"),
    )


def default_branch(environment: Mapping[str, str]) -> str:
    """Return the default branch of a workflow's repository; empty if it is not known."""
    event = _read_event(environment.get("GITHUB_EVENT_PATH", ""))
    return _text(event, "repository", "default_branch")


def _read_event(path: str) -> object:
    try:
        data = Path(path).read_bytes()
    except OSError:
        return None
    return decode_json(data, object)


def _hash(event: object, side: str) -> str:
    """Return `pull_request.base.sha` or the like of an event; empty if it is not a hash."""
    value = _text(event, "pull_request", side, "sha")
    return value if HASH.fullmatch(value) else ""


def _text(event: object, *names: str) -> str:
    """Return the text at a path in an event; empty if there is none."""
    for name in names:
        event = event.get(name) if isinstance(event, dict) else None
    return event if isinstance(event, str) else ""
