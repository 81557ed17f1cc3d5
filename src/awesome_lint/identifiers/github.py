"""GitHub repositories in links: their front pages, and the files and folders in them.

Source: GitHub's documentation of user and repository names, and its address scheme
`/OWNER/NAME/(blob|tree)/REF/PATH`.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import unquote

from msgspec import Struct

from awesome_lint import rulebook
from awesome_lint.identifiers.url import split, without_www

HOST: Final = "github.com"
_PATH: Final = re.compile(
    # An underscore is in the names of accounts that a company manages.
    r"/(?P<owner>[A-Za-z0-9][A-Za-z0-9_-]{0,38})/(?P<name>[A-Za-z0-9._-]{1,100})"
    r"(?:/(?:blob|tree)/(?P<ref>[A-Za-z0-9_][A-Za-z0-9._+-]{0,199})(?:/(?P<path>[^\x00-\x1f\x7f]+?))?)?/?"
)


class Repository(Struct, frozen=True):
    """What an address names: a repository, and where `ref` is not empty, a place in it.

    In an address, nothing parts the name of a branch from the path in it, and both may have
    slashes: `ref` is the first word of the two.
    """

    owner: str
    name: str
    ref: str = ""
    path: str = ""


def parse(url: str) -> Repository | None:
    """Read a URL; None if it is not one of a repository's front page or a file or folder in it."""
    parts = split(url)
    if parts is None or without_www(parts.host) != HOST:
        return None
    match = _PATH.fullmatch(unquote(parts.path))
    if match is None or match["owner"].lower() in rulebook.words("urls", "github.com"):
        return None
    if match["name"] in (".", "..") or match["name"].endswith(".git"):
        return None
    return Repository(match["owner"], match["name"], match["ref"] or "", match["path"] or "")


def below(url: str) -> str:
    """Return what follows the repository's name in the path of an address, as it is written."""
    parts = split(url)
    segments = parts.path.split("/", 3) if parts else []
    return f"/{segments[3]}" if len(segments) > 3 and segments[3] else ""
