"""Which rules a configuration makes run, and the words it suggests."""

from __future__ import annotations

import pytest

from awesome_lint.config import (
    Config,
    rule_settings,
    rules_matching,
)
from awesome_lint.config.nearest import hint, nearest, shown
from awesome_lint.rules import NoOptions
from config_helpers import RULEBOOK, Options, load


def running(
    config: Config, select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()
) -> list[str]:
    return [setting.rule.id for setting in rule_settings(config, select, ignore)]


@pytest.mark.usefixtures("three_rules")
def test_all_rules_run_with_their_defaults() -> None:
    settings = rule_settings(Config())
    assert [setting.rule for setting in settings] == list(RULEBOOK)
    assert [setting.severity for setting in settings] == ["error", "warning", "error"]
    assert [setting.options for setting in settings] == [NoOptions(), Options(), NoOptions()]
    assert not any(setting.configured for setting in settings)


@pytest.mark.usefixtures("three_rules")
def test_configured_severity_and_options() -> None:
    config = load("rules: {link-dead: info, venue-typo: on, venue-style: {scope: section}}")
    settings = rule_settings(config)
    assert [(each.severity, each.configured) for each in settings] == [
        ("error", False),
        ("warning", False),
        ("info", True),
    ]
    assert settings[1].options == Options(scope="section")


@pytest.mark.usefixtures("three_rules")
def test_select_and_ignore() -> None:
    off = load("rules: {venue-style: off}")
    assert running(off) == ["venue-typo", "link-dead"]
    assert running(off, select=("venue-*",)) == ["venue-typo"]
    assert running(off, select=("venue-style", "venue-typo")) == ["venue-typo", "venue-style"]
    assert running(off, select=("venue-style",), ignore=("venue-*",)) == []
    assert running(Config(), ignore=("*-typo",)) == ["venue-style", "link-dead"]


@pytest.mark.usefixtures("three_rules")
def test_a_rule_selected_by_name_runs_at_its_default_severity() -> None:
    (setting,) = rule_settings(load("rules: {venue-style: off}"), select=("venue-style",))
    assert (setting.severity, setting.configured) == ("warning", False)


def test_rules_matching() -> None:
    assert rules_matching("duplicate-*") == {"duplicate-row", "duplicate-entry"}
    assert rules_matching("duplicate-row") == {"duplicate-row"}
    assert rules_matching("Duplicate-row") == frozenset()


def test_nearest() -> None:
    assert nearest("JSN", ["text", "json"]) == "json"
    assert nearest("sarif", ["text", "json"]) is None
    assert nearest("j" * 61, ["j" * 60]) is None


def test_hint() -> None:
    assert hint("jsn", ["text", "json"]) == ": did you mean `json`?"
    assert hint("sarif", ["text", "json"]) == " (known: text, json)"
    assert hint("sarif", []) == ""
    assert hint("sarif", map(str, range(10))) == ""


def test_shown() -> None:
    assert shown("a\n b") == "`a b`"
    assert shown("x" * 60) == f"`{'x' * 60}`"
    assert shown("x" * 61) == f"`{'x' * 59}…`"
