"""A small rulebook for the tests of the configuration, installed by conftest.py."""

from __future__ import annotations

from typing import Any, Literal

from msgspec import Struct

from awesome_lint.config import Config, file
from awesome_lint.rules import Rule
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


def nothing(*_: Any) -> Any:
    return iter(())


RULEBOOK = (
    Rule("venue-typo", "error", nothing),
    Rule("venue-style", "warning", nothing, Options),
    Rule("link-dead", "error", nothing, needs="links"),
)


def load(text: str) -> Config:
    return file.loads(text, "lint.yml")
