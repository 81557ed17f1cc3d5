"""Checks of the values of options: the command's and those that a program sets.

Each function returns the reason why a value cannot be used, or an empty string.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import PurePath
from typing import Final, get_args

from awesome_lint.config import rules_matching
from awesome_lint.config.presets import PRESETS
from awesome_lint.links.settings import SettingsError, invalid_values
from awesome_lint.report import FORMATS
from awesome_lint.rules import RULES
from awesome_lint.runner.options import Links, Options, flag
from awesome_lint.text.suggest import did_you_mean, quote_word, suggest_or_list

_FORMATS_BY_SUFFIX: Final = {
    ".html": "html",
    ".json": "json",
    ".md": "markdown",
    ".sarif": "sarif",
    ".txt": "text",
    ".xml": "junit",
}
"""The usual formats of files, for suggestions."""


def invalid_value(options: Options) -> str:
    """Check all options; the reason begins with the name of the option."""
    for name, reason in _reasons(options):
        if reason:
            return f"{flag(name)}: {reason}"
    return ""


def unknown_rule(patterns: Iterable[str]) -> str:
    """Check ids and globs of rules; each must match a rule."""
    for pattern in patterns:
        if not rules_matching(pattern):
            near = suggest_or_list(pattern, [rule.id for rule in RULES])
            return f"unknown rule {quote_word(pattern)}{near}"
    return ""


def unknown_format(name: str) -> str:
    """Check the name of a format."""
    if name in FORMATS:
        return ""
    suffix = PurePath(name).suffix
    if suffix in _FORMATS_BY_SUFFIX:
        meant = f"{_FORMATS_BY_SUFFIX[suffix]}={name}"
        return f"{quote_word(name)} is not a format: did you mean {quote_word(meant)}?"
    return f"unknown format {quote_word(name)}{suggest_or_list(name, FORMATS)}"


def unknown_word(value: str, words: Collection[str]) -> str:
    """Check a value that must be one of `words`."""
    if value in words:
        return ""
    return f"{quote_word(value)} is not one of {', '.join(words)}{did_you_mean(value, words)}"


def invalid_proxy(url: str) -> str:
    """Check the URL of a proxy; the reason does not show its credentials."""
    from awesome_lint.links.http import proxy

    try:
        proxy.parse_proxy_url(url)
    except SettingsError as error:
        return str(error)
    return ""


def _reasons(options: Options) -> Iterator[tuple[str, str]]:
    for name in ("exclude", "select", "ignore"):
        if isinstance(patterns := getattr(options, name), str):
            yield name, f"{quote_word(patterns)} must be in a tuple"
    for name, patterns in (("select", options.select), ("ignore", options.ignore)):
        yield name, unknown_rule(patterns)
    if options.preset is not None:
        yield "preset", unknown_word(options.preset, PRESETS)
    yield "links", unknown_word(options.links, get_args(Links))
    for each in options.reports:
        yield "format", unknown_format(each.name)
    yield from invalid_values(
        options.timeout,
        options.deadline,
        options.max_concurrency,
        options.shard,
        options.cache_scope,
    )
    if options.jobs < 0:
        yield "jobs", f"{quote_word(str(options.jobs))} is not a number of processes"
    if options.proxy:
        yield "proxy", invalid_proxy(options.proxy)
