"""What a configuration no longer reports that another one does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from awesome_lint.config import Config, RuleSetting
from awesome_lint.config.nearest import shown
from awesome_lint.config.presets import DEFAULT
from awesome_lint.links.settings import seconds
from awesome_lint.model import Severity

_MOST: Final = 10  # words of one kind that a sentence names
_WEIGHT: Final[Mapping[Severity, int]] = {"info": 1, "warning": 2, "error": 3}


def weakening(
    before: Config,
    now: Config,
    rules_before: Iterable[RuleSetting],
    rules_now: Iterable[RuleSetting],
) -> tuple[str, ...]:
    """Return what may be reported less than before, each as a phrase such as "switches off `a`".

    The configurations come with the rules that run by them. What a configuration reports beyond
    another one is not said, unless it cannot be told from the opposite, as with options.
    """
    return (*_of_rules(before, now, rules_before, rules_now), *_of_links(before, now))


def _of_rules(
    before: Config,
    now: Config,
    rules_before: Iterable[RuleSetting],
    rules_now: Iterable[RuleSetting],
) -> Iterator[str]:
    presets = [config.extends or DEFAULT for config in (before, now)]
    if presets[0] != presets[1]:
        yield f"extends `{presets[1]}` instead of `{presets[0]}`"
    running = {setting.rule.id: setting for setting in rules_now}
    kept = []
    off = []
    for setting in rules_before:
        if setting.rule.id in running:
            kept.append((setting, running[setting.rule.id]))
        else:
            off.append(setting.rule.id)
    if off:
        yield f"switches off {_listed(off)}"
    for old, new in kept:
        if _WEIGHT[new.severity] < _WEIGHT[old.severity]:
            yield f"lowers `{new.rule.id}` from {old.severity} to {new.severity}"
    changed = [new.rule.id for _, new in kept if _options(before, new) != _options(now, new)]
    if changed:
        yield f"changes the options of {_listed(changed)}"
    venues = [each.name for each in now.venues.add if each not in before.venues.add]
    if venues:
        yield f"adds the venues {_listed(venues)}"


def _of_links(before: Config, now: Config) -> Iterator[str]:
    excluded = [glob for glob in now.links.exclude if glob not in before.links.exclude]
    if excluded:
        yield f"excludes the links {_listed(excluded)}"
    # The more globs there are, the more links are included; but for none, which includes all.
    narrowed = not before.links.include or set(before.links.include) - set(now.links.include)
    if now.links.include and narrowed:
        yield f"checks only the links {_listed(now.links.include)}"
    if seconds(now.links.fail_after) > seconds(before.links.fail_after):
        yield (f"lengthens `fail-after` from {before.links.fail_after} to {now.links.fail_after}")
    for name in ("fragments", "soft_404"):
        if getattr(before.links, name) and not getattr(now.links, name):
            yield f"switches off `{name.replace('_', '-')}`"
    hosts = [name for name, each in now.links.hosts.items() if before.links.hosts.get(name) != each]
    if hosts:
        yield f"changes how the hosts {_listed(hosts)} are visited"


def _options(config: Config, setting: RuleSetting) -> Mapping[str, object]:
    said = config.rules.get(setting.rule.id)
    return said.options if said else {}


def _listed(words: Iterable[str]) -> str:
    named = [shown(word) for word in words]
    more = [f"and {len(named) - _MOST} more"] if len(named) > _MOST else []
    return ", ".join(named[:_MOST] + more)
