"""url-style: addresses that work, and have a better form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from awesome_lint.identifiers import arxiv, malformed_doi, malformed_url
from awesome_lint.identifiers.known_hosts import find_host
from awesome_lint.identifiers.url import UrlParts, parse_web_url, without_www
from awesome_lint.model import Document, Evidence, Finding, KnownHost, Link, Span
from awesome_lint.rules.rule import NoOptions, Rule
from awesome_lint.rules.shared.arxiv_links import replace_url
from awesome_lint.rules.shared.www_links import is_scheme_implied
from awesome_lint.text.wording import count, quote

_MOBILE_WIKIPEDIA: Final = re.compile(r"([a-z-]{2,12})\.m\.wikipedia\.org")
_ACL_PAGE: Final = re.compile(
    r"/anthology/([0-9]{4}\.[a-z0-9]+-[a-z0-9]+\.[0-9]+|[A-Z][0-9]{2}-[0-9]{4})/?"
)
_TRACKING: Final = re.compile(
    r"(?:utm_[a-z_]+|fbclid|gclid|gbraid|wbraid|gad_source|gad_campaignid|dclid|msclkid|yclid|ttclid"
    r"|mc_cid|mc_eid|_hsenc|_hsmi|mkt_tok|igsh|igshid|ref_src)(?:=|$)",
    re.IGNORECASE,
)
_SPM: Final = re.compile(r"spm=[\w-]+(?:\.[\w-]*){2,}", re.ASCII)
_SHARED: Final = {
    "youtube.com": re.compile(r"si="),
    "youtu.be": re.compile(r"si="),
    "open.spotify.com": re.compile(r"si="),
    "linkedin.com": re.compile(r"(?:trk|trackingId)="),
}
"""What the buttons of these sites for sharing add to a link."""
_LONGEST_TITLE: Final = 1000
"""Characters of a list's title that are read: the parameters of every link are looked for in it."""

_DELIBERATE: Final = re.compile(r"affiliate|awesome|github|partner|readme|sponsor", re.IGNORECASE)


def check(document: Document, _options: NoOptions, evidence: Evidence) -> Iterator[Finding]:
    """Yield one finding for each address, with all that could be better.

    What another rule has to say of an address comes first.
    """
    title = _letters(document.headings[0].text[:_LONGEST_TITLE]) if document.headings else ""
    seen: set[Span] = set()
    for link in document.links:
        if link.url_span in seen or link.kind == "image":
            continue
        seen.add(link.url_span)
        parts = parse_web_url(link.url)
        if parts is None or not parts.host:
            continue
        problems, better = _judge(parts, evidence.hosts, title, typed=not is_scheme_implied(link))
        if problems and not _judged_elsewhere(link.url):
            yield _finding(document, link, problems, better)


def _judged_elsewhere(url: str) -> bool:
    paper = arxiv.parse_url(url)
    own = paper is not None and paper.is_arxiv_site
    return own or malformed_url.diagnose(url) is not None or malformed_doi.diagnose(url) is not None


def _finding(document: Document, link: Link, problems: list[str], better: UrlParts) -> Finding:
    query = f"?{better.query}" if better.query else ""
    fragment = f"#{better.fragment}" if better.fragment else ""
    url = f"{better.scheme}://{better.host}{better.path}{query}{fragment}"
    message = "; ".join(problems)
    return Finding(
        link.url_span,
        f"{quote(link.url)} has a better form: {message}",
        f"Write {quote(url, 100)}",
        fix=replace_url(document, link, url, "Write the better form", safe=True),
    )


def _judge(
    parts: UrlParts, hosts: Mapping[str, KnownHost], title: str, *, typed: bool
) -> tuple[list[str], UrlParts]:
    """Return what could be better about an address, and the address that is.

    Where its scheme was not `typed`, nothing is wrong with that.
    """
    problems = []
    scheme, host, path, query = parts.scheme, parts.host, parts.path, parts.query
    if renamed := _renamed(host, hosts):
        problems.append(f"`{host}` is another name of `{renamed}`")
        host = renamed
    elif without_www(host) == "aclweb.org" and (paper := _ACL_PAGE.fullmatch(path)):
        problems.append("the ACL Anthology has moved to `aclanthology.org`")
        host, path = "aclanthology.org", f"/{paper[1]}/"
    if scheme == "http" and _serves_https(host, hosts):
        if typed:
            problems.append(f"`http` is unencrypted, and `{host}` answers on `https` too")
        scheme = "https"
    tracking = _tracking(host, query, title) if query else []
    if tracking:
        names = " and ".join(f"`{each.partition('=')[0]}`" for each in tracking[:2])
        if len(tracking) > 2:
            names = count(len(tracking), "parameter")
        verb = "tells" if len(tracking) == 1 else "tell"
        problems.append(f"{names} only {verb} where readers come from")
        dropped = frozenset(tracking)
        query = "&".join(each for each in query.split("&") if each not in dropped)
    return problems, UrlParts(scheme, host, path, query, parts.fragment)


def _renamed(host: str, hosts: Mapping[str, KnownHost]) -> str | None:
    if mobile := _MOBILE_WIKIPEDIA.fullmatch(host):
        return f"{mobile[1]}.wikipedia.org"
    known = find_host(hosts, host)
    return known.canonical if known and known.canonical != host else None


def _serves_https(host: str, hosts: Mapping[str, KnownHost]) -> bool:
    known = find_host(hosts, host)
    return known is not None and known.https


def _tracking(host: str, query: str, title: str) -> list[str]:
    """Return the parameters that only track readers.

    Those that name GitHub, a sponsor or this very list were put there by its maintainers.
    """
    shared = _SHARED.get(without_www(host))
    found = [
        each
        for each in query.split("&")
        if _TRACKING.match(each) or _SPM.fullmatch(each) or (shared and shared.match(each))
    ]
    values = [each.partition("=")[2] for each in found]
    if any(_DELIBERATE.search(value) for value in values):
        return []
    if any(len(own := _letters(value)) >= 4 and own in title for value in values):
        return []
    return found


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


RULE = Rule("url-style", "info", check)
