"""CSV exports, read by Python's csv module and by pandas."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given

from awesome_lint.exporters.csv import COLUMNS
from awesome_lint.exporters.plain_text import plain_text
from awesome_lint.model import Record
from exports import export_of, export_of_texts, text, written

LIST = """\
# Robots

## Papers

| Title | Authors | Venue | Link | Code |
|:--|:--|:--|:--|:--|
| Walking, Slowly | Ada Snow, Bo Frost | ICRA 2024 | [Paper](https://arxiv.org/abs/2401.01234) | \
[Code](https://github.com/snow/walk) |
| =1+1 | | | [x](https://a.example) | |
"""
RECORD = Record(
    "arxiv",
    "2401.01234",
    "https://arxiv.org/abs/2401.01234",
    title='Walking, "Slowly"',
    authors=("Ada Snow", "Bo Frost"),
    published="2024-01-03",
    withdrawn=True,
    stars=0,
)


def restored(cell: str) -> str:
    """Return the text of a cell, as the documentation says."""
    return cell.removeprefix("'")


def test_columns() -> None:
    exported = written(export_of(LIST, {RECORD.canonical_url: RECORD}), "csv")
    header, first, second = exported.split("\r\n")[:3]
    assert tuple(header.split(",")) == COLUMNS
    assert first == (
        'README.md,7,Papers,"Walking, Slowly","Ada Snow, Bo Frost",ICRA 2024,2024,,'
        "https://arxiv.org/abs/2401.01234,"
        '"Paper https://arxiv.org/abs/2401.01234\nCode https://github.com/snow/walk",'
        '"arxiv:2401.01234\ngithub:snow/walk",'
        'arxiv,"Walking, ""Slowly""",Ada Snow; Bo Frost,,2024-01-03,,,true,false,false,,,0,,'
        "2026-11-03T12:30:00+00:00"
    )
    assert second == (
        "README.md,8,Papers,'=1+1,,,,,https://a.example,x https://a.example,,,,,,,,,,,,,,,,"
    )


@pytest.mark.parametrize("mark", ["=", "+", "-", "@", "'", "＝"])
def test_no_cell_is_a_formula(mark: str) -> None:
    exported = written(export_of_texts(f"{mark}cmd", f"{mark}{mark}"), "csv")
    (row,) = csv.DictReader(io.StringIO(exported, newline=""))
    assert {row[name] for name in ("path", "title", "description")} == {f"'{mark}cmd"}
    assert row["venue"] == f"'{mark}{mark}"
    assert restored(row["title"]) == f"{mark}cmd"


@given(text, text)
def test_texts_survive(title: str, venue: str) -> None:
    record = Record("arxiv", "1", "", title=venue, venue=title, description=title)
    exported = written(export_of_texts(title, venue, url=title, record=record), "csv")
    header, *rows = csv.reader(io.StringIO(exported.encode().decode(), newline=""))
    assert tuple(header) == COLUMNS
    (row,) = rows
    assert not [cell for cell in row if cell.startswith(tuple("=+-@\t\r\n＝＋－＠"))]
    cells = dict(zip(header, map(restored, row), strict=True))
    assert cells["title"] == cells["record_venue"] == plain_text(title)
    assert cells["venue"] == cells["record_title"] == plain_text(venue)
    assert cells["url"] == plain_text(title).replace(" ", "%20")


def test_pandas_reads_it(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    exported = written(export_of(LIST, {RECORD.canonical_url: RECORD}), "csv")
    file.write_text(exported, encoding="utf-8", newline="")
    frame = pd.read_csv(file)
    assert list(frame.columns) == list(COLUMNS)
    assert frame["title"].to_list() == ["Walking, Slowly", "'=1+1"]
    assert frame["year"].iloc[0] == 2024
    assert frame["links"].iloc[0].splitlines()[1] == "Code https://github.com/snow/walk"
    assert bool(frame["record_withdrawn"].iloc[0])
    assert frame["record_registry"].isna().to_list() == [False, True]
