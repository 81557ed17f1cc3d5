"""What a rule is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Literal

from msgspec import Struct

from awesome_lint.model import Document, Evidence, Finding, Severity

Needs = Literal["none", "links", "records", "files", "suppressions"]


class NoOptions(Struct, frozen=True, forbid_unknown_fields=True):
    """The options of a rule that has none."""


class Rule(Struct, frozen=True):
    """A rule: its name, its default severity, its options, and the function that is the rule.

    `check` is pure and yields findings in document order. `options` is a frozen Struct whose
    fields all have defaults; it is what `rules: {<id>: {…}}` in the configuration may hold.
    One that is not `enabled` runs only where a configuration or the command line asks for it.
    `needs` says which evidence it cannot do without: a rule that needs `links`, or the `records`
    of the `registry` that it names, does not run offline, one that needs `files` runs only on a
    file of a repository, and one that needs `suppressions` runs after all others. One that finds
    `more_online` runs in any case, and knows more where it is known where links lead. `gravest` is
    the severity of its gravest findings where they name one above that of the rule.
    """

    id: str
    severity: Severity
    check: Callable[[Document, Any, Evidence], Iterator[Finding]]
    options: type[Struct] = NoOptions
    needs: Needs = "none"
    enabled: bool = True
    registry: str = ""
    finds_more_online: bool = False
    highest_severity: Severity | None = None

    @property
    def online(self) -> bool:
        """Whether what it needs to know is known to the network alone."""
        return self.needs in ("links", "records")
