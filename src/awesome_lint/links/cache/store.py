"""A file of what was learned: entries of several kinds by key, in SQLite.

Nothing in it is indispensable. A file that is broken, foreign or of another format is set aside,
one that cannot be used is done without, and an entry that is not as it was written is no entry.
Several runs can use it at once, and each may be killed at any moment: every write is one short
transaction, and the rollback journal takes back what was not finished. (A write-ahead log would
need shared memory, which file systems of a network lack.)
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
"""Counted up when what stands in a file changes its meaning."""
BUSY_TIMEOUT_SECONDS: Final = 5.0
"""Seconds to wait for another run to finish its transaction."""
MAX_AGE_SECONDS: Final = 180 * 86400.0
"""Seconds after which an entry that was not written again is dropped."""

_APPLICATION_ID: Final = 0x41774C74
"""What marks a file as one of ours, in the field that SQLite has for that."""
_TABLE: Final = (
    "CREATE TABLE entries (kind TEXT, key BLOB, value BLOB, digest BLOB, written REAL,"
    " PRIMARY KEY (kind, key)) WITHOUT ROWID"
)
_CONTENT: Final = (_APPLICATION_ID, FORMAT_VERSION, [_TABLE])
_EMPTY: Final[tuple[int, int, list[str]]] = (0, 0, [])
_KEYS_PER_QUERY: Final = 500
"""Keys in one query; SQLite takes 999 everywhere."""
_SUFFIXES: Final = ("-journal", "-wal", "-shm", "")
"""What the names of the files of one database end with, the database last."""
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
"""What SQLite says where something else is wrong than what the file holds."""

_ERRORS: Final = (OSError, sqlite3.Error, UnicodeDecodeError)
"""What using a file can raise; the last where SQLite quotes what it stumbled over."""

S = TypeVar("S", bound=Struct)
T = TypeVar("T")


class ForeignFileError(Exception):
    """A file that is no cache of this format."""


class CacheFile:
    """The entries of one file, which is made where it is not there.

    `note` is told in a sentence what went wrong; nothing raises an error. A cache that is not
    `writable` is read as it is, and where it cannot be, silently not at all. `new` tells that the
    file was made here.
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
        """Whether there is a file to read and to write."""
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
        patience: float = BUSY_TIMEOUT_SECONDS,
    ) -> bool:
        """Write entries by kind and key, all or none of them; tell whether they are written.

        `now`, in seconds of POSIX time, is when they are; what is older than KEEP is dropped.
        `patience` is how many seconds to wait for other runs.
        """
        rows = []
        for (kind, key), value in entries.items():
            encoded = msgspec.json.encode(value)
            rows.append((kind, key, encoded, _digest(kind, key, encoded), now))

        def replace(connection: sqlite3.Connection) -> bool:
            connection.execute(f"PRAGMA busy_timeout = {round(1000 * patience)}")
            with _transaction(connection):
                connection.executemany("REPLACE INTO entries VALUES (?, ?, ?, ?, ?)", rows)
                connection.execute(
                    "DELETE FROM entries WHERE written < ?", (now - MAX_AGE_SECONDS,)
                )
            return True

        return self._with(replace, False)

    def close(self) -> None:
        """Give the file back."""
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    def _with(self, action: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
        """Do something with the file; if that shows that it is broken, with a new one."""
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
        """Open the file, and see what it is."""
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
                with _transaction(connection):  # perhaps another run is making it, too
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
        """Set a broken file aside; do without one that cannot be used. Tell whether the former."""
        self.close()
        if not self._writable:
            return False
        if self._out_of_reach(error):
            reason = error.strerror if isinstance(error, OSError) else str(error)
            if isinstance(error, FileExistsError | NotADirectoryError):
                reason = "what should be its folder is a file"
            self._note(f"{self._path}: cannot be used: {reason}: nothing is remembered")
            return False
        try:
            aside = self._set_aside()
        except OSError as problem:
            self._note(f"{self._path}: is no cache, and cannot be set aside: {problem.strerror}")
            return False
        if aside:
            self._note(f"{self._path}: is broken or no cache of this version: now `{aside}`")
        if reopen:
            self._open()
        return True

    def _out_of_reach(self, error: Exception) -> bool:
        """Tell whether something else is wrong than what the file holds."""
        if _code(error) == sqlite3.SQLITE_READONLY:
            # A format that SQLite does not know is read-only to it as well.
            return not all(os.access(place, os.W_OK) for place in (self._path, self._path.parent))
        return isinstance(error, OSError) or _code(error) in _NOT_CORRUPT

    def _set_aside(self) -> str:
        """Rename the file and return its new name, unless another run has already done so."""
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
    """Return what stays the same when a file is renamed; None where there is none."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_dev, status.st_ino


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Write at once or not at all."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):  # SQLite takes some failed transactions back by itself
            connection.execute("ROLLBACK")
        raise


def _content(connection: sqlite3.Connection) -> tuple[int, int, list[str]]:
    """Return what a file says that it is, and all that is defined in it."""
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
            if known is not None:  # else it was written by another version
                yield key, known


def _digest(kind: str, key: bytes, value: bytes) -> bytes:
    """Return what tells an entry from one that a failing disk has changed."""
    return blake2b(b"\0".join((kind.encode(), key, value)), digest_size=16).digest()


def _code(error: Exception) -> int:
    """Return the primary result code of SQLite; 0 for what it has none for."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF
