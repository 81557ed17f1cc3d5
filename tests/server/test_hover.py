"""Texts of hovers."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from awesome_lint import find_links, lint_text, rulebook
from awesome_lint.links.cache.memory import CachedResult
from awesome_lint.model import LinkResult
from awesome_lint.rules import RULES
from awesome_lint.server import hover
from paths import ROOT

URL = "https://a.example/"


@pytest.mark.parametrize("rule", [rule.id for rule in RULES])
def test_links_of_a_page_lead_to_the_repository(rule: str) -> None:
    before = find_links(rulebook.page(rule))
    after = find_links(hover.page(rule))
    assert len(after) == len(before) + 1
    for link in after:
        assert link.url.startswith(("https://", "http://", "#"))
        start = f"{rulebook.PROJECT_URL}/blob/main/"
        if link.url.startswith(start):
            assert Path(ROOT, link.url.removeprefix(start).partition("#")[0]).exists()


def code(text: str) -> list[str]:
    """Return the code in a Markdown text."""
    tokens = MarkdownIt().parse(text)
    inside = [each for token in tokens for each in (token, *(token.children or ()))]
    return [each.content for each in inside if each.type in ("fence", "code_block", "code_inline")]


@pytest.mark.parametrize("rule", [rule.id for rule in RULES])
def test_links_in_the_code_of_a_page_are_unchanged(rule: str) -> None:
    assert code(hover.page(rule)) == code(rulebook.page(rule))


def test_the_page_of_a_rule_is_shown_once() -> None:
    text = "| Title | Venue |\n|:--|:--|\n| Robots | Avrxi 2024, Arvix 2024 |\n"
    found = lint_text(text)
    assert [each.rule for each in found] == ["venue-typo", "venue-typo"]
    first, first_help, second, second_help, page = hover.of_findings(found)
    rest = "is a misspelling of `arXiv`: a search for the venue misses this entry"
    assert first == f"**venue-typo** (error): `Avrxi` {rest}"
    assert second == f"**venue-typo** (error): `Arvix` {rest}"
    assert first_help == second_help == "Help: Write `arXiv`"
    assert page.startswith("# venue-typo\n")


@pytest.mark.parametrize(
    ("seconds", "age"),
    [
        (-5, "less than a minute ago"),
        (59, "less than a minute ago"),
        (60, "1 minute ago"),
        (3599, "59 minutes ago"),
        (7200, "2 hours ago"),
        (86400 * 40, "40 days ago"),
    ],
)
def test_ages(seconds: int, age: str) -> None:
    cached = CachedResult(time.time() - seconds, LinkResult("", "ok", 200))
    assert hover.of_link(URL, cached) == f"`{URL}`: **ok** (200)\n\nChecked {age}"


def test_a_link_that_moved() -> None:
    result = LinkResult("", "moved", 200, "https://b.example/", "has moved permanently")
    shown = hover.of_link(URL, CachedResult(time.time(), result))
    assert shown == (
        f"`{URL}`: **moved**: has moved permanently\n\nChecked less than a minute ago\n\n"
        "Leads to `https://b.example/`"
    )


def test_a_dead_link_with_an_archived_copy() -> None:
    archived = "https://web.archive.org/web/2024/https://a.example/"
    result = LinkResult("", "dead", 404, archived_url=archived)
    shown = hover.of_link(URL, CachedResult(time.time(), result, dead_since=86400.0))
    assert shown == (
        f"`{URL}`: **dead** (404)\n\nChecked less than a minute ago; dead since 1970-01-02\n\n"
        f"Archived copy: `{archived}`"
    )


def test_a_url_cannot_become_markdown() -> None:
    shown = hover.of_link("https://a.example/`](https://b.example)", None)
    assert [link.url for link in find_links(shown)] == []
