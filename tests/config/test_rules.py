"""Rules selected by a configuration, and suggestions for misspelled words."""

from __future__ import annotations

import json

import pytest
from msgspec import Struct

from awesome_lint.config import Config, rule_settings, rules_matching
from awesome_lint.config.presets import PRESETS, Preset
from awesome_lint.rules import RULES, NoOptions, arxiv_url
from awesome_lint.text.suggest import nearest, quote_word, suggest_or_list
from config_helpers import RULEBOOK, InventedRule, Options, load


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


OFF = InventedRule("venue-typo", "info", enabled=False, given=Options)


@pytest.mark.parametrize(
    ("text", "severity", "configured"),
    [
        ("on", "info", False),
        ("", "info", False),
        ("{scope: table}", "info", False),
        ("error", "error", True),
        ("{severity: warning}", "warning", True),
    ],
)
def test_a_rule_that_is_off_by_default_runs_if_configured(
    monkeypatch: pytest.MonkeyPatch, text: str, severity: str, configured: bool
) -> None:
    monkeypatch.setattr("awesome_lint.config.RULES", (OFF,))
    monkeypatch.setattr("awesome_lint.config.decode.RULES_BY_ID", {OFF.id: OFF})
    (setting,) = rule_settings(load(f"rules: {{venue-typo: {text}}}"))
    assert (setting.severity, setting.configured) == (severity, configured)
    assert setting.options == Options()


def test_a_rule_that_is_off_by_default_runs_if_it_is_selected_by_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("awesome_lint.config.RULES", (OFF,))
    assert running(Config()) == []
    assert running(Config(), select=("venue-*",)) == []
    assert running(Config(), select=("venue-typo",)) == ["venue-typo"]
    assert running(Config(), select=("venue-typo",), ignore=("*",)) == []


def options_of(rule_id: str, config: Config, preset: Preset | None = None) -> Struct:
    return {each.rule.id: each.options for each in rule_settings(config, preset=preset)}[rule_id]


def test_preset() -> None:
    strict = load("extends: strict")
    assert options_of("arxiv-url", Config()) == arxiv_url.Options("any", "allow")
    assert options_of("arxiv-url", strict) == arxiv_url.Options("abs", "forbid")
    assert options_of("arxiv-url", Config(), "strict") == arxiv_url.Options("abs", "forbid")
    assert options_of("arxiv-url", strict, "recommended") == arxiv_url.Options("any", "allow")


def test_a_configured_option_is_stronger_than_the_preset() -> None:
    config = load("extends: strict\nrules: {arxiv-url: {severity: info, prefer: any}}")
    assert options_of("arxiv-url", config) == arxiv_url.Options("any", "forbid")
    config = load("rules: {arxiv-url: {prefer: any}, link-empty: off}")
    assert options_of("arxiv-url", config, "strict") == arxiv_url.Options("any", "forbid")
    assert "link-empty" not in [each.rule.id for each in rule_settings(config, preset="strict")]


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_is_a_valid_configuration_without_defaults(preset: Preset) -> None:
    config = load(json.dumps({"rules": PRESETS[preset]}))
    defaults = {rule.id: rule.options() for rule in RULES}
    for rule_id, setting in config.rules.items():
        assert setting.level == "on"
        for name, value in setting.options.items():
            assert getattr(defaults[rule_id], name) != value


def test_rules_matching() -> None:
    assert rules_matching("duplicate-*") == {"duplicate-row", "duplicate-entry"}
    assert rules_matching("duplicate-row") == {"duplicate-row"}
    assert rules_matching("Duplicate-row") == frozenset()


def test_nearest() -> None:
    assert nearest("JSN", ["text", "json"]) == "json"
    assert nearest("sarif", ["text", "json"]) is None
    assert nearest("j" * 61, ["j" * 60]) is None


def test_hint() -> None:
    assert suggest_or_list("jsn", ["text", "json"]) == ": did you mean `json`?"
    assert suggest_or_list("sarif", ["text", "json"]) == " (known: text, json)"
    assert suggest_or_list("sarif", []) == ""
    assert suggest_or_list("sarif", map(str, range(10))) == ""


def test_shown() -> None:
    assert quote_word("a\n b") == "`a b`"
    assert quote_word("x" * 60) == f"`{'x' * 60}`"
    assert quote_word("x" * 61) == f"`{'x' * 59}…`"
