"""docs/corpus.md has a verdict on each rule. Other tests check its tables."""

from awesome_lint.rules import RULES
from paths import DOCS


def test_every_offline_rule_has_a_verdict() -> None:
    page = (DOCS / "corpus.md").read_text(encoding="utf-8")
    verdicts = page.split("## Accuracy")[1]
    for rule in RULES:
        if not rule.online:
            assert f"| `{rule.id}` |" in verdicts
