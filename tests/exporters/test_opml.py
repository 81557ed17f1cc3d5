"""OPML exports, read by listparser and as XML."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import listparser
from hypothesis import given

from awesome_lint.bounded import parse_xml
from awesome_lint.exporters import Export
from awesome_lint.exporters.plain_text import plain_text
from exports import export_of, export_of_texts, text, written

LIST = """\
# Robots

## Sites

- [Ice Weekly](https://ice.example/) - News & more ([RSS](https://ice.example/feed)).
- [Frost](https://frost.example/atom.xml)

### Blogs

- [Hail <3](https://hail.example/?a=1&b=2) - A "blog".
- [Local](notes.md) - Notes.

## Papers

- [Walking](javascript:alert) - No page.
"""


def parse(exported: str) -> Element:
    root = parse_xml(exported.encode())
    assert root is not None
    return root


def test_outlines_by_section() -> None:
    assert (
        written(export_of(LIST), "opml")
        == """\
<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0">
  <head>
    <title>Robots</title>
  </head>
  <body>
    <outline text="Sites">
      <outline text="Ice Weekly" type="rss" xmlUrl="https://ice.example/feed" \
htmlUrl="https://ice.example/" description="News &amp; more (RSS)." />
      <outline text="Frost" type="rss" xmlUrl="https://frost.example/atom.xml" />
      <outline text="Blogs">
        <outline text="Hail &lt;3" type="link" url="https://hail.example/?a=1&amp;b=2" \
description="A &quot;blog&quot;." />
        <outline text="Local" description="Notes." />
      </outline>
    </outline>
    <outline text="Papers">
      <outline text="Walking" description="No page." />
    </outline>
  </body>
</opml>
"""
    )


def test_a_reader_of_feeds() -> None:
    read = listparser.parse(written(export_of(LIST), "opml"))
    assert not read.bozo
    assert read.meta.title == "Robots"
    assert [(feed.title, feed.url, feed.categories) for feed in read.feeds] == [
        ("Ice Weekly", "https://ice.example/feed", [["Sites"]]),
        ("Frost", "https://frost.example/atom.xml", [["Sites"]]),
    ]


def test_several_files_have_an_outline_each() -> None:
    one, other = export_of_texts("a.md", "x"), export_of_texts("b.md", "x")
    root = parse(written(Export("A", "", one.entries + other.entries), "opml"))
    assert [each.get("text") for each in root.findall("body/outline")] == ["a.md", "b.md"]


@given(text, text)
def test_texts_survive(title: str, venue: str) -> None:
    exported = written(export_of_texts(title, venue), "opml")
    root = parse(exported)
    entry = root.find("body/outline/outline/outline")
    assert entry is not None
    assert entry.get("text") == (plain_text(title) or "https://a.example/")
    assert root.find("body/outline/outline").get("text") == plain_text(venue)  # type: ignore[union-attr]
    assert not listparser.parse(exported).bozo
