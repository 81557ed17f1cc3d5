"""URLs that GitHub drops because of their scheme."""

from __future__ import annotations

from awesome_lint import rulebook
from awesome_lint.identifiers import malformed_doi, malformed_url
from awesome_lint.model import Link


def scheme_that_is_dropped(link: Link) -> str:
    """Return the scheme for which GitHub drops a link's URL; empty if readers miss nothing.

    URLs between `<` and `>` may be meant as tags: `<dc:title>`. A bare URL stays readable, and
    DOIs are left to doi-format.
    """
    if link.url.startswith(("http://", "https://")):
        return ""
    scheme = malformed_url.dropped_scheme(link.url)
    if not scheme:
        return ""
    is_tag = link.kind == "autolink" and scheme not in rulebook.words("urls", "scheme")
    if is_tag or link.kind == "bare" or malformed_doi.diagnose(link.url):
        return ""
    return scheme
