"""Writes a file so that the old or the new one is there at every moment, and never half of one."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

DRAFT_SUFFIX = ".tmp"
"""The end of the names of files that are not finished."""


def replace(path: Path, data: bytes, *, survives_a_crash: bool = True) -> None:
    """Write `data` to a file beside `path`, and then put that in its place.

    The mode of a file that is there is kept, and so are its owner and its extended attributes as
    far as the system allows; a symbolic link stays one, and what it leads to is written. A pipe or
    a device is written to. Raises OSError, after which the old file is there.

    `survives_a_crash` takes time. Without it, a crash of the system may leave a damaged file.
    """
    if path.exists() and not path.is_file():  # /dev/stderr, a pipe
        path.write_bytes(data)
        return
    target = path.resolve()
    # Not made of the target's name, which may be as long as the file system takes.
    draft = target.with_name(f".awesome-lint-{os.urandom(4).hex()}{DRAFT_SUFFIX}")
    try:
        with draft.open("xb") as stream:
            stream.write(data)
            stream.flush()
            if survives_a_crash:
                os.fsync(stream.fileno())
        if target.exists():
            _resemble(draft, target)
        draft.replace(target)
    except OSError:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise


def _resemble(draft: Path, target: Path) -> None:
    """Give a file the owner, mode and extended attributes of another, but not its times."""
    now, wanted = draft.stat(), target.stat()
    if os.name == "posix" and (now.st_uid, now.st_gid) != (wanted.st_uid, wanted.st_gid):
        with suppress(OSError):  # it takes a privilege
            os.chown(draft, wanted.st_uid, wanted.st_gid)
    import shutil  # slow to import, and few runs write files

    shutil.copystat(target, draft)
    os.utime(draft)
