"""The list of rules and the configuration, as text."""

from __future__ import annotations

import textwrap

import msgspec

from awesome_lint import rulebook
from awesome_lint.config import Config, RuleSetting
from awesome_lint.config.presets import DEFAULT, Preset
from awesome_lint.rules import RULES
from awesome_lint.text.display import displayable

_WIDTH = 80


def rules() -> str:
    """Return the list of rules: id, default severity and summary, in 80 columns."""
    widest = max(len(rule.id) for rule in RULES)
    lines = []
    for rule in RULES:
        head = f"{rule.id:{widest}}  {rule.severity if rule.enabled else 'off':7}  "
        lines += textwrap.wrap(
            rulebook.summary(rule.id),
            _WIDTH,
            initial_indent=head,
            subsequent_indent=" " * len(head),
            break_on_hyphens=False,
        )
    return "\n".join(lines) + "\n"


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
