"""url-style: addresses that work, and have a better form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from awesome_lint import rulebook
from awesome_lint.identifiers import arxiv, identity, malformed_doi, malformed_url
from awesome_lint.identifiers.known_hosts import find_host
from awesome_lint.identifiers.url import UrlParts, parse_web_url, tracking, without_www
from awesome_lint.model import Document, Evidence, Finding, KnownHost, Link, Span
from awesome_lint.rules.rule import NoOptions, Rule
from awesome_lint.rules.shared.arxiv_links import replace_url
from awesome_lint.rules.shared.www_links import is_scheme_implied
from awesome_lint.text.patterns import any_of
from awesome_lint.text.wording import count, quote

_MOBILE_WIKIPEDIA: Final = re.compile(r"([a-z-]{2,12})\.m\.wikipedia\.org")
_ACL_PAGE: Final = re.compile(rf"/anthology/{identity.ACL_NAME}/?")
_SPM: Final = re.compile(r"spm=[\w-]+(?:\.[\w-]*){2,}", re.ASCII)
_LONGEST_TITLE: Final = 1000
"""Characters of a list's title that are read: the parameters of every link are looked for in it."""


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
    advice = f"Write {quote(url, 100)}"
    return Finding(
        link.url_span,
        f"{quote(link.url)} has a better form: {message}",
        advice,
        fix=replace_url(document, link, url, advice, safe=True),
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
        problems.append(f"`{host}` is an alias of `{renamed}`")
        host = renamed
    elif without_www(host) == "aclweb.org" and (paper := _ACL_PAGE.fullmatch(path)):
        problems.append("the ACL Anthology has moved to `aclanthology.org`")
        host, path = "aclanthology.org", f"/{paper[1]}/"
    if scheme == "http" and _serves_https(host, hosts):
        if typed:
            problems.append(f"`http` is not encrypted, and `{host}` also serves `https`")
        scheme = "https"
    found = _tracking(query, find_host(hosts, host), title) if query else []
    if found:
        names = " and ".join(f"`{each.partition('=')[0]}`" for each in found[:2])
        if len(found) > 2:
            names = count(len(found), "parameter")
        verb = "tracks" if len(found) == 1 else "track"
        problems.append(f"{names} only {verb} readers")
        dropped = frozenset(found)
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


def _tracking(query: str, host: KnownHost | None, title: str) -> list[str]:
    """Return the parameters that only track readers.

    Those that name GitHub, a sponsor or this very list were put there by its maintainers.
    """
    shared = tuple(f"{name}=" for name in host.share_parameters) if host else ()
    found = [
        each
        for each in query.split("&")
        if tracking().match(each) or _SPM.fullmatch(each) or each.startswith(shared)
    ]
    values = [each.partition("=")[2] for each in found]
    if any(_deliberate().search(value) for value in values):
        return []
    if any(len(own := _letters(value)) >= 4 and own in title for value in values):
        return []
    return found


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


@cache
def _deliberate() -> re.Pattern[str]:
    return re.compile(any_of(rulebook.words("phrases", "deliberate")), re.IGNORECASE)


RULE = Rule("url-style", "info", check)
