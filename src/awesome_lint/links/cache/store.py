"""File of cached entries of several kinds, by key, in SQLite.

No entry is indispensable. A file that is corrupt, foreign or of another format version is renamed
and replaced, one that cannot be used is done without, and an entry that is not as it was written is
ignored. Several runs can use the file at once, and each may be killed at any moment: every write is
one short transaction, which the rollback journal undoes if it was not finished. (A write-ahead log
would need shared memory, which network file systems lack.)
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from typing import Final, TypeVar

import msgspec
from msgspec import Struct

from awesome_lint.bounded import decode_json

FORMAT_VERSION: Final = 1
"""Version of the format, increased when the meaning of a file changes."""
BUSY_TIMEOUT_SECONDS: Final = 5.0
"""Seconds to wait for another run to finish its transaction."""
MAX_AGE_SECONDS: Final = 180 * 86400.0
"""Seconds after which an entry that was not written again is deleted."""

_APPLICATION_ID: Final = 0x41774C74
"""SQLite's `application_id`, which marks the file as a cache of awesome-lint."""
_TABLE: Final = (
    "CREATE TABLE entries (kind TEXT, key BLOB, value BLOB, digest BLOB, written REAL,"
    " PRIMARY KEY (kind, key)) WITHOUT ROWID"
)
_CONTENT: Final = (_APPLICATION_ID, FORMAT_VERSION, [_TABLE])
_EMPTY: Final[tuple[int, int, list[str]]] = (0, 0, [])
_KEYS_PER_QUERY: Final = 500
"""Keys in one query; every SQLite allows 999."""
_SUFFIXES: Final = ("-journal", "-wal", "-shm", "")
"""Suffixes of the files of one database, the database last."""
_NOT_CORRUPT: Final = frozenset(
    {
        sqlite3.SQLITE_AUTH,
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOLFS,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_PROTOCOL,
    }
)
"""Result codes of SQLite for other problems than the content of the file."""

_ERRORS: Final = (OSError, sqlite3.Error, UnicodeDecodeError)
"""Errors that using a file raises; the last one if SQLite quotes corrupt text."""

S = TypeVar("S", bound=Struct)
T = TypeVar("T")


class ForeignFileError(Exception):
    """A file is not a cache of this format version."""


class CacheFile:
    """Entries of one file, which is created if it does not exist.

    `note` is called with a sentence about each problem; no method raises an error. A file that is
    not `writable` is only read, and ignored silently if that fails. `new` is whether the file was
    created.
    """

    def __init__(self, path: Path, note: Callable[[str], None], *, writable: bool = True) -> None:
        self.new = False
        self._path = path
        self._note = note
        self._writable = writable
        self._identity: tuple[int, int] | None = None
        self._connection: sqlite3.Connection | None = None
        self._open()

    @property
    def usable(self) -> bool:
        """Whether the file can be read and written."""
        return self._connection is not None

    def read(
        self, kind: str, wanted: type[S], keys: Iterable[bytes] | None = None
    ) -> dict[bytes, S]:
        """Return the entries of a kind by key: those with `keys`, or all of them."""
        some = None if keys is None else list(keys)

        def select(connection: sqlite3.Connection) -> dict[bytes, S]:
            query = "SELECT key, value, digest FROM entries WHERE kind = ?"
            if some is None:
                return dict(_decoded(kind, connection.execute(query, (kind,)), wanted))
            found: dict[bytes, S] = {}
            for start in range(0, len(some), _KEYS_PER_QUERY):
                part = some[start : start + _KEYS_PER_QUERY]
                marks = ", ".join("?" * len(part))
                rows = connection.execute(f"{query} AND key IN ({marks})", (kind, *part))
                found.update(_decoded(kind, rows, wanted))
            return found

        return self._with(select, {})

    def write(
        self,
        entries: Mapping[tuple[str, bytes], Struct],
        now: float,
        busy_timeout: float = BUSY_TIMEOUT_SECONDS,
    ) -> bool:
        """Write entries by kind and key, all or none; return whether they are written.

        `now` is the POSIX time, in seconds; entries older than MAX_AGE_SECONDS are deleted.
        `busy_timeout` is the number of seconds to wait for other runs.
        """
        rows = []
        for (kind, key), value in entries.items():
            encoded = msgspec.json.encode(value)
            rows.append((kind, key, encoded, _digest(kind, key, encoded), now))

        def replace(connection: sqlite3.Connection) -> bool:
            connection.execute(f"PRAGMA busy_timeout = {round(1000 * busy_timeout)}")
            with _transaction(connection):
                connection.executemany("REPLACE INTO entries VALUES (?, ?, ?, ?, ?)", rows)
                connection.execute(
                    "DELETE FROM entries WHERE written < ?", (now - MAX_AGE_SECONDS,)
                )
            return True

        return self._with(replace, False)

    def close(self) -> None:
        """Close the file."""
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    def _with(self, action: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
        """Return the result of an action on the file; if that shows it corrupt, on a new one."""
        for _ in range(2):
            if self._connection is None:
                break
            try:
                return action(self._connection)
            except _ERRORS as error:
                if _code(error) == sqlite3.SQLITE_BUSY:
                    break
                self._recover(error)
        return otherwise

    def _open(self) -> None:
        for _ in range(2):
            try:
                self._connection = self._connect()
            except (*_ERRORS, ForeignFileError) as error:
                if not self._recover(error, reopen=False):
                    break
            else:
                break

    def _connect(self) -> sqlite3.Connection:
        """Open the file, and check that it is a cache."""
        if self._writable:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with suppress(FileExistsError):
                os.close(os.open(self._path, os.O_CREAT | os.O_EXCL, 0o600))
        self._identity = _identity(self._path)
        if not self._path.is_file():
            raise ForeignFileError
        mode = "rw" if self._writable else "ro"
        connection = sqlite3.connect(
            f"{self._path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=BUSY_TIMEOUT_SECONDS,
            isolation_level=None,
        )
        try:
            connection.text_factory = bytes
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("PRAGMA cell_size_check = ON")
            connection.execute("PRAGMA synchronous = NORMAL")
            if _content(connection) != _CONTENT:
                with _transaction(connection):  # another run may be creating it as well
                    self._make(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _make(self, connection: sqlite3.Connection) -> None:
        content = _content(connection)
        if content == _EMPTY:
            connection.execute(_TABLE)
            connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {FORMAT_VERSION}")
            self.new = True
        elif content != _CONTENT:
            raise ForeignFileError

    def _recover(self, error: Exception, *, reopen: bool = True) -> bool:
        """Rename a corrupt file and return True; close one that cannot be used and return False."""
        self.close()
        if not self._writable:
            return False
        if self._out_of_reach(error):
            reason = error.strerror if isinstance(error, OSError) else str(error)
            if isinstance(error, FileExistsError | NotADirectoryError):
                reason = "its directory is a file"
            self._note(f"{self._path}: cannot be used: {reason}: results are not cached")
            return False
        try:
            aside = self._set_aside()
        except OSError as problem:
            self._note(f"{self._path}: not a cache, and cannot be renamed: {problem.strerror}")
            return False
        if aside:
            self._note(
                f"{self._path}: broken, or not a cache of this version: renamed to `{aside}`"
            )
        if reopen:
            self._open()
        return True

    def _out_of_reach(self, error: Exception) -> bool:
        """Return whether the problem is another one than the content of the file."""
        if _code(error) == sqlite3.SQLITE_READONLY:
            # SQLite also calls a format that it does not know read-only.
            return not all(os.access(place, os.W_OK) for place in (self._path, self._path.parent))
        return isinstance(error, OSError) or _code(error) in _NOT_CORRUPT

    def _set_aside(self) -> str:
        """Rename the file and return its new name; empty if another run has already done so."""
        aside = f"{self._path.name}.aside"
        if _identity(self._path) != self._identity:
            return ""
        for suffix in _SUFFIXES:
            with suppress(FileNotFoundError):
                self._path.with_name(self._path.name + suffix).replace(
                    self._path.with_name(aside + suffix)
                )
        return aside


def _identity(path: Path) -> tuple[int, int] | None:
    """Return what stays the same when a file is renamed; None if it does not exist."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_dev, status.st_ino


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Commit at the end, or roll back."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):  # SQLite rolls some failed transactions back by itself
            connection.execute("ROLLBACK")
        raise


def _content(connection: sqlite3.Connection) -> tuple[int, int, list[str]]:
    """Return the application ID, the format version and the schema of a file."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    rows = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")
    return application, version, [str(sql, "utf-8", "replace") for (sql,) in rows]


def _decoded(
    kind: str, rows: Iterable[tuple[object, object, object]], wanted: type[S]
) -> Iterator[tuple[bytes, S]]:
    """Yield the entries that are as they were written."""
    for key, value, digest in rows:
        if not (isinstance(key, bytes) and isinstance(value, bytes)):
            continue
        if digest == _digest(kind, key, value):
            known = decode_json(value, wanted)
            if known is not None:  # otherwise another version wrote it
                yield key, known


def _digest(kind: str, key: bytes, value: bytes) -> bytes:
    """Return a hash of an entry, which reveals changes by a failing disk."""
    return blake2b(b"\0".join((kind.encode(), key, value)), digest_size=16).digest()


def _code(error: Exception) -> int:
    """Return SQLite's primary result code of an error; 0 if it has none."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF
