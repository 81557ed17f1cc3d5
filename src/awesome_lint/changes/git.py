"""Runs git so that only its answers matter: not its configuration, nor what calls us."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Final

TIMEOUT: Final = 60
"""Seconds that one command may take."""

_CONFIGURATION: Final = ("-c", "core.fsmonitor=false", "-c", "diff.renameLimit=1000")

# What a hook is told of the repository that it is run for, and what makes git read paths and
# write diffs otherwise. What says how to reach and to trust repositories is left.
_FOREIGN: Final = frozenset(
    """
    GIT_ALTERNATE_OBJECT_DIRECTORIES GIT_COMMON_DIR GIT_CONFIG GIT_DIFF_OPTS GIT_DIR
    GIT_EXTERNAL_DIFF GIT_GLOB_PATHSPECS GIT_GRAFT_FILE GIT_ICASE_PATHSPECS
    GIT_IMPLICIT_WORK_TREE GIT_INDEX_FILE GIT_LITERAL_PATHSPECS GIT_NAMESPACE
    GIT_NOGLOB_PATHSPECS GIT_NO_REPLACE_OBJECTS GIT_OBJECT_DIRECTORY GIT_PREFIX
    GIT_REPLACE_REF_BASE GIT_SHALLOW_FILE GIT_WORK_TREE
    """.split()
)


class ChangesError(Exception):
    """What changed cannot be told; the message says why, and what to do about it."""


def run(folder: Path, *arguments: str, fine: Collection[int] = (0,)) -> bytes:
    """Run git in a folder and return its output.

    Raises ChangesError with git's own reason where its exit status is not among `fine`.
    """
    status, output, reason = attempt(folder, *arguments)
    if status not in fine:
        raise ChangesError(f"git: {reason or f'exit status {status}'}")
    return output


def attempt(folder: Path, *arguments: str) -> tuple[int, bytes, str]:
    """Run git in a folder and return its exit status, its output, and its last words.

    Raises ChangesError where git cannot be run at all, or does not end in time.
    """
    environment = {name: value for name, value in os.environ.items() if name not in _FOREIGN}
    # Its messages in English; no lock taken, no question asked.
    environment |= {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and no argument that can be an option
            [_git(), "--no-pager", *_CONFIGURATION, *arguments],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=TIMEOUT,
        )
    except subprocess.TimeoutExpired:
        raise ChangesError(f"git {arguments[0]} took longer than {TIMEOUT} s") from None
    words = done.stderr.decode("utf-8", "replace").strip().splitlines()
    fatal = [line.removeprefix("fatal: ") for line in words if line.startswith("fatal: ")]
    return done.returncode, done.stdout, (fatal or words or [""])[-1]


@cache
def _git() -> str:
    """Return where git is; a folder that is relative to the current one may be a stranger's."""
    folders = [folder for folder in os.get_exec_path() if Path(folder).is_absolute()]
    found = shutil.which("git", path=os.pathsep.join(folders))
    if found is None or not Path(found).is_absolute():  # Windows looks in the current folder first
        raise ChangesError("git is not installed, and only it knows what changed")
    return found
