"""arXiv identifiers, and the URLs that contain them.

Sources: arXiv's help page on its identifiers, and the code of arxiv.org (arXiv/arxiv-base
`arxiv/identifier`, arXiv/arxiv-browse `browse/routes`).
"""

from __future__ import annotations

import re
from functools import lru_cache
from sys import intern
from typing import Final
from urllib.parse import unquote

from msgspec import Struct

from awesome_lint.bounded import parse_digits
from awesome_lint.identifiers import doi
from awesome_lint.identifiers.url import UrlParts, parse_web_url, without_www
from awesome_lint.text.patterns import deferred

HOST: Final = "arxiv.org"
PAGES: Final = frozenset(
    ("abs", "audio", "bibtex", "dvi", "e-print", "format", "html", "pdf", "ps", "src", "tb")
)
"""The words before an identifier in the paths of arxiv.org."""
ARCHIVES: Final = (
    *("acc-phys", "adap-org", "alg-geom", "ao-sci", "astro-ph", "atom-ph", "bayes-an", "chao-dyn"),
    *("chem-ph", "cmp-lg", "comp-gas", "cond-mat", "cs", "dg-ga", "funct-an", "gr-qc", "hep-ex"),
    *("hep-lat", "hep-ph", "hep-th", "math", "math-ph", "mtrl-th", "nlin", "nucl-ex", "nucl-th"),
    *("patt-sol", "physics", "plasm-ph", "q-alg", "q-bio", "quant-ph", "solv-int", "supr-con"),
)
"""The archives in identifiers of the old form, until March 2007."""

_MAIN_PAGES: Final = ("abs", "html", "pdf")
_MIRROR: Final = re.compile(
    r"arxiv\.org|(?:www|export|browse|xxx|lanl|aps|web[0-9]*|[a-z]{2})\.arxiv\.org|xxx\.lanl\.gov"
)
_POSSIBLE_MIRROR: Final = re.compile(
    r"[a-z0-9-]+\.arxiv\.org|128\.84\.(?:4|21)\.[0-9]{1,3}", re.ASCII
)
"""Hosts that show papers if their paths name one. The addresses are in the networks of Cornell
University from which arXiv was served."""
_DOI_PREFIX: Final = "10.48550/arxiv."
_OTHER_SITES: Final = {
    "alphaxiv.org": deferred(r"/(?:[a-z]{2}/)?(?:abs|html|overview|pdf)/([^/]+)/?"),
    "ar5iv.labs.arxiv.org": deferred(r"/(?:abs|html|pdf)/(.+)"),
    "ar5iv.org": deferred(r"/(?:abs|html|pdf)/(.+)"),
    "arxiv-vanity.com": deferred(r"/papers/(.+)"),
    "huggingface.co": deferred(r"/papers/([^/]+)/?"),
    "scirate.com": deferred(r"/arxiv/(.+)"),
}
"""Other sites that show arXiv's papers, with the place of the identifier in their paths."""

_HINT: Final = re.compile(r"[x5]iv|xxx\.lanl|/papers/|//128\.84\.", re.IGNORECASE)
"""A part that every URL of an arXiv paper contains."""
_NEW: Final = re.compile(
    r"([0-9]{2})([0-9]{2})\.([0-9]+)(?:v([0-9]{1,9}))?", re.ASCII | re.IGNORECASE
)
_OLD: Final = deferred(
    r"([a-z]+(?:-[a-z]+)?)(?:\.[a-z-]+)?/([0-9]{2})([0-9]{2})([0-9]+)(?:v([0-9]{1,9}))?",
    re.ASCII | re.IGNORECASE,
)
_PLACEHOLDER: Final = re.compile(
    r"(?:(?=[^/]*xx)[0-9x]+(?:\.[0-9x]+)?|y{2}m{2}\.n{4,5}|0{4}\.0{4,5}|1234\.56789?"
    r"|tba|tbd|todo|coming-?soon)(?=v[0-9]|\.pdf|/|$)",
    re.ASCII | re.IGNORECASE,
)
"""Placeholders for an identifier that is not known yet: `XXXX.XXXXX`, `2401.xxxxx`."""
_WELL_FORMED: Final = deferred(
    rf"(?:[0-9]{{4}}\.[0-9]{{4,5}}|(?:{'|'.join(ARCHIVES)})(?:\.[A-Z]{{2}})?/[0-9]{{7}})"
    r"(?:v[0-9]{1,9})?"
)
_FTP: Final = deferred(
    r"/ftp/(?P<archive>[a-z-]+)/papers/[0-9]{4}/(?P<number>[0-9]{4}\.[0-9]{4,5}|[0-9]{7})"
    r"(?P<version>v[0-9]{1,9})?(?:\.pdf)?",
    re.ASCII,
)
"""Path of a paper on arXiv's file server: `/ftp/arxiv/papers/2401/2401.01234.pdf`."""
_ARCHIVE_BY_LETTERS: Final = {archive.replace("-", ""): archive for archive in ARCHIVES}
_SUFFIXES: Final = frozenset((".pdf", ".ps", ".gz", ".ps.gz"))
_NO_FORM: Final = "it does not have the form `YYMM.NNNNN` or `archive/YYMMNNN`"
_FIRST_OLD: Final = (1991, 7)
_LAST_OLD: Final = (2007, 3)


class ArxivId(Struct, frozen=True, gc=False):
    """An arXiv identifier that may exist."""

    id: str
    """The canonical form, without a version."""
    written: str
    """The form that was read, without a version."""
    version: int | None = None
    """The version; None if none was written."""

    @property
    def repadded(self) -> bool:
        """Whether its number has too many or too few digits for its date.

        arXiv adds or drops leading zeros then, and opens that paper.
        """
        return "/" not in self.id and self.id != self.written


class InvalidArxivId(Struct, frozen=True, gc=False):
    """A text in the place of an identifier that cannot be one."""

    written: str
    """The text."""
    reason: str
    """The reason, a clause."""
    placeholder: bool = False
    """Whether it is a placeholder: `xxxx.xxxxx`."""


class ArxivUrl(Struct, frozen=True, gc=False):
    """A URL that is meant to lead to one arXiv paper."""

    parts: UrlParts
    """The parts of the URL."""
    page: str
    """The word before the identifier, as written (`abs`, `pdf`, or misspelt `pfd`), or empty."""
    identifier: ArxivId | InvalidArxivId | None
    """The identifier; None if nothing follows `page`."""
    file: str = ""
    """The path of a file that belongs to the paper, such as a figure."""
    trailing_junk: str = ""
    """Text after the identifier that prevents arXiv from finding the paper."""
    is_arxiv_site: bool = True
    """Whether the host is arXiv's or a mirror of it, rather than another site."""

    @property
    def intended_page(self) -> str:
        """The page of arXiv that `page` is, or is meant to be."""
        if self.page in PAGES:
            return self.page
        if self.page:
            return _nearest_page(self.page) or "abs"
        return "pdf" if self.parts.path.endswith(".pdf") else "abs"


@lru_cache(maxsize=1 << 14)
def parse_url(url: str) -> ArxivUrl | None:
    """Parse a URL; None if it is not meant to lead to one arXiv paper."""
    parts = parse_web_url(url) if _HINT.search(url) else None
    return _parse_parts(parts) if parts else None


def _parse_parts(parts: UrlParts) -> ArxivUrl | None:
    """Parse the parts of a URL; None if it is not meant to lead to one arXiv paper."""
    if _MIRROR.fullmatch(parts.host):
        return _parse_arxiv_site(parts)
    if _POSSIBLE_MIRROR.fullmatch(parts.host):
        found = _parse_arxiv_site(parts)
        return found if found and isinstance(found.identifier, ArxivId) else None
    name = doi.doi_of_parts(parts)
    if name and name.startswith(_DOI_PREFIX):
        identifier = parse_identifier(name.removeprefix(_DOI_PREFIX))
    else:
        reader = _OTHER_SITES.get(without_www(parts.host))
        match = reader().fullmatch(unquote(parts.path)) if reader else None
        identifier = parse_identifier(match[1].removesuffix("/")) if match else None
    return ArxivUrl(parts, "", identifier, is_arxiv_site=False) if identifier else None


def parse_identifier(text: str) -> ArxivId | InvalidArxivId | None:
    """Parse a text that is nothing but an identifier; None if it has the form of none."""
    read = _parse_leading_identifier(text)
    if read is None or (read[1] and read[1] not in _SUFFIXES):
        return None
    return read[0]


def first_year(identifier: str) -> int:
    """Return the year in which a paper was first submitted, from its identifier: `2401.01234`."""
    digits = identifier.rpartition("/")[2][:2]
    return parse_digits(digits) + (1900 if digits > "90" else 2000)


def doi_of(identifier: str) -> str:
    """Return the DOI of the paper with a valid identifier, in lower case."""
    return f"{_DOI_PREFIX}{identifier}".lower()


def year_of(identifier: str) -> int:
    """Return the year in which the paper with a valid identifier was submitted."""
    year = identifier.rpartition("/")[2][:2]
    return (1900 if year > "90" else 2000) + parse_digits(year)


def _parse_arxiv_site(parts: UrlParts) -> ArxivUrl | None:
    path = unquote(parts.path)
    if path.startswith("/ftp/") and (file := _FTP().fullmatch(path)):
        archive = "" if "." in file["number"] else f"{file['archive']}/"
        name = f"{archive}{file['number']}{file['version'] or ''}"
        return ArxivUrl(parts, "pdf", parse_identifier(name))
    segments = [segment for segment in path.split("/") if segment]
    if not segments:
        return None
    page, rest = intern(segments[0]), "/".join(segments[1:])
    if page in PAGES:
        return _parse_after_page(parts, page, rest)
    # On a path that arXiv does not know, only a well-formed identifier is unambiguous.
    whole, rest = "/".join(segments).removesuffix(".pdf"), rest.removesuffix(".pdf")
    if _WELL_FORMED().fullmatch(whole):
        return ArxivUrl(parts, "", parse_identifier(whole))
    if _WELL_FORMED().fullmatch(rest) and _nearest_page(page):
        return ArxivUrl(parts, page, parse_identifier(rest))
    return None


def _parse_after_page(parts: UrlParts, page: str, rest: str) -> ArxivUrl | None:
    """Parse the path after a page of arXiv."""
    if rest[:6].lower() == "arxiv:":
        rest = rest[6:]
    read = _parse_leading_identifier(rest)
    if read:
        identifier, tail = read
        if tail.startswith("/"):
            # Only these pages have files; on others arXiv ignores what follows a slash.
            return ArxivUrl(parts, page, identifier, file=tail if page in ("html", "src") else "")
        return ArxivUrl(parts, page, identifier, trailing_junk="" if tail in _SUFFIXES else tail)
    # Very old links give the number in the query: `/abs/hep-th?9901001`.
    if page not in _MAIN_PAGES or parts.query:
        return None
    return ArxivUrl(parts, page, InvalidArxivId(rest, _NO_FORM) if rest.strip() else None)


def _nearest_page(word: str) -> str | None:
    """Return the page that is at most one edit away from a word."""
    from rapidfuzz.distance import OSA  # hardly ever needed, and slow to import

    word = word.lower()
    near = (page for page in _MAIN_PAGES if OSA.distance(word, page, score_cutoff=1) <= 1)
    return next(near, None)


def _parse_leading_identifier(text: str) -> tuple[ArxivId | InvalidArxivId, str] | None:
    """Parse the identifier at the beginning of a text; return it with the rest of the text."""
    if match := _PLACEHOLDER.match(text):
        return InvalidArxivId(match[0], _NO_FORM, placeholder=True), text[match.end() :]
    if match := _NEW.match(text):
        return _parse_new_form(match), text[match.end() :]
    if match := _OLD().match(text):
        return _parse_old_form(match), text[match.end() :]
    return None


def _parse_new_form(match: re.Match[str]) -> ArxivId | InvalidArxivId:
    """Parse `YYMM.NNNN` (from 0704 to 1412) and `YYMM.NNNNN` (from 1501)."""
    year, month, number, version = match.groups()
    written = f"{year}{month}.{number}"
    four_digits = year < "15"
    if not "01" <= month <= "12":
        reason = f"`{month}` is not a month"
    elif year + month < "0704":
        reason = "identifiers of this form start with `0704` (April 2007)"
    elif len(number) not in (4, 5):
        reason = f"it has {_count_digits(number)} after the dot instead of 4 or 5"
    elif not number.strip("0"):
        reason = "paper numbers start at 1"
    elif four_digits and len(number) == 5 and number[0] != "0":
        reason = "identifiers before 2015 have 4 digits after the dot"
    elif version and not version.strip("0"):
        return InvalidArxivId(match[0], "versions start at `v1`")
    else:
        number = number[-4:] if four_digits else number.zfill(5)
        canonical = f"{year}{month}.{number}"
        if canonical == written:
            canonical = written  # one object for nearly all of many identifiers
        return ArxivId(canonical, written, parse_digits(version) if version else None)
    return InvalidArxivId(written, reason)


def _parse_old_form(match: re.Match[str]) -> ArxivId | InvalidArxivId:
    """Parse `archive/YYMMNNN` and `archive.SUBJECT/YYMMNNN` (from 9107 to 0703)."""
    name, year, month, number, version = match.groups()
    written = match[0][: match.end(4)]
    archive = _ARCHIVE_BY_LETTERS.get(name.lower().replace("-", ""))
    date = (year_of(year), parse_digits(month))
    if not archive:
        reason = f"no arXiv archive `{name}` has identifiers of this form"
    elif not 1 <= date[1] <= 12:
        reason = f"`{month}` is not a month"
    elif len(number) != 3:
        reason = f"it has {_count_digits(year + month + number)} after the slash instead of 7"
    elif not _FIRST_OLD <= date <= _LAST_OLD:
        reason = "identifiers of this form run from `9107` (July 1991) to `0703` (March 2007)"
    elif number == "000":
        reason = "paper numbers start at 1"
    elif version and not version.strip("0"):
        return InvalidArxivId(match[0], "versions start at `v1`")
    else:
        canonical = f"{archive}/{year}{month}{number}"
        return ArxivId(canonical, written, parse_digits(version) if version else None)
    return InvalidArxivId(written, reason)


def _count_digits(number: str) -> str:
    return "1 digit" if len(number) == 1 else f"{len(number)} digits"
