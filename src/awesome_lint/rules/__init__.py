"""All rules, in the order in which they are listed and run."""

from __future__ import annotations

from awesome_lint.rules.rule import Needs, NoOptions, Rule

RULES: tuple[Rule, ...] = (
    Rule("table-column-count", "error", about="tables"),
    Rule("table-not-rendered", "error", about="unrendered_rows"),
    Rule("entry-merged", "error"),
    Rule("markup-literal", "warning"),
    Rule("html-unbalanced", "warning"),
    Rule("html-swallowed", "error", about="tags"),
    Rule("readme-truncated", "warning", highest_severity="error"),
    Rule("duplicate-row", "error"),
    Rule("duplicate-entry", "warning"),
    Rule("identity-conflict", "warning"),
    Rule("name-title-mismatch", "warning"),
    Rule("venue-typo", "error"),
    Rule("venue-style", "warning"),
    Rule("venue-year", "warning"),
    Rule("venue-link-mismatch", "warning"),
    Rule("column-value-typo", "warning", about="tables"),
    Rule("column-value-style", "info", about="tables"),
    Rule("entry-style", "warning"),
    Rule("arxiv-id", "error"),
    Rule("arxiv-url", "warning", highest_severity="error"),
    Rule("doi-format", "error"),
    Rule("link-malformed", "error"),
    Rule("link-empty", "warning"),
    Rule("reference-undefined", "error"),
    Rule("reference-unused", "error", about="definitions"),
    Rule("reference-duplicate", "warning", about="definitions"),
    Rule("link-fragment", "error", finds_more_online=True, uses_files=True),
    Rule("contents-sync", "warning"),
    Rule("link-local-file", "error", needs="files"),
    Rule("image-not-image", "warning", uses_files=True),
    Rule("url-style", "info"),
    Rule("sort-order", "warning", enabled=False),
    Rule("column-values", "warning", enabled=False),
    Rule("section-size", "warning", enabled=False),
    Rule("link-host", "warning", enabled=False),
    Rule("badge-required", "warning", enabled=False),
    Rule("entries-per-change", "warning", enabled=False),
    Rule("new-entry-position", "warning", enabled=False),
    Rule("description-required", "warning", enabled=False),
    Rule("banned-words", "warning", enabled=False),
    Rule("suppression-unused", "warning", needs="suppressions", about="suppressions"),
    Rule("link-dead", "error", needs="links"),
    Rule("link-moved", "info", needs="links"),
    Rule("link-soft-404", "info", needs="links"),
    Rule("link-blocked", "info", needs="links"),
    Rule("link-unreachable", "warning", needs="links"),
    Rule("link-refused", "warning", needs="links"),
    Rule("title-mismatch", "warning", needs="records", registries=("arxiv",)),
    Rule("paper-withdrawn", "warning", needs="records", registries=("arxiv",)),
    Rule("venue-outdated", "info", needs="records", registries=("arxiv",)),
    Rule("repo-archived", "info", needs="records", registries=("github", "codeberg")),
    Rule(
        "repo-health",
        "warning",
        needs="records",
        enabled=False,
        registries=("github", "gitlab", "codeberg"),
        uses_forges=True,
        checks_changes=True,
        uses_date=True,
    ),
)
"""Registry of all rules. A new rule is added here, and nowhere else."""

RULES_BY_ID = {rule.id: rule for rule in RULES}

__all__ = ["RULES", "RULES_BY_ID", "Needs", "NoOptions", "Rule"]
