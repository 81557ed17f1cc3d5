"""Venue and year of a paper, from its URL.

Facts about the ACL Anthology come from its page on identifiers and the names of its volumes,
those about other hosts from the URLs of their papers.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final
from urllib.parse import unquote

from msgspec import Struct

from awesome_lint.bounded import parse_digits
from awesome_lint.identifiers import pmlr
from awesome_lint.identifiers.identity import identify
from awesome_lint.identifiers.url import UrlParts, parse_web_url, without_www


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


_Reader = Callable[[UrlParts], Proceedings | None]


@lru_cache(maxsize=1 << 18)
def published_in(url: str) -> Proceedings | None:
    """Return the venue and year that the URL of a paper states; None if it states neither."""
    parts = parse_web_url(url)
    if parts is None:
        return None
    host = without_www(parts.host)
    if reader := _READERS.get(host):
        return reader(
            UrlParts(parts.scheme, host, unquote(parts.path), parts.query, parts.fragment)
        )
    kind, _, name = identify(url).partition(":")
    if kind == "acl":
        return _anthology(name)
    return _doi(name) if kind == "doi" else None


# ACL Anthology

_ACL: Final = {
    "aacl": ("AACL", "IJCNLP"),
    "acl": ("ACL",),
    "coling": ("COLING",),
    "conll": ("CoNLL",),
    "eacl": ("EACL",),
    "emnlp": ("EMNLP",),
    "ijcnlp": ("IJCNLP", "AACL"),
    "lrec": ("LREC",),
    "naacl": ("NAACL",),
}
_ACL_LETTERS: Final = {
    "C": "coling",
    "D": "emnlp",
    "E": "eacl",
    "I": "ijcnlp",
    "J": "cl",
    "K": "conll",
    "L": "lrec",
    "N": "naacl",
    "P": "acl",
    "Q": "tacl",
}
_ACL_JOINT: Final = {
    ("coling", 2006): ("COLING", "ACL"),
    ("acl", 2006): ("ACL", "COLING"),
    ("acl", 1998): ("ACL", "COLING"),
    ("coling", 1998): ("COLING", "ACL"),
    ("emnlp", 2007): ("EMNLP", "CoNLL"),
    ("acl", 2008): ("ACL", "HLT"),
    ("acl", 2009): ("ACL", "IJCNLP"),
    ("emnlp", 2012): ("EMNLP", "CoNLL"),
    ("acl", 2015): ("ACL", "IJCNLP"),
    ("emnlp", 2019): ("EMNLP", "IJCNLP"),
    ("acl", 2021): ("ACL", "IJCNLP"),
    ("lrec", 2024): ("LREC-COLING", "LREC", "COLING"),
}
"""Conferences that were held as one, with one set of proceedings."""

_ACL_JOURNALS: Final = {"tacl": "TACL", "cl": "Computational Linguistics"}
_ACL_NEW: Final = re.compile(r"([0-9]{4})\.([a-z0-9]+)-([a-z0-9]+)\.[0-9]+", re.ASCII)
_ACL_OLD: Final = re.compile(r"([A-Z])([0-9]{2})-([0-9])[0-9]{3}", re.ASCII)


def _anthology(name: str) -> Proceedings | None:
    if match := _ACL_NEW.fullmatch(name):
        year, venue, volume = parse_digits(match[1]), match[2], match[3]
        if venue == "findings":
            return _acl_volume(volume, year, name, "Findings of ")
        return _acl_volume(venue, year, name)
    match = _ACL_OLD.fullmatch(name)
    return _old_anthology(match) if match else None


def _old_anthology(match: re.Match[str]) -> Proceedings:
    year = parse_digits(match[2]) + (1900 if match[2] >= "60" else 2000)
    venue = _ACL_LETTERS.get(match[1], "")
    if (match[1], year) == ("D", 2019) and match[3] >= "5":
        venue = ""  # the workshops of EMNLP 2019
    return _acl_volume(venue, year, match[0])


def _acl_volume(venue: str, year: int, key: str, track: str = "") -> Proceedings:
    if journal := _ACL_JOURNALS.get(venue):
        # Their papers are presented at the conferences, and listed under them as often.
        conferences = tuple(name for names in _ACL.values() for name in names)
        years = (year, year + 1, year - 1)
        return Proceedings(f"{journal} {year}", (journal, *conferences), years, key)
    venues = _ACL_JOINT.get((venue, year)) or _ACL.get(venue, ())
    name = f"{track}{venues[0]} {year}" if venues else str(year)
    return Proceedings(name, venues, (year,), key)


# Identifiers of other publishers

_IJCAI_DOI: Final = re.compile(r"10\.24963/ijcai\.([0-9]{4})/[0-9]+", re.ASCII)
_AAAI_DOI: Final = re.compile(r"10\.1609/(aaai\.v([0-9]{2})i[0-9]{1,2})\.[0-9]+", re.ASCII)


def _doi(name: str) -> Proceedings | None:
    if match := _IJCAI_DOI.fullmatch(name):
        return _ijcai_year(parse_digits(match[1]), name)
    match = _AAAI_DOI.fullmatch(name)
    if match and 33 <= parse_digits(match[2]) <= 60:
        # Volume 33 is of 2019, one of each year since; it holds IAAI and EAAI as well.
        year = 1986 + parse_digits(match[2])
        return Proceedings(f"AAAI {year}", ("AAAI", "IAAI", "EAAI"), (year,), match[1])
    return None


# Hosts with venue and year in their paths

_CVF: Final = re.compile(
    r"/content(?:/|_)(CVPR|ICCV|WACV|ACCV)(W?)_?([0-9]{4})(?:_workshops)?(W?)/.+",
    re.ASCII | re.IGNORECASE,
)
_IJCAI: Final = re.compile(r"/proceedings/([0-9]{4})/[0-9]+(?:\.pdf)?/?", re.ASCII | re.IGNORECASE)
_YEARLY: Final = re.compile(r"/paper(?:_files/paper)?/([0-9]{4})/.+", re.ASCII)
_VIRTUAL: Final = re.compile(r"/virtual/([0-9]{4})/(?:oral|poster|spotlight)/[0-9]+/?", re.ASCII)
_PMLR: Final = re.compile(r"/(?:proceedings/papers/)?(v([0-9]{1,3}))/.+", re.ASCII)
_JMLR: Final = re.compile(r"/papers/v(?:olume)?([0-9]{1,2})/.+", re.ASCII)
_USENIX: Final = re.compile(
    r"/(?:conference|(?:conferences|system)/files/conference|system/files)/"
    r"((usenixsecurity|sec|nsdi|osdi|atc|usenixatc|fast|soups)(?:20)?([0-9]{2}))"
    r"(?:(?:summer|fall|winter|spring|_|-|/).+)",
    re.ASCII,
)
_USENIX_NAMES: Final = {
    "usenixsecurity": "USENIX Security",
    "sec": "USENIX Security",
    "nsdi": "NSDI",
    "osdi": "OSDI",
    "atc": "USENIX ATC",
    "usenixatc": "USENIX ATC",
    "fast": "FAST",
    "soups": "SOUPS",
}
_ECVA: Final = re.compile(r"/papers/eccv_([0-9]{4})/.+", re.ASCII)
_ISCA: Final = re.compile(
    r"/(?:archive(?:_v0)?/)?interspeech_?([0-9]{4})/.+", re.ASCII | re.IGNORECASE
)
_RSS: Final = re.compile(r"/(rss([0-9]{2}))/.+", re.ASCII)


def _ijcai_year(year: int, key: str) -> Proceedings:
    venues = ("IJCAI", "ECAI") if year in (2018, 2022) else ("IJCAI",)
    # IJCAI 2020 was held in January 2021.
    years = (2020, 2021) if year == 2020 else (year,)
    return Proceedings(f"IJCAI {year}", venues, years, key)


def _ijcai(parts: UrlParts) -> Proceedings | None:
    match = _IJCAI.fullmatch(parts.path)
    return _ijcai_year(parse_digits(match[1]), match[0].strip("/")) if match else None


def _cvf(parts: UrlParts) -> Proceedings | None:
    match = _CVF.fullmatch(parts.path)
    if match is None:
        return None
    venue, year = match[1].upper(), parse_digits(match[3])
    key = parts.path.split("/")[1] + (
        f"/{parts.path.split('/')[2]}" if parts.path.startswith("/content/") else ""
    )
    workshop = match[2] or match[4] or "_workshops" in match[0].lower()
    name = f"a workshop of {venue} {year}" if workshop else f"{venue} {year}"
    return Proceedings(name, (venue,), (year,), key)


def _yearly(venue: str) -> _Reader:
    def read(parts: UrlParts) -> Proceedings | None:
        match = _YEARLY.fullmatch(parts.path) or _VIRTUAL.fullmatch(parts.path)
        if match is None:
            return None
        key = f"{parts.host}{match[0][: match.end(1)]}"
        return Proceedings(f"{venue} {match[1]}", (venue,), (parse_digits(match[1]),), key)

    return read


def _pmlr(parts: UrlParts) -> Proceedings | None:
    match = _PMLR.fullmatch(parts.path.removeprefix("/mlresearch"))
    found = pmlr.conference(parse_digits(match[2])) if match else None
    if match is None or found is None:
        return None
    venue, years = found
    return Proceedings(f"{venue} {years[0]}", (venue,), years, match[1])


def _jmlr(parts: UrlParts) -> Proceedings | None:
    if parts.path.startswith("/proceedings/"):
        return _pmlr(parts)
    match = _JMLR.fullmatch(parts.path)
    if match is None or parse_digits(match[1]) < 5:
        return None
    year = 1999 + parse_digits(match[1])  # volume 5 is of 2004
    return Proceedings(f"JMLR {year}", ("JMLR",), (year, year - 1, year + 1), f"v{match[1]}")


def _usenix(parts: UrlParts) -> Proceedings | None:
    match = _USENIX.fullmatch(parts.path)
    if match is None:
        return None
    venue, year = _USENIX_NAMES[match[2]], 2000 + parse_digits(match[3])
    return Proceedings(f"{venue} {year}", (venue,), (year,), match[1])


def _dated(pattern: re.Pattern[str], venue: str) -> _Reader:
    def read(parts: UrlParts) -> Proceedings | None:
        match = pattern.fullmatch(parts.path)
        if match is None:
            return None
        key = match[0][: match.end(1)].strip("/")
        return Proceedings(f"{venue} {match[1]}", (venue,), (parse_digits(match[1]),), key)

    return read


def _rss(parts: UrlParts) -> Proceedings | None:
    match = _RSS.fullmatch(parts.path)
    if match is None:
        return None
    year = 2004 + parse_digits(match[2])  # the first one was in 2005
    return Proceedings(f"RSS {year}", ("RSS",), (year,), match[1])


_READERS: Final[dict[str, _Reader]] = {
    "ijcai.org": _ijcai,
    "openaccess.thecvf.com": _cvf,
    "papers.nips.cc": _yearly("NeurIPS"),
    "papers.neurips.cc": _yearly("NeurIPS"),
    "proceedings.neurips.cc": _yearly("NeurIPS"),
    "datasets-benchmarks-proceedings.neurips.cc": _yearly("NeurIPS"),
    "neurips.cc": _yearly("NeurIPS"),
    "nips.cc": _yearly("NeurIPS"),
    "proceedings.iclr.cc": _yearly("ICLR"),
    "iclr.cc": _yearly("ICLR"),
    "icml.cc": _yearly("ICML"),
    "proceedings.mlsys.org": _yearly("MLSys"),
    "proceedings.mlr.press": _pmlr,
    "jmlr.org": _jmlr,
    "usenix.org": _usenix,
    "ecva.net": _dated(_ECVA, "ECCV"),
    "isca-archive.org": _dated(_ISCA, "Interspeech"),
    "isca-speech.org": _dated(_ISCA, "Interspeech"),
    "roboticsproceedings.org": _rss,
}
