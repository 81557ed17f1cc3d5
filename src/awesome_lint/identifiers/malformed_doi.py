"""Links that were meant to lead to a DOI and that its resolver cannot follow.

Sources: the DOI Handbook and the resolver's documentation (DOI Foundation, "DOI Resolution
Documentation"); for the DOIs of arXiv, which name no version, arXiv's help page on them.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final
from urllib.parse import quote, unquote

from msgspec import Struct

from awesome_lint import rulebook
from awesome_lint.identifiers import arxiv, doi
from awesome_lint.identifiers.url import Parts, split, without_www
from awesome_lint.text.patterns import any_of

_NAME: Final = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/\S+")
_BEGIN: Final = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/")
_SCHEME: Final = re.compile(r"doi:[\s/]*(?=10\.[0-9]{4,9}/)", re.IGNORECASE)
_AS_HOST: Final = re.compile(r"10\.[0-9]{4,9}")
_PREFIX: Final = re.compile(r"(10\.[0-9]+(?:\.[0-9]+)*)(?:/\s*)?")
_TWICE: Final = re.compile(r"(10\.[0-9]{4,9})/(?:\1/)++(\S+)")
_ARXIV_PREFIX: Final = "10.48550"
_ARXIV: Final = re.compile(
    r"(?:(?:abs|pdf)/)?(?:arxiv[\s.:/_-]*)?([0-9]{4}\.[0-9]{4,5})(?:v[0-9]+)?(?:\.pdf)?/?",
    re.IGNORECASE,
)
_NO_TEN: Final = re.compile(r"([0-9]{4,5})/\S+")
_TEN_MISSPELT: Final = re.compile(r"(?:10[,:;_-]?|1[oO]\.|[lI]0\.)([0-9]{4,5})(/\S+)")
_LONGEST: Final = 2000
"""Characters of the longest URL that is examined: `_BEGIN` may begin anew at each of its dots."""

_SAFE: Final = "/:;().,_-+@!$&'*=~[]"


class Broken(Struct, frozen=True):
    """What keeps a link from leading to its DOI; `reason` is a clause.

    `mended` is the right address, where it is certain, and `exact` tells that it says all that
    was written. `fatal` is False where the resolver may well follow the link all the same.
    """

    reason: str
    mended: str | None = None
    exact: bool = True
    fatal: bool = True


@lru_cache(maxsize=1 << 18)
def examine(url: str) -> Broken | None:
    """Return what is wrong with a link to a DOI; None for a sound one, and for any other link."""
    if len(url) > _LONGEST or ("10" not in url and "doi" not in url):
        return None
    if begin := _SCHEME.match(url):
        return Broken("GitHub does not render a `doi:` URL as a link", _at(url[begin.end() :]))
    if _NAME.fullmatch(url):
        why = f"without `https://{doi.RESOLVER}/`, GitHub looks for a file in the repository"
        return Broken(why, _at(url))
    parts = split(url)
    if parts is None:
        return None
    if _AS_HOST.fullmatch(parts.host):
        mended = f"https://{doi.RESOLVER}/{parts.host}{parts.path}"
        return Broken(f"`{doi.RESOLVER}/` is missing before the DOI", mended)
    if without_www(parts.host) not in doi.RESOLVERS:
        return None
    name = unquote(parts.path).lstrip("/")
    found = _lead(name) if not name.startswith("10.") else _name(name)
    if found is None or found.mended is None:
        return found
    return Broken(found.reason, found.mended + _rest(parts), found.exact, found.fatal)


def _at(name: str) -> str:
    return f"https://{doi.RESOLVER}/{name}"


def _rest(parts: Parts) -> str:
    query = f"?{parts.query}" if parts.query else ""
    return f"{query}#{parts.fragment}" if parts.fragment else query


def _mend(name: str) -> str:
    """Return the address of a DOI after all that is wrong with it is mended."""
    found = _name(name)
    return found.mended if found and found.mended else _at(quote(name, _SAFE, errors="replace"))


def _lead(name: str) -> Broken | None:
    """Judge what does not begin with `10.`: what stands before it, or that it is missing."""
    if paper := _ARXIV.fullmatch(name):
        return _arxiv_form(paper)
    begin = _BEGIN.search(name)
    if begin:
        lead = name[: begin.start()]
        mended = _mend(name[begin.start() :])
        if not lead.strip():
            return Broken("there is a space before the DOI", mended)
        if lead.strip().lower() == "doi:":
            why = "the resolver does not document `doi:` as part of its URLs"
            return Broken(why, mended, fatal=False)
        if _surplus().fullmatch(lead):
            return Broken(f"`{lead.strip()}` before the DOI is read as part of it", mended)
        return None
    number = _NO_TEN.fullmatch(name)
    if number and number[1] in rulebook.words("doi", "registrant"):
        return Broken("`10.` is missing at the start of the DOI", _mend(f"10.{name}"))
    misspelt = _TEN_MISSPELT.fullmatch(name)
    if misspelt and misspelt[1] in rulebook.words("doi", "registrant"):
        return Broken("a DOI starts with `10.`", _mend(f"10.{misspelt[1]}{misspelt[2]}"))
    return None


def _name(name: str) -> Broken | None:
    """Judge what begins with `10.`."""
    prefix = _PREFIX.match(name)
    if prefix is None:
        return Broken("the number after `10.` is missing")
    if prefix.end() == len(name):
        return Broken(f"the DOI ends after the publisher's prefix `{prefix[1]}`")
    if re.search(r"\s", name):
        packed = re.sub(r"\s+", "", name)
        inside = len(name.split()) > 1
        return Broken("the DOI contains a space", _mend(packed), exact=not inside)
    if not name.startswith(f"{prefix[1]}/"):
        mended = (
            _mend(f"{prefix[1]}/{name[prefix.end() :]}") if prefix[1] == _ARXIV_PREFIX else None
        )
        return Broken(f"the slash after the prefix `{prefix[1]}` is missing", mended)
    if repeated := _TWICE.fullmatch(name):
        why = f"the prefix `{repeated[1]}` is repeated"
        return Broken(why, _mend(f"{repeated[1]}/{repeated[2]}"))
    plain = doi.without_punctuation(name)
    if plain != name:
        junk = name[len(plain) :]
        return Broken(f"`{junk}` at the end is read as part of the DOI", _mend(plain))
    return _arxiv(name[len(prefix[0]) :]) if prefix[1] == _ARXIV_PREFIX else None


def _arxiv(suffix: str) -> Broken | None:
    """Judge what follows `10.48550/`, the prefix of arXiv."""
    if suffix.lower().startswith("arxiv."):
        identifier = arxiv.parse_identifier(suffix[len("arxiv.") :])
        if isinstance(identifier, arxiv.Identifier) and identifier.version is not None:
            why = f"all versions of an arXiv paper share one DOI, without `v{identifier.version}`"
            return Broken(why, _at(f"10.48550/arXiv.{identifier.written}"), exact=False)
        if identifier is not None and not suffix.endswith(".pdf"):
            return None
    paper = _ARXIV.fullmatch(suffix)
    return _arxiv_form(paper) if paper else None


def _arxiv_form(paper: re.Match[str]) -> Broken:
    why = "arXiv DOIs have the form `10.48550/arXiv.2401.01234`"
    return Broken(why, _at(f"10.48550/arXiv.{paper[1]}"))


@cache
def _surplus() -> re.Pattern[str]:
    words = any_of(rulebook.words("doi", "surplus"))
    return re.compile(rf"(?:{words}[/:]+\s*)+", re.IGNORECASE)
