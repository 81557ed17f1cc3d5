"""Verdict on a link, from the responses on the way to its page. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from awesome_lint.identifiers.badges import says_retired
from awesome_lint.links.http.messages import (
    Hop,
    NoResponse,
    NoResponseKind,
    PageResponse,
    Reply,
)
from awesome_lint.links.http.status import (
    describe_status,
    is_blocked,
    is_final_success,
    is_gone,
    is_redirect,
    is_success,
)
from awesome_lint.links.http.url import (
    escape_url,
    escaped_fragment,
    redact_secrets,
    with_fragment,
)
from awesome_lint.links.verdict import redirects, soft_404
from awesome_lint.model import LinkResult, StandIn, Verdict

_NO_RESPONSE_VERDICTS: Final[dict[NoResponseKind, Verdict]] = {
    "forbidden": "refused",
    "name": "dead",
    "rate-limit": "blocked",
    "bot-wall": "blocked",
}
"""Verdicts by the reason for having no response; `unreachable` for all other reasons."""

_MAX_SHOWN_CHARS: Final = 80


def redirect_location(reply: Reply) -> str | None:
    """Return the `Location` of a redirect, or None for any other reply."""
    if isinstance(reply, PageResponse) and is_redirect(reply.status) and not reply.wall:
        return reply.location
    return None


def blocks_programs(reply: Reply) -> bool:
    """Return whether a reply refuses programs."""
    return isinstance(reply, PageResponse) and _verdict_of_response(reply) == "blocked"


def is_settled(hops: Sequence[Hop]) -> bool:
    """Return whether the hops of HEAD requests need no confirmation by GET requests."""
    reply = hops[-1].reply
    if isinstance(reply, NoResponse):
        return reply.kind == "forbidden"
    return _verdict_of_response(reply) == "ok" and is_final_success(reply.status)


def may_work_over_https(hops: Sequence[Hop]) -> bool:
    """Return whether an `http://` link that led to no page may lead to one over HTTPS.

    The reply is not about the host as a whole.
    """
    reply = hops[0].reply
    if isinstance(reply, NoResponse):
        return reply.kind in ("connection", "no-response", "protocol")
    return _verdict_of_reply(hops[-1].reply) == "dead"


def takes_precedence(secure: Sequence[Hop], hops: Sequence[Hop]) -> bool:
    """Return whether the hops of an `http://` link over HTTPS take precedence over those over HTTP.

    They do if they lead to the page itself rather than, for example, the front page. If the page is
    gone over HTTP, any response over HTTPS that does not confirm it takes precedence.
    """
    result = from_hops(secure[0].url, secure)
    if result.verdict in ("ok", "moved"):
        return result.stand_in is None
    is_answered = isinstance(secure[-1].reply, PageResponse) or result.verdict == "blocked"
    is_dead = _verdict_of_reply(hops[-1].reply) == "dead"
    return is_dead and is_answered and result.verdict != "dead"


def for_url(url: str, result: LinkResult) -> LinkResult:
    """Return the result of `url`, as written, from a registry's result of the same page."""
    end = result.final_url and with_fragment(result.final_url, escaped_fragment(url))
    return replace(result, url=url, final_url=end)


def from_hops(url: str, hops: Sequence[Hop], not_found: str = "") -> LinkResult:
    """Return the result of `url`, as written, from its hops.

    `not_found` is a clause: that the registry does not know what the link names. A page that is
    gone confirms it; any other response outweighs it.

    A link has moved if its redirects, from the first one on, are permanent. If a temporary one
    follows, it has moved to the target of the permanent ones. For other exceptions see `redirects`.
    """
    fragment = escaped_fragment(url)
    steps = next(at for at, hop in enumerate(hops) if redirect_location(hop.reply) is None) + 1
    if secure := hops[steps:]:
        return _with_https(from_hops(url, hops[:steps]), secure)
    last = hops[-1]
    verdict, predicate = _verdict_of_reply(last.reply), _describe(last.reply)
    answers = [hop.reply.status for hop in hops if isinstance(hop.reply, PageResponse)]
    status = answers[-1] if answers else None
    if verdict == "dead" and not_found:
        predicate = f"{predicate}, and {not_found}"
    stand_in: StandIn | None = None
    if verdict == "ok" and isinstance(last.reply, PageResponse):
        if last.reply.page and (words := soft_404.not_found_phrase(hops[0].url, last.reply.page)):
            stand_in = "not-found"
            predicate = f"{predicate} with a page that says `{words}`"
        elif says_retired(last.url, last.reply.image_title):
            stand_in = "retired-badge"
            predicate = f"{predicate} with a badge that says that it is retired"
    result = LinkResult(url, verdict, status, detail=predicate, stand_in=stand_in)
    if len(hops) == 1:
        return result
    end = with_fragment(redact_secrets(last.url), fragment)
    result = replace(
        result, final_url=end, detail=f"redirects to `{_shorten(end)}`, which {predicate}"
    )
    if verdict in ("ok", "blocked") and redirects.leads_to_domain_market(hops):
        detail = f"redirects to `{_shorten(end)}`, a marketplace for domains"
        return replace(result, verdict="ok", detail=detail, stand_in="domain-market")
    return result if stand_in or verdict != "ok" else _describe_redirects(result, hops, end)


def _describe_redirects(result: LinkResult, hops: Sequence[Hop], end: str) -> LinkResult:
    """Describe redirects that led to a page: it has moved, or it is another page."""
    shown = _shorten(end)
    if redirects.leads_to_not_found_page(hops):
        detail = f"redirects to `{shown}`, a not-found page"
        return replace(result, detail=detail, stand_in="not-found")
    if redirects.leads_to_interstitial(hops):
        return replace(result, detail=f"redirects to `{shown}`, a login, consent or error page")
    if redirects.leads_to_front_page(hops):
        return replace(
            result, detail=f"redirects to the front page `{shown}`", stand_in="front-page"
        )
    if (new := redirects.moved_to(hops)) is None:
        return result
    new = with_fragment(new, escaped_fragment(result.url))
    detail = f"has moved permanently to `{_shorten(new)}`"
    return replace(result, verdict="moved", final_url=new, detail=detail)


def _with_https(result: LinkResult, secure: Sequence[Hop]) -> LinkResult:
    """Return the result of a link from that over HTTP and the hops over HTTPS.

    Browsers may use HTTPS, so that the page may be there.
    """
    url, last = with_fragment(secure[0].url, escaped_fragment(result.url)), secure[-1].reply
    verdict = _verdict_of_reply(last)
    works = verdict == "ok"
    detail = f"{result.detail}, while `{_shorten(url)}` {'works' if works else _describe(last)}"
    verdict = "unreachable" if works else verdict
    return replace(result, verdict=verdict, final_url=url if works else None, detail=detail)


def _verdict_of_reply(reply: Reply) -> Verdict:
    if isinstance(reply, PageResponse):
        return _verdict_of_response(reply)
    return _NO_RESPONSE_VERDICTS.get(reply.kind, "unreachable")


def _verdict_of_response(response: PageResponse) -> Verdict:
    if response.wall or response.known_wall or is_blocked(response.status):
        return "blocked"
    if is_gone(response.status):
        return "unreachable" if _may_show_page(response) else "dead"
    if is_success(response.status):
        return "blocked" if response.empty else "ok"
    return "unreachable"


def _may_show_page(response: PageResponse) -> bool:
    """Return whether the page of a 404 or 410 may show another one to readers.

    Hosts of static files serve one page for all paths that they do not know: an application that
    scripts write, or a redirect in HTML.
    """
    page = response.page
    if page is None or soft_404.is_not_found_title(page.title):
        return False
    return page.scripted or redirects.refreshes_to_page(page.refresh)


def _describe(reply: Reply) -> str:
    """Return the predicate of a sentence about a reply."""
    if isinstance(reply, NoResponse):
        return reply.detail
    text = f"returns {describe_status(reply.status)}"
    if reply.wall:
        return f"{text} from the bot protection of {reply.wall}"
    if reply.empty:
        text += " with an empty page"
    if reply.known_wall:
        return f"{text}, blocked by {reply.known_wall}"
    if is_redirect(reply.status):
        return f"{text} without a valid `Location`"
    if is_gone(reply.status) and reply.page and _may_show_page(reply):
        if reply.page.scripted:
            return f"{text} with a page built by scripts"
        target = escape_url(redact_secrets(reply.page.refresh))
        return f"{text} with a page that refreshes to `{_shorten(target)}`"
    return text


def _shorten(url: str) -> str:
    return url if len(url) <= _MAX_SHOWN_CHARS else f"{url[: _MAX_SHOWN_CHARS - 1]}…"
