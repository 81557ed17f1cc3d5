"""Values of options, checked.

The functions are click's callbacks: they return the value, or raise click.BadParameter.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection
from typing import Any

import click
from click.core import ParameterSource

from awesome_lint.bounded import parse_digits
from awesome_lint.identifiers.url import parse_web_url
from awesome_lint.model import Shard
from awesome_lint.runner.option_values import (
    invalid_proxy,
    unknown_format,
    unknown_rule,
    unknown_word,
)
from awesome_lint.runner.options import Format
from awesome_lint.text.suggest import quote_word
from awesome_lint.version import __version__

PREFIX = "AWESOME_LINT"
"""The prefix of environment variables."""


class Option(click.Option):
    """An option whose errors name its environment variable if the value came from there."""

    def get_error_hint(self, ctx: click.Context | None) -> str:
        """Return the name of the option in messages."""
        if ctx and ctx.get_parameter_source(self.name or "") is ParameterSource.ENVIRONMENT:
            return f"{PREFIX}_{(self.name or '').upper()}"
        return self.opts[-1]

    def type_cast_value(self, ctx: click.Context, value: Any) -> Any:
        """Return the value in its type. Raises BadParameter if a flag is neither on nor off."""
        try:
            return super().type_cast_value(ctx, value)
        except click.BadParameter:
            words = "1, true, yes, on, 0, false, no, off"
            message = f"{quote_word(str(value))} is not one of {words}"
            raise click.BadParameter(message, ctx, self) from None


def rules(
    _context: click.Context, _option: click.Parameter, values: tuple[str, ...]
) -> tuple[str, ...]:
    """Return ids and globs of rules; each must match a rule."""
    patterns = tuple(part for value in values for part in value.split(",") if part)
    if reason := unknown_rule(patterns):
        raise click.BadParameter(reason)
    return patterns


def formats(
    _context: click.Context, _option: click.Parameter, values: tuple[str, ...]
) -> tuple[Format, ...]:
    """Return the reports to write, each given as `NAME[=FILE]`."""
    formats = []
    for value in values:
        name, equals, file = value.partition("=")
        if reason := unknown_format(name):
            raise click.BadParameter(reason)
        if equals and not file:
            raise click.BadParameter(f"{quote_word(value)} lacks the file name")
        formats.append(Format(name, file))
    return tuple(formats)


def word(
    words: Collection[str],
) -> Callable[[click.Context, click.Parameter, str | None], str | None]:
    """Return a callback that takes one of `words`, or nothing."""

    def callback(
        _context: click.Context, _option: click.Parameter, value: str | None
    ) -> str | None:
        if value is not None and (reason := unknown_word(value, words)):
            raise click.BadParameter(reason)
        return value

    return callback


def seconds(_context: click.Context, _option: click.Parameter, value: str | None) -> float | None:
    """Return a number of seconds above 0."""
    if value is None:
        return None
    try:
        seconds = float(value)
    except ValueError:
        seconds = math.nan
    if not 0 < seconds < math.inf:
        raise click.BadParameter(f"{quote_word(value)} is not a number of seconds above 0")
    return seconds


def count(_context: click.Context, _option: click.Parameter, value: str) -> int:
    """Return a whole number from 1 to 9999."""
    if not (value.isascii() and value.isdigit() and len(value) < 5 and value.strip("0")):
        raise click.BadParameter(f"{quote_word(value)} is not a whole number from 1 to 9999")
    return parse_digits(value)


def jobs(context: click.Context, option: click.Parameter, value: str) -> int:
    """Return a number of processes; 0 for `auto`."""
    return 0 if value == "auto" else count(context, option, value)


def shard(_context: click.Context, _option: click.Parameter, value: str) -> Shard | None:
    """Return the shard `K/N`, K from 1 to N and N up to 999; None if there is no value."""
    if not value:
        return None
    match = re.fullmatch(r"([1-9][0-9]{0,2})/([1-9][0-9]{0,2})", value, re.ASCII)
    if not match:
        raise click.BadParameter(
            f"{quote_word(value)} is not a shard such as 2/5, the second of five"
        )
    number, count = parse_digits(match[1]), parse_digits(match[2])
    if number > count:
        raise click.BadParameter(f"{quote_word(value)}: there are only {match[2]} shards")
    return Shard(number, count)


def proxy(_context: click.Context, _option: click.Parameter, value: str) -> str:
    """Return the URL of a proxy, or an empty string; no message shows its credentials."""
    if value and (reason := invalid_proxy(value)):
        raise click.BadParameter(reason)
    return value


def web_url(_context: click.Context, _option: click.Parameter, value: str) -> str:
    """Return the URL of a web page, or an empty string."""
    if value and (not value.startswith("http") or parse_web_url(value) is None):
        raise click.BadParameter(f"{quote_word(value)} is not the URL of a web page")
    return value


def version(context: click.Context, _option: click.Parameter, value: bool) -> None:
    """Print the version, and exit."""
    if value:
        click.echo(f"awesome-lint {__version__}")
        context.exit()


def show_help(context: click.Context, _option: click.Parameter, value: bool) -> None:
    """Print the help, and exit."""
    if value and not context.resilient_parsing:  # as it is for completion
        click.echo(context.get_help())
        context.exit()
