"""Links that were meant to lead to a DOI, but that its resolver cannot follow.

Sources: the DOI Handbook and the resolver's documentation (DOI Foundation, "DOI Resolution
Documentation"); for the DOIs of arXiv, which name no version, arXiv's help page on them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import Final
from urllib.parse import quote, unquote

from msgspec import Struct

from awesome_lint import rulebook
from awesome_lint.identifiers import arxiv, doi
from awesome_lint.identifiers.url import UrlParts, parse_web_url, without_www
from awesome_lint.text.patterns import any_of, deferred

_NAME: Final = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/\S+")
_BEGIN: Final = deferred(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/")
_SCHEME: Final = re.compile(r"doi:[\s/]*(?=10\.[0-9]{4,9}/)", re.IGNORECASE)
_AS_HOST: Final = re.compile(r"10\.[0-9]{4,9}")
_PREFIX: Final = deferred(r"(10\.[0-9]+(?:\.[0-9]+)*)(?:/\s*)?")
_TWICE: Final = deferred(r"(10\.[0-9]{4,9})/(?:\1/)++(\S+)")
_ARXIV_PREFIX: Final = "10.48550"
_ARXIV: Final = deferred(
    r"(?:(?:abs|pdf)/)?(?:arxiv[\s.:/_-]*)?([0-9]{4}\.[0-9]{4,5})(?:v[0-9]+)?(?:\.pdf)?/?",
    re.IGNORECASE,
)
_NO_TEN: Final = deferred(r"([0-9]{4,5})/\S+")
_TEN_MISSPELT: Final = deferred(r"(?:10[,:;_-]?|1[oO]\.|[lI]0\.)([0-9]{4,5})(/\S+)")
_MAX_URL_CHARS: Final = 2000
"""Characters of the longest URL that is examined: `_BEGIN` may begin anew at each of its dots."""

_NUMBERED_ARTICLE: Final = r"s[0-9]{5}(?:-(?:[0-9]{0,3}(?:-[0-9]{0,5}-?)?)?)?"
_INCOMPLETE: Final[Mapping[str, tuple[Callable[[], re.Pattern[str]], str]]] = {
    registrant: (deferred(pattern, re.ASCII | re.IGNORECASE), form)
    for registrants, pattern, form in (
        (
            ("18653", "3115"),
            r"v1(?:/(?:[0-9]{0,4}|[0-9]{4}\.(?:[a-z0-9]{1,40}-?)?|[a-z](?:[0-9]{0,2}|[0-9]{2}-)))?",
            "v1/2021.acl-long.1",
        ),
        (("48550",), r"arxiv(?:\.(?:[0-9]{0,4}\.?)?)?", "arXiv.2401.01234"),
        (("1038",), _NUMBERED_ARTICLE, "s41586-021-01234-5"),
        (("1186",), _NUMBERED_ARTICLE, "s12859-021-01234-5"),
        (
            ("1007",),
            rf"{_NUMBERED_ARTICLE}|978(?:-[0-9]{{1,7}}){{0,3}}-?|978(?:-[0-9]{{1,7}}){{4}}_",
            "s10994-021-01234-5` or `10.1007/978-3-030-12345-6_7",
        ),
        (("1016",), r"j\.[a-z]{1,40}\.[0-9]{4}(?:\.[0-9]{0,2})?", "j.artint.2021.123456"),
        (
            ("1101",),
            r"20[0-9]{2}(?:\.(?:[0-9]{0,2}(?:\.(?:[0-9]{2}\.?)?)?)?)?",
            "2021.01.02.123456",
        ),
        (("1109",), r"[a-z]{2,20}[0-9]{4,6}\.?", "CVPR12345.2021.00123"),
        (("1155",), r"(?:19|20)[0-9]{2}/?", "2021/1234567"),
        (("1162",), r"[a-z]{4}_a_?", "tacl_a_00123"),
        (("1371",), r"journal\.[a-z]{4}\.[0-9]{0,6}", "journal.pone.0123456"),
        (("1609",), r"aaai(?:\.(?:v[0-9]{0,2})?)?", "aaai.v38i1.12345"),
        (("24963",), r"ijcai(?:\.(?:[0-9]{0,3}|[0-9]{4}/))?", "ijcai.2021/123"),
        (("3389",), r"[a-z]{1,40}\.20[0-9]{2}", "fnbot.2021.123456"),
        (("5281",), r"zenodo\.?", "zenodo.1234567"),
    )
    for registrant in registrants
}
"""The beginnings of suffixes that are complete nowhere, and the form of complete ones, by
registrant. DOIs of whole volumes, journals and issues, which some of them register, do not match.
Sources: the publishers' own citations of their papers, and for bioRxiv its FAQ on DOIs."""

_SAFE: Final = "/:;().,_-+@!$&'*=~[]"


class MalformedDoi(Struct, frozen=True):
    """A defect of a link to a DOI."""

    reason: str
    """The defect, a clause."""
    corrected: str | None = None
    """The right URL, if it is certain."""
    lossless: bool = True
    """Whether `corrected` contains everything that was written."""
    unresolvable: bool = True
    """Whether the resolver cannot follow the link; False where it may."""


@lru_cache(maxsize=4096)
def diagnose(url: str) -> MalformedDoi | None:
    """Return the defect of a link to a DOI; None for a sound one, and for any other link."""
    if len(url) > _MAX_URL_CHARS or ("10" not in url and "doi" not in url):
        return None
    if begin := _SCHEME.match(url):
        why = "GitHub does not render a `doi:` URL as a link"
        return MalformedDoi(why, _resolver_url(url[begin.end() :]))
    if _NAME.fullmatch(url):
        why = f"without `https://{doi.RESOLVER}/`, GitHub looks for a file in the repository"
        return MalformedDoi(why, _resolver_url(url))
    parts = parse_web_url(url)
    if parts is None:
        return None
    if _AS_HOST.fullmatch(parts.host):
        corrected = f"https://{doi.RESOLVER}/{parts.host}{parts.path}"
        return MalformedDoi(f"`{doi.RESOLVER}/` is missing before the DOI", corrected)
    if without_www(parts.host) not in doi.RESOLVERS:
        return None
    name = unquote(parts.path).lstrip("/")
    found = _diagnose_before_prefix(name) if not name.startswith("10.") else _diagnose_name(name)
    if found is None or found.corrected is None:
        return found
    return MalformedDoi(
        found.reason,
        found.corrected + _query_and_fragment(parts),
        found.lossless,
        found.unresolvable,
    )


def _resolver_url(name: str) -> str:
    return f"https://{doi.RESOLVER}/{name}"


def _query_and_fragment(parts: UrlParts) -> str:
    query = f"?{parts.query}" if parts.query else ""
    return f"{query}#{parts.fragment}" if parts.fragment else query


def _corrected_url(name: str) -> str:
    """Return the URL of a DOI with all of its defects corrected."""
    found = _diagnose_name(name)
    return (
        found.corrected
        if found and found.corrected
        else _resolver_url(quote(name, _SAFE, errors="replace"))
    )


def _diagnose_before_prefix(name: str) -> MalformedDoi | None:
    """Return the defect of a name that does not begin with `10.`."""
    if paper := _ARXIV().fullmatch(name):
        return _wrong_arxiv_form(paper)
    begin = _BEGIN().search(name)
    if begin:
        lead = name[: begin.start()]
        corrected = _corrected_url(name[begin.start() :])
        if not lead.strip():
            return MalformedDoi("there is a space before the DOI", corrected)
        if lead.strip().lower() == "doi:":
            why = "the resolver does not document `doi:` as part of its URLs"
            return MalformedDoi(why, corrected, unresolvable=False)
        if _surplus().fullmatch(lead):
            return MalformedDoi(f"`{lead.strip()}` before the DOI is read as part of it", corrected)
        return None
    number = _NO_TEN().fullmatch(name)
    if number and number[1] in rulebook.words("doi", "registrant"):
        return MalformedDoi(
            "`10.` is missing at the start of the DOI", _corrected_url(f"10.{name}")
        )
    misspelt = _TEN_MISSPELT().fullmatch(name)
    if misspelt and misspelt[1] in rulebook.words("doi", "registrant"):
        return MalformedDoi(
            "a DOI starts with `10.`", _corrected_url(f"10.{misspelt[1]}{misspelt[2]}")
        )
    return None


def _diagnose_name(name: str) -> MalformedDoi | None:
    """Return the defect of a name that begins with `10.`."""
    prefix = _PREFIX().match(name)
    if prefix is None:
        return MalformedDoi("the number after `10.` is missing")
    if prefix.end() == len(name):
        return MalformedDoi(f"the DOI ends after the publisher's prefix `{prefix[1]}`")
    if re.search(r"\s", name):
        packed = re.sub(r"\s+", "", name)
        inside = len(name.split()) > 1
        return MalformedDoi("the DOI contains a space", _corrected_url(packed), lossless=not inside)
    if not name.startswith(f"{prefix[1]}/"):
        corrected = (
            _corrected_url(f"{prefix[1]}/{name[prefix.end() :]}")
            if prefix[1] == _ARXIV_PREFIX
            else None
        )
        return MalformedDoi(f"the slash after the prefix `{prefix[1]}` is missing", corrected)
    if repeated := _TWICE().fullmatch(name):
        why = f"the prefix `{repeated[1]}` is repeated"
        return MalformedDoi(why, _corrected_url(f"{repeated[1]}/{repeated[2]}"))
    plain = doi.strip_punctuation(name)
    if reason := _incomplete(plain):
        return MalformedDoi(reason)
    if plain != name:
        junk = name[len(plain) :]
        return MalformedDoi(
            f"`{junk}` at the end is read as part of the DOI", _corrected_url(plain)
        )
    return _diagnose_arxiv_suffix(name[len(prefix[0]) :]) if prefix[1] == _ARXIV_PREFIX else None


def _incomplete(name: str) -> str | None:
    """Return the reason why a DOI of a known registrant is incomplete; None if it is not."""
    prefix, _, suffix = name.partition("/")
    registrant = prefix.removeprefix("10.")
    pattern, form = _INCOMPLETE.get(registrant, (None, ""))
    if pattern is None or not pattern().fullmatch(suffix):
        return None
    return f"the DOI is incomplete: those of this publisher have the form `{prefix}/{form}`"


def _diagnose_arxiv_suffix(suffix: str) -> MalformedDoi | None:
    """Return the defect of a suffix of `10.48550/`, the prefix of arXiv."""
    if suffix.lower().startswith("arxiv."):
        identifier = arxiv.parse_identifier(suffix[len("arxiv.") :])
        if isinstance(identifier, arxiv.ArxivId) and identifier.version is not None:
            why = f"all versions of an arXiv paper share one DOI, without `v{identifier.version}`"
            return MalformedDoi(
                why, _resolver_url(f"10.48550/arXiv.{identifier.written}"), lossless=False
            )
        if identifier is not None and not suffix.endswith(".pdf"):
            return None
    paper = _ARXIV().fullmatch(suffix)
    return _wrong_arxiv_form(paper) if paper else None


def _wrong_arxiv_form(paper: re.Match[str]) -> MalformedDoi:
    why = "arXiv DOIs have the form `10.48550/arXiv.2401.01234`"
    return MalformedDoi(why, _resolver_url(f"10.48550/arXiv.{paper[1]}"))


@cache
def _surplus() -> re.Pattern[str]:
    words = any_of(rulebook.words("doi", "surplus"))
    return re.compile(rf"(?:{words}[/:]+\s*)+", re.IGNORECASE)
