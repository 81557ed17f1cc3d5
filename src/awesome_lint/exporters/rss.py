"""RSS 2.0: an item for each work, the newest first.

An item has a date if a registry states the day on which the work was published or the repository
created. Items without a date come last, in the order of the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from html import escape
from typing import Final, TextIO
from xml.etree import ElementTree as ET

from awesome_lint.bounded import parse_digits
from awesome_lint.exporters.export import Export, ExportedEntry, Work, works
from awesome_lint.exporters.plain_text import plain_text, plain_url, section_path, web_url
from awesome_lint.exporters.xml import write_xml
from awesome_lint.model import ListedEntry
from awesome_lint.version import __version__

_DAY: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", re.ASCII)
_MONTHS: Final = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_DUBLIN_CORE: Final = "http://purl.org/dc/elements/1.1/"
"""The namespace of `dc:creator`, which has names. The `author` of RSS is an e-mail address."""


def write(export: Export, stream: TextIO) -> None:
    """Write a feed. The GUID of an item is the identity of its work."""
    feed = ET.Element("rss", {"version": "2.0", "xmlns:dc": _DUBLIN_CORE})
    channel = ET.SubElement(feed, "channel")
    _add(channel, "title", export.title)
    if export.url:
        _add(channel, "link", plain_url(export.url))
    _add(channel, "description", f"The entries of {export.title}")
    _add(channel, "generator", f"awesome-lint {__version__}")
    dated = [(_day(work.first.published), work) for work in works(export.entries, guid)]
    for day, work in sorted(dated, key=lambda each: each[0] or date.min, reverse=True):
        channel.append(_item(work, day))
    write_xml(feed, stream)


def guid(listed: ListedEntry) -> str:
    """Return the GUID of an item, which is that of the work: `arxiv:2401.01234`."""
    return plain_text(listed.key)


def _item(work: Work, day: date | None) -> ET.Element:
    listed = work.first.listed
    item = ET.Element("item")
    _add(item, "title", plain_text(listed.title) or plain_url(listed.url) or "Untitled")
    if page := web_url(listed.url):
        _add(item, "link", page)
    ET.SubElement(item, "guid", isPermaLink="false").text = guid(listed)
    if day is not None:
        _add(item, "pubDate", f"{day:%d} {_MONTHS[day.month - 1]} {day.year:04} 00:00:00 GMT")
    for name in _authors(work.first):
        _add(item, "dc:creator", name)
    for section in filter(None, work.sections):
        _add(item, "category", section_path(section))
    # Feed readers show the description as HTML.
    if lines := [f"<p>{escape(line)}</p>" for line in _lines(work.first)]:
        _add(item, "description", "".join(lines))
    return item


def _authors(entry: ExportedEntry) -> tuple[str, ...]:
    own = (entry.listed.authors,) if entry.listed.authors else ()
    return next((each.record.authors for each in entry.records if each.record.authors), own)


def _lines(entry: ExportedEntry) -> Iterator[str]:
    listed = entry.listed
    descriptions = (each.record.description for each in entry.records)
    if description := plain_text(listed.description or next(filter(None, descriptions), "")):
        yield description
    year = str(listed.year or "")
    venue = plain_text(listed.venue)
    if published := " ".join(filter(None, (venue, "" if year in venue else year))):
        yield published
    for remark in ("withdrawn", "retracted", "archived"):
        if any(getattr(each.record, remark) for each in entry.records):
            yield remark.capitalize()


def _day(published: str) -> date | None:
    match = _DAY.fullmatch(published)
    try:
        return date(*map(parse_digits, match.groups())) if match else None
    except ValueError:
        return None


def _add(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = plain_text(text)
