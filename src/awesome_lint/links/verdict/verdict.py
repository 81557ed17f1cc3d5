"""What the answers on the way from a link mean for the link. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from awesome_lint.links.http import url as address
from awesome_lint.links.http.messages import (
    Answer,
    Failure,
    FailureKind,
    Hop,
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
from awesome_lint.links.verdict import redirects, soft_404
from awesome_lint.model import LinkResult, Verdict

_FAILURES: Final[dict[FailureKind, Verdict]] = {
    "forbidden": "refused",
    "name": "dead",
    "busy": "blocked",
    "wall": "blocked",
}
"""All other failures say only that there was no usable answer this time."""

_SHOWN: Final = 80


def redirect(reply: Reply) -> str | None:
    """Return where a reply redirects to, as its host wrote it, or None where it does not."""
    if isinstance(reply, Answer) and is_redirect(reply.status) and not reply.wall:
        return reply.location
    return None


def turns_away(reply: Reply) -> bool:
    """Tell whether a reply says that its host lets no program in."""
    return isinstance(reply, Answer) and _of_answer(reply) == "blocked"


def settled(trail: Sequence[Hop]) -> bool:
    """Tell whether what HEAD requests brought needs no confirmation by GET requests."""
    reply = trail[-1].reply
    if isinstance(reply, Failure):
        return reply.kind == "forbidden"
    return _of_answer(reply) == "ok" and is_final_success(reply.status)


def is_good(trail: Sequence[Hop]) -> bool:
    """Tell whether a walk led to a page."""
    return _of(trail[-1].reply) == "ok"


def may_be_https(trail: Sequence[Hop]) -> bool:
    """Tell whether an `http://` link that brought nothing may well do so by https.

    There was no redirect, and what came does not speak for the host as a whole.
    """
    reply = trail[0].reply
    if isinstance(reply, Failure):
        return reply.kind in ("connection", "silence", "protocol")
    return len(trail) == 1 and _of_answer(reply) == "dead"


def of(url: str, result: LinkResult) -> LinkResult:
    """Return what is known of `url`, as it is written, from the result of its address."""
    end = result.final_url and address.with_fragment(result.final_url, address.fragment(url))
    return replace(result, url=url, final_url=end)


def judge(url: str, trail: Sequence[Hop], unknown: str = "") -> LinkResult:
    """Return what is known of `url`, as it is written, after the hops of `trail`.

    `unknown` is a clause: that the registry does not know what a link names. A page that is gone
    confirms it; any other answer says more than the registry.

    A link has moved where its redirects, from the first one on, are permanent. Where a temporary
    one follows, it has moved to where the permanent ones lead. What else is no move, `moves` says.
    """
    fragment = address.fragment(url)
    if len(trail) > 1 and not _redirects(trail[0].reply):
        return _judge_http(url, trail[0].reply, address.with_fragment(trail[1].url, fragment))
    last = trail[-1]
    verdict, what = _of(last.reply), _says(last.reply)
    answers = [hop.reply.status for hop in trail if isinstance(hop.reply, Answer)]
    status = answers[-1] if answers else None
    if verdict == "dead" and unknown:
        what = f"{what}, and {unknown}"
    words = None
    if verdict == "ok" and isinstance(last.reply, Answer) and last.reply.page:
        words = soft_404.said_by(trail[0].url, last.reply.page)
    if words:
        what = f"{what} with a page that says `{words}`"
    result = LinkResult(url, verdict, status, detail=what, stand_in="not-found" if words else None)
    if len(trail) == 1:
        return result
    end = address.with_fragment(address.redact(last.url), fragment)
    result = replace(result, final_url=end, detail=f"leads to `{_shorten(end)}`, which {what}")
    return result if words or verdict != "ok" else _judge_way(result, trail, end)


def _judge_way(result: LinkResult, trail: Sequence[Hop], end: str) -> LinkResult:
    """Say more of redirects that led to a page: the new address, or something else."""
    shown = _shorten(end)
    if redirects.leads_to_regrets(trail):
        detail = f"leads to `{shown}`, the page for what is not found"
        return replace(result, detail=detail, stand_in="not-found")
    if redirects.is_gated(trail):
        return replace(result, detail=f"leads to `{shown}`, a page in front of the real one")
    if redirects.leads_home(trail):
        return replace(result, detail=f"leads to the front page `{shown}`", stand_in="front-page")
    if (new := redirects.moved_to(trail)) is None:
        return result
    new = address.with_fragment(new, address.fragment(result.url))
    detail = f"has moved for good to `{_shorten(new)}`"
    return replace(result, verdict="moved", final_url=new, detail=detail)


def _redirects(reply: Reply) -> bool:
    return isinstance(reply, Answer) and is_redirect(reply.status)


def _judge_http(url: str, reply: Reply, secure: str) -> LinkResult:
    """Judge a page that is there by https alone: browsers may get it, whatever http brings."""
    status = reply.status if isinstance(reply, Answer) else None
    detail = f"{_says(reply)}, while `{_shorten(secure)}` is there"
    return LinkResult(url, "unreachable", status, secure, detail)


def _of(reply: Reply) -> Verdict:
    if isinstance(reply, Answer):
        return _of_answer(reply)
    return _FAILURES.get(reply.kind, "unreachable")


def _of_answer(answer: Answer) -> Verdict:
    if answer.wall or answer.known_wall or is_blocked(answer.status):
        return "blocked"
    if is_gone(answer.status):
        return "unreachable" if _is_shell(answer) else "dead"
    if is_success(answer.status):
        return "blocked" if answer.empty else "ok"
    return "unreachable"


def _is_shell(answer: Answer) -> bool:
    """Tell whether an error's page is an application that decides for itself what is there.

    Hosts of static files serve one for all addresses that they do not know. Readers see the page
    then, whatever the status.
    """
    page = answer.page
    return page is not None and page.scripted and not soft_404.is_regret(page.title)


def _says(answer: Reply) -> str:
    """Say what came, in words that complete a sentence."""
    if isinstance(answer, Failure):
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
    if is_gone(answer.status) and _is_shell(answer):
        return f"{said} with a page that scripts write"
    return said


def _shorten(url: str) -> str:
    return url if len(url) <= _SHOWN else f"{url[: _SHOWN - 1]}…"
