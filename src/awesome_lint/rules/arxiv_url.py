"""arxiv-url: links to arXiv papers by another address than arXiv's own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal
from urllib.parse import quote as percent_encode
from urllib.parse import unquote

from msgspec import Struct

from awesome_lint.identifiers import arxiv
from awesome_lint.identifiers.url import not_compared
from awesome_lint.model import Document, Evidence, Finding, Link
from awesome_lint.rules.rule import Rule
from awesome_lint.rules.shared.arxiv_links import arxiv_links, replace_url
from awesome_lint.rules.shared.www_links import is_scheme_implied
from awesome_lint.text.wording import quote


class Options(Struct, frozen=True, forbid_unknown_fields=True):
    """What more than a wrong address is reported."""

    prefer: Literal["any", "abs"] = "any"
    """`abs`: links to a paper's PDF are reported, too."""

    versions: Literal["allow", "forbid"] = "allow"
    """`forbid`: links to one version of a paper are reported, too."""


def check(document: Document, options: Options, _evidence: Evidence) -> Iterator[Finding]:
    """Yield one finding for each address, with all that is wrong with it.

    An address whose identifier cannot exist is left to arxiv-id.
    """
    for link, address in arxiv_links(document):
        if not address.is_arxiv_site:
            continue
        if address.identifier is None:
            yield Finding(
                link.url_span,
                f"{quote(link.url)} has no arXiv identifier: the link opens an error page",
                "Write the paper's identifier after the last slash",
                severity="error",
            )
        elif isinstance(address.identifier, arxiv.ArxivId):
            yield from _judge(document, options, link, address, address.identifier)


def _judge(
    document: Document,
    options: Options,
    link: Link,
    address: arxiv.ArxivUrl,
    identifier: arxiv.ArxivId,
) -> Iterator[Finding]:
    missing = _missing(address, identifier)
    unwanted = list(_unwanted(options, address, identifier))
    problems = [*missing, *_odd(link, address, identifier), *unwanted]
    if not problems:
        return
    message = "; ".join(problems)
    url = _mended(options, address, identifier)
    advice = f"Write {quote(url, 100)}"
    fix = None
    # What follows a bare URL without a space may belong to the sentence around it.
    if not (address.trailing_junk and link.kind == "bare"):
        safe = not unwanted and not address.trailing_junk[:1].isalnum()
        fix = replace_url(document, link, url, advice, safe=safe)
    yield Finding(
        link.url_span,
        message[0].upper() + message[1:],
        advice,
        fix=fix,
        severity="error" if missing else None,
    )


def _missing(address: arxiv.ArxivUrl, identifier: arxiv.ArxivId) -> list[str]:
    """Return why arXiv answers with an error page, if it does."""
    if not address.page:
        reason = f"`/{address.intended_page}/` is missing before `{identifier.written}`"
    elif address.page != address.intended_page:
        reason = f"`/{address.page}/` should be `/{address.intended_page}/`"
    elif address.trailing_junk:
        trailing_junk = quote(
            address.trailing_junk
            if address.trailing_junk.strip()
            else percent_encode(address.trailing_junk)
        )
        reason = f"{trailing_junk} after `{identifier.written}` is read as part of the identifier"
    else:
        return []
    return [f"{reason}: the link opens an error page"]


def _odd(link: Link, address: arxiv.ArxivUrl, identifier: arxiv.ArxivId) -> Iterator[str]:
    """Yield how an address differs from the one that arXiv gives to the paper."""
    parts = address.parts
    if parts.host != arxiv.HOST:
        yield (
            f"`{parts.host}` is an alias of `{arxiv.HOST}`:"
            " a search for the paper's URL misses this link"
        )
    if parts.scheme != "https" and not is_scheme_implied(link):
        yield f"`{parts.scheme}` is not encrypted, and arXiv also serves `https`"
    if not _missing(address, identifier) and not _is_plain(address, identifier):
        yield f"{quote(parts.path)} is a nonstandard path to the paper's page"
    if _is_tracking(parts.query):
        yield f"{quote(f'?{parts.query}')} only tracks readers"
    if link.url.endswith(("?", "#")):
        yield f"the `{link.url[-1]}` at the end is redundant"


def _is_tracking(query: str) -> bool:
    return bool(query) and all(map(not_compared().match, query.split("&")))


def _is_plain(address: arxiv.ArxivUrl, identifier: arxiv.ArxivId) -> bool:
    """Tell whether a path is the usual one of its page; `.pdf` belongs to the usual ones."""
    written = unquote(address.parts.path).rstrip("/").lower()
    usual = _path(address.page, identifier, address.file).lower()
    return written == usual or (address.page != "abs" and written.removesuffix(".pdf") == usual)


def _unwanted(
    options: Options, address: arxiv.ArxivUrl, identifier: arxiv.ArxivId
) -> Iterator[str]:
    """Yield what only the options object to. A file belongs to one version of its paper."""
    if options.prefer == "abs" and address.intended_page == "pdf":
        yield "the link opens the PDF instead of the abstract page"
    if options.versions == "forbid" and identifier.version is not None and not address.file:
        yield f"the link is pinned to version {identifier.version}, so readers miss later versions"


def _mended(options: Options, address: arxiv.ArxivUrl, identifier: arxiv.ArxivId) -> str:
    """Return the right address. What a part of it is not wrong about stays as it is written."""
    parts, page = address.parts, address.intended_page
    if options.versions == "forbid" and not address.file:
        identifier = arxiv.ArxivId(identifier.id, identifier.written)
    if options.prefer == "abs" and page == "pdf":
        return f"https://{arxiv.HOST}{_path('abs', identifier)}"
    kept = "" if _is_tracking(parts.query) else parts.query
    query = f"?{kept}" if kept else ""
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    path = _path(page, identifier, percent_encode(address.file))
    return f"https://{arxiv.HOST}{path}{query}{fragment}"


def _path(page: str, identifier: arxiv.ArxivId, file: str = "") -> str:
    version = "" if identifier.version is None else f"v{identifier.version}"
    return f"/{page}/{identifier.written}{version}{file}"


RULE = Rule("arxiv-url", "warning", check, Options, highest_severity="error")
