"""arxiv-url: links to arXiv papers with a nonstandard URL."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal
from urllib.parse import quote as percent_encode
from urllib.parse import unquote

from msgspec import Struct

from awesome_lint.identifiers import arxiv
from awesome_lint.identifiers.url import UrlParts, ignored_by_arxiv, tracking
from awesome_lint.model import Document, Evidence, Finding, Link
from awesome_lint.rules.shared.arxiv_links import arxiv_links, replace_url
from awesome_lint.rules.shared.deliberate_parameters import deliberate_parameters
from awesome_lint.rules.shared.www_links import is_scheme_implied
from awesome_lint.text.wording import quote


class Options(Struct, frozen=True, forbid_unknown_fields=True):
    """Links that are reported although their URL is correct."""

    prefer: Literal["any", "abs"] = "any"
    """`abs`: links to a paper's PDF are reported as well."""

    versions: Literal["allow", "forbid"] = "allow"
    """`forbid`: links to one version of a paper are reported as well."""


def check(document: Document, options: Options, _evidence: Evidence) -> Iterator[Finding]:
    """Yield one finding for each nonstandard URL, with all its problems.

    URLs with an invalid identifier are left to arxiv-id.
    """
    for link, parsed in arxiv_links(document):
        if not parsed.is_arxiv_site:
            continue
        if parsed.identifier is None:
            yield Finding(
                link.url_span,
                f"{quote(link.url)} has no arXiv identifier: the link opens an error page",
                "Write the paper's identifier after the last slash",
                severity="error",
            )
        elif isinstance(parsed.identifier, arxiv.ArxivId):
            ignored = _ignored_parameters(document, parsed.parts)
            yield from _check_url(document, options, link, parsed, parsed.identifier, ignored)


def _check_url(
    document: Document,
    options: Options,
    link: Link,
    parsed: arxiv.ArxivUrl,
    identifier: arxiv.ArxivId,
    ignored: Sequence[str],
) -> Iterator[Finding]:
    errors = _errors(parsed, identifier)
    violations = list(_option_violations(options, parsed, identifier))
    problems = [*errors, *_deviations(link, parsed, identifier, ignored), *violations]
    if not problems:
        return
    message = "; ".join(problems)
    url = _corrected_url(options, parsed, identifier, ignored)
    advice = f"Write {quote(url, 100)}"
    fix = None
    # Text right after a bare URL may belong to the sentence around it.
    if not (parsed.trailing_junk and link.kind == "bare"):
        safe = not violations and not parsed.trailing_junk[:1].isalnum()
        fix = replace_url(document, link, url, advice, safe=safe)
    yield Finding(
        link.url_span,
        message[0].upper() + message[1:],
        advice,
        fix=fix,
        severity="error" if errors else None,
    )


def _errors(parsed: arxiv.ArxivUrl, identifier: arxiv.ArxivId) -> list[str]:
    """Return the reason why arXiv responds with an error page; an empty list if it does not."""
    if not parsed.page:
        reason = f"`/{parsed.intended_page}/` is missing before `{identifier.written}`"
    elif parsed.page != parsed.intended_page:
        reason = f"`/{parsed.page}/` should be `/{parsed.intended_page}/`"
    elif parsed.trailing_junk:
        trailing_junk = quote(
            parsed.trailing_junk
            if parsed.trailing_junk.strip()
            else percent_encode(parsed.trailing_junk)
        )
        reason = f"{trailing_junk} after `{identifier.written}` is read as part of the identifier"
    else:
        return []
    return [f"{reason}: the link opens an error page"]


def _deviations(
    link: Link, parsed: arxiv.ArxivUrl, identifier: arxiv.ArxivId, ignored: Sequence[str]
) -> Iterator[str]:
    """Yield the differences between a URL and the one that arXiv uses for the paper."""
    parts = parsed.parts
    if parts.host != arxiv.HOST:
        yield (
            f"`{parts.host}` is an alias of `{arxiv.HOST}`:"
            " a search for the paper's URL misses this link"
        )
    if parts.scheme != "https" and not is_scheme_implied(link):
        yield f"`{parts.scheme}` is not encrypted, and arXiv also serves `https`"
    if not _errors(parsed, identifier) and not _has_standard_path(parsed, identifier):
        yield f"{quote(parts.path)} is a nonstandard path to the paper's page"
    if ignored:
        tracks = all(map(tracking().match, ignored))
        effect = "only tracks readers" if tracks else "has no effect on the paper's page"
        yield f"{quote('?' + '&'.join(ignored))} {effect}"
    if link.url.endswith(("?", "#")):
        yield f"the `{link.url[-1]}` at the end is redundant"


def _ignored_parameters(document: Document, parts: UrlParts) -> list[str]:
    """Return the parameters of a URL that do not change the page, unless they are deliberate."""
    if not parts.query:
        return []
    found = [each for each in parts.query.split("&") if ignored_by_arxiv().match(each)]
    is_deliberate = found and deliberate_parameters(document).include_any(parts.host, found)
    return [] if is_deliberate else found


def _has_standard_path(parsed: arxiv.ArxivUrl, identifier: arxiv.ArxivId) -> bool:
    """Return whether a path is the standard one of its page, with or without `.pdf`."""
    written = unquote(parsed.parts.path).rstrip("/").lower()
    standard = _path(parsed.page, identifier, parsed.file).lower()
    return written in (standard, f"{standard}.pdf") and not (
        parsed.page == "abs" and written.endswith(".pdf")
    )


def _option_violations(
    options: Options, parsed: arxiv.ArxivUrl, identifier: arxiv.ArxivId
) -> Iterator[str]:
    """Yield the problems that only the options define.

    Files of a paper exist for one version only, so `versions` does not apply to them.
    """
    if options.prefer == "abs" and parsed.intended_page == "pdf":
        yield "the link opens the PDF instead of the abstract page"
    if options.versions == "forbid" and identifier.version is not None and not parsed.file:
        yield f"the link is pinned to version {identifier.version}, so readers miss later versions"


def _corrected_url(
    options: Options,
    parsed: arxiv.ArxivUrl,
    identifier: arxiv.ArxivId,
    ignored: Sequence[str],
) -> str:
    """Return the corrected URL. Its parts without a problem stay as written."""
    parts, page = parsed.parts, parsed.intended_page
    # `….pdf` works, and is the form of most links in many lists.
    is_pdf = (
        page == "pdf" and parts.path.endswith(".pdf") and _has_standard_path(parsed, identifier)
    )
    if options.versions == "forbid" and not parsed.file:
        identifier = arxiv.ArxivId(identifier.id, identifier.written)
    if options.prefer == "abs" and page == "pdf":
        return f"https://{arxiv.HOST}{_path('abs', identifier)}"
    kept = "&".join(each for each in parts.query.split("&") if each not in ignored)
    query = f"?{kept}" if kept else ""
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    path = _path(page, identifier, percent_encode(parsed.file)) + (".pdf" if is_pdf else "")
    return f"https://{arxiv.HOST}{path}{query}{fragment}"


def _path(page: str, identifier: arxiv.ArxivId, file: str = "") -> str:
    version = "" if identifier.version is None else f"v{identifier.version}"
    return f"/{page}/{identifier.written}{version}{file}"
