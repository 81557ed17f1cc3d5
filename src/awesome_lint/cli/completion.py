"""Completion of values in a shell: click's callbacks for options and arguments."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

import click

from awesome_lint.rules import RULES

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

VARIABLE = "_AWESOME_LINT_COMPLETE"
"""The environment variable that asks for completions."""

SUBCOMMANDS = ("add", "export", "init", "server")
"""The first arguments that are not paths."""

Completer = Callable[[click.Context, click.Parameter, str], list["CompletionItem"]]


def subcommand_to_complete(environment: Mapping[str, str]) -> str:
    """Return the subcommand whose arguments a shell completes; empty without one.

    `environment` has the variables of click's scripts. `COMP_CWORD` is the number of the word to
    complete, in fish the word itself.
    """
    if not environment.get(VARIABLE):
        return ""
    given = environment.get("COMP_WORDS", "").split()[1:2]
    is_complete = environment.get("COMP_CWORD", "") not in ("1", *given)
    return given[0] if given and given[0] in SUBCOMMANDS and is_complete else ""


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
