"""The benchmark of labelled lines, on an invented list."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest
from msgspec import UNSET

import entries
from entries import Label, Place

LIST = """\
# Ice

Words about ice.

## Papers

- **Robots *That* Walk on Ice.** ICRA 2021. [[paper](https://example.org/a)]
- [IceBot](https://example.org/b) - Walks on ice.

| Name | Year |
|---|---|
| [Snow &amp; Hail](https://example.org/c) | 2019 |
"""
REPO = "ada/ice"
COMMIT = "0" * 40
LINES = LIST.splitlines()


def place(line: int, text: str) -> Place:
    start = LINES[line - 1].index(text)
    return line, start, start + len(text)


def label(
    line: int,
    shape: str,
    title: str | None = None,
    *,
    venue: str | None = None,
    year: int | None = None,
    link: str | None = None,
) -> Label:
    return Label(
        REPO,
        COMMIT,
        "README.md",
        hashlib.sha256(LIST.encode()).hexdigest(),
        line,
        shape,
        title is not None,
        title=place(line, title) if title else UNSET,
        venue=place(line, venue) if venue else None,
        year=year,
        main_link=place(line, link) if link else None,
    )


RIGHT = (
    Label(
        REPO,
        COMMIT,
        "README.md",
        hashlib.sha256(LIST.encode()).hexdigest(),
        3,
        "¶ w",
        entry=False,
    ),
    label(
        7,
        "- **T.** V Y. [[K](u)]",
        "Robots *That* Walk on Ice",
        venue="ICRA 2021",
        year=2021,
        link="https://example.org/a",
    ),
    label(8, "- [T](u) - w", "IceBot", link="https://example.org/b"),
    label(12, "| [T](u) | Y |", "Snow &amp; Hail", year=2019, link="https://example.org/c"),
)


def written(directory: Path, labels: Sequence[Label]) -> Path:
    path = directory / "labels.jsonl"
    path.write_bytes(b"\n".join(map(msgspec.json.encode, labels)))
    return path


def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: str | Path
) -> tuple[int, str]:
    monkeypatch.setattr(sys, "argv", ["entries.py", *map(str, arguments)])
    return entries.main(), capsys.readouterr().out


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    path = tmp_path / "lists" / REPO / "README.md"
    path.parent.mkdir(parents=True)
    path.write_text(LIST, encoding="utf-8")
    return tmp_path / "lists"


def test_right_labels_have_no_misses(
    directory: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out = run(monkeypatch, capsys, "-v", "--labels", written(directory, RIGHT), directory)
    assert status == 0
    assert out.splitlines()[:10] == [
        "1 lists, 4 lines",
        "all",
        "  found           3 of    3  100.0%",
        "  every field     3 of    3  100.0%",
        "  title           3 of    3  100.0%",
        "  venue           3 of    3  100.0%",
        "  year            3 of    3  100.0%",
        "  main_link       3 of    3  100.0%",
        "  false           0 of    1    0.0%",
        "paragraph",
    ]
    assert out.splitlines()[-1] == "misses"


def test_misses_are_counted_by_field_and_shape(
    directory: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    labels = (
        label(3, "¶ w", "Words"),
        label(8, "- [T](u) - w", "Walks", year=2021, link="https://example.org/b"),
        msgspec.structs.replace(RIGHT[0], line=12, shape="| w |"),
    )
    status, out = run(monkeypatch, capsys, "-v", "--labels", written(directory, labels), directory)
    assert status == 1
    assert "  found           1 of    2   50.0%\n  every field     0 of    2    0.0%\n" in out
    assert "  false           1 of    1  100.0%\n" in out
    assert "ada/ice/README.md:8: title, year\n  - [IceBot](https://example.org/b)" in out
    assert out.splitlines()[-4:] == [
        "misses",
        "   1  not found                ¶ w",
        "   1  title, year              - [T](u) - w",
        "   1  false entry              | w |",
    ]


@pytest.mark.parametrize(
    ("name", "read", "wanted"),
    [
        ("title", "“Ice  Water.”", "Ice Water"),
        ("title", "Robots on Ice.", "Robots on Ice"),
        ("venue", "ICRA 2021", "ICRA"),
        ("venue", "Ice Letters, January 2023", "Ice Letters"),
        ("main_link", "http://www.example.org/a", "www.example.org/a"),
    ],
)
def test_differences_that_do_not_count(name: str, read: str, wanted: str) -> None:
    assert entries.comparable(name, read) == entries.comparable(name, wanted)


@pytest.mark.parametrize(
    ("name", "read", "wanted"),
    [
        ("title", ".NET Ice", "NET Ice"),
        ("title", '"Ice" by Ada', 'Ice" by Ada'),
        ("title", "Ice 2021", "Ice"),
        ("venue", "2021", None),
        ("venue", "ICRA", "ICML"),
        ("year", 2021, None),
        ("main_link", "https://example.org/a", "https://example.org/b"),
    ],
)
def test_differences_that_count(name: str, read: entries.Value, wanted: entries.Value) -> None:
    assert entries.comparable(name, read) != entries.comparable(name, wanted)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("**Ice**: A *Cold* Thing", "Ice: A Cold Thing"),
        ("H<sup>2</sup>Ice &amp; snow_ball", "H2Ice & snow_ball"),
        (r"Ice\*: `snow`", "Ice*: snow"),
        ("Ice<br />and Snow <> Hail", "Ice and Snow <> Hail"),
    ],
)
def test_markup_is_not_compared(source: str, text: str) -> None:
    assert entries.shown(source) == text


def test_missing_lists_are_downloaded_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    served = tmp_path / "served" / REPO / COMMIT / "README.md"
    served.parent.mkdir(parents=True)
    served.write_text(LIST, encoding="utf-8")
    base = (tmp_path / "served").as_uri()
    arguments = ("--fetch", base, "--labels", written(tmp_path, RIGHT), tmp_path / "lists")
    assert run(monkeypatch, capsys, *arguments)[0] == 0
    served.unlink()
    assert run(monkeypatch, capsys, *arguments)[0] == 0


def test_another_version_of_a_list_is_refused(
    directory: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (directory / REPO / "README.md").write_text(LIST + "\n", encoding="utf-8")
    with pytest.raises(SystemExit, match=r"ice/README\.md is not the labelled version, 0000"):
        run(monkeypatch, capsys, "--labels", written(directory, RIGHT), directory)


def test_a_missing_list_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match=r"ice/README\.md is missing: download it with --fetch"):
        run(monkeypatch, capsys, "--labels", written(tmp_path, RIGHT), tmp_path)


def test_labels_of_the_benchmark_are_valid() -> None:
    lines = entries.LABELS.read_bytes().splitlines()
    labels = [msgspec.json.decode(line, type=Label) for line in lines]
    assert len({(each.file, each.line) for each in labels}) == len(labels)
    assert len({each.file for each in labels}) >= 60
    for each in labels:
        given = [getattr(each, name) for name in ("title", "venue", "year", "main_link")]
        assert each.entry or given == [UNSET] * 4
        assert all(
            line >= 1 and 0 <= start < end
            for line, start, end in (place for place in given if isinstance(place, tuple))
        )
