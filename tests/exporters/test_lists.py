"""Readers of each format find all entries of lists: of the fixtures, and of real lists."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import feedparser
import listparser
from bibtexparser.entrypoint import parse_string

from awesome_lint.bounded import parse_xml
from awesome_lint.exporters import Export, bibtex
from awesome_lint.exporters.export import works
from awesome_lint.model import ListedLink
from exports import export_of, written
from paths import ROOT


def test_urls_without_a_scheme_have_one() -> None:
    export = export_of("- [Ice](//ice.example/a) - Ice ([RSS](//ice.example/feed)).\n")
    assert "url = {https://ice.example/a}" in written(export, "bibtex")
    assert "<link>https://ice.example/a</link>" in written(export, "rss")
    outline = written(export, "opml")
    assert 'xmlUrl="https://ice.example/feed" htmlUrl="https://ice.example/a"' in outline


def check(export: Export) -> None:
    entries = [entry.listed for entry in export.entries]
    assert len(json.loads(written(export, "json"))["entries"]) == len(entries)
    rows = list(csv.DictReader(io.StringIO(written(export, "csv"), newline="")))
    assert [row["line"] for row in rows] == [str(listed.line) for listed in entries]
    library = parse_string(written(export, "bibtex"))
    assert not library.failed_blocks
    keys = [bibtex.key(work.first.listed) for work in works(export.entries, bibtex.key)]
    assert [entry.key for entry in library.entries] == keys
    assert len({key.lower() for key in keys}) == len(keys)
    feed = feedparser.parse(written(export, "rss").encode())
    assert not feed.bozo
    assert len({item.id for item in feed.entries}) == len(feed.entries)
    assert {item.id for item in feed.entries} == {listed.key for listed in entries}
    outline = written(export, "opml")
    read = listparser.parse(outline)
    assert not read.bozo
    feeds = [url for listed in entries for url in _feeds(listed.links)[:1]]
    assert [each.url for each in read.feeds] == list(dict.fromkeys(feeds))
    root = parse_xml(outline.encode())
    assert root is not None
    assert sum(len(each) == 0 for each in root.iter("outline")) == len(entries)


def _feeds(links: tuple[ListedLink, ...]) -> list[str]:
    return [link.url for link in links if link.target == "feed"]


def test_fixtures() -> None:
    paths = sorted((ROOT / "tests" / "fixtures").glob("*/README.md"))
    assert len(paths) > 5
    for path in paths:
        check(export_of(path.read_text(encoding="utf-8-sig")))


def test_real_lists(lists: Path) -> None:
    paths = [*sorted((lists / "corpus").glob("*+*.md")), lists / "seed" / "README.md"]
    for path in paths:
        check(export_of(path.read_text(encoding="utf-8-sig")))
