"""What a user decides: which rules run, how much they weigh, and with which options.

This module and `presets` are needed by every run, the rest of the package only by runs that have
a configuration file: `file` finds and reads one, `nodes` and `decode` are its parser, and `schema`
describes it for editors.
"""

from __future__ import annotations

import fnmatch
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from awesome_lint.config.presets import DEFAULT, PRESETS, Preset
from awesome_lint.links.settings import Duration, HostSettings
from awesome_lint.model import Severity, UserError, Venue
from awesome_lint.rules import RULES, Rule

Level = Literal["off", "on", "error", "warning", "info"]
"""What a configuration says of a rule: `on` is the severity that it has by itself."""


class ConfigError(UserError):
    """A configuration that cannot be used: the reason has the wrong word and the nearest right."""


class RuleConfig(Struct, frozen=True):
    """What a configuration says of one rule: `options` has those that it names, no defaults."""

    level: Level
    options: Mapping[str, Any] = {}


class VenuesConfig(Struct, frozen=True, forbid_unknown_fields=True):
    """The section `venues`: venues to be known besides those of the rulebook."""

    add: tuple[Venue, ...] = ()


HostName = Annotated[
    str,
    Meta(
        pattern=r"^(?:\*\.)?[^\s/:@.*]+(?:\.[^\s/:@.*]+)*$",
        description="the name of a host, such as `example.org` or `*.example.org`",
    ),
]


UrlPatterns = Annotated[
    tuple[
        Annotated[
            str,
            Meta(
                max_length=500,
                pattern=r"^(?:[^\[]*\[){0,10}[^\[]*$",
                description="a pattern of at most 500 characters and 10 brackets",
            ),
        ],
        ...,
    ],
    Meta(max_length=1000, description="a list of at most 1000 patterns"),
]
"""Patterns for URLs. Each URL is compared with all, in time proportional to their length."""


class LinksConfig(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """The section `links`: URLs not to visit, and those alone; hosts; and what to look at."""

    exclude: UrlPatterns = ()
    include: UrlPatterns = ()
    hosts: dict[HostName, HostSettings] = {}
    fail_after: Duration = "0"
    """For how long a dead link is a warning only, counted from the check that first found it so."""
    fragments: bool = False
    """Whether the sections that fragments name are looked for on other pages."""
    soft_404: bool = False
    """Whether all pages are read, to see whether they say that there is none."""
    archive: bool = True
    """Whether the Wayback Machine is asked for copies of dead pages."""


class Config(Struct, frozen=True):
    """A whole configuration; the default is what holds without a file.

    `extends` is the preset that it builds on, if it names one; `source` is the path of the file
    that it was read from, or empty.
    """

    extends: Preset | None = None
    rules: Mapping[str, RuleConfig] = {}
    venues: VenuesConfig = VenuesConfig()
    links: LinksConfig = LinksConfig()
    source: str = ""


class RuleSetting(Struct, frozen=True):
    """A rule that runs, with its resolved severity and options.

    `configured` tells that the configuration names the severity, so that it has the last word
    over the severity that a finding may carry itself.
    """

    rule: Rule
    severity: Severity
    options: Struct
    configured: bool = False


def rules_matching(pattern: str) -> frozenset[str]:
    """Return the ids of the rules that a glob (`link-*`) or an id matches, possibly none."""
    return frozenset(rule.id for rule in RULES if fnmatch.fnmatchcase(rule.id, pattern))


def rule_settings(
    config: Config,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    preset: Preset | None = None,
) -> tuple[RuleSetting, ...]:
    """Return the rules that run, in the order of the registry.

    `select`, `ignore` and `preset` are as on the command line, the first two ids or globs. The
    preset is the configuration's if none is given. Without `select`, all rules run that are not
    off by default or by the configuration; with it, only those selected. A rule that is selected
    by its whole id runs even where it is off, since the command line is the nearer word. `ignore`
    is stronger than `select`.
    """
    base = PRESETS[preset or config.extends or DEFAULT]
    patterns = tuple(select)
    selected = frozenset[str]().union(*map(rules_matching, patterns))
    ignored = frozenset[str]().union(*map(rules_matching, ignore))
    settings = []
    for rule in RULES:
        if rule.id in ignored or (patterns and rule.id not in selected):
            continue
        said = config.rules.get(rule.id) or RuleConfig("on" if rule.enabled else "off")
        if said.level == "off" and rule.id not in patterns:
            continue
        options = rule.options(**{**base.get(rule.id, {}), **said.options})
        if said.level == "on" or said.level == "off":  # noqa: PLR1714 - mypy narrows only these
            settings.append(RuleSetting(rule, rule.severity, options))
        else:
            settings.append(RuleSetting(rule, said.level, options, configured=True))
    return tuple(settings)
