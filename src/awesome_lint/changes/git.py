"""Runs git, independent of the user's configuration and of the calling process."""

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
"""Full name of an object, by SHA-1 or SHA-256."""

_NOWHERE: Final = os.devnull

# Settings of the repository that run a program or read attributes, switched off.
_OPTIONS: Final = (
    *("-c", "core.fsmonitor=false"),
    *("-c", f"core.hooksPath={_NOWHERE}"),
    *("-c", f"core.attributesFile={_NOWHERE}"),
    *("-c", "safe.bareRepository=explicit"),  # a commit can hold a directory that looks like one
    *("-c", "diff.renameLimit=1000"),
)

# No configuration but the repository's own, and no way to fetch: a missing object of a partial
# clone is an error, instead of a remote helper, ssh or a credential helper that runs. Only `fetch`
# below allows protocols.
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

# Variables that a hook gets about its repository, and those that change how git reads paths,
# attributes and configuration, or writes diffs.
_IGNORED_VARIABLES: Final = frozenset(
    """
    GIT_ALTERNATE_OBJECT_DIRECTORIES GIT_ATTR_SOURCE GIT_COMMON_DIR GIT_CONFIG GIT_CONFIG_COUNT
    GIT_CONFIG_PARAMETERS GIT_DIFF_OPTS GIT_DIR GIT_EXTERNAL_DIFF GIT_GLOB_PATHSPECS
    GIT_GRAFT_FILE GIT_ICASE_PATHSPECS GIT_IMPLICIT_WORK_TREE GIT_INDEX_FILE
    GIT_LITERAL_PATHSPECS GIT_NAMESPACE GIT_NOGLOB_PATHSPECS GIT_NO_REPLACE_OBJECTS
    GIT_OBJECT_DIRECTORY GIT_PREFIX GIT_REPLACE_REF_BASE GIT_SHALLOW_FILE GIT_WORK_TREE
    """.split()
)


# What a fetch needs, with everything off that runs a program, asks for a password or writes more
# than objects and the boundary of a shallow clone. A redirect could take the token elsewhere.
_FETCH_OPTIONS: Final = (
    *("-c", "core.alternateRefsCommand="),
    *("-c", "core.askPass="),
    *("-c", "credential.helper="),
    *("-c", "fetch.writeCommitGraph=false"),
    *("-c", "http.followRedirects=false"),
    *("-c", "http.saveCookies=false"),
    *("-c", "protocol.version=2"),
)
_FETCH_ENVIRONMENT: Final = {
    "GIT_ALLOW_PROTOCOL": "file:http:https",
    "GIT_ASKPASS": "",
    "SSH_ASKPASS": "",
}


class ChangesError(Exception):
    """A change cannot be determined; the message says why, and what to do about it."""


def run(
    directory: Path, *arguments: str, fine: Collection[int] = (0,), given: bytes = b""
) -> bytes:
    """Run git in a directory, with `given` as its standard input, and return its output.

    Raises ChangesError with git's own message if its exit status is not among `fine`.
    """
    status, output, reason = attempt(directory, *arguments, given=given)
    if status not in fine:
        raise ChangesError(f"git: {reason or f'exit status {status}'}")
    return output


def attempt(directory: Path, *arguments: str, given: bytes = b"") -> tuple[int, bytes, str]:
    """Run git in a directory and return its exit status, its output, and its last line of errors.

    Git reads the configuration of the repository, of which nothing runs a program in the commands
    that this package uses. The user's configuration is read only if the repository belongs to
    another user, for the `safe.directory` that may allow it. Raises ChangesError if git cannot be
    run, or does not end in time.
    """
    return _attempt_as_owner(directory, arguments, given, {})


def fetch(
    directory: Path,
    remote: str,
    commits: Sequence[str],
    depth: int,
    credentials: Sequence[tuple[str, str]] = (),
) -> bool:
    """Fetch commits of a remote by their hashes, with `depth` commits of history of each.

    `credentials` are settings that are passed in the environment, where other processes do not see
    them. Only objects are written: no branch, tag or FETCH_HEAD. Returns whether git succeeded.
    Raises ChangesError if git cannot be run.
    """
    settings = {"GIT_CONFIG_COUNT": str(len(credentials))}
    for number, (name, value) in enumerate(credentials):
        settings |= {f"GIT_CONFIG_KEY_{number}": name, f"GIT_CONFIG_VALUE_{number}": value}
    status, _, _ = _attempt_as_owner(
        directory,
        (
            *_FETCH_OPTIONS,
            "fetch",
            *("--quiet", f"--depth={depth}", "--no-filter", "--no-tags", "--no-prune"),
            *("--no-write-fetch-head", "--no-recurse-submodules", "--no-auto-maintenance"),
            *("--upload-pack=git-upload-pack", "--", remote, *commits),
        ),
        b"",
        {**_FETCH_ENVIRONMENT, **settings},
    )
    return status == 0


def run_outside_repository(directory: Path, *arguments: str, fine: Collection[int] = (0,)) -> bytes:
    """Run git in a directory as if that were in no repository, and return its output.

    Raises ChangesError as `run` does.
    """
    status, output, reason = _attempt(directory, arguments, b"", {"GIT_DIR": _NOWHERE})
    if status not in fine:
        raise ChangesError(f"git: {reason or f'exit status {status}'}")
    return output


def is_distrusted(reason: str) -> bool:
    """Return whether git's error says that a repository belongs to another user."""
    return "dubious ownership" in reason or reason.startswith("unsafe repository")


def _attempt_as_owner(
    directory: Path, arguments: Sequence[str], given: bytes, environment: Mapping[str, str]
) -> tuple[int, bytes, str]:
    """Run git, a second time with the user's `safe.directory` if the repository needs it."""
    result = _attempt(directory, arguments, given, environment)
    if is_distrusted(result[2]) and (trusted := _trusted(directory)):
        # Not every version of git accepts it on the command line.
        with TemporaryDirectory() as own:
            file = Path(own, "config")
            file.write_bytes(b"[safe]\n" + b"".join(map(_directory, trusted)))
            settings = {**environment, "GIT_CONFIG_GLOBAL": str(file)}
            return _attempt(directory, arguments, given, settings)
    return result


def _attempt(
    directory: Path, arguments: Sequence[str], given: bytes, environment: Mapping[str, str]
) -> tuple[int, bytes, str]:
    kept = {name: value for name, value in os.environ.items() if name not in _IGNORED_VARIABLES}
    done = _call(directory, arguments, given, {**kept, **_ENVIRONMENT, **environment})
    words = done.stderr.decode("utf-8", "replace").strip().splitlines()
    fatal = [line.removeprefix("fatal: ") for line in words if line.startswith("fatal: ")]
    return done.returncode, done.stdout, (fatal or words or [""])[-1]


def _call(
    directory: Path, arguments: Sequence[str], given: bytes, environment: Mapping[str, str]
) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603 - no shell, and no argument that can be an option
            [_find_git(tuple(os.get_exec_path())), "--no-pager", *_OPTIONS, *arguments],
            cwd=directory,
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


def _trusted(directory: Path) -> tuple[bytes, ...]:
    """Return the repositories of other users that the user's configuration allows."""
    # Git ignores `safe.directory` in the configuration of a repository, so that is not read.
    environment = {**os.environ, "GIT_DIR": _NOWHERE}
    arguments = ("config", "--null", "--type=path", "--get-all", "safe.directory")
    return tuple(_call(directory, arguments, b"", environment).stdout.split(b"\0")[:-1])


def _directory(path: bytes) -> bytes:
    for char, escape in ((b"\\", b"\\\\"), (b'"', b'\\"'), (b"\n", b"\\n")):
        path = path.replace(char, escape)
    return b'\tdirectory = "' + path + b'"\n'


@cache
def _find_git(search_path: tuple[str, ...]) -> str:
    """Return the path of git. A directory relative to the current one may be a stranger's."""
    directories = [directory for directory in search_path if Path(directory).is_absolute()]
    found = shutil.which("git", path=os.pathsep.join(directories))
    if found is None or not Path(found).is_absolute():  # Windows looks in the current one first
        raise ChangesError("git is not installed, and only it knows what changed")
    return found
