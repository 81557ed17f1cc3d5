"""Defects of venues: misspelled, outdated, in an unusual form, or not those of the link."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from random import Random

from awesome_lint.identifiers import arxiv
from awesome_lint.identifiers.proceedings import Proceedings, published_in
from awesome_lint.identifiers.venue import VenueMention, parse_venue
from awesome_lint.model import Edit, Entry, Field, Span
from awesome_lint.rules.shared.find_text import find_in_field
from awesome_lint.text.words import fold_name
from defects.source import VOCABULARY, Mutation, Source, kind
from defects.typos import typo


def _venues(source: Source) -> Iterator[tuple[Entry, Field, VenueMention]]:
    """Yield the clean entries with exactly one venue, spelled as in the vocabulary."""
    for entry in source.entries:
        if entry.venue is None:
            continue
        reading = parse_venue(entry.venue.text, VOCABULARY)
        mentions = [each for each in reading.mentions if each.venue.kind != "track"]
        if len(mentions) == 1 and not mentions[0].misspelt and not reading.unknown:
            yield entry, entry.venue, mentions[0]


_YEAR = re.compile(r" ((?:19|20)\d\d)(?!\d)")


def _years(source: Source) -> Iterator[tuple[Entry, Field, VenueMention, Span, int]]:
    """Yield these entries if a full year follows the name after one space."""
    for entry, field, mention in _venues(source):
        match = _YEAR.match(field.text, mention.end)
        if match and (span := find_in_field(field, mention.start, match.end())):
            tail = Span(span.line, span.end_column - 5, span.end_line, span.end_column)
            yield entry, field, mention, tail, int(match[1])


def _writes_plain_years(source: Source) -> bool:
    """Return whether a list writes years nearly always as in `WSDM 2024`."""
    forms: Counter[bool] = Counter()
    for entry in source.document.entries:
        if entry.venue:
            years = parse_venue(entry.venue.text, VOCABULARY).years
            forms[all(year.form == "full" for year in years)] += bool(years)
    return forms[True] > 4 * forms[False] + 4


def _named_by_most(source: Source) -> bool:
    """Return whether most entries with a venue name a known one."""
    named = [
        bool(parse_venue(entry.venue.text, VOCABULARY).mentions)
        for entry in source.document.entries
        if entry.venue
    ]
    return 3 * sum(named) >= 2 * len(named)


@kind("slip in a venue", "venue-typo")
def misspelt(source: Source, random: Random) -> Iterator[Mutation]:
    """Make a typo in a name with at least seven letters."""
    if not _named_by_most(source):
        return
    for _, field, mention in _venues(source):
        name = mention.text
        if (
            name.isalpha()
            and len(name) >= 7
            and (span := find_in_field(field, mention.start, mention.end))
        ):
            wrong = typo(name, random)
            if fold_name(wrong) not in VOCABULARY.names:
                yield source.replace(span, wrong)


@kind("letters of a venue swapped", "venue-typo")
def swapped(source: Source, random: Random) -> Iterator[Mutation]:
    """Swap two letters inside a name with at least six letters."""
    if not _named_by_most(source):
        return
    for _, field, mention in _venues(source):
        name = mention.text
        if (
            name.isalpha()
            and len(name) >= 6
            and (span := find_in_field(field, mention.start, mention.end))
        ):
            at = random.randrange(1, len(name) - 2)
            wrong = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
            if fold_name(wrong) != mention.key and fold_name(wrong) not in VOCABULARY.names:
                yield source.replace(span, wrong)


@kind("known misspelling", "venue-typo")
def known(source: Source, random: Random) -> Iterator[Mutation]:
    """Write a misspelling from the vocabulary."""
    if not _named_by_most(source):
        return
    for _, field, mention in _venues(source):
        span = find_in_field(field, mention.start, mention.end)
        if span and mention.venue.misspellings and mention.venue.name.casefold() == mention.key:
            yield source.replace(span, random.choice(mention.venue.misspellings))


@kind("outdated name", "venue-style")
def outdated(source: Source, _random: Random) -> Iterator[Mutation]:
    """Write a name that was no longer in use in the stated year."""
    for entry, field, mention in _venues(source):
        span = find_in_field(field, mention.start, mention.end)
        for former, last in mention.venue.former.items():
            if span and entry.year and entry.year > last and fold_name(former) != mention.key:
                yield source.replace(span, former)


@kind("year glued on", "venue-style")
def glued(source: Source, _random: Random) -> Iterator[Mutation]:
    """Remove the space before the year."""
    if _writes_plain_years(source):
        for _, _, _, span, year in _years(source):
            yield source.replace(span, str(year))


@kind("year of two digits", "venue-style")
def shortened(source: Source, random: Random) -> Iterator[Mutation]:
    """Shorten a conference's year to two digits."""
    if _writes_plain_years(source):
        for _, _, mention, span, year in _years(source):
            if mention.venue.kind == "conference" and year >= 2000 and mention.text.isalpha():
                yield source.replace(span, random.choice(("'", "", " '")) + str(year)[2:])


def _paper(entry: Entry) -> arxiv.ArxivId | None:
    address = arxiv.parse_url(entry.main_link.url) if entry.main_link else None
    found = address.identifier if address else None
    return found if isinstance(found, arxiv.ArxivId) and found.id[0].isdigit() else None


@kind("preprint's year off by three", "venue-year")
def wrong_year(source: Source, random: Random) -> Iterator[Mutation]:
    """Give a preprint a year that its identifier contradicts."""
    for entry, _, mention, span, year in _years(source):
        paper = _paper(entry)
        if paper and mention.venue.kind == "preprint" and paper.id.startswith(str(year)[2:]):
            yield source.replace(span, f" {year + random.choice((-3, 3))}")


_ADDRESSES = {
    "AAAI": "https://doi.org/10.1609/aaai.v{volume}i1.{number:05}",
    "ACL": "https://aclanthology.org/{year}.acl-long.{number}/",
    "CVPR": "https://openaccess.thecvf.com/content/CVPR{year}/html/{page}_CVPR_{year}_paper.html",
    "EACL": "https://aclanthology.org/{year}.eacl-long.{number}/",
    "ECCV": "https://www.ecva.net/papers/eccv_{year}/papers_ECCV/papers/{number:05}.pdf",
    "EMNLP": "https://aclanthology.org/{year}.emnlp-main.{number}.pdf",
    "ICCV": "https://openaccess.thecvf.com/content/ICCV{year}/html/{page}_ICCV_{year}_paper.html",
    "ICLR": "https://iclr.cc/virtual/{year}/poster/{number}",
    "ICML": "https://proceedings.mlr.press/v{volume}/doe{number}.html",
    "IJCAI": "https://www.ijcai.org/proceedings/{year}/{number}",
    "Interspeech": "https://www.isca-archive.org/interspeech_{year}/doe{number}.html",
    "NAACL": "https://aclanthology.org/{year}.naacl-long.{number}/",
    "NeurIPS": "https://proceedings.neurips.cc/paper_files/paper/{year}/hash/"
    "{number:032x}-Abstract-Conference.html",
}
"""The forms of the URLs of papers, by conference, in the years since 2020."""

_VOLUMES = {
    "AAAI": {year: year - 1986 for year in range(2020, 2027)},
    "ICML": {2020: 119, 2021: 139, 2022: 162, 2023: 202, 2024: 235, 2025: 267},
}


def _address(venue: str, year: int, number: int) -> str | None:
    """Return a URL of a paper in the proceedings of a conference."""
    volume = _VOLUMES[venue].get(year) if venue in _VOLUMES else 0
    if venue not in _ADDRESSES or year < 2020 or volume is None:
        return None
    page = f"Doe_Paper_{number}"
    return _ADDRESSES[venue].format(year=year, number=number, volume=volume, page=page)


def _linked_to_proceedings(source: Source) -> Iterator[Edit]:
    """Replace links to arXiv by links to the proceedings that their entries name."""
    written = {link.url_span for link in source.links}
    for number, (entry, _, mention, _, year) in enumerate(_years(source), 100):
        url = _address(mention.venue.name, year, number)
        if url and entry.main_link and _paper(entry) and entry.main_link.url_span in written:
            yield Edit(entry.main_link.url_span, url)


def _in_proceedings(source: Source) -> Iterator[tuple[Proceedings, Field, VenueMention, Span, int]]:
    """Yield the entries whose link names the conference and year of the entry."""
    for entry, field, mention, span, year in _years(source):
        found = published_in(entry.main_link.url) if entry.main_link else None
        if found and mention.venue.name in found.venues and found.years == (year,):
            yield found, field, mention, span, year


@kind("slip in the venue of the link", "venue-typo", prepare=_linked_to_proceedings)
def misspelt_beside_link(source: Source, random: Random) -> Iterator[Mutation]:
    """Leave a letter out of the venue that the paper's URL names, or double it."""
    for _, field, mention, _, _ in _in_proceedings(source):
        span = find_in_field(field, mention.start, mention.end)
        if span is None or not mention.text.isalpha() or len(mention.text) < 4:
            continue
        at = random.randrange(1, len(mention.text))
        wrong = random.choice(
            (
                mention.text[:at] + mention.text[at + 1 :],
                mention.text[:at] + mention.text[at - 1 :],
            )
        )
        if not parse_venue(wrong, VOCABULARY).mentions and fold_name(wrong) != f"{mention.key}s":
            yield source.replace(span, wrong)


@kind("venue that the link contradicts", "venue-link-mismatch", prepare=_linked_to_proceedings)
def other_venue(source: Source, random: Random) -> Iterator[Mutation]:
    """Name a venue that differs from the one in the paper's URL."""
    for found, field, mention, _, _ in _in_proceedings(source):
        names = ("CHI", "ICSE", "KDD", "VLDB", "WWW", *_ADDRESSES)
        others = [name for name in names if name not in found.venues]
        if span := find_in_field(field, mention.start, mention.end):
            yield source.replace(span, random.choice(others))


@kind("year that the link contradicts", "venue-link-mismatch", prepare=_linked_to_proceedings)
def other_year(source: Source, random: Random) -> Iterator[Mutation]:
    """Name a year that differs from the one in the paper's URL."""
    for _, _, _, span, year in _in_proceedings(source):
        yield source.replace(span, f" {year + random.choice((-3, -2, 2))}")


KINDS = (
    misspelt,
    swapped,
    known,
    outdated,
    glued,
    shortened,
    wrong_year,
    misspelt_beside_link,
    other_venue,
    other_year,
)
