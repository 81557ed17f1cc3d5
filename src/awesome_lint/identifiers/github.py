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
from awesome_lint.identifiers.url import parse_web_url, without_www

HOST: Final = "github.com"
_PATH: Final = re.compile(
    # An underscore is in the names of accounts that a company manages.
    r"/(?P<owner>[A-Za-z0-9][A-Za-z0-9_-]{0,38})/(?P<name>[A-Za-z0-9._-]{1,100})"
    r"(?:/(?:blob|tree)/(?P<ref>[A-Za-z0-9_][A-Za-z0-9._+-]{0,199})(?:/(?P<path>[^\x00-\x1f\x7f]+?))?)?/?"
)


class Repository(Struct, frozen=True):
    """A repository, and a place in it if `ref` is not empty.

    Nothing in a URL separates the name of a branch from the path in it, and both may have
    slashes: `ref` is the first word of the two.
    """

    owner: str
    name: str
    ref: str = ""
    path: str = ""


def parse_url(url: str) -> Repository | None:
    """Parse a URL; None if it is not that of a repository, or of a file or directory in one."""
    parts = parse_web_url(url)
    if parts is None or without_www(parts.host) != HOST:
        return None
    match = _PATH.fullmatch(unquote(parts.path))
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
