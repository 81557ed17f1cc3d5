"""Defects to plant in a clean README, one at a time, with the rules that should report them."""

from __future__ import annotations

from defects import (
    arxiv,
    badges,
    configured,
    contents,
    entries,
    entry_style,
    html,
    html_tables,
    images,
    links,
    markup,
    order,
    references,
    tables,
    venues,
)
from defects.source import Kind

KINDS: tuple[Kind, ...] = (
    *tables.KINDS,
    *html.KINDS,
    *html_tables.KINDS,
    *entries.KINDS,
    *entry_style.KINDS,
    *order.KINDS,
    *venues.KINDS,
    *arxiv.KINDS,
    *links.KINDS,
    *contents.KINDS,
    *images.KINDS,
    *badges.KINDS,
    *references.KINDS,
    *markup.KINDS,
    *configured.KINDS,
)
