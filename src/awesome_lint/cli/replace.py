"""Writes a file so that the old or the new one is there at every moment, and never half of one."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path


def replace(path: Path, data: bytes) -> None:
    """Write `data` to a file beside `path`, and then put that in its place.

    The mode of a file that is there is kept; a symbolic link stays one, and what it leads to is
    written. A pipe or a device is written to. Raises OSError, after which the old file is there.
    """
    if path.exists() and not path.is_file():  # /dev/stderr, a pipe
        path.write_bytes(data)
        return
    target = path.resolve()
    draft = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with draft.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if target.exists():
            shutil.copymode(target, draft)
        draft.replace(target)
    except OSError:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise
