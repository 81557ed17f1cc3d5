"""The type of rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from types import ModuleType
from typing import Any, Literal

from msgspec import Struct

from awesome_lint.model import Document, Evidence, Finding, Severity

Needs = Literal["none", "links", "records", "files", "suppressions"]
"""The evidence that a rule requires: none, link results, registry records, files of the repository,
or the suppressions that other rules used."""

DocumentPart = Literal[
    "tables", "unrendered_rows", "tags", "definitions", "footnotes", "suppressions"
]
"""A part of a document that many documents lack: an attribute of `Document`."""


class NoOptions(Struct, frozen=True, forbid_unknown_fields=True):
    """The options of a rule that has none."""


class Rule(Struct, frozen=True):
    """A rule: its properties, without its module, which is imported when it is first used."""

    id: str
    """The name of the rule, of its page and of its module: `venue-typo`, in `venue_typo.py`."""
    severity: Severity
    """The default severity of its findings."""
    needs: Needs = "none"
    """The evidence that the rule requires. With `links` or `records` it does not run offline,
    with `files` only on a file of a repository, with `suppressions` after all other rules."""
    enabled: bool = True
    """Whether it runs unless the configuration or the command line disables it."""
    about: tuple[DocumentPart, ...] = ()
    """The parts of the document without which it has no findings. It does not run on documents
    that lack all of them, and its module is not imported for these."""
    registries: tuple[str, ...] = ()
    """The names of the registries whose `records` it needs."""
    uses_forges: bool = False
    """Whether repositories on GitLab and Codeberg are looked up for it."""
    checks_changes: bool = False
    """Whether it has findings that only the run for a change has, in the lines that it adds. A
    comment that suppresses one of them has no effect in other runs, and is not unused."""
    uses_date: bool = False
    """Whether it needs the date of the run."""
    finds_more_online: bool = False
    """Whether it runs offline, but finds more if the results of links are known."""
    uses_files: bool = False
    """Whether it runs without the files of the repository, but finds more if they are known."""
    required_options: tuple[str, ...] = ()
    """The names of options of which at least one must be set for the rule to have findings."""
    highest_severity: Severity | None = None
    """The highest severity of its findings, if it is above `severity`."""

    @property
    def online(self) -> bool:
        """Whether the rule needs the network."""
        return self.needs in ("links", "records")

    @property
    def check(self) -> Callable[[Document, Any, Evidence], Iterator[Finding]]:
        """The function `check` of its module.

        It yields the findings for a document, options and evidence, in document order. It is pure.
        """
        check: Callable[[Document, Any, Evidence], Iterator[Finding]] = self._module().check
        return check

    @property
    def options(self) -> type[Struct]:
        """The class `Options` of its module, or `NoOptions` if it has none.

        A frozen Struct whose fields all have defaults: the schema of `rules: {<id>: {…}}` in the
        configuration.
        """
        options: type[Struct] = getattr(self._module(), "Options", NoOptions)
        return options

    def _module(self) -> ModuleType:
        return import_module(f"awesome_lint.rules.{self.id.replace('-', '_')}")
