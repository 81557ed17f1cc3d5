"""Runs git so that only its answers matter: not its configuration, nor what calls us."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

TIMEOUT: Final = 60
"""Seconds that one command may take."""

HASH: Final = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
"""The full name of an object, by SHA-1 or SHA-256."""

_NOWHERE: Final = os.devnull

# What the repository's own configuration may say, and what runs a program or reads attributes.
_OPTIONS: Final = (
    *("-c", "core.fsmonitor=false"),
    *("-c", f"core.hooksPath={_NOWHERE}"),
    *("-c", f"core.attributesFile={_NOWHERE}"),
    *("-c", "safe.bareRepository=explicit"),  # a commit can hold a directory that looks like one
    *("-c", "diff.renameLimit=1000"),
)

# No configuration but the repository's own, and no way to fetch: a missing object of a partial
# clone is an error, instead of a remote helper, ssh or a credential helper that runs.
_ENVIRONMENT: Final = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": _NOWHERE,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_SYSTEM": _NOWHERE,
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}

# What a hook is told of the repository that it is run for, and what makes git read paths,
# attributes and configuration, or write diffs, in another way.
_IGNORED_VARIABLES: Final = frozenset(
    """
    GIT_ALTERNATE_OBJECT_DIRECTORIES GIT_ATTR_SOURCE GIT_COMMON_DIR GIT_CONFIG GIT_CONFIG_COUNT
    GIT_CONFIG_PARAMETERS GIT_DIFF_OPTS GIT_DIR GIT_EXTERNAL_DIFF GIT_GLOB_PATHSPECS
    GIT_GRAFT_FILE GIT_ICASE_PATHSPECS GIT_IMPLICIT_WORK_TREE GIT_INDEX_FILE
    GIT_LITERAL_PATHSPECS GIT_NAMESPACE GIT_NOGLOB_PATHSPECS GIT_NO_REPLACE_OBJECTS
    GIT_OBJECT_DIRECTORY GIT_PREFIX GIT_REPLACE_REF_BASE GIT_SHALLOW_FILE GIT_WORK_TREE
    """.split()
)


class ChangesError(Exception):
    """What changed cannot be told; the message says why, and what to do about it."""


def run(folder: Path, *arguments: str, fine: Collection[int] = (0,), given: bytes = b"") -> bytes:
    """Run git in a folder, with `given` as its standard input, and return its output.

    Raises ChangesError with git's own reason where its exit status is not among `fine`.
    """
    status, output, reason = attempt(folder, *arguments, given=given)
    if status not in fine:
        raise ChangesError(f"git: {reason or f'exit status {status}'}")
    return output


def attempt(folder: Path, *arguments: str, given: bytes = b"") -> tuple[int, bytes, str]:
    """Run git in a folder and return its exit status, its output, and its last words.

    Git reads the configuration of the repository, of which nothing runs a program in the commands
    that this package uses. The user's own is read only where the repository belongs to another
    user, for the `safe.directory` that may allow it. Raises ChangesError where git cannot be run
    at all, or does not end in time.
    """
    result = _attempt(folder, arguments, given, {})
    if is_distrusted(result[2]) and (trusted := _trusted(folder)):
        # Not every version of git takes it from the command line.
        with TemporaryDirectory() as own:
            file = Path(own, "config")
            file.write_bytes(b"[safe]\n" + b"".join(map(_directory, trusted)))
            return _attempt(folder, arguments, given, {"GIT_CONFIG_GLOBAL": str(file)})
    return result


def run_outside_repository(folder: Path, *arguments: str, fine: Collection[int] = (0,)) -> bytes:
    """Run git in a folder as if that were in no repository, and return its output.

    Raises ChangesError as `run` does.
    """
    status, output, reason = _attempt(folder, arguments, b"", {"GIT_DIR": _NOWHERE})
    if status not in fine:
        raise ChangesError(f"git: {reason or f'exit status {status}'}")
    return output


def is_distrusted(reason: str) -> bool:
    """Return whether git's last words say that a repository belongs to another user."""
    return "dubious ownership" in reason or reason.startswith("unsafe repository")


def _attempt(
    folder: Path, arguments: Sequence[str], given: bytes, environment: Mapping[str, str]
) -> tuple[int, bytes, str]:
    kept = {name: value for name, value in os.environ.items() if name not in _IGNORED_VARIABLES}
    done = _call(folder, arguments, given, {**kept, **_ENVIRONMENT, **environment})
    words = done.stderr.decode("utf-8", "replace").strip().splitlines()
    fatal = [line.removeprefix("fatal: ") for line in words if line.startswith("fatal: ")]
    return done.returncode, done.stdout, (fatal or words or [""])[-1]


def _call(
    folder: Path, arguments: Sequence[str], given: bytes, environment: Mapping[str, str]
) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603 - no shell, and no argument that can be an option
            [_git(), "--no-pager", *_OPTIONS, *arguments],
            cwd=folder,
            env=environment,
            input=given,
            capture_output=True,
            check=False,
            timeout=TIMEOUT,
        )
    except subprocess.TimeoutExpired:
        raise ChangesError(f"git {arguments[0]} took longer than {TIMEOUT} s") from None
    except (OSError, ValueError) as error:  # an argument that is too long or has a null character
        raise ChangesError(f"git cannot be run: {error}") from None


def _trusted(folder: Path) -> tuple[bytes, ...]:
    """Return the repositories of other users that the user's configuration allows."""
    # That of the repository has no say in it, so it is not read.
    environment = {**os.environ, "GIT_DIR": _NOWHERE}
    arguments = ("config", "--null", "--type=path", "--get-all", "safe.directory")
    return tuple(_call(folder, arguments, b"", environment).stdout.split(b"\0")[:-1])


def _directory(path: bytes) -> bytes:
    for char, escape in ((b"\\", b"\\\\"), (b'"', b'\\"'), (b"\n", b"\\n")):
        path = path.replace(char, escape)
    return b'\tdirectory = "' + path + b'"\n'


@cache
def _git() -> str:
    """Return where git is; a folder that is relative to the current one may be a stranger's."""
    folders = [folder for folder in os.get_exec_path() if Path(folder).is_absolute()]
    found = shutil.which("git", path=os.pathsep.join(folders))
    if found is None or not Path(found).is_absolute():  # Windows looks in the current folder first
        raise ChangesError("git is not installed, and only it knows what changed")
    return found
