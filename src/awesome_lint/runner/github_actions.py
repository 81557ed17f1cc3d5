"""The step of GitHub Actions that a run may be, as its environment describes it.

The variables are those of docs.github.com, "Variables reference".
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final
from urllib.parse import quote

from awesome_lint import symlinks
from awesome_lint.runner.options import Options

_GITHUB: Final = "https://github.com"
_REPOSITORY: Final = re.compile(r"[\w.-]+/[\w.-]+", re.ASCII)
_COMMIT: Final = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


def is_step(environment: Mapping[str, str]) -> bool:
    """Return whether this run is a step of a workflow."""
    return environment.get("GITHUB_ACTIONS") == "true"


def is_pull_request(environment: Mapping[str, str]) -> bool:
    """Return whether the workflow runs for a pull request, whose content is not trusted."""
    event = environment.get("GITHUB_EVENT_NAME", "")
    return is_step(environment) and event.startswith("pull_request")


def is_confined(options: Options) -> bool:
    """Return whether no symbolic link out of a repository is followed."""
    return is_pull_request(options.environment) or options.cache_scope == "untrusted"


def token(environment: Mapping[str, str]) -> str:
    """Return the token for the API of github.com, or an empty string.

    On GitHub Enterprise Server, GITHUB_TOKEN is for that server and is never sent to github.com.
    """
    is_github = server(environment)[0] == _GITHUB
    return _first_token(environment, ("GITHUB_TOKEN", "GH_TOKEN") if is_github else ("GH_TOKEN",))


def semantic_scholar_key(environment: Mapping[str, str]) -> str:
    """Return the key for Semantic Scholar's API, or an empty string."""
    return _first_token(environment, ("SEMANTIC_SCHOLAR_API_KEY",))


def server(environment: Mapping[str, str]) -> tuple[str, str]:
    """Return the URL of the GitHub server of the workflow, and the job's token for it."""
    url = environment.get("GITHUB_SERVER_URL") or _GITHUB
    return url, _first_token(environment, ("GITHUB_TOKEN",))


def repository_api(environment: Mapping[str, str]) -> str:
    """Return the URL of the workflow's repository in the REST API; empty if it is not known."""
    api, name = environment.get("GITHUB_API_URL", "").rstrip("/"), _full_name(environment)
    return f"{api}/repos/{name}" if api and name else ""


def commit(environment: Mapping[str, str]) -> str:
    """Return the hash of the commit that the workflow runs for; empty if it is not known."""
    name = environment.get("GITHUB_SHA", "")
    return name if _COMMIT.fullmatch(name) else ""


def file_url(environment: Mapping[str, str], file: Path) -> str:
    """Return the URL of a file in the commit of the workflow; empty if there is none.

    A file belongs to that commit if no other repository, such as a submodule, is between it and
    the directory in which the workflow checks its repository out.
    """
    name = _full_name(environment)
    of_run = commit(environment)
    workspace = environment.get("GITHUB_WORKSPACE", "")
    if not (is_step(environment) and workspace and name and of_run):
        return ""
    real, top = Path(os.path.realpath(file)), Path(os.path.realpath(workspace))
    if symlinks.find_repository(real.parent) != top:
        return ""
    path = quote(os.fsencode(real.relative_to(top).as_posix()))
    return f"{server(environment)[0].rstrip('/')}/{name}/blob/{of_run}/{path}"


def repository(environment: Mapping[str, str]) -> str:
    """Return `OWNER/NAME` of the workflow's repository; empty if it is not on github.com."""
    return _full_name(environment) if server(environment)[0] == _GITHUB else ""


def _full_name(environment: Mapping[str, str]) -> str:
    name = environment.get("GITHUB_REPOSITORY", "")
    return name if _REPOSITORY.fullmatch(name) else ""


def _first_token(environment: Mapping[str, str], names: Iterable[str]) -> str:
    found = next(filter(None, (environment.get(name, "").strip() for name in names)), "")
    # Anything else cannot be sent in a header.
    return found if found.isascii() and found.isprintable() and " " not in found else ""
