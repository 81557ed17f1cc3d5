"""url-style: working URLs that have a better form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from awesome_lint.identifiers import arxiv, identity, malformed_doi, malformed_url
from awesome_lint.identifiers.known_hosts import find_host
from awesome_lint.identifiers.url import UrlParts, parse_web_url, tracking, without_www
from awesome_lint.model import Document, Evidence, Finding, KnownHost, Link, Span
from awesome_lint.rules.rule import NoOptions
from awesome_lint.rules.shared.arxiv_links import replace_url
from awesome_lint.rules.shared.deliberate_parameters import deliberate_parameters
from awesome_lint.rules.shared.generated_lines import find_generated_lines
from awesome_lint.rules.shared.www_links import is_scheme_implied
from awesome_lint.text.patterns import deferred
from awesome_lint.text.wording import count, quote

_MOBILE_WIKIPEDIA: Final = deferred(r"([a-z-]{2,12})\.m\.wikipedia\.org")
_ACL_PAGE: Final = deferred(rf"/anthology/{identity.ACL_NAME}/?")
_SPM: Final = deferred(r"spm=[\w-]+(?:\.[\w-]*){2,}", re.ASCII)


def check(document: Document, _options: NoOptions, evidence: Evidence) -> Iterator[Finding]:
    """Yield one finding for each URL with a better form, with all its problems.

    URLs that arxiv-url, link-malformed or doi-format check are left to these rules, and those on
    generated lines to the tool that writes them.
    """
    generated = find_generated_lines(document)
    seen: set[Span] = set()
    for link in document.links:
        if link.url_span in seen or link.kind == "image" or link.span.line in generated:
            continue
        seen.add(link.url_span)
        parts = parse_web_url(link.url)
        if parts is None or not parts.host:
            continue
        problems, better = _improve(
            document, parts, evidence.hosts, written=not is_scheme_implied(link)
        )
        if problems and not _is_checked_by_other_rule(link.url):
            yield _finding(document, link, problems, better)


def _is_checked_by_other_rule(url: str) -> bool:
    paper = arxiv.parse_url(url)
    is_arxiv = paper is not None and paper.is_arxiv_site
    return (
        is_arxiv
        or malformed_url.diagnose(url) is not None
        or malformed_doi.diagnose(url) is not None
    )


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
        cause=message,
        fix=replace_url(document, link, url, advice, safe=True),
    )


def _improve(
    document: Document,
    parts: UrlParts,
    hosts: Mapping[str, KnownHost],
    *,
    written: bool,
) -> tuple[list[str], UrlParts]:
    """Return the problems of a URL, and the URL without them.

    Deliberate parameters are not a problem, nor is a scheme that is not `written` in the document.
    """
    problems = []
    scheme, host, path, query = parts.scheme, parts.host, parts.path, parts.query
    if canonical := _canonical_host(host, hosts):
        problems.append(f"`{host}` is an alias of `{canonical}`")
        host = canonical
    elif without_www(host) == "aclweb.org" and (paper := _ACL_PAGE().fullmatch(path)):
        problems.append("the ACL Anthology has moved to `aclanthology.org`")
        host, path = "aclanthology.org", f"/{paper[1]}/"
    if scheme == "http" and _serves_https(host, hosts):
        if written:
            problems.append(f"`http` is not encrypted, and `{host}` also serves `https`")
        scheme = "https"
    found = _tracking_parameters(query, find_host(hosts, host)) if query else []
    if found and deliberate_parameters(document).include_any(parts.host, found):
        found = []
    if found:
        names = " and ".join(f"`{each.partition('=')[0]}`" for each in found[:2])
        if len(found) > 2:
            names = count(len(found), "parameter")
        verb = "tracks" if len(found) == 1 else "track"
        problems.append(f"{names} only {verb} readers")
        dropped = frozenset(found)
        query = "&".join(each for each in query.split("&") if each not in dropped)
    return problems, UrlParts(scheme, host, path, query, parts.fragment)


def _canonical_host(host: str, hosts: Mapping[str, KnownHost]) -> str | None:
    if host.endswith(".wikipedia.org") and (mobile := _MOBILE_WIKIPEDIA().fullmatch(host)):
        return f"{mobile[1]}.wikipedia.org"
    known = find_host(hosts, host)
    return known.canonical if known and known.canonical != host else None


def _serves_https(host: str, hosts: Mapping[str, KnownHost]) -> bool:
    known = find_host(hosts, host)
    return known is not None and known.https


def _tracking_parameters(query: str, host: KnownHost | None) -> list[str]:
    """Return the parameters of a query that only track readers."""
    shared = tuple(f"{name}=" for name in host.share_parameters) if host else ()
    return [
        each
        for each in query.split("&")
        if tracking().match(each) or _SPM().fullmatch(each) or each.startswith(shared)
    ]
