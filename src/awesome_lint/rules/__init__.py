"""The rules, in the order in which they are listed and run."""

from __future__ import annotations

from awesome_lint.rules import (
    arxiv_id,
    arxiv_url,
    duplicate_entry,
    duplicate_row,
    link_blocked,
    link_dead,
    link_empty,
    link_malformed,
    link_moved,
    link_refused,
    link_unreachable,
    suppression_unused,
    table_column_count,
    venue_style,
    venue_typo,
)
from awesome_lint.rules.rule import NoOptions, Rule

RULES: tuple[Rule, ...] = (
    table_column_count.RULE,
    duplicate_row.RULE,
    duplicate_entry.RULE,
    venue_typo.RULE,
    venue_style.RULE,
    arxiv_id.RULE,
    arxiv_url.RULE,
    link_malformed.RULE,
    link_empty.RULE,
    suppression_unused.RULE,
    link_dead.RULE,
    link_moved.RULE,
    link_blocked.RULE,
    link_unreachable.RULE,
    link_refused.RULE,
)
"""The one registry: a new rule is one line here."""

__all__ = ["RULES", "NoOptions", "Rule"]
