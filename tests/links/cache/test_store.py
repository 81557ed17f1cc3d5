"""File of the cache, and other content in its place."""

from __future__ import annotations

import functools
import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct

from awesome_lint.links.cache.store import FORMAT_VERSION, MAX_AGE_SECONDS, CacheFile

NOW = 1_800_000_000.0


class Word(Struct, frozen=True):
    """An entry."""

    text: str


class Number(Struct, frozen=True):
    """Another kind of entry."""

    number: int


class Notes(list[str]):
    """Notes of a cache, without the directory of its file."""

    def __init__(self, directory: Path) -> None:
        super().__init__()
        self._directory = directory

    def __call__(self, note: str) -> None:
        self.append(note.replace(f"{self._directory}{os.sep}", ""))


@pytest.fixture
def notes(tmp_path: Path) -> Notes:
    return Notes(tmp_path)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "links.sqlite3"


def keep(path: Path, notes: Callable[[str], None], word: str = "kept") -> bool:
    """Open the file, write a word into it, and close it."""
    cache = CacheFile(path, notes)
    written = cache.write({("word", b"a"): Word(word)}, NOW)
    cache.close()
    return written


def kept(path: Path, notes: Callable[[str], None]) -> dict[bytes, Word]:
    cache = CacheFile(path, notes)
    found = cache.read("word", Word)
    cache.close()
    return found


def test_what_is_written_is_read_again(path: Path, notes: Notes) -> None:
    cache = CacheFile(path, notes)
    assert cache.new
    assert cache.write({("word", b"a"): Word("A"), ("word", b"b"): Word("B")}, NOW)
    assert cache.write({("word", b"a"): Word("C"), ("number", b"a"): Number(1)}, NOW)
    cache.close()
    assert not cache.usable
    cache = CacheFile(path, notes)
    assert not cache.new
    assert cache.read("word", Word) == {b"a": Word("C"), b"b": Word("B")}
    assert cache.read("word", Word, [b"b", b"c"]) == {b"b": Word("B")}
    assert cache.read("number", Number, []) == {}
    assert cache.read("number", Number) == {b"a": Number(1)}
    cache.close()
    assert notes == []


def test_many_keys_are_read(path: Path, notes: Notes) -> None:
    words = {str(number).encode(): Word(str(number)) for number in range(1201)}
    cache = CacheFile(path, notes)
    cache.write({("word", key): word for key, word in words.items()}, NOW)
    assert cache.read("word", Word, words) == words
    cache.close()


def test_the_cache_is_accessible_only_to_its_owner(tmp_path: Path, notes: Notes) -> None:
    path = tmp_path / "a" / "b" / "links.sqlite3"
    keep(path, notes)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_what_is_not_written_again_is_dropped(path: Path, notes: Notes) -> None:
    cache = CacheFile(path, notes)
    cache.write({("word", b"a"): Word("A"), ("word", b"b"): Word("B")}, NOW)
    cache.write({("word", b"b"): Word("B")}, NOW + 1)
    cache.write({("word", b"c"): Word("C")}, NOW + 0.5 + MAX_AGE_SECONDS)
    assert set(cache.read("word", Word)) == {b"b", b"c"}
    cache.close()


def test_entries_of_another_version_are_none(path: Path, notes: Notes) -> None:
    keep(path, notes)
    cache = CacheFile(path, notes)
    assert cache.read("word", Number) == {}
    cache.close()
    assert notes == []


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE entries SET value = replace(value, 'kept', 'lost')",
        "UPDATE entries SET key = x'62'",
        "UPDATE entries SET value = 'text'",
        "UPDATE entries SET key = 1, value = 2, digest = NULL",
    ],
)
def test_an_entry_that_was_changed_is_none(path: Path, notes: Notes, change: str) -> None:
    keep(path, notes)
    with sqlite3.connect(path) as connection:
        connection.execute(change)
    connection.close()
    assert kept(path, notes) == {}
    assert notes == []


def foreign(path: Path, statement: str) -> bool:
    """Change a file as another program might, or make one."""
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.commit()
    connection.close()
    return True


ASIDE = "links.sqlite3: broken, or not a cache of this version: renamed to `links.sqlite3.aside`"


@pytest.mark.parametrize(
    "make",
    [
        lambda path: path.write_text("not a database, but long enough to be looked at\n" * 20),
        lambda path: foreign(path, "CREATE TABLE entries (kind, key, value, digest, written)"),
        lambda path: foreign(path, "PRAGMA user_version = 7"),
        lambda path: path.mkdir(),
        lambda path: (
            keep(path, print) and foreign(path, f"PRAGMA user_version = {FORMAT_VERSION + 1}")
        ),
        lambda path: keep(path, print) and foreign(path, "CREATE VIEW more AS SELECT 1"),
        lambda path: keep(path, print) and foreign(path, "DROP TABLE entries"),
    ],
    ids="text foreign-table foreign-number directory newer view table-gone".split(),
)
def test_a_file_that_is_not_a_cache_is_renamed(
    path: Path, notes: Notes, make: Callable[[Path], object]
) -> None:
    make(path)
    before = path.read_bytes() if path.is_file() else b""
    assert kept(path, notes) == {}
    assert notes == [ASIDE]
    aside = path.with_name("links.sqlite3.aside")
    assert aside.is_dir() or aside.read_bytes() == before
    assert keep(path, notes)
    assert kept(path, notes) == {b"a": Word("kept")}
    assert notes == [ASIDE]


def test_only_the_last_one_set_aside_is_kept(path: Path, notes: Notes) -> None:
    for text in ("one", "another"):
        path.write_text(text)
        keep(path, notes)
    assert path.with_name("links.sqlite3.aside").read_text() == "another"


def test_an_empty_file_is_a_new_cache(path: Path, notes: Notes) -> None:
    path.touch()
    cache = CacheFile(path, notes)
    assert cache.new
    cache.close()
    assert notes == []


def test_a_journal_of_what_is_set_aside_goes_with_it(path: Path, notes: Notes) -> None:
    path.mkdir()
    path.with_name("links.sqlite3-journal").write_text("of what was here before")
    keep(path, notes)
    assert kept(path, notes) == {b"a": Word("kept")}
    aside = path.with_name("links.sqlite3.aside-journal")
    assert aside.read_text() == "of what was here before"


def broken_pages(path: Path) -> None:
    """Corrupt a file in a way that shows only when its entries are read."""
    words = {("word", str(number).encode()): Word("w" * 100) for number in range(500)}
    cache = CacheFile(path, print)
    cache.write(words, NOW)
    cache.close()
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)


@pytest.mark.parametrize("first", ["read", "write"])
def test_what_turns_out_to_be_broken_is_set_aside(path: Path, notes: Notes, first: str) -> None:
    broken_pages(path)
    cache = CacheFile(path, notes)
    assert notes == []
    if first == "read":
        assert cache.read("word", Word) == {}
        assert notes == [ASIDE]
    assert cache.write({("word", b"a"): Word("A")}, NOW)
    assert cache.read("word", Word) == {b"a": Word("A")}
    cache.close()
    assert notes == [ASIDE]


def test_two_that_find_it_broken_set_it_aside_once(path: Path, notes: Notes) -> None:
    broken_pages(path)
    one, other = CacheFile(path, notes), CacheFile(path, notes)
    assert one.write({("word", b"a"): Word("A")}, NOW)
    assert other.read("word", Word) == {b"a": Word("A")}
    one.close()
    other.close()
    assert notes == [ASIDE]


def test_two_that_make_it_make_one(path: Path, notes: Notes) -> None:
    one, other = CacheFile(path, notes), CacheFile(path, notes)
    assert (one.new, other.new) == (True, False)
    assert one.write({("word", b"a"): Word("A")}, NOW)
    assert other.write({("word", b"b"): Word("B")}, NOW)
    assert one.read("word", Word) == other.read("word", Word)
    one.close()
    other.close()
    assert notes == []


def test_a_cache_in_use_is_waited_for_and_no_longer(path: Path, notes: Notes) -> None:
    cache = CacheFile(path, notes)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert not cache.write({("word", b"a"): Word("A")}, NOW, busy_timeout=0.01)
    assert cache.usable
    other.execute("ROLLBACK")
    other.close()
    assert cache.write({("word", b"a"): Word("A")}, NOW, busy_timeout=0.01)
    cache.close()
    assert notes == []


def test_no_cache_is_used_if_its_directory_is_not_writable(tmp_path: Path, notes: Notes) -> None:
    (tmp_path / "file").touch()
    cache = CacheFile(tmp_path / "file" / "links.sqlite3", notes)
    assert not cache.usable
    assert not cache.write({("word", b"a"): Word("A")}, NOW)
    assert cache.read("word", Word) == {}
    cache.close()
    assert [note.partition(":")[0] for note in notes] == [f"file{os.sep}links.sqlite3"]
    assert notes[0].endswith(": results are not cached")


def test_a_file_that_cannot_be_set_aside_is_done_without(path: Path, notes: Notes) -> None:
    path.write_text("not a database")
    (path.with_name("links.sqlite3.aside") / "full").mkdir(parents=True)
    cache = CacheFile(path, notes)
    assert not cache.usable
    assert [note.rpartition(":")[0] for note in notes] == [
        "links.sqlite3: not a cache, and cannot be renamed"
    ]
    assert path.read_text() == "not a database"


def test_a_full_disk_is_done_without(
    path: Path, notes: Notes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file may have no more pages than now, which SQLite reports like a full disk."""
    keep(path, notes)

    def connect(*arguments: Any, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = real_connect(*arguments, **options)
        connection.execute("PRAGMA max_page_count = 1")
        return connection

    real_connect = sqlite3.connect
    with monkeypatch.context() as patch:
        patch.setattr(sqlite3, "connect", connect)
        cache = CacheFile(path, notes)
    assert not cache.write({("word", b"b"): Word("B" * 10_000)}, NOW)
    assert notes == [
        "links.sqlite3: cannot be used: database or disk is full: results are not cached"
    ]
    assert kept(path, notes) == {b"a": Word("kept")}


@pytest.mark.parametrize(
    "make",
    [
        lambda _: None,
        lambda path: path.write_text("not a database"),
        lambda path: path.touch(),
        broken_pages,
    ],
    ids="absent text empty broken".split(),
)
def test_one_that_is_only_read_is_never_changed(
    path: Path, notes: Notes, make: Callable[[Path], object]
) -> None:
    make(path)
    before = path.read_bytes() if path.exists() else None
    cache = CacheFile(path, notes, writable=False)
    assert cache.read("word", Word) == {}
    cache.close()
    assert (path.read_bytes() if path.exists() else None) == before
    assert sorted(path.parent.iterdir()) == ([path] if before is not None else [])
    assert notes == []


def test_one_that_is_only_read_is_read(path: Path, notes: Notes) -> None:
    keep(path, notes)
    cache = CacheFile(path, notes, writable=False)
    assert cache.read("word", Word) == {b"a": Word("kept")}
    assert not cache.write({("word", b"a"): Word("other")}, NOW)
    cache.close()
    assert kept(path, notes) == {b"a": Word("kept")}


WORDS = {("word", str(number).encode()): Word(f"word {number}") for number in range(60)}


@functools.cache
def sound() -> bytes:
    """Return a whole file with `WORDS` in it."""
    with TemporaryDirectory() as directory:
        path = Path(directory, "links.sqlite3")
        cache = CacheFile(path, print)
        cache.write(WORDS, NOW)
        cache.close()
        return path.read_bytes()


def test_a_format_that_is_read_only_to_sqlite_is_set_aside(path: Path, notes: Notes) -> None:
    content = bytearray(sound())
    content[18] = 3  # "file format write version", of which SQLite knows two
    path.write_bytes(content)
    assert keep(path, notes, "new")
    assert kept(path, notes) == {b"a": Word("new")}
    assert notes == [ASIDE]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write it")
def test_a_file_that_is_read_only_is_read(path: Path, notes: Notes) -> None:
    keep(path, notes)
    path.chmod(0o400)
    cache = CacheFile(path, notes)
    assert cache.read("word", Word) == {b"a": Word("kept")}
    assert not cache.write({("word", b"b"): Word("B")}, NOW)
    cache.close()
    assert len(notes) == 1
    assert notes[0].endswith(": results are not cached")


def test_an_error_that_quotes_invalid_text_is_handled(path: Path, notes: Notes) -> None:
    content = bytearray(sound())
    content[15], content[4090] = 0, 128
    path.write_bytes(content)
    assert kept(path, notes) == {}
    assert notes == [ASIDE]


@given(st.data())
def test_no_wrong_entry_is_read_whatever_the_file_holds(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("cache") / "links.sqlite3"
    content = bytearray(sound())
    match data.draw(st.sampled_from(["bytes", "cut", "random"])):
        case "bytes":
            places = st.integers(0, len(content) - 1)
            for place in data.draw(st.lists(places, min_size=1, max_size=30)):
                content[place] = data.draw(st.integers(0, 255))
        case "cut":
            del content[data.draw(st.integers(0, len(content))) :]
        case _:
            content = bytearray(data.draw(st.binary(max_size=300)))
    path.write_bytes(content)

    cache = CacheFile(path, lambda _: None)
    for key, word in cache.read("word", Word).items():
        assert WORDS["word", key] == word
    assert cache.write({("word", b"new"): Word("new")}, NOW)
    # Where only the order of the entries is broken, one may not be found.
    assert cache.read("word", Word, [b"new"]) in ({}, {b"new": Word("new")})
    cache.close()


def test_what_is_offline_does_not_import_it() -> None:
    imports = "import awesome_lint.cli, awesome_lint.links.cache.memory, sys"
    program = f"{imports}; print('sqlite3' in sys.modules)"
    # Coverage, which follows programs into their processes, imports it itself.
    env = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    done = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True, env=env
    )
    assert done.stdout == "False\n"
