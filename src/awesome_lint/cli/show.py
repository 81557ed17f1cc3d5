"""The list of rules and the configuration, as text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

import msgspec

from awesome_lint import rulebook
from awesome_lint.config import Config, Level, RuleSetting, rules_matching
from awesome_lint.config.presets import DEFAULT, Preset
from awesome_lint.rules import RULES, Rule
from awesome_lint.text.display import displayable


def rules(chosen: Iterable[Rule], *, width: int | None) -> str:
    """Return a list of rules: id, default severity and summary.

    Summaries are wrapped at `width` columns; None for one line per rule.
    """
    widest = max(len(rule.id) for rule in RULES)
    lines = []
    for rule in chosen:
        head = f"{rule.id:{widest}}  {_default_level(rule):7}  "
        if width is None:
            lines.append(head + rulebook.summary(rule.id))
            continue
        lines += textwrap.wrap(
            rulebook.summary(rule.id),
            width,
            initial_indent=head,
            subsequent_indent=" " * len(head),
            break_on_hyphens=False,
        )
    return "".join(f"{line}\n" for line in lines)


def rules_as_json(chosen: Iterable[Rule]) -> str:
    """Return a list of rules as JSON: an array of objects."""
    import json

    described = [
        {
            "rule": rule.id,
            "severity": _default_level(rule),
            "needs_network": rule.online,
            "summary": rulebook.summary(rule.id),
            "url": rulebook.page_url(rule.id),
        }
        for rule in chosen
    ]
    return json.dumps(described, indent=2, ensure_ascii=False) + "\n"


def pages(patterns: Sequence[str]) -> str:
    """Return the pages of the rules that IDs or globs match, each once."""
    matching = frozenset[str]().union(*map(rules_matching, patterns))
    return "\n".join(rulebook.page(rule.id) for rule in RULES if rule.id in matching)


def _default_level(rule: Rule) -> Level:
    return rule.severity if rule.enabled else "off"


def configuration(
    config: Config, settings: tuple[RuleSetting, ...], preset: Preset | None = None
) -> str:
    """Return a configuration with all defaults, as a configuration file.

    `settings` are the rules that run; all others are written as `off`. `preset` is that of the
    command line, or None.
    """
    running = {setting.rule.id: setting for setting in settings}
    lines = [
        f"# From {displayable(config.source)}" if config.source else "# The defaults",
        f"extends: {preset or config.extends or DEFAULT}",
        f"exclude: {_flow(config.exclude)}",
        "rules:",
    ]
    for rule in RULES:
        setting = running.get(rule.id)
        if setting is None:
            lines.append(f"  {rule.id}: off")
            continue
        said: dict[str, object] = msgspec.to_builtins(setting.options)
        if setting.configured:
            said = {"severity": setting.severity, **said}
        value = _flow(said) if said else "on"
        lines.append(f"  {rule.id}: {value}  # {setting.severity}")
    lines.append(f"venues: {_flow(config.venues)}")
    lines.append(f"links: {_flow(config.links)}")
    return "\n".join(lines) + "\n"


def _flow(value: object) -> str:
    """Return a value as YAML on one line."""
    import yaml

    plain = msgspec.to_builtins(value)
    text: str = yaml.dump(
        plain,
        Dumper=yaml.CSafeDumper,
        default_flow_style=True,
        sort_keys=False,
        allow_unicode=True,
        width=1_000_000,
    )
    return text.strip()
