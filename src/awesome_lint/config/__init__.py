"""Configuration: which rules run, with which severities and options, and how links are checked.

Every run needs this module and `presets`; the rest of the package is for runs with a configuration
file: `file` finds and reads one, `nodes` and `decode` parse it, and `schema` describes it for
editors.
"""

from __future__ import annotations

import fnmatch
from collections.abc import Collection, Iterable, Mapping
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from awesome_lint.config.presets import DEFAULT, PRESETS, Preset
from awesome_lint.links.settings import Duration, HostSettings
from awesome_lint.model import Severity, UserError, Venue
from awesome_lint.rules import RULES, Needs, Rule
from awesome_lint.rules.shared.option_types import HostName, UrlPatterns

Level = Literal["off", "on", "error", "warning", "info"]
"""Level of a rule in a configuration: `on` is the severity that the rule has by itself."""


class ConfigError(UserError):
    """A configuration cannot be used: the reason names the wrong word and the nearest right one.

    `others` are further mistakes in the same file.
    """

    def __init__(
        self, reason: str, path: str = "", line: int = 0, others: Iterable[ConfigError] = ()
    ) -> None:
        super().__init__(reason, path, line)
        self.others = tuple(others)
        for other in self.others:
            self.add_note(str(other))


class RuleConfig(Struct, frozen=True):
    """Configuration of one rule."""

    level: Level
    """Severity, or `on` or `off`."""
    options: Mapping[str, Any] = {}
    """Options that are configured, by name; no defaults."""


class VenuesConfig(Struct, frozen=True, forbid_unknown_fields=True):
    """Section `venues`: venues besides those of the vocabulary."""

    add: tuple[Venue, ...] = ()


FilePatterns = Annotated[
    tuple[
        Annotated[
            str,
            Meta(max_length=200, description="a pattern of at most 200 characters"),
        ],
        ...,
    ],
    Meta(max_length=100, description="a list of at most 100 patterns"),
]
"""Patterns of paths with the syntax of `.gitignore`, from the directory of the configuration."""


class LinksConfig(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """Section `links`: URLs to check, rate limits of hosts, and further checks."""

    exclude: UrlPatterns = ()
    """Globs of URLs to skip."""
    include: UrlPatterns = ()
    """Globs of the only URLs to check, if there are any."""
    hosts: dict[HostName, HostSettings] = {}
    """Rate limits of hosts, by name."""
    fail_after: Duration = "0"
    """Time for which a dead link is a warning, counted from the check that first found it dead."""
    fragments: bool = False
    """Whether fragments are looked for on the pages that they are about."""
    soft_404: bool = False
    """Whether all pages are read, to find those that say "not found" with 200 OK."""
    archive: bool = True
    """Whether copies of dead pages are looked up in the Wayback Machine."""


class Config(Struct, frozen=True):
    """A whole configuration; the default is that of a run without a file."""

    extends: Preset | None = None
    """Preset that it builds on, if it names one."""
    exclude: FilePatterns = ()
    """Patterns of the files that are not linted."""
    rules: Mapping[str, RuleConfig] = {}
    """Configured rules, by ID."""
    venues: VenuesConfig = VenuesConfig()
    """Section `venues`."""
    links: LinksConfig = LinksConfig()
    """Section `links`."""
    source: str = ""
    """Path of the file that it was read from; empty for none."""


class RuleSetting(Struct, frozen=True):
    """A rule that runs, with its resolved severity and options."""

    rule: Rule
    severity: Severity
    chosen: Mapping[str, Any] = {}
    """The options that a preset or the configuration sets, by name."""
    configured: bool = False
    """Whether the configuration names the severity, which then takes precedence over that of a
    finding."""

    @property
    def options(self) -> Struct:
        """All options of the rule, whose module is imported for their defaults."""
        return self.rule.options(**self.chosen)


def rules_matching(pattern: str) -> frozenset[str]:
    """Return the IDs of the rules that a glob (`link-*`) or an ID matches, possibly none."""
    return frozenset(rule.id for rule in RULES if fnmatch.fnmatchcase(rule.id, pattern))


def rule_settings(
    config: Config,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    preset: Preset | None = None,
    *,
    lacking: Collection[Needs] = (),
) -> tuple[RuleSetting, ...]:
    """Return the rules that run, in the order of the list of rules.

    `select`, `ignore` and `preset` are as on the command line, the first two IDs or globs. Without
    `preset`, the configuration's applies. Without `select`, all rules run that are not off by
    default or by the configuration; with it, only those selected. A rule that is selected by its
    full ID runs even if it is off, since the command line takes precedence. `ignore` takes
    precedence over `select`. Rules that need evidence in `lacking` do not run, and their modules
    are not imported.
    """
    base = PRESETS[preset or config.extends or DEFAULT]
    patterns = tuple(select)
    selected = frozenset[str]().union(*map(rules_matching, patterns))
    ignored = frozenset[str]().union(*map(rules_matching, ignore))
    settings = []
    for rule in RULES:
        if rule.id in ignored or (patterns and rule.id not in selected) or rule.needs in lacking:
            continue
        configured = config.rules.get(rule.id) or RuleConfig("on" if rule.enabled else "off")
        if configured.level == "off" and rule.id not in patterns:
            continue
        chosen = {**base.get(rule.id, {}), **configured.options}
        if configured.level == "on" or configured.level == "off":  # noqa: PLR1714 - mypy narrows only these
            settings.append(RuleSetting(rule, rule.severity, chosen))
        else:
            settings.append(RuleSetting(rule, configured.level, chosen, configured=True))
    return tuple(settings)
