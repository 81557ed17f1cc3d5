"""A README to plant defects in, and the defects planted in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from random import Random
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from awesome_lint import document, rulebook
from awesome_lint.config import Config, RuleConfig, RuleSetting, rule_settings
from awesome_lint.edits import apply_edits
from awesome_lint.engine import engine
from awesome_lint.model import (
    Diagnostic,
    Document,
    Edit,
    Entry,
    Evidence,
    Link,
    Row,
    Span,
    Table,
)
from awesome_lint.rules import RULES
from awesome_lint.rules.shared.html_rows import tables_with_row_spans

VOCABULARY = rulebook.vocabulary()
# Rules of the strict preset run as well. Rules that are off in it need options.
_OFFLINE = [rule.id for rule in RULES if rule.needs in ("none", "suppressions") and rule.enabled]
_SETTINGS = rule_settings(Config(), select=_OFFLINE)
_EVIDENCE = Evidence({}, VOCABULARY, hosts=rulebook.hosts(), lookalikes=rulebook.lookalikes())


class Mutation(Struct, frozen=True):
    """A replacement of lines.

    `inserted` replaces the `removed` lines of the README that start at line `line`. The defect
    should be reported on a line of the new text from `first` to `last` or, if two entries
    contradict each other, on one of `others`.
    """

    line: int
    removed: int
    inserted: tuple[str, ...]
    first: int
    last: int
    others: tuple[int, ...] = ()

    def is_right(self, line: int) -> bool:
        """Return whether the defect may be reported on a line of the new text."""
        return self.first <= line <= self.last or line in self.others

    def apply(self, lines: tuple[str, ...]) -> str:
        """Return the text with the defect."""
        start = self.line - 1
        return "\n".join((*lines[:start], *self.inserted, *lines[start + self.removed :]))

    def origin(self, line: int) -> int | None:
        """Return the number of a line of the new text in the old one; None for an inserted line."""
        if line < self.line:
            return line
        if line < self.line + len(self.inserted):
            return line if len(self.inserted) == self.removed else None
        return line - len(self.inserted) + self.removed


Plant = Callable[["Source", Random], Iterator[Mutation]]
Prepare = Callable[["Source"], Iterator[Edit]]
Configure = Callable[["Source"], Mapping[str, Mapping[str, Any]]]


class Kind(Struct, frozen=True):
    """A kind of defect, with the rules of which one should report it.

    `plant` yields one mutation for each place of a README where the defect is unambiguous.

    Some kinds are defects of things that few READMEs contain. For these, `prepare` yields edits
    that add them. The edits do not touch each other.

    Some rules have no effect until they are configured. For these, `configure` returns options by
    the name of the rule, such as those that the README keeps.
    """

    name: str
    rules: frozenset[str]
    plant: Plant
    prepare: Prepare | None = None
    configure: Configure | None = None


def kind(
    name: str,
    *rules: str,
    prepare: Prepare | None = None,
    configure: Configure | None = None,
) -> Callable[[Plant], Kind]:
    """Return a decorator that makes a kind of a function that plants it."""

    def named(plant: Plant) -> Kind:
        return Kind(name, frozenset(rules), plant, prepare, configure)

    return named


class Source:
    """A README with its findings."""

    def __init__(
        self, name: str, text: str, options: Mapping[str, Mapping[str, Any]] | None = None
    ) -> None:
        self.name = name
        self.settings = (*_SETTINGS, *_configured(options or {}))
        self.document: Document = document.parse(name, text, VOCABULARY)
        self.lines = self.document.lines
        found = findings(self.document, self.settings)
        self.found = Counter((each.rule, each.span.line) for each in found)
        spans = [each.span for each in found] + [
            related.span for each in found for related in each.related
        ]
        self.flagged = {line for span in spans for line in range(span.line, span.end_line + 1)}
        self._prepared: dict[tuple[Prepare | None, Configure | None], Source] = {}

    def prepared(self, planted: Kind) -> Source:
        """Return the README that a kind is planted in: this one, or the one that the kind prepared.

        Findings caused by the preparation count as existing findings, and their lines are not
        clean.
        """
        key = planted.prepare, planted.configure
        if key == (None, None):
            return self
        if key not in self._prepared:
            text = self.document.text
            if planted.prepare:
                text = apply_edits(text, planted.prepare(self))
            options = planted.configure(Source(self.name, text)) if planted.configure else None
            self._prepared[key] = Source(self.name, text, options)
        return self._prepared[key]

    def is_clean(self, span: Span) -> bool:
        """Return whether no finding is on any line of a span."""
        return self.flagged.isdisjoint(range(span.line, span.end_line + 1))

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The clean entries, without rows whose cells span others: these change together."""
        spanned = tables_with_row_spans(self.document)
        return tuple(
            entry
            for entry in self.document.entries
            if self.is_clean(entry.span) and entry.container not in spanned
        )

    @cached_property
    def rows(self) -> tuple[tuple[Table, Row], ...]:
        """The clean body rows of Markdown with a cell for each column."""
        return tuple(
            (table, row)
            for table in self.document.tables
            if table.markup == "gfm"
            for row in table.rows
            if len(row.cells) == len(table.header.cells) and self.is_clean(row.span)
        )

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The inline links of clean entries, on one line and without escapes in their URL."""
        return tuple(
            link
            for entry in self.entries
            for link in entry.links
            if link.kind == "inline"
            and link.span.line == link.span.end_line
            and self.document.slice(link.url_span) == link.url
            and link.url.startswith(("https://", "http://"))
        )

    def replace(self, span: Span, text: str) -> Mutation:
        """Return the replacement of the text of a span on one line."""
        line = self.lines[span.line - 1]
        new = line[: span.column - 1] + text + line[span.end_column - 1 :]
        return Mutation(span.line, 1, (new,), span.line, span.line)

    def insert(self, before: int, *lines: str) -> Mutation:
        """Return the insertion of lines before line `before`."""
        return Mutation(before, 0, lines, before, before + len(lines) - 1)


_HABIT_RULES = frozenset(("entry-style", "sort-order"))


def _configured(options: Mapping[str, Mapping[str, Any]]) -> Iterable[RuleSetting]:
    """Return the settings of rules that are off by default, with options by their names."""
    rules = {name: RuleConfig("on", values) for name, values in options.items()}
    return rule_settings(Config(rules=rules), select=options) if options else ()


def findings(parsed: Document, settings: tuple[RuleSetting, ...]) -> tuple[Diagnostic, ...]:
    """Return the findings of offline rules."""
    evidence = replace(_EVIDENCE, readme_bytes=len(parsed.text.encode()))
    return engine.lint(parsed, settings, evidence).diagnostics


class Outcome(Struct, frozen=True):
    """The result of a planted defect.

    `found` is whether one of its kind's rules reports it on its line. `elsewhere` are the new
    findings on other lines, `beside` those of other rules on its own line. `tipped` are findings on
    other lines of rules about habits that are not those of its kind: such a rule counts the entries
    of a list, and one entry more or less can make a habit.
    """

    found: bool
    elsewhere: tuple[str, ...]
    beside: tuple[str, ...]
    tipped: tuple[str, ...]


def judge(source: Source, planted: Kind, mutation: Mutation) -> Outcome:
    """Plant a defect in a README prepared for it, and return the new findings."""
    text = mutation.apply(source.lines)
    known = source.found.copy()
    found = False
    elsewhere: list[str] = []
    beside: list[str] = []
    tipped: list[str] = []
    for each in findings(document.parse(source.name, text, VOCABULARY), source.settings):
        line = mutation.origin(each.span.line)
        if line is not None and known[each.rule, line] > 0:
            known[each.rule, line] -= 1
        elif not mutation.is_right(each.span.line):
            is_tipped = each.rule in _HABIT_RULES and each.rule not in planted.rules
            stray = tipped if is_tipped else elsewhere
            stray.append(f"{each.span.line}: {each.rule}: {each.message}")
        elif each.rule in planted.rules:
            found = True
        else:
            beside.append(f"{each.span.line}: {each.rule}: {each.message}")
    return Outcome(found, tuple(elsewhere), tuple(beside), tuple(tipped))
