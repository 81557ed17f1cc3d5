"""The examples of docs/export.md are exports of the list on that page."""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from awesome_lint.exporters import FORMATS
from awesome_lint.exporters.json import Entry
from awesome_lint.links import records
from cli_helpers import Cli
from fakenet import Internet
from fakenet.registries.arxiv import Arxiv
from fakenet.world import Paper
from paths import DOCS

PAGE = (DOCS / "export.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


def examples(info: str) -> list[str]:
    return [text for kind, text in BLOCKS if kind == info]


@pytest.fixture
def example(directory: Path) -> None:
    (directory / "README.md").write_text(*examples("markdown"))


@pytest.fixture
def arxiv(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    paper = Paper(
        title="IceBot: Walking on Thin Ice",
        authors=("Ada Snow", "Bo Frost"),
        published="2024-01-03T12:00:00Z",
    )
    with Internet({}, services=Arxiv({"2401.01234": paper}).services) as net:
        look_up = partial(records.look_up_records, connector_factory=net.connector)
        monkeypatch.setattr(records, "look_up_records", look_up)
        yield


@pytest.mark.usefixtures("example")
def test_csv(cli: Cli, directory: Path) -> None:
    cli("export", "--offline", "--to=csv", "--output=list.csv", online=True)
    written = (directory / "list.csv").read_bytes().decode()
    assert [written.replace("\r\n", "\n")] == examples("csv")
    (code,) = examples("python")
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(code, {})  # noqa: S102 - our own documentation
    assert out.getvalue() == "7 IceBot: Walking on Thin Ice\n11 Glacier\n12 Ice Weekly\n"


@pytest.mark.usefixtures("example", "arxiv")
def test_formats_with_records(cli: Cli) -> None:
    def export(name: str) -> str:
        url = "--url=https://example.org/list"
        return cli("export", "--to", name, url, online=True).out

    assert [export("bibtex")] == examples("bibtex")
    assert [export("rss"), export("opml")] == examples("xml")


def test_the_page_has_every_format_and_field() -> None:
    assert tuple(re.findall(r"^\| \[`(\w+)`\]", PAGE, re.MULTILINE)) == FORMATS
    (table,) = re.findall(r"^\| Field .*?\n\n", PAGE, re.DOTALL | re.MULTILINE)
    rows = re.findall(r"^\| ([^|]+)\|", table, re.MULTILINE)[1:]
    fields = [name for row in rows for name in re.findall(r"`(\w+)`", row)]
    assert sorted(fields) == sorted(Entry.__struct_fields__)
