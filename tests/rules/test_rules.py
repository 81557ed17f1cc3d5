"""The ID of each rule is the name of its page, of its module and of its line in the registry."""

import importlib
import pkgutil

import msgspec
import pytest

from awesome_lint import rulebook, rules
from awesome_lint.model import Evidence
from awesome_lint.rules import RULES, Rule
from linting import VOCABULARY, parse

IDS = [rule.id for rule in RULES]


def test_registry_has_no_rule_twice() -> None:
    assert len(IDS) == len(set(IDS))


def test_every_page_has_a_rule() -> None:
    assert sorted(path.stem for path in rulebook.directory().glob("*.md")) == sorted(IDS)


def test_every_module_has_a_rule() -> None:
    modules = {module.name for module in pkgutil.iter_modules(rules.__path__)}
    modules -= {"rule", "shared"}
    assert sorted(modules) == sorted(name.replace("-", "_") for name in IDS)


@pytest.mark.parametrize("rule", RULES, ids=IDS)
def test_rule_comes_from_the_module_of_its_name(rule: Rule) -> None:
    module = importlib.import_module(f"awesome_lint.rules.{rule.id.replace('-', '_')}")
    assert rule.check is module.check
    assert rule.check.__module__ == module.__name__
    assert (module.__doc__ or "").startswith(f"{rule.id}: ")


@pytest.mark.parametrize("rule", RULES, ids=IDS)
def test_every_option_has_a_default_and_is_documented(rule: Rule) -> None:
    options = rulebook.page(rule.id).split("## Options")[1].split("\n## ")[0]
    assert rule.options()
    for field in msgspec.structs.fields(rule.options):
        assert f"`{field.encode_name}`" in options
    if not msgspec.structs.fields(rule.options):
        assert options.strip() == "None."


@pytest.mark.parametrize("rule", RULES, ids=IDS)
def test_summary_is_one_sentence(rule: Rule) -> None:
    summary = rulebook.summary(rule.id)
    assert summary.endswith(".")
    assert len(summary) <= 100


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.about], ids=lambda rule: rule.id)
def test_a_rule_about_a_part_has_no_findings_without_it(rule: Rule) -> None:
    parsed = parse("# Ice\n\n- [A](https://example.org)\n\n[[b](c d) == e\n")
    assert all(getattr(parsed, part) == () for part in rule.about)
    assert list(rule.check(parsed, rule.options(), Evidence({}, VOCABULARY))) == []
