"""OPML 2.0: an outline of each section, with the entries in it.

An entry is an outline of the type `link`, or of the type `rss` if one of its links is a feed.
"""

from __future__ import annotations

from typing import TextIO
from xml.etree import ElementTree as ET

from awesome_lint.exporters.export import Export
from awesome_lint.exporters.plain_text import plain_text, web_url
from awesome_lint.exporters.xml import write_xml
from awesome_lint.model import ListedEntry


def write(export: Export, stream: TextIO) -> None:
    """Write the entries in their order, in an outline of each file if there are several files."""
    document = ET.Element("opml", version="2.0")
    head = ET.SubElement(document, "head")
    ET.SubElement(head, "title").text = plain_text(export.title)
    body = ET.SubElement(document, "body")
    has_files = len({entry.listed.path for entry in export.entries}) > 1
    outlines: dict[tuple[str, ...], ET.Element] = {(): body}
    for entry in export.entries:
        listed = entry.listed
        names = ((listed.path,) if has_files else ()) + listed.section
        parent = body
        for depth in range(1, len(names) + 1):
            path = names[:depth]
            if path not in outlines:
                outlines[path] = ET.SubElement(parent, "outline", text=plain_text(path[-1]))
            parent = outlines[path]
        ET.SubElement(parent, "outline", _attributes(listed))
    write_xml(document, stream)


def _attributes(listed: ListedEntry) -> dict[str, str]:
    page = web_url(listed.url)
    feed = next((web_url(each.url) for each in listed.links if each.target == "feed"), "")
    attributes = {"text": plain_text(listed.title) or page or "Untitled"}
    if feed:
        attributes |= {"type": "rss", "xmlUrl": feed}
        if page and page != feed:
            attributes["htmlUrl"] = page
    elif page:
        attributes |= {"type": "link", "url": page}
    if listed.description:
        attributes["description"] = plain_text(listed.description)
    return attributes
