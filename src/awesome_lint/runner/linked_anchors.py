"""Anchors of the files of a repository to whose sections a document links."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from awesome_lint.bounded import split_url
from awesome_lint.local_files import is_markdown
from awesome_lint.model import LocalFile
from awesome_lint.runner.files import open_inside

_MAX_BYTES: Final = 1024 * 1024
"""Size of the largest file that is read for its anchors."""
_MAX_TOTAL_BYTES: Final = 4 * 1024 * 1024
"""Size of all files that are read for one document."""


def add(
    files: Mapping[str, LocalFile],
    top: Path,
    parse_anchors: Callable[[Path, str], Iterable[str]],
) -> dict[str, LocalFile]:
    """Return the targets of links, those in Markdown with their anchors.

    `files` has the targets inside the repository at `top`, by URL. A file is read only
    if a link leads to one of its sections, and not through a symbolic link or if it is too large.
    `parse_anchors` returns the anchors of a file and its text.
    """
    known: dict[str, frozenset[str] | None] = {}
    left = _MAX_TOTAL_BYTES
    found = dict(files)
    for url, target in files.items():
        if target.is_document or not is_markdown(target.path) or not split_url(url).fragment:
            continue
        if target.path not in known:
            text = _read(top / target.path, min(_MAX_BYTES, left))
            left -= len(text or "")
            known[target.path] = (
                None if text is None else frozenset(parse_anchors(top / target.path, text))
            )
        found[url] = replace(target, anchors=known[target.path])
    return found


def _read(path: Path, most: int) -> str | None:
    try:
        with open_inside(path) as stream:
            data = stream.read(most + 1)
    except OSError:
        return None
    if len(data) > most:
        return None
    return data.decode("utf-8", "replace").removeprefix("\N{BYTE ORDER MARK}")
