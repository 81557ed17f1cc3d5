"""The tables of `rules/` are in order, unique, documented, and used."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
import yaml

import awesome_lint
from awesome_lint import rulebook
from awesome_lint.document.entries.patterns import Pattern
from awesome_lint.rulebook import Word

SOURCE = Path(awesome_lint.__file__).parent
TABLES = sorted(path.stem for path in rulebook.directory().glob("*.yml"))


def lines(table: str) -> list[str]:
    return (rulebook.directory() / f"{table}.yml").read_text(encoding="utf-8").splitlines()


def reads() -> set[tuple[str, str, str]]:
    """Return each `rulebook.words(table, kind)` in the source: module, table and kind."""
    found = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Attribute(value=ast.Name(id="rulebook"), attr="words"),
                    args=[table, *kinds],
                ):
                    module = path.relative_to(SOURCE).as_posix()
                    name = ast.literal_eval(table)
                    found |= {(module, name, ast.literal_eval(kind)) for kind in kinds}
    return found


READS = reads()
TABLES_OF_WORDS = sorted({table for _, table, _ in READS})


@pytest.mark.parametrize("table", TABLES)
def test_each_row_is_a_line_of_yaml_and_of_json(table: str) -> None:
    comment = [line for line in lines(table) if line.startswith("#")]
    rows = lines(table)[len(comment) :]

    assert comment
    assert all(line.startswith("- ") for line in rows)
    decoded = [msgspec.json.decode(line.removeprefix("- ")) for line in rows]
    assert decoded == yaml.safe_load("\n".join(rows))
    assert len(rows) == len(set(rows))


@pytest.mark.parametrize("table", TABLES_OF_WORDS)
def test_words_are_sorted_and_none_is_listed_twice(table: str) -> None:
    rows = rulebook.rows(table, Word)

    words = [row.word for row in rows]
    assert words == sorted(set(words))
    assert all(row.kinds and list(row.kinds) == sorted(set(row.kinds)) for row in rows)


@pytest.mark.parametrize("table", TABLES_OF_WORDS)
def test_the_head_of_a_table_names_its_kinds_and_their_readers(table: str) -> None:
    head = [line.removeprefix("# ") for line in lines(table) if line.startswith("#")]
    sections = re.split(r"^`([^`]+)`: ", "\n".join(head), flags=re.MULTILINE)
    documented = dict(zip(sections[1::2], sections[2::2], strict=True))

    used = {kind for row in rulebook.rows(table, Word) for kind in row.kinds}
    assert sorted(documented) == sorted(used)
    for kind, text in documented.items():
        readers = {module for module, read, name in READS if (read, name) == (table, kind)}
        assert readers, f"nothing reads {kind!r}"
        assert set(re.findall(r"[\w/]+\.py", text)) == readers, kind


@pytest.mark.parametrize("table", TABLES)
def test_the_head_of_a_table_names_modules_that_exist(table: str) -> None:
    head = "\n".join(line for line in lines(table) if line.startswith("#"))

    assert all((SOURCE / module).is_file() for module in re.findall(r"[\w/]+\.py", head))


def test_the_head_of_the_patterns_of_entries_names_their_reader_and_keys() -> None:
    head = [line for line in lines("entry_patterns") if line.startswith("#")]
    keys = [line.partition(": ")[0] for line in head if line.startswith("# `")]

    assert "(document/entries/patterns.py)" in " ".join(head)
    assert re.findall(r"\w+", " ".join(keys)) == list(Pattern.__struct_fields__)


def test_a_kind_that_no_row_has_is_an_error() -> None:
    with pytest.raises(KeyError):
        rulebook.words(TABLES_OF_WORDS[0], "no such kind")


def test_marks_of_bot_walls_are_sorted_and_say_something() -> None:
    marks = rulebook.wall_marks()

    keys = [(mark.header, mark.text) for mark in marks]
    assert keys == sorted(set(keys))
    assert all((mark.header or mark.text) and mark.text == mark.text.lower() for mark in marks)
    assert all(mark.header == mark.header.lower() for mark in marks)


def test_no_module_reads_a_table_when_it_is_imported() -> None:
    code = """
import importlib, pkgutil
import awesome_lint
from awesome_lint import rulebook
from awesome_lint.document.entries.patterns import Pattern

def rows(table, row):
    raise AssertionError(f"{table}.yml is read")

rulebook.rows = rows
for each in pkgutil.walk_packages(awesome_lint.__path__, "awesome_lint."):
    if not each.name.endswith("__main__"):
        importlib.import_module(each.name)
"""
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)

    assert result.stderr.decode() == ""
