"""The habit of a list: the form that nearly all of its entries have."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from awesome_lint.model import Entry, Severity

MIN_ENTRIES = 10
"""The minimum number of entries of a list or section with a habit."""

_MIN_PERCENT = 90
"""The minimum percentage of entries that keep a habit."""

_FIRM_PERCENT = 95
"""The percentage of entries from which a finding has the default severity of its rule."""

_MIN_DELIBERATE = 3
"""The minimum number of entries of a section or list that may break a habit on purpose."""


class Habit(Struct, frozen=True):
    """The form of nearly all entries of a list, or of one of its sections."""

    form: str
    """The form."""
    kept: int
    """The number of entries that have it."""
    entries: int
    """The number of entries that were compared."""
    scope: Literal["list", "section"]
    """Whether the whole list has the habit, or one section."""

    @property
    def severity(self) -> Severity | None:
        """`info`, or None for the severity of the rule if at least 95 % keep the habit."""
        return None if 100 * self.kept >= _FIRM_PERCENT * self.entries else "info"

    def evidence(self, plural: str) -> str:
        """Return `38 of 40 entries of this list`; `plural` is the word for what was compared."""
        return f"{self.kept} of {self.entries} {plural} of this {self.scope}"


def find_breaks(
    forms: Sequence[tuple[Entry, str]], *, deliberate_percent: int = 50
) -> Iterator[tuple[int, Habit]]:
    """Yield the index of each entry that breaks a habit, with the habit.

    `forms` are entries with their form, in document order, without those of unknown form. The habit
    is that of the whole list or, if it has none, of the section. An entry is not reported if its
    section or container has at least three entries of which `deliberate_percent` have another form:
    these are considered deliberate.
    """
    whole = _habit(Counter(form for _, form in forms), "list")
    if whole and whole.kept == whole.entries:
        return
    sections = [entry.section.span.line if entry.section else 0 for entry, _ in forms]
    containers = [entry.container.line for entry, _ in forms]
    by_section = _group(sections, forms)
    by_container = _group(containers, forms)
    habits = {} if whole else {line: _habit(each, "section") for line, each in by_section.items()}
    for index, (_, form) in enumerate(forms):
        section, container = sections[index], containers[index]
        habit = whole or habits[section]
        if habit is None or habit.form == form:
            continue
        if not any(
            _is_deliberate(counts, habit, deliberate_percent)
            for counts in (by_section[section], by_container[container])
        ):
            yield index, habit


def _group(lines: Iterable[int], forms: Iterable[tuple[Entry, str]]) -> Mapping[int, Counter[str]]:
    """Return the number of entries with each form by the line of their section or container."""
    groups: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for line, (_, form) in zip(lines, forms, strict=True):
        groups[line][form] += 1
    return groups


def _habit(counts: Counter[str], scope: Literal["list", "section"]) -> Habit | None:
    total = counts.total()
    if total < MIN_ENTRIES:
        return None
    form, kept = counts.most_common(1)[0]
    return Habit(form, kept, total, scope) if 100 * kept >= _MIN_PERCENT * total else None


def _is_deliberate(counts: Counter[str], habit: Habit, percent: int) -> bool:
    total = counts.total()
    others = total - counts[habit.form]
    return total >= _MIN_DELIBERATE and others > 1 and 100 * others >= percent * total
