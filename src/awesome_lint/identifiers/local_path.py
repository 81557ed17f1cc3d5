"""Paths of files on one computer, and paths with backslashes, which are not URLs."""

from __future__ import annotations

import re

from awesome_lint.text.patterns import deferred

_ON_ONE_COMPUTER = deferred(
    r"[A-Z](?::|%3A)|file:|~[/\\]|\\\\[^\\]"
    r"|/(?:Users|Volumes|home|mnt|private|var)/[^/]+/[^/]|/(?:root|tmp)/[^/]"
    r"|https?://(?:localhost|127(?:\.[0-9]{1,3}){3}|0\.0\.0\.0|\[::1\])(?![\w.-])",
    re.IGNORECASE,
)
_NOT_RELATIVE = deferred(r"[A-Za-z][A-Za-z0-9+.-]*:|//|[#?]")
_BACKSLASH = deferred(r"\\|%5C", re.IGNORECASE)
_END_OF_PATH = deferred(r"[?#]|\Z")


def is_on_one_computer(url: str) -> bool:
    r"""Return whether a URL is that of a file on one computer.

    That is a path on a drive (`C:\ice.png`, `D:/ice.png`), in a home directory
    (`/Users/ada/ice.png`, `~/ice.png`) or another directory at the top of a file system
    (`/tmp/ice.png`), or on a share (`\\host\ice.png`), a URL with the scheme `file:`, or one of a
    local server (`http://localhost:8000/ice.png`).
    """
    return _ON_ONE_COMPUTER().match(url) is not None


def with_slashes(url: str) -> str | None:
    r"""Return a relative URL with `/` in place of the backslashes in its path: `docs\ice.md`.

    None if there are none, and for URLs that are not relative.
    """
    if "\\" not in url and "%5" not in url:
        return None
    if _NOT_RELATIVE().match(url) or "://" in url or is_on_one_computer(url):
        return None
    end = match.start() if (match := _END_OF_PATH().search(url)) else len(url)
    path = _BACKSLASH().sub("/", url[:end])
    return None if path == url[:end] else path + url[end:]
