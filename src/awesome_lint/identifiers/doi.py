"""Digital Object Identifiers in links: at the resolver, and on publishers' pages.

Grammar: ISO 26324; a DOI is `10.` and a registrant's number, a slash, and a suffix whose letters
are case-insensitive. Publishers on the Atypon platform, and some others, have the DOI of a paper
in the path of its pages, so that they can be compared and looked up without a request.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Final
from urllib.parse import unquote

from awesome_lint import rulebook
from awesome_lint.identifiers.url import UrlParts, without_www
from awesome_lint.text.patterns import deferred

RESOLVER: Final = "doi.org"
RESOLVERS: Final = frozenset((RESOLVER, "dx.doi.org"))

_PUNCTUATION: Final = ".,;:!?'\"}>"
_AT_RESOLVER: Final = deferred(r"/+(10\.[0-9]{4,9}(?:\.[0-9]+)*/\S+)")
_NAME: Final = r"(10\.[0-9]{4,9}/[^/\s]+)"
_ATYPON: Final = deferred(
    r"/doi/(?:(?:abs|book|epdf|epub|full|fullHtml|pdf|pdfdirect|pdfplus|proceedings|reader)/)?"
    rf"{_NAME}/?"
)
_SPRINGER: Final = deferred(
    rf"/(?:(?:article|book|chapter|protocol|referenceworkentry)/)?{_NAME}/?"
)
_SPRINGER_PDF: Final = deferred(rf"/content/pdf/{_NAME}\.pdf")
_PREPRINT: Final = deferred(
    r"/content/(10\.[0-9]{4,9}/[0-9.]+?)(?:v[0-9]+)?(?:\.(?:abstract|full(?:-text)?))?(?:\.pdf)?/?"
)
# The journal comes first and the title last; only these registrants' names are known to end at
# the first slash, or at the second.
_JOURNAL_FIRST: Final = deferred(
    r"/(?:[^/]+/){1,3}doi/(10\.(?:1063|1108|1116|1121|1162)/[^/\s]+)(?:/.*)?", re.DOTALL
)
_OXFORD: Final = deferred(r"/(?:[^/]+/){1,3}doi/(10\.1093/[^/\s]+/[^/\s]+)(?:/.*)?", re.DOTALL)
_APS: Final = deferred(rf"/[^/]+/(?:abstract|pdf)/{_NAME}")
_FRONTIERS: Final = deferred(rf"/(?:journals/[^/]+/)?articles/{_NAME}(?:/(?:full|abstract|pdf))?/?")
_IOP: Final = deferred(r"/article/(10\.[0-9]{4,9}/\S+?)(?:/(?:ampdf|meta|pdf))?/?")
_NATURE: Final = deferred(r"/articles/(s[0-9]{5}-[0-9]{3}-[0-9]{4,5}-[0-9a-z])(?:\.pdf)?/?")
"""Since 2017, the URL of an article ends as its DOI does, `10.1038/s41586-…`."""
_PLOS: Final = deferred(r"(?:^|&)id=(10\.1371/[^&\s]+)")


def doi_of_parts(parts: UrlParts) -> str | None:
    """Return the DOI in a URL, in lower case, or None.

    Only the resolver knows whether it is registered (the ACM, for one, writes unregistered ones
    that begin with `10.5555`).
    """
    host = without_www(parts.host)
    if host in RESOLVERS:
        match = _AT_RESOLVER().fullmatch(unquote(parts.path))
        return strip_punctuation(match[1]).lower() if match else None
    if host.endswith(".onlinelibrary.wiley.com"):
        host = "onlinelibrary.wiley.com"
    if host == "nature.com":
        match = _NATURE().fullmatch(parts.path)
        return f"10.1038/{match[1]}" if match else None
    if host == "journals.plos.org":
        match = _PLOS().search(unquote(parts.query))
        return match[1].lower() if match else None
    for pattern in _paths().get(host, ()):
        if match := pattern().fullmatch(unquote(parts.path)):
            return match[1].lower()
    return None


def strip_punctuation(name: str) -> str:
    """Return a DOI without the punctuation of the sentence around it."""
    surplus = {")": name.count(")") - name.count("("), "]": name.count("]") - name.count("[")}
    end = len(name)
    while name[end - 1] in _PUNCTUATION or surplus.get(name[end - 1], 0) > 0:
        end -= 1
        if name[end] in surplus:
            surplus[name[end]] -= 1
    return name[:end]


@cache
def _paths() -> Mapping[str, tuple[Callable[[], re.Pattern[str]], ...]]:
    """Return the forms of paths that hold DOIs, by host."""
    return {
        **dict.fromkeys(rulebook.words("doi", "aps"), (_APS,)),
        **dict.fromkeys(rulebook.words("doi", "atypon"), (_ATYPON,)),
        **dict.fromkeys(rulebook.words("doi", "frontiers"), (_FRONTIERS,)),
        **dict.fromkeys(rulebook.words("doi", "iop"), (_IOP,)),
        **dict.fromkeys(rulebook.words("doi", "journal first"), (_JOURNAL_FIRST,)),
        **dict.fromkeys(rulebook.words("doi", "oxford"), (_OXFORD,)),
        **dict.fromkeys(rulebook.words("doi", "preprint"), (_PREPRINT,)),
        **dict.fromkeys(rulebook.words("doi", "springer"), (_SPRINGER, _SPRINGER_PDF)),
    }
