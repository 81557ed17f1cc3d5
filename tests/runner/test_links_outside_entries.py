"""The note on files of which most links are not in entries."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli_helpers import Cli

NOTE = (
    "links are not in entries of the list; rules about entries, such as duplicates and venues,"
    " skip them"
)


def prose(number: int) -> str:
    return "".join(f"See [page {i}](https://x.org/{i}) on ice.\n\n" for i in range(number))


def items(number: int) -> str:
    return "".join(f"- [Robot {i}](https://x.org/r{i}) - Walks.\n" for i in range(number))


@pytest.mark.parametrize(
    ("text", "note"),
    [
        (prose(60), "60 of 60"),
        (prose(40) + items(20), "40 of 60"),
        (prose(30) + items(30), ""),
        (prose(49), ""),
        (items(60), ""),
        (items(20) + "[![a](b.svg)](https://x.org/b) [c](#d)\n\n" * 60, ""),
    ],
    ids=["prose", "mostly prose", "half", "few links", "a list", "badges"],
)
def test_files_with_a_note(cli: Cli, directory: Path, text: str, note: str) -> None:
    (directory / "README.md").write_text(text)
    expected = f"note: README.md: {note} {NOTE}\n" if note else ""
    assert cli("--offline", "--select=duplicate-row").err == expected
    assert cli("--offline", "--select=duplicate-row", "--quiet").err == ""
    assert cli("--offline", "--select=duplicate-row").status == 0
