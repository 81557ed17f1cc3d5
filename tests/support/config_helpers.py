"""A small rulebook for the tests of the configuration, installed by conftest.py."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from awesome_lint.config import Config, file
from awesome_lint.rules import NoOptions, Rule
from awesome_lint.rules.sort_order import By


class Options(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """One option of each type."""

    scope: Literal["table", "section"] = "table"
    least_words: int = 3
    share: float = 0.5
    strict: bool = False
    names: tuple[str, ...] = ()
    years: dict[str, int] = {}
    by: By = "title"


class InventedRule(Rule, frozen=True, kw_only=True):
    """A rule whose options are given instead of imported."""

    given: type[Struct] = NoOptions

    @property
    def options(self) -> type[Struct]:
        return self.given


RULEBOOK = (
    InventedRule("venue-typo", "error"),
    InventedRule("venue-style", "warning", given=Options),
    InventedRule("link-dead", "error", needs="links"),
)
RULEBOOK_BY_ID = {rule.id: rule for rule in RULEBOOK}


def load(text: str) -> Config:
    return file.loads(text, "lint.yml")
