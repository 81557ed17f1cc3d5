"""The rules, in the order in which they are listed and run."""

from __future__ import annotations

from awesome_lint.rules.rule import NoOptions, Rule

RULES: tuple[Rule, ...] = ()
"""The one registry: a new rule is one line here."""

__all__ = ["RULES", "NoOptions", "Rule"]
