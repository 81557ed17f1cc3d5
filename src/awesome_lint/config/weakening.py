"""Findings that one configuration reports and another one does not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from awesome_lint.config import Config, RuleSetting
from awesome_lint.config.presets import DEFAULT, PRESETS, STRICTEST, Preset
from awesome_lint.links.settings import HostSettings, seconds, slowest
from awesome_lint.model import Severity
from awesome_lint.text.globs import Globs
from awesome_lint.text.suggest import quote_word

_MOST: Final = 10  # words of one kind that a sentence names
_NOT_PLAIN: Final = re.compile(r"[?\[]")
_WEIGHT: Final[Mapping[Severity, int]] = {"info": 1, "warning": 2, "error": 3}


def weakening(
    before: Config,
    now: Config,
    rules_before: Iterable[RuleSetting],
    rules_now: Iterable[RuleSetting],
) -> tuple[str, ...]:
    """Return what a configuration reports less than another, in phrases like "switches off `a`".

    The configurations come with the rules that they run. Settings that report more are left out,
    unless they cannot be distinguished from the opposite, as with options.
    """
    return (
        *_of_files(before, now),
        *_of_rules(before, now, rules_before, rules_now),
        *_of_links(before, now),
    )


def _of_files(before: Config, now: Config) -> Iterator[str]:
    kept = [each for each in now.exclude if each in before.exclude]
    order = [each for each in before.exclude if each in now.exclude]
    new = [each for each in now.exclude if each not in before.exclude and each[:1] != "!"]
    gone = [each[1:] for each in before.exclude if each not in now.exclude and each[:1] == "!"]
    # The last pattern that matches takes precedence.
    excluded = [*new, *gone, *(kept if kept != order else ())]
    if now.exclude and excluded:
        yield f"excludes the files {_listed(excluded)}"


def _of_rules(
    before: Config,
    now: Config,
    rules_before: Iterable[RuleSetting],
    rules_now: Iterable[RuleSetting],
) -> Iterator[str]:
    presets = [config.extends or DEFAULT for config in (before, now)]
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
        was, is_now = _highest_severity(old), _highest_severity(new)
        if _WEIGHT[is_now] < _WEIGHT[was]:
            yield f"lowers `{new.rule.id}` from {was} to {is_now}"
    changed = [(old, new) for old, new in kept if _may_find_less(old, new)]
    of_preset = [pair for pair in changed if _are_of(presets, pair)]
    if of_preset and presets[0] != presets[1]:
        yield f"extends `{presets[1]}` instead of `{presets[0]}`"
        changed = [pair for pair in changed if pair not in of_preset]
    if changed:
        yield f"changes the options of {_listed(new.rule.id for _, new in changed)}"
    venues = [each.name for each in now.venues.add if each not in before.venues.add]
    if venues:
        yield f"adds the venues {_listed(venues)}"


def _of_links(before: Config, now: Config) -> Iterator[str]:
    excluded = _beyond(now.links.exclude, before.links.exclude)
    if excluded:
        yield f"excludes the links {_listed(excluded)}"
    # The more globs there are, the more links are included; but for none, which includes all.
    narrowed = not before.links.include or _beyond(before.links.include, now.links.include)
    if now.links.include and narrowed:
        yield f"checks only the links {_listed(now.links.include)}"
    if seconds(now.links.fail_after) > seconds(before.links.fail_after):
        yield (f"lengthens `fail-after` from {before.links.fail_after} to {now.links.fail_after}")
    for name in ("fragments", "soft_404"):
        if getattr(before.links, name) and not getattr(now.links, name):
            yield f"switches off `{name.replace('_', '-')}`"
    hosts = [
        name
        for name, each in now.links.hosts.items()
        if _asks_less(before.links.hosts.get(name, HostSettings()), each)
    ]
    if hosts:
        yield f"changes how the hosts {_listed(hosts)} are visited"


def _highest_severity(setting: RuleSetting) -> Severity:
    """Return the highest severity of the findings of a rule."""
    own = setting.rule.highest_severity
    return setting.severity if setting.configured or own is None else own


def _may_find_less(old: RuleSetting, new: RuleSetting) -> bool:
    """Return whether the options of a rule changed, other than to those of the strict preset."""
    is_stricter = _are_of((DEFAULT, STRICTEST), (old, new))
    return old.options != new.options and not is_stricter


def _are_of(presets: Sequence[Preset], settings: Sequence[RuleSetting]) -> bool:
    """Return whether the options of each setting are those of the preset in its place."""
    return all(
        setting.options == setting.rule.options(**PRESETS[preset].get(setting.rule.id, {}))
        for preset, setting in zip(presets, settings, strict=True)
    )


def _beyond(globs: Sequence[str], others: Sequence[str]) -> list[str]:
    """Return the globs that match URLs which none of the others matches, as far as is decidable.

    A glob of text and stars that matches the text of another glob matches all that this matches.
    """
    plain = Globs(glob for glob in others if not _NOT_PLAIN.search(glob))
    return [glob for glob in globs if glob not in others and ("[" in glob or not plain.match(glob))]


def _asks_less(old: HostSettings, new: HostSettings) -> bool:
    """Return whether the new settings send a host fewer requests, or cache its results longer."""
    return old != new and slowest((old, new)) != old


def _listed(words: Iterable[str]) -> str:
    named = [quote_word(word) for word in words]
    more = [f"and {len(named) - _MOST} more"] if len(named) > _MOST else []
    return ", ".join(named[:_MOST] + more)
