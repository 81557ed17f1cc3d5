"""Papers in the URLs of proceedings: PMLR, NeurIPS, CVF, IJCAI, USENIX, IEEE Xplore and others.

The forms of the paths of hosts are here; the hosts are in `rules/proceedings.yml`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Final
from urllib.parse import unquote

from awesome_lint import rulebook
from awesome_lint.bounded import parse_digits, query_fields
from awesome_lint.identifiers.url import UrlParts, without_www
from awesome_lint.rulebook import ProceedingsHost
from awesome_lint.text.patterns import deferred

_Reader = Callable[[str], str | None]
"""A function from the path of a URL to the identity of a paper."""

_REPEATED_SLASHES: Final = re.compile(r"/{2,}")
_PMLR: Final = deferred(
    r"/(?:proceedings/papers/|mlresearch/)?v([0-9]{1,3})/([a-z0-9-]+)(?:/\2)?(?:\.(?:html|pdf))?/?",
    re.ASCII,
)
_JMLR: Final = deferred(
    r"/papers/v(?:olume)?([0-9]{1,2})/([a-z0-9-]+)(?:/\2)?(?:\.(?:html|pdf))?/?", re.ASCII
)
_HASHED: Final = deferred(
    r"/paper(?:_files/paper)?/([0-9]{4})/(?:hash|file)/([0-9a-f]{32})-[^/]+", re.ASCII
)
_NUMBERED: Final = deferred(r"/paper/([0-9]+)-[^/]+", re.ASCII)
_CVF: Final = deferred(r"/content.*/(?:html|papers[^/]*)/(?:[^/]+/)?([^/]+)_paper\.(?:html|pdf)")
_IJCAI: Final = deferred(r"/proceedings/([0-9]{4})/([0-9]+)(?:\.pdf)?/?", re.ASCII | re.IGNORECASE)
_USENIX_PAGE: Final = deferred(r"/conference/([a-z]+[0-9]+)/presentation/([a-z0-9-]+)/?", re.ASCII)
_USENIX_FILE: Final = deferred(
    r"/system/files/(?:conference/[^/]+/)?([a-z]+)([0-9]+)(?:summer|fall|winter|spring)?"
    r"[-_](?!slides|paper)(?:prepub[-_])?(?:[0-9]+[-_])?([a-z][a-z0-9-]*?)(?:[-_]prepub)?\.pdf",
    re.ASCII,
)
_USENIX_NAMES: Final = {"sec": "usenixsecurity"}
"""Names of conferences in pages, by those in files."""
_ECVA: Final = deferred(r"/papers/(eccv_[0-9]{4}/.+?)(?:\.pdf|\.php)", re.ASCII)
_FILE: Final = deferred(r"/(?=[^0-9]*[0-9])(.+)\.(?:html|pdf)", re.ASCII)

_IEEE_HOST: Final = "ieeexplore.ieee.org"
_IEEE_PATH: Final = deferred(r"/(?:abstract/)?document/([0-9]+)(?:/.*)?", re.ASCII)
_IEEE_QUERY: Final = frozenset(
    ("/stamp/stamp.jsp", "/xpl/articleDetails.jsp", "/xpls/abs_all.jsp", "/stampPDF/getPDF.jsp")
)
_AAAI_HOST: Final = "ojs.aaai.org"
_AAAI_PATH: Final = deferred(
    r"/index\.php/[A-Za-z]+/article/(?:download|view)/([0-9]+)(?:/[0-9]+)?/?", re.ASCII
)

_FIRST_IJCAI_DOI: Final = 2017
"""The first year in which papers of IJCAI have DOIs: https://doi.org/10.24963/ijcai.2017/1."""


def paper_of_parts(parts: UrlParts) -> str | None:
    """Return the identity of the paper that a URL names: `pmlr:v162/doe22p`, `ieee:8100027`.

    Pages of IJCAI have the identity of the DOI. None if the URL names no paper, such as that of
    a volume.
    """
    host = without_www(parts.host)
    if host == _IEEE_HOST:
        return _ieee(parts)
    reader = _readers().get(host)
    return reader(_REPEATED_SLASHES.sub("/", unquote(parts.path))) if reader else None


def _ieee(parts: UrlParts) -> str | None:
    match = _IEEE_PATH().fullmatch(parts.path)
    if match:
        return f"ieee:{match[1]}"
    if parts.path in _IEEE_QUERY:
        for name, value in query_fields(parts.query):
            if name.lower() == "arnumber" and value.strip("0123456789") == "" != value:
                return f"ieee:{value.lstrip('0')}"
    return None


def _pmlr(path: str) -> str | None:
    match = _PMLR().fullmatch(path)
    return f"pmlr:v{match[1]}/{match[2]}" if match else None


def _jmlr(path: str) -> str | None:
    match = _JMLR().fullmatch(path)
    return f"jmlr:v{match[1]}/{match[2]}" if match else _pmlr(path)


def _yearly(venue: str, track: str) -> _Reader:
    def read(path: str) -> str | None:
        if match := _HASHED().fullmatch(path):
            return f"{venue}:{track}{match[1]}/{match[2]}"
        match = _NUMBERED().fullmatch(path)
        return f"{venue}:{track}{match[1]}" if match else None

    return read


def _cvf(path: str) -> str | None:
    match = _CVF().fullmatch(path)
    return f"cvf:{match[1]}" if match else None


def _ijcai(path: str) -> str | None:
    match = _IJCAI().fullmatch(path)
    if match is None or parse_digits(match[1]) < _FIRST_IJCAI_DOI:
        return None
    return f"doi:10.24963/ijcai.{match[1]}/{parse_digits(match[2])}"


def _usenix(path: str) -> str | None:
    if match := _USENIX_PAGE().fullmatch(path):
        return f"usenix:{match[1]}/{match[2]}"
    match = _USENIX_FILE().fullmatch(path)
    if match is None:
        return None
    return f"usenix:{_USENIX_NAMES.get(match[1], match[1])}{match[2]}/{match[3]}"


def _ecva(path: str) -> str | None:
    match = _ECVA().fullmatch(path)
    return f"ecva:{match[1]}" if match else None


def _isca(path: str) -> str | None:
    match = _FILE().fullmatch(path)
    return f"isca:{match[1]}" if match else None


def _rss(path: str) -> str | None:
    match = _FILE().fullmatch(path)
    return f"rss:{match[1]}" if match else None


def _aaai(path: str) -> str | None:
    match = _AAAI_PATH().fullmatch(path)
    return f"aaai:{match[1]}" if match else None


@cache
def _readers() -> Mapping[str, _Reader]:
    """Return the functions that parse the paths of hosts, by host."""
    fixed: dict[str, _Reader] = {
        "cvf": _cvf,
        "eccv": _ecva,
        "ijcai": _ijcai,
        "interspeech": _isca,
        "jmlr": _jmlr,
        "pmlr": _pmlr,
        "rss": _rss,
        "usenix": _usenix,
    }
    readers: dict[str, _Reader] = {_AAAI_HOST: _aaai}
    for row in rulebook.proceedings():
        if isinstance(row, ProceedingsHost):
            # Hashes of two tracks may be equal.
            track = "datasets-benchmarks/" if row.host.startswith("datasets-") else ""
            readers[row.host] = fixed.get(row.form) or _yearly(row.venue.lower(), track)
    return readers
