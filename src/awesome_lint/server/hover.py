"""Hover texts: findings with the pages of their rules, and cached results of links."""

from __future__ import annotations

import time
from collections.abc import Iterable
from math import floor
from typing import TYPE_CHECKING, Final

from awesome_lint import rulebook
from awesome_lint.bounded import datetime_from_timestamp
from awesome_lint.model import Diagnostic
from awesome_lint.report.markdown_text import code, inline
from awesome_lint.text.wording import count

if TYPE_CHECKING:
    from awesome_lint.links.cache.memory import CachedResult

_UNITS: Final = ((86400, "day"), (3600, "hour"), (60, "minute"))


def of_findings(found: Iterable[Diagnostic]) -> list[str]:
    """Return each finding in Markdown, and the page of each rule once."""
    pages: dict[str, None] = {}
    texts = []
    for each in found:
        pages[each.rule] = None
        texts.append(f"**{each.rule}** ({each.severity}): {inline(each.message)}")
        if each.help:
            texts.append(f"Help: {inline(each.help)}")
    return [*texts, *map(page, pages)]


def of_link(url: str, cached: CachedResult | None) -> str:
    """Return the last result of a link in Markdown."""
    link = code(url)
    if cached is None:
        return f"{link}: not checked yet"
    result = cached.result
    text = f"{link}: **{result.verdict}**"
    if result.detail:
        text += f": {inline(result.detail)}"
    elif result.status:
        text += f" ({result.status})"
    text += f"\n\nChecked {_age(cached.checked_at)}"
    if cached.dead_since is not None and result.verdict == "dead":
        text += f"; dead since {datetime_from_timestamp(cached.dead_since):%Y-%m-%d}"
    if result.final_url and result.final_url != url:
        text += f"\n\nLeads to {code(result.final_url)}"
    if result.archived_url:
        text += f"\n\nArchived copy: {code(result.archived_url)}"
    return text


def page(rule: str) -> str:
    """Return the page of a rule, whose links lead to the repository."""
    text = rulebook.absolute_links(rulebook.page(rule))
    return f"{text}\n[{rule}]({rulebook.page_url(rule)})"


def _age(at: float) -> str:
    """Return the time since a POSIX time."""
    seconds = max(time.time() - at, 0)
    for length, unit in _UNITS:
        if seconds >= length:
            return f"{count(floor(seconds / length), unit)} ago"
    return "less than a minute ago"
