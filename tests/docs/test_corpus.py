"""docs/corpus.md says what the rules find in real lists."""

import importlib.util
from pathlib import Path

import corpus_fixes
from awesome_lint.rules import RULES
from paths import ROOT


def test_findings_are_those_of_the_page(lists: Path) -> None:
    spec = importlib.util.spec_from_file_location("corpus", ROOT / "benchmarks" / "corpus.py")
    assert spec is not None
    assert spec.loader is not None
    corpus = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(corpus)
    page = (ROOT / "docs" / "corpus.md").read_text(encoding="utf-8")
    written = page.split("<!-- findings -->\n")[1].split("<!-- /findings -->")[0]
    assert written.strip() == corpus.table(corpus.findings(lists)).strip()


def test_fixes_are_those_of_the_page(lists: Path) -> None:
    page = (ROOT / "docs" / "corpus.md").read_text(encoding="utf-8")
    written = page.split("<!-- fixes -->\n")[1].split("<!-- /fixes -->")[0]
    paths = [*sorted((lists / "corpus").glob("*+*.md")), lists / "seed" / "README.md"]
    assert written.strip() == corpus_fixes.table([str(path) for path in paths]).strip()


def test_every_offline_rule_has_a_verdict() -> None:
    page = (ROOT / "docs" / "corpus.md").read_text(encoding="utf-8")
    verdicts = page.split("## Accuracy")[1]
    for rule in RULES:
        if not rule.online:
            assert f"| `{rule.id}` |" in verdicts
