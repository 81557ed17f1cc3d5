"""The rules, in the order in which they are listed and run."""

from __future__ import annotations

from awesome_lint.rules import (
    arxiv_id,
    arxiv_url,
    column_value_style,
    column_value_typo,
    doi_format,
    duplicate_entry,
    duplicate_row,
    html_unbalanced,
    identity_conflict,
    link_blocked,
    link_dead,
    link_empty,
    link_fragment,
    link_local_file,
    link_malformed,
    link_moved,
    link_refused,
    link_unreachable,
    name_title_mismatch,
    sort_order,
    suppression_unused,
    table_column_count,
    table_not_rendered,
    url_style,
    venue_link_mismatch,
    venue_style,
    venue_typo,
    venue_year,
)
from awesome_lint.rules.rule import NoOptions, Rule

RULES: tuple[Rule, ...] = (
    table_column_count.RULE,
    table_not_rendered.RULE,
    html_unbalanced.RULE,
    duplicate_row.RULE,
    duplicate_entry.RULE,
    identity_conflict.RULE,
    name_title_mismatch.RULE,
    venue_typo.RULE,
    venue_style.RULE,
    venue_year.RULE,
    venue_link_mismatch.RULE,
    column_value_typo.RULE,
    column_value_style.RULE,
    arxiv_id.RULE,
    arxiv_url.RULE,
    doi_format.RULE,
    link_malformed.RULE,
    link_empty.RULE,
    link_fragment.RULE,
    link_local_file.RULE,
    url_style.RULE,
    sort_order.RULE,
    suppression_unused.RULE,
    link_dead.RULE,
    link_moved.RULE,
    link_blocked.RULE,
    link_unreachable.RULE,
    link_refused.RULE,
)
"""The one registry: a new rule is one line here."""

__all__ = ["RULES", "NoOptions", "Rule"]
