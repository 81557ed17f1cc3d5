"""The README that GitHub shows on the page of a repository or directory.

If a repository has several, the directory decides (`README_DIRECTORIES`). Of several in one
directory, GitHub shows the first in alphabetical order (github/markup#360). Its name is `README` in
any case with one of the name extensions of Markdown (github/markup, markdown.rb).
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Final

from awesome_lint.local_files import README_DIRECTORIES
from awesome_lint.symlinks import find_repository

_NAME: Final = re.compile(r"readme\.(?:md|mkdn?|mdwn|mdown|markdown)", re.IGNORECASE)


def is_readme(name: str) -> bool:
    """Return whether a file of this name is a README in Markdown."""
    return _NAME.fullmatch(name) is not None


def find_readmes(directory: Path) -> list[Path]:
    """Return the READMEs of a directory, the one that GitHub shows first.

    For the top of a repository, and outside of a repository, they include those in `.github` and
    `docs`. Raises OSError if the directory cannot be read.
    """
    if find_repository(directory) not in (None, Path(os.path.realpath(directory))):
        return _readmes_in(directory)
    found: list[Path] = []
    for name in README_DIRECTORIES:
        # GitHub does not follow a symbolic link to a directory.
        if not name or ((directory / name).is_dir() and not (directory / name).is_symlink()):
            found += _readmes_in(directory / name)
    return found


def is_shown(file: Path) -> bool:
    """Return whether GitHub shows a file as the README of its repository or directory."""
    if not is_readme(file.name):
        return False
    try:
        shown = find_readmes(file.parent)[0]
    except (OSError, IndexError):
        return False
    # The README in `docs` is also that of its directory.
    return shown.name == file.name and shown.parent == file.parent


def _readmes_in(directory: Path) -> list[Path]:
    found = [path for path in directory.iterdir() if is_readme(path.name) and not path.is_dir()]
    return sorted(found, key=lambda path: (path.name.lower(), path.name))
