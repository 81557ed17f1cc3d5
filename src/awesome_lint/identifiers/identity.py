"""Identities of links and titles: keys that are equal if the thing named is the same."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final
from unicodedata import category
from urllib.parse import unquote

from awesome_lint.bounded import query_fields
from awesome_lint.identifiers import arxiv, doi
from awesome_lint.identifiers.paper_pages import paper_of_parts
from awesome_lint.identifiers.url import UrlParts, normalise_url, parse_web_url, without_www
from awesome_lint.text.patterns import deferred
from awesome_lint.text.unicode import normalize_linear

ACL_NAME: Final = r"([0-9]{4}\.[a-z0-9]+-[a-z0-9]+\.[0-9]+|[A-Z][0-9]{2}-[0-9]{4})"
"""The pattern, a group, of a paper's identifier in the ACL Anthology: `2023.acl-long.1` since 2020,
`P19-1001` before. Whole volumes have others."""
_ACL_PATH: Final = deferred(
    rf"(?:/anthology)?(?:/papers)?(?:/[A-Z]/[A-Z][0-9]{{2}})?/{ACL_NAME}"
    r"(?:v[0-9]+)?(?:\.(?:bib|endf|pdf|xml))?/?",
    re.ASCII | re.IGNORECASE,
)
_ACL_DOI: Final = deferred(rf"10\.(?:18653|3115)/v1/{ACL_NAME}", re.ASCII | re.IGNORECASE)
_ACL_HOSTS: Final = frozenset(("aclanthology.org", "aclweb.org"))
_PLACEHOLDER_DOI: Final = re.compile(r"n{5}|x{4}")
"""A part of DOIs in templates of papers, such as `10.1145/nnnnnnn.nnnnnnn`."""
_OPENREVIEW_PATHS: Final = frozenset(("/forum", "/pdf"))
_FRONT_PAGE: Final = re.compile(
    r"(url:https://(?:github\.com|gitlab\.com|codeberg\.org|huggingface\.co)/[^/?#]+/[^/?#]+?)"
    r"(?:\.git|/(?:-/)?(?:tree/(?:main|master)|blob/(?:main|master)/readme\.md))",
    re.IGNORECASE,
)
"""Other URLs of the front page of a repository."""
_SHORT_VIDEO_URL: Final = re.compile(r"url:https://youtu\.be/([A-Za-z0-9_-]{11})(?:\?si=[\w-]*)?")

_NAMES: Final = {
    "aaai": "AAAI",
    "acl": "ACL",
    "arxiv": "arXiv",
    "cvf": "CVF",
    "doi": "DOI",
    "ecva": "ECVA",
    "iclr": "ICLR",
    "ieee": "IEEE",
    "isca": "ISCA",
    "jmlr": "JMLR",
    "mlsys": "MLSys",
    "neurips": "NeurIPS",
    "openreview": "OpenReview",
    "pmlr": "PMLR",
    "rss": "RSS",
    "usenix": "USENIX",
}

_ARXIV_OR_VOLUME: Final = deferred(
    r"(?:(arxiv):.+|(acl:[0-9]{4}\.[^.]+)\..+|(acl:[A-Z][0-9]{2}-[0-9]).+"
    r"|cvf:.+_([A-Za-z]+_[0-9]{4})|((?:iclr|mlsys|neurips|pmlr):.+)/[^/]+)"
)

_ASCII_WORD: Final = re.compile(r"[a-z0-9+#]+")
_VARIATION_SELECTORS: Final = "\ufe0e\ufe0f"
_DASHES: Final = "\u2212\u223c"
"""Minus and tilde operators, which replace a hyphen in copied titles."""


@lru_cache(maxsize=1 << 18)
def identify(url: str) -> str:
    """Return the identity of the thing that a URL names.

    `arxiv:2403.06465` for any form, version, host or DOI of a paper; `acl:2023.acl-long.1` for a
    page of the ACL Anthology or its DOI; `openreview:ID`; `doi:10.1145/…` in lower case; an
    identity such as `pmlr:v162/doe22p` for a page of proceedings; else `url:` and the normalised
    URL.
    """
    parts = parse_web_url(url)
    if parts is None:
        return f"url:{normalise_url(url)}"
    return (
        _arxiv_identity(url)
        or _acl_or_doi(parts)
        or _openreview_identity(parts)
        or paper_of_parts(parts)
        or _page_identity(url)
    )


def is_paper(identity: str) -> bool:
    """Return whether an identity is that of a paper, from an identifier in a URL."""
    return identity.partition(":")[0] in _NAMES


def unique_within(identity: str) -> str | None:
    """Return the collection in which a paper has no identity but this one: arXiv, or a volume.

    None if a paper may have several: a DOI as a preprint and another as an article.
    """
    match = _ARXIV_OR_VOLUME().fullmatch(identity)
    return match[match.lastindex or 0] if match else None


def format_identity(identity: str) -> str:
    """Return the identity of a paper as messages show it: `arXiv 2403.06465`."""
    kind, _, name = identity.partition(":")
    return f"{_NAMES.get(kind, kind.upper())} {name}"


def _page_identity(url: str) -> str:
    identity = f"url:{normalise_url(url)}"
    if front := _FRONT_PAGE.fullmatch(identity):
        return front[1]
    if video := _SHORT_VIDEO_URL.fullmatch(identity):
        return f"url:https://youtube.com/watch?v={video[1]}"
    return identity


def _arxiv_identity(url: str) -> str | None:
    address = arxiv.parse_url(url)
    if address is None or not isinstance(address.identifier, arxiv.ArxivId):
        return None
    if address.file or address.trailing_junk[:1].isalnum():
        return None
    return f"arxiv:{address.identifier.id}"


def _acl_or_doi(parts: UrlParts) -> str | None:
    if without_www(parts.host) in _ACL_HOSTS:
        match = _ACL_PATH().fullmatch(unquote(parts.path))
        return _acl_identity(match[1]) if match else None
    name = doi.doi_of_parts(parts)
    if name is None or _PLACEHOLDER_DOI.search(name):
        return None
    match = _ACL_DOI().fullmatch(name)
    return _acl_identity(match[1]) if match else f"doi:{name}"


def _acl_identity(name: str) -> str:
    """Return the identity of an Anthology identifier: old ones begin with a capital."""
    return f"acl:{name.lower() if name[0].isdigit() else name.upper()}"


def _openreview_identity(parts: UrlParts) -> str | None:
    if without_www(parts.host) != "openreview.net" or parts.path not in _OPENREVIEW_PATHS:
        return None
    identifiers = [value for name, value in query_fields(parts.query) if name == "id"]
    return f"openreview:{identifiers[0]}" if identifiers else None


@lru_cache(maxsize=1 << 14)
def title_key(title: str) -> str:
    """Return the plain text of a title in a form for comparison.

    Case, width and punctuation are folded, except `+` and `#`: `RecBench+` is not `RecBench`,
    and `C++` is not `C`. A title of nothing but punctuation is its own key.
    """
    if title.isascii():
        text = title.lower()
    else:
        text = normalize_linear("NFKC", normalize_linear("NFKC", title).casefold())
    if text.isascii():
        words = _ASCII_WORD.findall(text)
    else:
        words = "".join(map(_fold_character, text)).split()
    return " ".join(words) or " ".join(text.split())


def _fold_character(character: str) -> str:
    """Return letters, digits, accents and mathematics (`∞Bench`); else a space or nothing."""
    if character in "+#" or character.isalnum():
        return character
    kind = category(character)
    if kind in {"Cf", "Me"} or character in _VARIATION_SELECTORS:
        return ""
    mathematics = kind == "Sm" and not character.isascii() and character not in _DASHES
    return character if mathematics or kind in {"Mc", "Mn"} else " "
