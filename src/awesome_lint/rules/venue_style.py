"""venue-style: venues that are not written as usual."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from awesome_lint.identifiers.venue import VenueMention, VenueYear, fold_name
from awesome_lint.model import Correction, Document, Edit, Evidence, Finding, Fix, Span
from awesome_lint.rules.rule import NoOptions, Rule
from awesome_lint.rules.shared.find_text import find_in_field
from awesome_lint.rules.shared.venue_usage import (
    Spellings,
    VenueUsage,
    count_spellings,
    distinct_venue_usages,
    usual_name,
)
from awesome_lint.text.wording import quote

_CLEAR = 3
"""What is more than so many times as frequent as something else is what the list writes."""

_ESTABLISHED = 10
"""A spelling that more entries have than these is a habit, too, and no slip."""

_A_HABIT = 5
"""So many years of one table or list, and it may have a habit of its own."""

_MOST_OTHERS = 20
"""Where not even one entry in so many names a venue, the list is not one of papers."""


def check(document: Document, _options: NoOptions, evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each outdated name, minority spelling and odd form of a year."""
    used = distinct_venue_usages(document, evidence.venues)
    if len(used) * _MOST_OTHERS < len(document.entries):
        return  # a list of other things, whose descriptions name a venue here and there
    spelt = count_spellings(used)
    plain_years = _writes_plain_years(used)
    other_years = _with_other_years(used) if plain_years else frozenset()
    for usage in used:
        found = []
        for mention in usage.parsed.mentions:
            finding = _outdated(usage, mention, spelt) or _minority(usage, mention, spelt)
            if finding:
                found.append((mention.start, finding))
        if plain_years and usage.entry.container not in other_years:
            found += [
                (year.name_start, _odd_year(usage, year))
                for year in usage.parsed.years
                if year.form != "full" and _is_of_known(usage, year)
            ]
        for _, finding in sorted(found, key=lambda pair: pair[0]):
            yield finding


def _writes_plain_years(used: Sequence[VenueUsage]) -> bool:
    """Tell whether a list clearly writes `WSDM 2024` rather than `WSDM2024` or `WSDM'24`."""
    forms = [{year.form for year in usage.parsed.years} for usage in used]
    plain = sum(form == {"full"} for form in forms)
    odd = sum(bool(form - {"full"}) for form in forms)
    return plain > _CLEAR * odd


def _with_other_years(used: Sequence[VenueUsage]) -> frozenset[Span]:
    """Return the tables and lists that have a habit of their own: most years glued or short."""
    years: dict[Span, Counter[bool]] = {}
    for usage in used:
        plain = (year.form == "full" for year in usage.parsed.years)
        years.setdefault(usage.entry.container, Counter()).update(plain)
    return frozenset(
        container
        for container, counts in years.items()
        if counts.total() >= _A_HABIT and counts[False] > counts[True]
    )


def _is_of_known(usage: VenueUsage, year: VenueYear) -> bool:
    """Tell whether a year is a known venue's: the name of a data set may well end in one."""
    mentions = usage.parsed.mentions
    return any(mention.start <= year.name_start < mention.end for mention in mentions)


def _outdated(usage: VenueUsage, mention: VenueMention, spelt: Spellings) -> Finding | None:
    for former, last in mention.venue.former.items():
        if fold_name(former) == mention.key and usage.year is not None and usage.year > last:
            name = usual_name(mention.venue, spelt)
            return _respelt(
                usage,
                mention,
                name,
                f"{quote(mention.text)} has been called {quote(name)} since {last + 1}:"
                f" a search for {quote(name)} misses this entry",
            )
    return None


def _minority(usage: VenueUsage, mention: VenueMention, spelt: Spellings) -> Finding | None:
    if mention.misspelt or mention.venue.kind == "track":
        return None
    counts = spelt.counts[mention.key]
    written = " ".join(mention.text.split())
    usual = spelt.usual(mention.key, mention.venue.name)
    if counts[written] > _ESTABLISHED or counts[usual] <= _CLEAR * counts[written]:
        return None
    if written == mention.venue.name:
        return None  # the official spelling, whatever the rest of the list writes
    return _respelt(
        usage,
        mention,
        usual,
        f"{quote(written)} is written {quote(usual)} in {counts[usual]} other entries:"
        " one venue looks like two",
    )


def _respelt(usage: VenueUsage, mention: VenueMention, name: str, message: str) -> Finding:
    span = find_in_field(usage.field, mention.start, mention.end)
    text = f"Write {quote(name)}" + ("" if span else f" instead of {quote(mention.text)}")
    correction = Correction(mention.text, name)
    fix = Fix(text, (Edit(span, name),), corrections=(correction,)) if span else None
    return Finding(span or usage.field.span, message, text, fix=fix)


def _odd_year(usage: VenueUsage, year: VenueYear) -> Finding:
    text = usage.field.text
    written = text[year.name_start : year.end]
    name = text[year.name_start : year.start].rstrip()
    right = f"{name} {year.value}"
    glued = year.form == "glued"
    wrong = "has no space before the year" if glued else "shortens the year to two digits"
    span = find_in_field(usage.field, year.name_start, year.end)
    advice = f"Write {quote(right)}" + ("" if span else f" instead of {quote(written)}")
    fix = None
    if span:
        # The name itself stays untouched: another finding may be about it.
        behind = span.column + len(name)
        rest = Span(span.line, behind, span.line, behind if glued else span.end_column)
        edit = Edit(rest, " " if glued else f" {year.value}")
        correction = Correction(written, right)
        fix = Fix(advice, (edit,), glued, (correction,))
    return Finding(
        span or usage.field.span,
        f"{quote(written)} {wrong}: a search for {quote(right)} misses this entry",
        advice,
        fix=fix,
    )


RULE = Rule(id="venue-style", severity="warning", check=check)
