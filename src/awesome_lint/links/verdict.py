"""What the answers on the way from a link mean for the link. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit

from msgspec.structs import replace

from awesome_lint.links import address
from awesome_lint.links.answer import (
    Answer,
    Failure,
    FailureKind,
    Hop,
    Reply,
    describe_status,
)
from awesome_lint.model import LinkResult, Verdict

PERMANENT: Final = (301, 308)
REDIRECTS: Final = (301, 302, 303, 307, 308)

_GONE: Final = (404, 410)
_BLOCKED: Final = (401, 402, 403, 405, 406, 407, 418, 429, 451, 999)
_FAILURES: Final[dict[FailureKind, Verdict]] = {
    "forbidden": "refused",
    "name": "dead",
    "busy": "blocked",
    "wall": "blocked",
}
"""All other failures say only that there was no usable answer this time."""

_GATES: Final = frozenset(
    "login logon signin sign-in sign_in log-in log_in servicelogin sso saml saml2 oauth oauth2"
    " authorize authenticate authwall checkpoint consent captcha sorry error errors 404 not-found"
    " notfound not_found maintenance".split()
)
_GATE_HOSTS: Final = frozenset(
    "login signin sso auth accounts account consent idp idm shibboleth adfs".split()
)
_EXTENSION: Final = re.compile(r"\.(?:html?|php|aspx?|jsp|do|action)$")
_SHOWN: Final = 80


def redirect(reply: Reply) -> str | None:
    """Return where a reply redirects to, as its host wrote it, or None where it does not."""
    if isinstance(reply, Answer) and reply.status in REDIRECTS and not reply.wall:
        return reply.location
    return None


def is_asked_to_wait(reply: Reply) -> bool:
    """Tell whether a reply says that there were too many requests."""
    return isinstance(reply, Answer) and reply.status == 429


def turns_away(reply: Reply) -> bool:
    """Tell whether a reply says that its host lets no program in."""
    return isinstance(reply, Answer) and _of_answer(reply) == "blocked"


def settled(trail: Sequence[Hop]) -> bool:
    """Tell whether what HEAD requests brought needs no confirmation by GET requests."""
    reply = trail[-1].reply
    if isinstance(reply, Failure):
        return reply.kind == "forbidden"
    return _of_answer(reply) == "ok" and reply.status != 202


def of(url: str, result: LinkResult) -> LinkResult:
    """Return what is known of `url`, as it is written, from the result of its address."""
    end = result.final_url and address.with_fragment(result.final_url, address.fragment(url))
    return replace(result, url=url, final_url=end)


def judge(url: str, trail: Sequence[Hop], unknown: str = "") -> LinkResult:
    """Return what is known of `url`, as it is written, after the hops of `trail`.

    `unknown` is a clause: that the registry does not know what a link names. A page that is gone
    confirms it; any other answer says more than the registry.

    A link has moved where its redirects, from the first one on, are permanent. Where a temporary
    one follows, it has moved to where the permanent ones lead. A redirect to a page to log in, to
    consent, or to an error page is no move, and neither is one that changes nothing but a final
    slash, nor one that hands out a secret.
    """
    fragment = address.fragment(url)
    last = trail[-1]
    if isinstance(last.reply, Answer):
        verdict, what = _of_answer(last.reply), _says(last.reply)
    else:
        verdict, what = _FAILURES.get(last.reply.kind, "unreachable"), last.reply.detail
    answers = [hop.reply.status for hop in trail if isinstance(hop.reply, Answer)]
    status = answers[-1] if answers else None
    if verdict == "dead" and unknown:
        what = f"{what}, and {unknown}"
    if len(trail) == 1:
        return LinkResult(url, verdict, status, detail=what)
    end = address.with_fragment(address.redact(last.url), fragment)
    detail = f"leads to `{_shorten(end)}`, which {what}"
    if verdict == "ok" and _is_gated(trail):
        detail = f"leads to `{_shorten(end)}`, a page in front of the real one"
    elif verdict == "ok" and (new := _moved_to(trail)):
        new = address.with_fragment(new, fragment)
        return LinkResult(url, "moved", status, new, f"has moved for good to `{_shorten(new)}`")
    return LinkResult(url, verdict, status, end, detail)


def _of_answer(answer: Answer) -> Verdict:
    if answer.wall or answer.known_wall or answer.status in _BLOCKED:
        return "blocked"
    if answer.status in _GONE:
        return "dead"
    if 200 <= answer.status < 300:
        return "blocked" if answer.empty else "ok"
    return "unreachable"


def _says(answer: Answer) -> str:
    """Say what an answer was, in words that complete a sentence."""
    said = f"answers {describe_status(answer.status)}"
    if answer.wall:
        return f"{said} with a challenge of {answer.wall} to automated visitors"
    if answer.empty:
        said += " with an empty page"
    if answer.known_wall:
        return f"{said}, blocked by {answer.known_wall}"
    if answer.status in REDIRECTS:
        return f"{said} without saying where to"
    return said


def _moved_to(trail: Sequence[Hop]) -> str | None:
    """Return where the permanent redirects that `trail` begins with lead, if it is elsewhere."""
    steps = 0
    while isinstance(reply := trail[steps].reply, Answer) and reply.status in PERMANENT:
        steps += 1
    new = trail[steps].url
    if address.redact(new) != new or _essence(new) == _essence(trail[0].url):
        return None
    return new


def _essence(url: str) -> str:
    """Return what two addresses of one page have in common: all but a final slash."""
    path, mark, query = url.partition("#")[0].partition("?")
    return f"{path.rstrip('/')}{mark}{query}"


def _is_gated(trail: Sequence[Hop]) -> bool:
    """Tell whether a redirect leads to a page to log in, to consent, or of an error."""
    asked_for = _gates(trail[0].url)
    return any(_gates(hop.url) - asked_for for hop in trail[1:])


def _gates(url: str) -> set[str]:
    parts = urlsplit(url.lower())
    words = {_EXTENSION.sub("", segment) for segment in parts.path.split("/")} & _GATES
    return words | ({parts.netloc.partition(".")[0]} & _GATE_HOSTS)


def _shorten(url: str) -> str:
    return url if len(url) <= _SHOWN else f"{url[: _SHOWN - 1]}…"
