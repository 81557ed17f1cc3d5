"""venue-style: outdated names of venues, and names and years in an unusual form."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from awesome_lint.identifiers.venue import VenueMention, VenueYear
from awesome_lint.model import Correction, Document, Edit, Evidence, Finding, Fix, Span
from awesome_lint.rules.rule import NoOptions
from awesome_lint.rules.shared.find_text import find_in_field
from awesome_lint.rules.shared.venue_usage import (
    Spellings,
    VenueUsage,
    distinct_venue_usages,
    usual_name,
    venue_spellings,
)
from awesome_lint.text.patterns import deferred
from awesome_lint.text.wording import count, quote
from awesome_lint.text.words import fold_name, name_words

_MIN_RATIO = 3
"""A form is the usual one if it is more than this many times as frequent as others."""

_MAX_MINORITY = 10
"""Entries with a minority spelling at most. More frequent spellings are deliberate."""

_MIN_YEARS = 5
"""Years of a table or list that are enough to establish a form of its own."""

_MIN_DELIBERATE = 3
"""Entries with a spelling that are enough to show that it is deliberate."""

_NEXT_NUMBER = deferred(r"\W{1,3}(\d{1,8})(?!\d)")
_MAX_TEXT_CHARS = 5000
"""Characters of a field that are searched for a year at most."""

_MAX_ENTRIES_PER_VENUE = 20
"""Entries per venue of a list of papers at most."""


class _Outdated(Struct, frozen=True):
    """A former name of a venue, used after the venue had changed it."""

    usage: VenueUsage
    """The venue of the entry."""
    mention: VenueMention
    """The former name in it."""
    last: int
    """The last year in which the former name was right."""
    habit: bool
    """Whether the list uses it by habit."""


def check(document: Document, _options: NoOptions, evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each outdated name, minority spelling and unusual form of a year.

    Outdated names that are the habit of the list are one finding.
    """
    used = distinct_venue_usages(document, evidence.venues)
    if len(used) * _MAX_ENTRIES_PER_VENUE < len(document.entries):
        return  # not a list of papers: only some descriptions name a venue
    spellings = venue_spellings(document, evidence.venues)
    plain_years = _writes_plain_years(used)
    other_years = _containers_with_other_years(used) if plain_years else frozenset()
    outdated = _group_outdated(used, spellings, evidence)
    for usage in used:
        found = []
        for mention in usage.parsed.mentions:
            group = outdated.get((usage.field.span, mention.start))
            if group is not None:
                is_first = group[0].usage is usage and group[0].mention is mention
                finding = _outdated(group, spellings) if is_first else None
            else:
                finding = _minority(usage, mention, spellings) or _case_slip(
                    usage, mention, spellings
                )
                if finding and _is_name_of_method(document, usage, mention):
                    finding = None
            if finding:
                found.append((mention.start, finding))
        if plain_years and usage.entry.container not in other_years:
            found += [
                (year.name_start, _unusual_year(usage, year))
                for year in usage.parsed.years
                if year.form != "full"
                and _is_year_of_venue(usage, year)
                and not (year.form == "short" and _is_stated_in_full(usage, year))
            ]
        for _, finding in sorted(found, key=lambda pair: pair[0]):
            yield finding


def _writes_plain_years(used: Sequence[VenueUsage]) -> bool:
    """Return whether a list clearly prefers `WSDM 2024` to `WSDM2024` and `WSDM'24`."""
    forms = [{year.form for year in usage.parsed.years} for usage in used]
    plain = sum(form == {"full"} for form in forms)
    other = sum(bool(form - {"full"}) for form in forms)
    return plain > _MIN_RATIO * other


def _containers_with_other_years(used: Sequence[VenueUsage]) -> frozenset[Span]:
    """Return the tables and lists in which most years are glued or short."""
    years: defaultdict[Span, Counter[bool]] = defaultdict(Counter)
    for usage in used:
        for year in usage.parsed.years:
            years[usage.entry.container][year.form == "full"] += 1
    return frozenset(
        container
        for container, counts in years.items()
        if counts.total() >= _MIN_YEARS and counts[False] > counts[True]
    )


def _is_year_of_venue(usage: VenueUsage, year: VenueYear) -> bool:
    """Return whether a year belongs to a known venue, and not to the name of a data set."""
    mentions = usage.parsed.mentions
    return any(mention.start <= year.name_start < mention.end for mention in mentions)


def _is_stated_in_full(usage: VenueUsage, year: VenueYear) -> bool:
    """Return whether the same year in full follows the short one: `SC20, 2020`."""
    written = usage.field.text[year.name_start : year.end]
    for field in (usage.field, *usage.entry.fields):
        _, found, after = field.text[:_MAX_TEXT_CHARS].partition(written)
        following = _NEXT_NUMBER().match(after) if found else None
        if following and following[1] == str(year.value):
            return True
    return False


def _group_outdated(
    used: Sequence[VenueUsage], spellings: Spellings, evidence: Evidence
) -> Mapping[tuple[Span, int], list[_Outdated]]:
    """Return the outdated names, by field and offset, each with those reported with it.

    If at least `_MIN_DELIBERATE` entries, and no fewer than those with the present name, use a
    former name, that is the habit of the list, and all of them are reported together; those that a
    change added are reported on their own.
    """
    by_venue: dict[str, list[_Outdated]] = {}
    for usage in used:
        for mention in usage.parsed.mentions:
            for former, last in mention.venue.former.items():
                if fold_name(former) == mention.key and usage.year and usage.year > last:
                    one = _Outdated(usage, mention, last, habit=True)
                    by_venue.setdefault(mention.venue.name, []).append(one)
    groups: list[list[_Outdated]] = []
    for name, found in by_venue.items():
        present = spellings.counts.get(fold_name(name), Counter()).total()
        if len(found) < _MIN_DELIBERATE or present > len(found):
            groups += [[replace(one, habit=False)] for one in found]
        else:
            new = [one for one in found if evidence.is_new(one.usage.entry.span)]
            groups += filter(None, (new, [one for one in found if one not in new]))
    return {(one.usage.field.span, one.mention.start): group for group in groups for one in group}


def _outdated(group: Sequence[_Outdated], spellings: Spellings) -> Finding:
    usage, mention, last = group[0].usage, group[0].mention, group[0].last
    name = usual_name(mention.venue, spellings)
    rest = len(group) - 1
    others = f", here and in {count(rest, 'other entry', 'other entries')}" if rest else ""
    misses = "these entries" if rest else "this entry"
    first = _respelling(
        usage,
        mention,
        name,
        f"{quote(mention.text)} has been called {quote(name)} since {last + 1}{others}: a search"
        f" for {quote(name)} misses {misses}",
    )
    edits, corrections = [], []
    for one in group:
        if span := find_in_field(one.usage.field, one.mention.start, one.mention.end):
            edits.append(Edit(span, name))
            corrections.append(Correction(one.mention.text, name))
    if group[0].habit:
        # It is the same problem whichever entry comes first.
        first = replace(first, facts=(mention.venue.name,))
    if first.fix is None or len(edits) == 1:
        return first
    title = f"Write {quote(name)} in {len(edits)} entries"
    return replace(first, fix=Fix(title, tuple(edits), corrections=tuple(corrections)))


def _minority(usage: VenueUsage, mention: VenueMention, spellings: Spellings) -> Finding | None:
    if mention.misspelt or mention.venue.kind == "track":
        return None
    counts = spellings.counts[mention.key]
    if len(counts) == 1:
        return None
    written = " ".join(mention.text.split())
    usual = spellings.usual(mention.key, mention.venue.name)
    if counts[written] > _MAX_MINORITY or counts[usual] <= _MIN_RATIO * counts[written]:
        return None
    if written == mention.venue.name:
        return None  # the official spelling is always accepted
    if mention.venue.kind == "conference" and ("&" in written) != ("&" in usual):
        return None  # conferences write `and` in one year, and `&` in another
    return _respelling(
        usage,
        mention,
        usual,
        f"{quote(written)} is written {quote(usual)} in {counts[usual]} other entries:"
        " one venue looks like two",
    )


def _case_slip(usage: VenueUsage, mention: VenueMention, spellings: Spellings) -> Finding | None:
    """Return a finding for an acronym whose last letter is a small one: `ICMl`.

    A small letter inside is the style of some authors (`ToG`), and a small `s` that of a plural.
    """
    written = mention.text
    is_slip = written[:-1].isupper() and written[-1:].islower() and written[-1:] != "s"
    if mention.misspelt or not is_slip or not written.isalpha():
        return None
    names = (mention.venue.name, *mention.venue.aliases)
    right = next((name for name in names if name.isupper() and name == written.upper()), None)
    if right is None:
        return None
    if len(written) < 3 or spellings.counts[mention.key][written] >= _MIN_DELIBERATE:
        return None
    return _respelling(
        usage,
        mention,
        right,
        f"{quote(written)} is {quote(right)} with a small last letter: one venue looks like two",
    )


def _is_name_of_method(document: Document, usage: VenueUsage, mention: VenueMention) -> bool:
    """Return whether a mention is a name that the title, or a label before it, has as well.

    `(ICRA_TACo) TACo: Robots That Walk on Ice`
    """
    title, venue = usage.entry.title, usage.field.span
    if title is None:
        return False
    text = title.text
    if venue.end <= title.span.start:
        label = document.slice(
            Span(venue.end_line, venue.end_column, title.span.line, title.span.column)
        )
        text = f"{label} {text}"
    return mention.text in name_words(text[:_MAX_TEXT_CHARS])


def _respelling(usage: VenueUsage, mention: VenueMention, name: str, message: str) -> Finding:
    span = find_in_field(usage.field, mention.start, mention.end)
    text = f"Write {quote(name)}" + ("" if span else f" instead of {quote(mention.text)}")
    correction = Correction(mention.text, name)
    fix = Fix(text, (Edit(span, name),), corrections=(correction,)) if span else None
    return Finding(span or usage.field.span, message, text, fix=fix)


def _unusual_year(usage: VenueUsage, year: VenueYear) -> Finding:
    text = usage.field.text
    written = text[year.name_start : year.end]
    name = text[year.name_start : year.start].rstrip()
    right = f"{name} {year.value}"
    glued = year.form == "glued"
    problem = "has no space before the year" if glued else "shortens the year to two digits"
    span = find_in_field(usage.field, year.name_start, year.end)
    advice = f"Write {quote(right)}" + ("" if span else f" instead of {quote(written)}")
    fix = None
    if span:
        # The edit leaves out the name, since another finding may replace it.
        name_end = span.column + len(name)
        rest = Span(span.line, name_end, span.line, name_end if glued else span.end_column)
        edit = Edit(rest, " " if glued else f" {year.value}")
        correction = Correction(written, right)
        fix = Fix(advice, (edit,), glued, (correction,))
    return Finding(
        span or usage.field.span,
        f"{quote(written)} {problem}: a search for {quote(right)} misses this entry",
        advice,
        fix=fix,
    )
