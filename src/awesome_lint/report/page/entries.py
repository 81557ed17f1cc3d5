"""The entries on a page: how old they are, and which sections grow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final
from xml.etree.ElementTree import Element

from awesome_lint.model import Run, Section
from awesome_lint.report.page.charts import bar, columns
from awesome_lint.report.page.elements import element, row, table
from awesome_lint.report.page.places import Places
from awesome_lint.text.wording import count, enumerate_words

_MAX_YEARS: Final = 20
_YEARS: Final = 10
"""Years in the charts of sections."""
_RECENT_YEARS: Final = 4
"""Years with a column of their own in the table of sections."""
_MAX_SECTIONS: Final = 100
_MAX_GROWING: Final = 3


def entries(run: Run, places: Places) -> Iterator[Element]:
    """Yield the content of the part about entries."""
    total = sum(section.entries for section in run.sections)
    if not total:
        # A run that collected the sections has at least one of each file.
        text = "No entries were found." if run.sections else "The entries were not counted."
        yield element("p", None, text)
        return
    arxiv = sum((Counter(section.arxiv_years) for section in run.sections), Counter[int]())
    stated = sum((Counter(section.stated_years) for section in run.sections), Counter[int]())
    years = arxiv + stated
    known = (
        (arxiv.total(), "dated by the arXiv ID in a link"),
        (stated.total(), "dated by a year in the entry"),
        (total - years.total(), "without a date"),
    )
    kinds = ", ".join(f"{number} {kind}" for number, kind in known if number)
    yield element("p", None, f"{count(total, 'entry', 'entries')}: {kinds}.")
    if years:
        yield element("p", None, " ".join(_summary(run, places, years)))
        yield _by_year(years)
    yield _by_section(run, places, max(years, default=None))


def _summary(run: Run, places: Places, years: Counter[int]) -> Iterator[str]:
    """Yield sentences about the age of the entries, and the sections that grow."""
    newest = max(years)
    middle = sorted(years.elements())[years.total() // 2]
    yield f"Half of the dated entries are from {middle} or later."
    if growing := _growing(run.sections, newest):
        named = [f"“{places.section_name(each)}” ({number})" for number, each in growing]
        names = enumerate_words(named)
        yield f"The sections with most entries from {newest - 1} and {newest}: {names}."


def _growing(sections: Sequence[Section], newest: int) -> list[tuple[int, Section]]:
    """Return the sections with most entries of the newest two years, if there are several.

    Each comes with the number of these entries.
    """
    if sum(each.entries > 0 for each in sections) < 2:
        return []
    recent = ((_number(each, newest) + _number(each, newest - 1), each) for each in sections)
    ranked = sorted((pair for pair in recent if pair[0]), key=lambda pair: -pair[0])
    return ranked[:_MAX_GROWING]


def _number(section: Section, year: int) -> int:
    return section.arxiv_years.get(year, 0) + section.stated_years.get(year, 0)


def _by_year(years: Counter[int]) -> Element:
    """Return the number of entries by year, the newest first."""
    newest_first = sorted(years, reverse=True)
    rows = [(str(year), years[year]) for year in newest_first[:_MAX_YEARS]]
    if older := newest_first[_MAX_YEARS:]:
        rows.append((f"until {older[0]}", sum(years[year] for year in older)))
    most = max(number for _, number in rows)
    cells = (row(name, str(number), bar([("entries", number)], most)) for name, number in rows)
    return table("Entries by year", ("Year", "Entries", "Chart"), cells, numbers=(1,))


def _by_section(run: Run, places: Places, newest: int | None) -> Element:
    """Return the number of entries by section, for the sections with most entries.

    If there is a `newest` year, it also has the numbers by year.
    """
    known = [section for section in run.sections if section.entries]
    largest = sorted(range(len(known)), key=lambda number: -known[number].entries)[:_MAX_SECTIONS]
    rows = [
        (places.section_name(known[number]), known[number].entries, _years(known[number]))
        for number in sorted(largest)
    ]
    if left := [each for number, each in enumerate(known) if number not in set(largest)]:
        years = sum(map(_years, left), Counter[int]())
        rows.append((count(len(left), "more section"), sum(each.entries for each in left), years))
    if newest is None:
        most = max(number for _, number, _ in rows)
        cells = (
            row(name, str(number), bar([("entries", number)], most)) for name, number, _ in rows
        )
        return table("Entries by section", ("Section", "Entries", "Chart"), cells, numbers=(1,))
    span = range(newest - _YEARS + 1, newest + 1)
    recent = span[-_RECENT_YEARS:]
    cells = (
        row(
            name,
            str(number),
            columns(
                ([("entries", years[year])] for year in span),
                f"Entries of {name} by year",
                ", ".join(f"{year}: {years[year]}" for year in span if years[year]) or "none",
                f"section-{index}",
            ),
            str(sum(years[year] for year in years if year < recent[0]) or ""),
            *(str(years[year] or "") for year in recent),
            str(number - years.total() or ""),
        )
        for index, (name, number, years) in enumerate(rows)
    )
    period, before = f"{span[0]}–{newest}", f"Before {recent[0]}"
    head = ("Section", "Entries", period, before, *map(str, recent), "No date")
    return table("Entries by section", head, cells, numbers=[1, *range(3, len(head))])


def _years(section: Section) -> Counter[int]:
    return Counter(section.arxiv_years) + Counter(section.stated_years)
