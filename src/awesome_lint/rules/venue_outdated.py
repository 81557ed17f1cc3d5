"""venue-outdated: papers that are listed as preprints and have been published."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from awesome_lint.identifiers import arxiv
from awesome_lint.identifiers.publications import (
    Publication,
    read_comment,
    read_doi,
    read_reference,
    read_source,
)
from awesome_lint.identifiers.venue import ParsedVenue
from awesome_lint.model import (
    Document,
    Entry,
    Evidence,
    Finding,
    Fix,
    Record,
    Span,
    Vocabulary,
)
from awesome_lint.rules.rule import NoOptions
from awesome_lint.rules.shared.find_text import find_in_field
from awesome_lint.rules.shared.paper_links import is_in_entry, paper_links
from awesome_lint.rules.shared.paper_titles import (
    have_no_word_in_common,
    may_be_same_paper,
    paper_title,
)
from awesome_lint.rules.shared.per_document import once_per_document
from awesome_lint.rules.shared.replace_text import replace_text
from awesome_lint.rules.shared.venue_usage import (
    VenueUsage,
    distinct_venue_usages,
    usual_name,
    venue_spellings,
    venue_usages,
)
from awesome_lint.text.wording import quote

_REGISTRIES: Final = ("arxiv", "datacite", "openalex")
"""Registries whose records state where arXiv's papers were published."""
_MAX_YEARS_BEFORE: Final = 2
"""Years from a publication to the first version on arXiv, at most."""
_MAX_YEARS_AFTER: Final = 10
"""Years from the first version on arXiv to a publication, at most."""


class _Statement(Struct, frozen=True):
    """A statement in a record of where its paper was published."""

    publication: Publication
    clause: str
    """The clause of the message."""


class _Form(Struct, frozen=True):
    """The form of a venue with its year: `ICML 2024`, `ICML (2024)`, `ICML'24`, `ICML`."""

    separator: str
    """The characters between the name and the year, an apostrophe included."""
    digits: int
    """The number of digits of the year; 0 if there is no year."""
    end: str
    """The characters after the year."""

    def write(self, name: str, year: int) -> str:
        """Return a venue in this form."""
        digits = str(year)[-self.digits :] if self.digits else ""
        return f"{name}{self.separator}{digits}{self.end}"


_USUAL_FORM: Final = _Form(" ", 4, "")


def check(document: Document, _options: NoOptions, evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each preprint whose record states where it was published."""
    for usage in venue_usages(document, evidence.venues):
        if not is_in_entry(usage.entry, usage.field.span) or not _is_preprint(usage.parsed):
            continue
        record = _record(usage.entry, evidence)
        if record is None or record.withdrawn or record.retracted:
            continue
        if _may_be_other_paper(usage.entry, record):
            continue
        if statements := list(_statements(record, evidence.venues)):
            yield _finding(document, usage, statements, evidence.venues)


def _is_preprint(reading: ParsedVenue) -> bool:
    """Return whether a venue is a preprint server and nothing else."""
    kinds = {mention.venue.kind for mention in reading.mentions}
    return kinds == {"preprint"} and not reading.unknown


def _record(entry: Entry, evidence: Evidence) -> Record | None:
    """Return the record of an entry's paper on arXiv; None if its links name none or several."""
    found = {
        record.identifier: record
        for link in paper_links(entry)
        if (record := evidence.records.get(link.url)) and record.registry in _REGISTRIES
    }
    return found.popitem()[1] if len(found) == 1 else None


def _may_be_other_paper(entry: Entry, record: Record) -> bool:
    """Return whether the title of an entry may be that of another paper: see title-mismatch."""
    title, known = paper_title(entry), record.title
    if title is None or not known:
        return False
    return not may_be_same_paper(entry, title.text, known) or have_no_word_in_common(
        title.text, known
    )


def _statements(record: Record, venues: Vocabulary) -> Iterator[_Statement]:
    """Yield the statements of a record with a plausible year, the most certain one first."""
    first = arxiv.first_year(record.identifier)
    for each in _all_statements(record, venues):
        year = each.publication.year
        if year is None or first - _MAX_YEARS_BEFORE <= year <= first + _MAX_YEARS_AFTER:
            yield each


def _all_statements(record: Record, venues: Vocabulary) -> Iterator[_Statement]:
    if found := read_reference(record.journal_ref, venues):
        yield _Statement(found, f"the paper was published in {quote(found.text, 100)}")
    if found := read_doi(record.doi, venues):
        venue = _official_name(found, found.year)
        yield _Statement(found, f"its DOI {quote(found.text)} belongs to {venue}")
    if found := read_comment(record.comment, venues):
        yield _Statement(found, f"arXiv's comment says {quote(found.text, 100)}")
    if record.registry == "openalex" and (found := read_source(record.venue, venues)):
        yield _Statement(found, f"OpenAlex lists it in {quote(found.text, 100)}")


def _finding(
    document: Document, usage: VenueUsage, statements: Sequence[_Statement], venues: Vocabulary
) -> Finding:
    """Return the finding for a preprint, with the first statement in its message.

    The fix is given if no other statement names another venue or year.
    """
    first = statements[0].publication
    same = [each.publication for each in statements if each.publication.venue == first.venue]
    years = {each.year for each in same if each.year}
    year = first.year or (years.pop() if len(years) == 1 else None)
    name = _official_name(first, year)
    fix = None
    if year is None:
        advice = f"Write {quote(name)} and the year of its publication"
    else:
        advice = f"Write {quote(name)}"
        if len(same) == len(statements) and years <= {year}:
            fix = _fix(document, usage, first, year, venues)
    return Finding(
        usage.field.span,
        f"{quote(usage.field.text)} is outdated: {statements[0].clause}",
        fix.title if fix else advice,
        fix=fix,
    )


def _official_name(publication: Publication, year: int | None) -> str:
    """Return the official name of a venue, with the year if it is known, and the track."""
    parts = (publication.venue.name, str(year or ""), publication.track)
    return " ".join(filter(None, parts))


def _fix(
    document: Document,
    usage: VenueUsage,
    publication: Publication,
    year: int,
    venues: Vocabulary,
) -> Fix | None:
    """Return the fix that writes the venue in the form of the list.

    None if the preprint's venue has other words, such as a month, or if its year is elsewhere in
    the entry, where it would have to change as well.
    """
    own_form = _form(usage)
    span = find_in_field(usage.field, 0, len(usage.field.text))
    if own_form is None or span is None:
        return None
    usual = _usual_forms(document, venues)
    form = usual.get(usage.entry.container) or usual.get(None)
    if form is None:
        form = own_form if own_form.digits else _USUAL_FORM
    if not form.digits and usage.entry.year not in (None, year):
        return None
    name = usual_name(publication.venue, venue_spellings(document, venues))
    text = " ".join(filter(None, (form.write(name, year), publication.track)))
    return replace_text(document, span, text, f"Write {quote(text)}", safe=False)


@once_per_document
def _usual_forms(document: Document, venues: Vocabulary) -> Mapping[Span | None, _Form]:
    """Return the most frequent form of published venues by table or list, and of all with None."""
    counts: defaultdict[Span | None, Counter[_Form]] = defaultdict(Counter)
    for usage in distinct_venue_usages(document, venues):
        form = None if _is_preprint(usage.parsed) else _form(usage)
        if form and is_in_entry(usage.entry, usage.field.span):
            counts[usage.entry.container][form] += 1
            counts[None][form] += 1
    return {container: forms.most_common(1)[0][0] for container, forms in counts.items()}


def _form(usage: VenueUsage) -> _Form | None:
    """Return the form of a venue; None if it has more than one name and one year."""
    text, parsed = usage.field.text, usage.parsed
    if len(parsed.mentions) != 1 or len(parsed.years) > 1:
        return None
    mention = parsed.mentions[0]
    if not parsed.years:
        return _Form("", 0, "") if mention.text == text else None
    year = parsed.years[0]
    digits = 2 if year.form == "short" else 4
    separator, end = text[mention.end : year.end - digits], text[year.end :]
    is_whole = mention.start == 0 and not any(map(str.isalnum, separator + end))
    return _Form(separator, digits, end) if is_whole else None
