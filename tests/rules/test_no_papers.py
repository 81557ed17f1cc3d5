"""The rules about papers have no findings in other lists."""

from __future__ import annotations

from pathlib import Path

import pytest

from awesome_lint.rules import RULES
from linting import lint

PAPERS = ("arxiv-", "identity-conflict", "name-title-mismatch", "paper-", "title-", "venue-")
RULES_ABOUT_PAPERS = [rule.id for rule in RULES if rule.id.startswith(PAPERS)]


@pytest.mark.untraced
@pytest.mark.parametrize(
    "name", ["public-apis+public-apis", "sindresorhus+awesome", "vinta+awesome-python"]
)
def test_lists_without_papers(lists: Path, name: str) -> None:
    text = (lists / "corpus" / f"{name}.md").read_text(encoding="utf-8")
    found = lint(text, *RULES_ABOUT_PAPERS, config="extends: strict")
    assert [(each.span.line, each.rule, each.message) for each in found] == []


def test_there_are_rules_about_papers() -> None:
    assert {"arxiv-id", "arxiv-url", "venue-style", "venue-typo"} <= set(RULES_ABOUT_PAPERS)
