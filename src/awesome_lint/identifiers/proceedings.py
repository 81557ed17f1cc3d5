"""Venue and year of a paper, from its URL.

The forms of the paths of hosts are here; the facts are in `rules/proceedings.yml`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache, lru_cache
from typing import Final, TypeVar
from urllib.parse import unquote

from msgspec import Struct

from awesome_lint import rulebook
from awesome_lint.bounded import parse_digits
from awesome_lint.identifiers.identity import identify
from awesome_lint.identifiers.url import UrlParts, parse_web_url, without_www
from awesome_lint.rulebook import (
    AnthologyVenue,
    Event,
    JointConference,
    PmlrVolume,
    ProceedingsHost,
    ProceedingsRow,
)
from awesome_lint.text.patterns import any_of, deferred


class Proceedings(Struct, frozen=True):
    """The venue and year that a URL states."""

    name: str
    """The name to show: `Findings of EMNLP 2024`."""
    venues: tuple[str, ...]
    """The names of the venues that the paper may be listed under, as in the vocabulary. Empty if
    the URL states only the year, as with most workshops."""
    years: tuple[int, ...]
    """The years that the paper may be listed under, the right one first."""
    key: str
    """The part of the URL that states venue and year."""
    workshop: bool = False
    """Whether the paper is in a workshop of the venues, which the URL does not name."""
    colocated: bool = False
    """Whether the URL names an event that may be a workshop of a larger conference, as most events
    of the ACL Anthology are."""


_REPEATED_SLASHES: Final = deferred(r"/{2,}")
_Reader = Callable[[UrlParts], Proceedings | None]
_Row = TypeVar("_Row", bound=ProceedingsRow)


@lru_cache(maxsize=4096)
def published_in(url: str) -> Proceedings | None:
    """Return the venue and year that the URL of a paper states; None if it states neither."""
    parts = parse_web_url(url)
    if parts is None:
        return None
    host = without_www(parts.host)
    if reader := _readers().get(host):
        path = _REPEATED_SLASHES().sub("/", unquote(parts.path))
        return reader(UrlParts(parts.scheme, host, path, parts.query, parts.fragment))
    kind, _, name = identify(url).partition(":")
    if kind == "acl":
        return _anthology(name)
    return _doi(name) if kind == "doi" else None


def joint_conference(venues: Collection[str], year: int) -> str | None:
    """Return the name to list the papers of conferences under that were held together in a year.

    None if `venues`, the names of the conferences, were not held together.
    """
    joint = _joint_conferences().items()
    held = (names for (_, held), names in joint if held == year and set(venues) <= set(names))
    return next((names[0] for names in held), None)


# ACL Anthology

_ACL_NEW: Final = deferred(r"([0-9]{4})\.([a-z0-9]+)-([a-z0-9]+)\.[0-9]+", re.ASCII)
_ACL_OLD: Final = deferred(r"([A-Z])([0-9]{2})-([0-9])[0-9]{3}", re.ASCII)


def _anthology(name: str) -> Proceedings | None:
    if match := _ACL_NEW().fullmatch(name):
        year, venue, volume = parse_digits(match[1]), match[2], match[3]
        if venue == "findings":
            return _acl_volume(volume, year, name, "Findings of ")
        return _acl_volume(venue, year, name)
    match = _ACL_OLD().fullmatch(name)
    return _old_anthology(match) if match else None


def _old_anthology(match: re.Match[str]) -> Proceedings:
    year = parse_digits(match[2]) + (1900 if match[2] >= "60" else 2000)
    ids = (row.id for row in _anthology_venues().values() if row.letter == match[1])
    venue = next(ids, "")
    if (match[1], year) == ("D", 2019) and match[3] >= "5":
        venue = ""  # the workshops of EMNLP 2019
    return _acl_volume(venue, year, match[0])


def _acl_volume(venue: str, year: int, key: str, track: str = "") -> Proceedings:
    known = _anthology_venues()
    row = known.get(venue)
    if row and row.journal:
        # Their papers are presented at the conferences, and listed under them as often.
        names = (name for each in known.values() if not each.journal for name in each.venues)
        name = row.venues[0]
        return Proceedings(f"{name} {year}", (name, *names), (year, year + 1, year - 1), key)
    venues = _joint(venue, year) or (row.venues if row else _known_venue(venue))
    name = f"{track}{venues[0]} {year}" if venues else str(year)
    return Proceedings(name, venues, (year,), key, colocated=row is None)


def _known_venue(name: str) -> tuple[str, ...]:
    """Return the name of the conference or workshop that an identifier names, if it is known."""
    venue = rulebook.vocabulary().names.get(name)
    return (venue.name,) if venue and venue.kind in ("conference", "workshop") else ()


def _joint(venue: str, year: int) -> tuple[str, ...]:
    return _joint_conferences().get((venue, year), ())


# Identifiers of other publishers

_IJCAI_DOI: Final = deferred(r"10\.24963/ijcai\.([0-9]{4})/[0-9]+", re.ASCII)
_AAAI_DOI: Final = deferred(r"10\.1609/(aaai\.v([0-9]{2})i[0-9]{1,2})\.[0-9]+", re.ASCII)


def _doi(name: str) -> Proceedings | None:
    if match := _IJCAI_DOI().fullmatch(name):
        return _ijcai_year(parse_digits(match[1]), name)
    match = _AAAI_DOI().fullmatch(name)
    if match and 33 <= parse_digits(match[2]) <= 60:
        # Volume 33 is of 2019, one of each year since; it holds IAAI and EAAI as well.
        year = 1986 + parse_digits(match[2])
        return Proceedings(f"AAAI {year}", ("AAAI", "IAAI", "EAAI"), (year,), match[1])
    return None


# Hosts with venue and year in their paths

_IJCAI: Final = deferred(
    r"/proceedings[/-]((?:[0-9]{2}){1,2})/(?:papers/)?[0-9]+(?:\.pdf)?/?", re.ASCII | re.IGNORECASE
)
_YEARLY: Final = deferred(r"/paper(?:_files/paper)?/([0-9]{4})/.+", re.ASCII)
_VIRTUAL: Final = deferred(r"/virtual/([0-9]{4})/(?:oral|poster|spotlight)/[0-9]+/?", re.ASCII)
_PMLR: Final = deferred(r"/(?:proceedings/papers/)?(v([0-9]{1,3}))/.+", re.ASCII)
_JMLR: Final = deferred(r"/papers/v(?:olume)?([0-9]{1,2})/.+", re.ASCII)
_ECVA: Final = deferred(r"/papers/eccv_([0-9]{4})/.+", re.ASCII)
_ISCA: Final = deferred(
    r"/(?:archive(?:_v0)?/)?interspeech_?([0-9]{4})/.+", re.ASCII | re.IGNORECASE
)
_RSS: Final = deferred(r"/(rss([0-9]{2}))/.+", re.ASCII)


def _ijcai_year(year: int, key: str) -> Proceedings:
    venues = _joint("ijcai", year) or ("IJCAI",)
    # IJCAI 2020 was held in January 2021.
    years = (2020, 2021) if year == 2020 else (year,)
    return Proceedings(f"IJCAI {year}", venues, years, key)


def _ijcai(parts: UrlParts) -> Proceedings | None:
    match = _IJCAI().fullmatch(parts.path)
    if match is None:
        return None
    year = parse_digits(match[1])
    if len(match[1]) == 2:  # until 2017, proceedings were numbered by two digits
        year += 1900 if year > 60 else 2000
    return _ijcai_year(year, match[0].strip("/"))


def _cvf(parts: UrlParts) -> Proceedings | None:
    match = _cvf_path().fullmatch(parts.path)
    if match is None:
        return None
    venue, year = _events("cvf")[match[1].lower()], parse_digits(match[3])
    key = parts.path.split("/")[1] + (
        f"/{parts.path.split('/')[2]}" if parts.path.startswith("/content/") else ""
    )
    workshop = bool(match[2] or match[4] or "_workshops" in match[0].lower())
    name = f"a workshop of {venue} {year}" if workshop else f"{venue} {year}"
    return Proceedings(name, (venue,), (year,), key, workshop)


def _yearly(venue: str) -> _Reader:
    def read(parts: UrlParts) -> Proceedings | None:
        match = _YEARLY().fullmatch(parts.path) or _VIRTUAL().fullmatch(parts.path)
        if match is None:
            return None
        key = f"{parts.host}{match[0][: match.end(1)]}"
        return Proceedings(f"{venue} {match[1]}", (venue,), (parse_digits(match[1]),), key)

    return read


def _pmlr(parts: UrlParts) -> Proceedings | None:
    match = _PMLR().fullmatch(parts.path.removeprefix("/mlresearch"))
    volume = _pmlr_volumes().get(parse_digits(match[2])) if match else None
    if match is None or volume is None:
        return None
    venue, year = volume.venue, volume.year
    years = (year, year + 1) if volume.late else (year,)
    return Proceedings(f"{venue} {year}", (venue,), years, match[1])


def _jmlr(parts: UrlParts) -> Proceedings | None:
    if parts.path.startswith("/proceedings/"):
        return _pmlr(parts)
    match = _JMLR().fullmatch(parts.path)
    if match is None or parse_digits(match[1]) < 5:
        return None
    year = 1999 + parse_digits(match[1])  # volume 5 is of 2004
    return Proceedings(f"JMLR {year}", ("JMLR",), (year, year - 1, year + 1), f"v{match[1]}")


def _usenix(parts: UrlParts) -> Proceedings | None:
    match = _usenix_path().fullmatch(parts.path)
    if match is None:
        return None
    venue, year = _events("usenix")[match[2]], 2000 + parse_digits(match[3])
    # A season is a deadline for submissions. Papers that were revised are in the next year.
    years = (year, year + 1) if match["season"] else (year,)
    return Proceedings(f"{venue} {year}", (venue,), years, match[1])


def _dated(pattern: Callable[[], re.Pattern[str]], venue: str) -> _Reader:
    def read(parts: UrlParts) -> Proceedings | None:
        match = pattern().fullmatch(parts.path)
        if match is None:
            return None
        key = match[0][: match.end(1)].strip("/")
        return Proceedings(f"{venue} {match[1]}", (venue,), (parse_digits(match[1]),), key)

    return read


def _rss(parts: UrlParts) -> Proceedings | None:
    match = _RSS().fullmatch(parts.path)
    if match is None:
        return None
    year = 2004 + parse_digits(match[2])  # the first one was in 2005
    return Proceedings(f"RSS {year}", ("RSS",), (year,), match[1])


# Tables of the rulebook


def _rows(kind: type[_Row]) -> Iterator[_Row]:
    return (row for row in rulebook.proceedings() if isinstance(row, kind))


@cache
def _anthology_venues() -> Mapping[str, AnthologyVenue]:
    return {row.id: row for row in _rows(AnthologyVenue)}


@cache
def _joint_conferences() -> Mapping[tuple[str, int], tuple[str, ...]]:
    return {(row.id, row.year): row.venues for row in _rows(JointConference)}


@cache
def _pmlr_volumes() -> Mapping[int, PmlrVolume]:
    return {row.volume: row for row in _rows(PmlrVolume)}


@cache
def _events(form: str) -> Mapping[str, str]:
    """Return the venues in the paths of a form of hosts, by their names there."""
    return {row.id: row.venue for row in _rows(Event) if row.form == form}


@cache
def _cvf_path() -> re.Pattern[str]:
    return re.compile(
        rf"/content(?:/|_)({any_of(_events('cvf'))})(W?)_?([0-9]{{4}})(?:_workshops)?(W?)/.+",
        re.ASCII | re.IGNORECASE,
    )


@cache
def _usenix_path() -> re.Pattern[str]:
    return re.compile(
        r"/(?:conference|(?:conferences|system)/files/conference|system/files)/"
        rf"(({any_of(_events('usenix'))})(?:20)?([0-9]{{2}}))"
        r"(?:(?P<season>summer|fall|winter|spring)|_|-|/).+",
        re.ASCII,
    )


@cache
def _readers() -> Mapping[str, _Reader]:
    """Return the functions that parse the paths of hosts, by host."""
    forms: dict[str, Callable[[str], _Reader]] = {
        "cvf": lambda _: _cvf,
        "eccv": lambda venue: _dated(_ECVA, venue),
        "ijcai": lambda _: _ijcai,
        "interspeech": lambda venue: _dated(_ISCA, venue),
        "jmlr": lambda _: _jmlr,
        "pmlr": lambda _: _pmlr,
        "rss": lambda _: _rss,
        "usenix": lambda _: _usenix,
        "year": _yearly,
    }
    return {row.host: forms[row.form](row.venue) for row in _rows(ProceedingsHost)}
