"""The seed list of the project: all its errors are found, and nothing else is."""

from pathlib import Path

import yaml

from awesome_lint.rules import RULES
from linting import lint


def test_seed(lists: Path) -> None:
    truth = yaml.safe_load((lists / "truth" / "seed.yml").read_text(encoding="utf-8"))
    rules = {rule.id for rule in RULES}
    found = lint((lists / "seed" / "README.md").read_text(encoding="utf-8"))
    places = {(each.rule, each.span.line): each for each in found}
    wanted = [each for each in truth["defects"] if each["rule"] in rules]
    assert len(wanted) > 50
    missed = [
        each
        for each in wanted
        if not each.get("optional") and (each["rule"], each["line"]) not in places
    ]
    assert missed == []
    trapped = [each for each in truth["traps"] if (each["rule"], each["line"]) in places]
    assert trapped == []
    for each in wanted:
        if diagnostic := places.get((each["rule"], each["line"])):
            assert diagnostic.severity == each.get("severity", diagnostic.severity)
            if "of" in each:
                assert diagnostic.related[0].span.line == each["of"]


def test_seed_has_few_other_findings(lists: Path) -> None:
    truth = yaml.safe_load((lists / "truth" / "seed.yml").read_text(encoding="utf-8"))
    known = {(each["rule"], each["line"]) for each in truth["defects"]}
    found = lint((lists / "seed" / "README.md").read_text(encoding="utf-8"))
    other = [
        f"{each.span.line} {each.rule}: {each.message}"
        for each in found
        if each.severity != "info" and (each.rule, each.span.line) not in known
    ]
    assert len(other) <= 5, "\n".join(other)
