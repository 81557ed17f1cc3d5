"""What the answers on the way from a link mean for the link. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

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
from awesome_lint.links.http.url import escaped_fragment, redact_secrets, with_fragment
from awesome_lint.links.verdict import redirects, soft_404
from awesome_lint.model import LinkResult, Verdict

_NO_RESPONSE_VERDICTS: Final[dict[NoResponseKind, Verdict]] = {
    "forbidden": "refused",
    "name": "dead",
    "busy": "blocked",
    "wall": "blocked",
}
"""All other failures say only that there was no usable answer this time."""

_MAX_SHOWN_CHARS: Final = 80


def redirect_location(reply: Reply) -> str | None:
    """Return where a reply redirects to, as its host wrote it, or None where it does not."""
    if isinstance(reply, PageResponse) and is_redirect(reply.status) and not reply.wall:
        return reply.location
    return None


def blocks_programs(reply: Reply) -> bool:
    """Tell whether a reply says that its host lets no program in."""
    return isinstance(reply, PageResponse) and _verdict_of_response(reply) == "blocked"


def is_settled(hops: Sequence[Hop]) -> bool:
    """Tell whether what HEAD requests brought needs no confirmation by GET requests."""
    reply = hops[-1].reply
    if isinstance(reply, NoResponse):
        return reply.kind == "forbidden"
    return _verdict_of_response(reply) == "ok" and is_final_success(reply.status)


def leads_to_page(hops: Sequence[Hop]) -> bool:
    """Tell whether a walk led to a page."""
    return _verdict_of_reply(hops[-1].reply) == "ok"


def may_work_over_https(hops: Sequence[Hop]) -> bool:
    """Tell whether an `http://` link that brought nothing may well do so by https.

    There was no redirect, and what came does not speak for the host as a whole.
    """
    reply = hops[0].reply
    if isinstance(reply, NoResponse):
        return reply.kind in ("connection", "silence", "protocol")
    return len(hops) == 1 and _verdict_of_response(reply) == "dead"


def for_url(url: str, result: LinkResult) -> LinkResult:
    """Return what is known of `url`, as it is written, from the result of its address."""
    end = result.final_url and with_fragment(result.final_url, escaped_fragment(url))
    return replace(result, url=url, final_url=end)


def from_hops(url: str, hops: Sequence[Hop], unknown: str = "") -> LinkResult:
    """Return what is known of `url`, as it is written, after the hops of `trail`.

    `unknown` is a clause: that the registry does not know what a link names. A page that is gone
    confirms it; any other answer says more than the registry.

    A link has moved where its redirects, from the first one on, are permanent. Where a temporary
    one follows, it has moved to where the permanent ones lead. What else is no move, `moves` says.
    """
    fragment = escaped_fragment(url)
    if len(hops) > 1 and not _is_redirect(hops[0].reply):
        return _https_only(url, hops[0].reply, with_fragment(hops[1].url, fragment))
    last = hops[-1]
    verdict, what = _verdict_of_reply(last.reply), _describe(last.reply)
    answers = [hop.reply.status for hop in hops if isinstance(hop.reply, PageResponse)]
    status = answers[-1] if answers else None
    if verdict == "dead" and unknown:
        what = f"{what}, and {unknown}"
    words = None
    if verdict == "ok" and isinstance(last.reply, PageResponse) and last.reply.page:
        words = soft_404.not_found_phrase(hops[0].url, last.reply.page)
    if words:
        what = f"{what} with a page that says `{words}`"
    result = LinkResult(url, verdict, status, detail=what, stand_in="not-found" if words else None)
    if len(hops) == 1:
        return result
    end = with_fragment(redact_secrets(last.url), fragment)
    result = replace(result, final_url=end, detail=f"leads to `{_shorten(end)}`, which {what}")
    return result if words or verdict != "ok" else _describe_redirects(result, hops, end)


def _describe_redirects(result: LinkResult, hops: Sequence[Hop], end: str) -> LinkResult:
    """Say more of redirects that led to a page: the new address, or something else."""
    shown = _shorten(end)
    if redirects.leads_to_not_found_page(hops):
        detail = f"leads to `{shown}`, the page for what is not found"
        return replace(result, detail=detail, stand_in="not-found")
    if redirects.leads_to_interstitial(hops):
        return replace(result, detail=f"leads to `{shown}`, a page in front of the real one")
    if redirects.leads_to_front_page(hops):
        return replace(result, detail=f"leads to the front page `{shown}`", stand_in="front-page")
    if (new := redirects.moved_to(hops)) is None:
        return result
    new = with_fragment(new, escaped_fragment(result.url))
    detail = f"has moved for good to `{_shorten(new)}`"
    return replace(result, verdict="moved", final_url=new, detail=detail)


def _is_redirect(reply: Reply) -> bool:
    return isinstance(reply, PageResponse) and is_redirect(reply.status)


def _https_only(url: str, reply: Reply, secure: str) -> LinkResult:
    """Judge a page that is there by https alone: browsers may get it, whatever http brings."""
    status = reply.status if isinstance(reply, PageResponse) else None
    detail = f"{_describe(reply)}, while `{_shorten(secure)}` is there"
    return LinkResult(url, "unreachable", status, secure, detail)


def _verdict_of_reply(reply: Reply) -> Verdict:
    if isinstance(reply, PageResponse):
        return _verdict_of_response(reply)
    return _NO_RESPONSE_VERDICTS.get(reply.kind, "unreachable")


def _verdict_of_response(answer: PageResponse) -> Verdict:
    if answer.wall or answer.known_wall or is_blocked(answer.status):
        return "blocked"
    if is_gone(answer.status):
        return "unreachable" if _is_scripted_page(answer) else "dead"
    if is_success(answer.status):
        return "blocked" if answer.empty else "ok"
    return "unreachable"


def _is_scripted_page(answer: PageResponse) -> bool:
    """Tell whether an error's page is an application that decides for itself what is there.

    Hosts of static files serve one for all addresses that they do not know. Readers see the page
    then, whatever the status.
    """
    page = answer.page
    return page is not None and page.scripted and not soft_404.is_not_found_title(page.title)


def _describe(answer: Reply) -> str:
    """Say what came, in words that complete a sentence."""
    if isinstance(answer, NoResponse):
        return answer.detail
    said = f"answers {describe_status(answer.status)}"
    if answer.wall:
        return f"{said} from the bot wall of {answer.wall}"
    if answer.empty:
        said += " with an empty page"
    if answer.known_wall:
        return f"{said}, blocked by {answer.known_wall}"
    if is_redirect(answer.status):
        return f"{said} without saying where to"
    if is_gone(answer.status) and _is_scripted_page(answer):
        return f"{said} with a page that scripts write"
    return said


def _shorten(url: str) -> str:
    return url if len(url) <= _MAX_SHOWN_CHARS else f"{url[: _MAX_SHOWN_CHARS - 1]}…"
