"""RSS exports, read by feedparser and as XML."""

from __future__ import annotations

import time
from html import unescape
from xml.etree.ElementTree import Element

import feedparser
import pytest
from hypothesis import given

from awesome_lint.bounded import parse_xml
from awesome_lint.exporters import Export
from awesome_lint.exporters.plain_text import plain_text
from awesome_lint.model import Record
from exports import PAGE, export_of, export_of_texts, text, written

LIST = """\
# Robots & Ice

## Papers

| Title | Venue | Link |
|:--|:--|:--|
| Old Walks | ICRA 2020 | [Paper](https://arxiv.org/abs/2001.01234) |
| Walking <3 | RSS | [Paper](https://arxiv.org/abs/2401.01234) |
| No Date | | [Paper](https://a.example/?a&b) |

## Tools

- [Glacier](https://github.com/snow/glacier) - A simulator & more.
- [Walking](https://arxiv.org/abs/2401.01234v2) - The same paper.
- [Local](notes.md) - Notes.
"""


def parse(exported: str) -> Element:
    root = parse_xml(exported.encode())
    assert root is not None
    return root


def record(url: str, **facts: object) -> dict[str, Record]:
    return {url: Record("registry", url, url, **facts)}  # type: ignore[arg-type]


RECORDS = (
    record(
        "https://arxiv.org/abs/2001.01234", published="2020-01-05", authors=("Ada Snow", "Bo Frost")
    )
    | record("https://arxiv.org/abs/2401.01234", published="2024-01-03", withdrawn=True)
    | record("https://github.com/snow/glacier", created="2022-02-28", archived=True)
)


def test_items() -> None:
    feed = feedparser.parse(written(export_of(LIST, RECORDS), "rss").encode())
    assert not feed.bozo
    assert feed.version == "rss20"
    assert (feed.feed.title, feed.feed.link) == ("Robots & Ice", PAGE)
    assert [(item.title, item.get("link"), item.id) for item in feed.entries] == [
        ("Walking <3", "https://arxiv.org/abs/2401.01234", "arxiv:2401.01234"),
        (
            "Glacier",
            "https://github.com/snow/glacier",
            "url:https://github.com/snow/glacier glacier",
        ),
        ("Old Walks", "https://arxiv.org/abs/2001.01234", "arxiv:2001.01234"),
        ("No Date", "https://a.example/?a&b", "url:https://a.example?a&b no date"),
        ("Local", None, "url:notes.md local"),
    ]
    walking, glacier, old, undated, _ = feed.entries
    assert time.strftime("%Y-%m-%d %H:%M", walking.published_parsed) == "2024-01-03 00:00"
    assert "published" not in undated
    assert [tag.term for tag in walking.tags] == ["Papers", "Tools"]
    assert walking.summary == "<p>RSS</p><p>Withdrawn</p>"
    assert glacier.summary == "<p>A simulator &amp; more.</p><p>Archived</p>"
    assert [author.name for author in old.authors] == ["Ada Snow", "Bo Frost"]
    assert old.summary == "<p>ICRA 2020</p>"


@pytest.mark.parametrize("published", ["2024", "2024-01", "2024-02-31", "0000-01-01", "2024-1-1"])
def test_no_date_is_invented(published: str) -> None:
    records = record("https://arxiv.org/abs/2401.01234", published=published)
    exported = written(export_of(LIST, records), "rss")
    assert "pubDate" not in exported


def test_a_list_without_a_page() -> None:
    export = export_of_texts("A", "B", url="")
    channel = parse(written(Export("A", "", export.entries), "rss")).find("channel")
    assert channel is not None
    assert channel.find("link") is None
    assert channel.find("item/link") is None
    assert channel.findtext("item/title") == "A"
    untitled = written(export_of_texts("", "", url=""), "rss")
    assert parse(untitled).findtext("channel/item/title") == "Untitled"


@given(text, text)
def test_texts_survive(title: str, venue: str) -> None:
    known = Record("arxiv", "1", "", authors=(title, venue), published=title)
    exported = written(export_of_texts(title, venue, record=known), "rss")
    item = parse(exported).find("channel/item")
    assert item is not None
    assert item.findtext("title") == (plain_text(title) or "https://a.example/")
    assert item.findtext("guid") == plain_text(f"title:{title}")
    lines = [plain_text(each) for each in (title, venue) if plain_text(each)]
    shown = "".join(f"<p>{line}</p>" for line in lines)
    assert unescape(item.findtext("description") or "") == unescape(shown)
    feed = feedparser.parse(exported.encode(), sanitize_html=False, resolve_relative_uris=False)
    assert not feed.bozo
    assert len(feed.entries) == 1
