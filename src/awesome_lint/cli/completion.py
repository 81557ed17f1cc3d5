"""Completion of values in a shell: click's callbacks for options and arguments."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import click
from click.shell_completion import CompletionItem

from awesome_lint.rules import RULES

Completer = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def words(known: Iterable[str]) -> Completer:
    """Return a callback that completes one of the known words."""

    def complete(
        _context: click.Context, _parameter: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        return [CompletionItem(word) for word in known if word.startswith(incomplete)]

    return complete


def files(
    _context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Let the shell complete the path of a file."""
    return [CompletionItem(incomplete, type="file")]


def directories(
    _context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Let the shell complete the path of a directory."""
    return [CompletionItem(incomplete, type="dir")]


rules = words([rule.id for rule in RULES])
"""Completes the ID of a rule."""
