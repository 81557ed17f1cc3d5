"""Completion of values in a shell: click's callbacks for options and arguments."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import click

from awesome_lint.rules import RULES

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

SUBCOMMANDS = ("export", "init", "server")
"""The first arguments that are not paths."""

Completer = Callable[[click.Context, click.Parameter, str], list["CompletionItem"]]


def words(known: Iterable[str]) -> Completer:
    """Return a callback that completes one of the known words."""

    def complete(
        _context: click.Context, _parameter: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        return [_item(word) for word in known if word.startswith(incomplete)]

    return complete


def files(
    _context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Let the shell complete the path of a file."""
    return [_item(incomplete, "file")]


def paths(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Complete a subcommand as the first argument, and let the shell complete a path."""
    known = () if context.params.get("paths") else SUBCOMMANDS
    return [*words(known)(context, parameter, incomplete), *files(context, parameter, incomplete)]


def directories(
    _context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Let the shell complete the path of a directory."""
    return [_item(incomplete, "dir")]


def _item(value: str, kind: str = "plain") -> CompletionItem:
    from click.shell_completion import CompletionItem  # only completion needs it

    return CompletionItem(value, kind)


rules = words([rule.id for rule in RULES])
"""Completes the ID of a rule."""
