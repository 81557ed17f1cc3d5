"""Identifiers as people write them: `2403.06465`, `10.1145/…`, `owner/repo`, a URL."""

from __future__ import annotations

import re
from typing import Final

from awesome_lint.identifiers import arxiv, doi, github
from awesome_lint.identifiers.identity import ACL_NAME
from awesome_lint.identifiers.url import parse_web_url
from awesome_lint.text.patterns import deferred

MAX_CHARS: Final = 2000
"""Characters of the longest identifier."""
_ARXIV_PREFIX: Final = deferred(r"arxiv:\s*", re.IGNORECASE)
_DOI: Final = deferred(r"(?:doi:\s*)?(10\.[0-9]{4,9}/[^\s?#]+)", re.IGNORECASE)
_ACL: Final = deferred(ACL_NAME, re.ASCII)
_REPOSITORY: Final = deferred(r"[A-Za-z0-9][A-Za-z0-9_-]{0,38}/[A-Za-z0-9._-]{1,100}")
_WITHOUT_SCHEME: Final = deferred(r"(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,24}/\S+", re.IGNORECASE)


def url_of(written: str) -> str | None:
    """Return the URL of an identifier; None if the text is not one.

    An identifier is a URL, with or without `https://`, an arXiv ID, a DOI, an ID of the ACL
    Anthology, or a repository on GitHub: `owner/repo`, or the URL of a clone's remote.
    """
    text = written.strip()
    if not text or len(text) > MAX_CHARS:
        return None
    if remote := github.parse_remote(text):
        return f"https://{github.HOST}/{remote.owner}/{remote.name}"
    if "://" in text:
        has_space = any(map(str.isspace, text))
        return text if parse_web_url(text) is not None and not has_space else None
    prefix = _ARXIV_PREFIX().match(text)
    identifier = arxiv.parse_identifier(text[prefix.end() :] if prefix else text)
    if isinstance(identifier, arxiv.ArxivId):
        return f"https://arxiv.org/abs/{identifier.id}"
    if prefix:
        return None
    if match := _DOI().fullmatch(text):
        return f"https://{doi.RESOLVER}/{match[1]}"
    if match := _ACL().fullmatch(text):
        return f"https://aclanthology.org/{match[1]}/"
    if _REPOSITORY().fullmatch(text):
        return f"https://{github.HOST}/{text.removesuffix('.git')}"
    return f"https://{text}" if _WITHOUT_SCHEME().fullmatch(text) else None
