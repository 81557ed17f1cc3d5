"""GitHub repositories in links: their front pages, and the files and directories in them.

Source: GitHub's documentation of user and repository names, and its URLs
`/OWNER/NAME/(blob|tree)/REF/PATH`.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import unquote

from msgspec import Struct

from awesome_lint import rulebook
from awesome_lint.identifiers.url import README_TAB, parse_web_url, without_www
from awesome_lint.text.patterns import deferred

HOST: Final = "github.com"
_PATH: Final = deferred(
    # An underscore is in the names of accounts that a company manages.
    r"/(?P<owner>[A-Za-z0-9][A-Za-z0-9_-]{0,38})/(?P<name>[A-Za-z0-9._-]{1,100})"
    r"(?:/(?:blob|tree)/(?P<ref>[A-Za-z0-9_][A-Za-z0-9._+-]{0,199})(?:/(?P<path>[^\x00-\x1f\x7f]+?))?)?/?"
)
_RAW_HOST: Final = "raw.githubusercontent.com"
_REMOTE: Final = deferred(
    # HTTPS, with or without credentials, SSH, its short form, and git's own protocol.
    r"(?:(?:https?|ssh|git)://(?:[^/@\s]*@)?github\.com(?::[0-9]{1,5})?/"
    r"|(?:ssh://)?git@(?:ssh\.)?github\.com(?::[0-9]{1,5}/|:|/))"
    r"([A-Za-z0-9][A-Za-z0-9_-]{0,38}/[A-Za-z0-9._-]{1,100}?)(?:\.git)?/?",
    re.IGNORECASE,
)
_BEFORE_REF: Final = deferred(r"(?:blob|tree|raw)/(.*)", re.DOTALL)
_IN_REPOSITORY: Final = deferred(r"/(?:blob|tree|raw)/|#")


class Repository(Struct, frozen=True):
    """A repository, and a place in it if `ref` is not empty.

    Nothing in a URL separates the name of a branch from the path in it, and both may have
    slashes: `ref` is the first word of the two.
    """

    owner: str
    name: str
    ref: str = ""
    path: str = ""


class OwnRepository(Struct, frozen=True):
    """The repository that a document belongs to."""

    owner: str
    name: str
    default_branch: str = ""
    """The branch that its front page shows; empty if unknown."""


def parse_url(url: str) -> Repository | None:
    """Parse a URL; None if it is not that of a repository, or of a file or directory in one."""
    parts = parse_web_url(url)
    if parts is None or without_www(parts.host) != HOST:
        return None
    match = _PATH().fullmatch(unquote(parts.path))
    if match is None or match["owner"].lower() in rulebook.words("urls", "github.com"):
        return None
    if match["name"] in (".", "..") or match["name"].endswith(".git"):
        return None
    return Repository(match["owner"], match["name"], match["ref"] or "", match["path"] or "")


def path_after_repository(url: str) -> str:
    """Return the part of a URL's path after the name of the repository, as written."""
    parts = parse_web_url(url)
    segments = parts.path.split("/", 3) if parts else []
    return f"/{segments[3]}" if len(segments) > 3 and segments[3] else ""


def parse_remote(url: str) -> Repository | None:
    """Parse the URL of a git remote; None if it is not a repository on github.com."""
    match = _REMOTE().fullmatch(url.strip())
    return parse_url(f"https://{HOST}/{match[1]}") if match else None


def may_be_in_repository(url: str) -> bool:
    """Return whether a URL may be that of a file or of a section in any repository."""
    return _RAW_HOST in url.lower() or (
        HOST in url.lower() and _IN_REPOSITORY().search(url) is not None
    )


def is_about(url: str, repository: Repository | OwnRepository) -> bool:
    """Return whether a URL is that of a repository, or of anything in it."""
    return _path_in(url, repository) is not None


def path_on_default_branch(url: str, repository: OwnRepository) -> str | None:
    """Return the path of a file or directory, from the top of its repository, that a URL names.

    The path of the top is empty. None for all URLs but those of files and directories on the
    default branch of the repository.
    """
    path = _path_in(url, repository)
    if path is None:
        return None
    if not is_raw(url):
        match = _BEFORE_REF().fullmatch(path)
        if match is None:
            return None
        path = match[1]
    path = path.removeprefix("refs/heads/")
    for branch in filter(None, (repository.default_branch, "HEAD")):
        if f"{path}/".startswith(f"{branch}/"):
            names = path[len(branch) :].strip("/").split("/")
            is_sound = names == [""] or not {"", ".", ".."}.intersection(names)
            return "/".join(names) if is_sound else None
    return None


def is_raw(url: str) -> bool:
    """Return whether a URL is on the host that serves the contents of files."""
    parts = parse_web_url(url)
    return parts is not None and parts.host == _RAW_HOST


def is_section_of_front_page(url: str, repository: OwnRepository) -> bool:
    """Return whether a URL is that of a section of the README on a repository's front page."""
    parts = parse_web_url(url)
    return (
        parts is not None
        and not is_raw(url)
        and bool(parts.fragment)
        and parts.query in ("", README_TAB)
        and (_path_in(url, repository) == "" or path_on_default_branch(url, repository) == "")
    )


def _path_in(url: str, repository: Repository | OwnRepository) -> str | None:
    """Return the unescaped path of a URL after the repository's name, if it is about it."""
    if repository.name.lower() not in url.lower():
        return None
    parts = parse_web_url(url)
    if parts is None or without_www(parts.host) not in (HOST, _RAW_HOST):
        return None
    owner, _, rest = unquote(parts.path).strip("/").partition("/")
    name, _, path = rest.partition("/")
    if (owner.lower(), name.lower()) != (repository.owner.lower(), repository.name.lower()):
        return None
    return path.rstrip("/")
