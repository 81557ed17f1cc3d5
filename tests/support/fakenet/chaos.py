"""Worlds with random faults, and the dead links in them.

Half of the hosts are `steady`: their pages may fail temporarily, redirect, refuse HEAD, or send
bombs and endless bodies, but with enough retries their state can be determined. Dead pages are
planted on these hosts only. The others are `wild`, and none of their responses proves that a page
is dead.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable
from random import Random

from msgspec import Struct
from msgspec.structs import replace

from fakenet.world import Page, Value

_BOMB = gzip.compress(bytes(20_000_000)).decode("latin-1")
_GZIP = {"Content-Encoding": "gzip"}
_SEEN = {"Set-Cookie": "seen=1"}
_NO_HEAD = (400, 403, 404, 405, 410, 500, 501)
"""Responses to a HEAD request that prove nothing."""


class Chaos(Struct, frozen=True):
    """A world, with the URLs to check and the dead ones among them."""

    world: dict[str, Value]
    urls: tuple[str, ...]
    dead: frozenset[str]


def chaos(seed: int, hosts: int, pages: int) -> Chaos:
    """Return a world with the given number of hosts and pages per host, the same for each seed."""
    random = Random(seed)  # noqa: S311 - nothing is secret here
    steady: dict[str, Value] = {}
    wild: dict[str, Value] = {}
    dead: set[str] = set()
    for number in range(hosts):
        scheme = random.choice(("http", "https"))
        urls = [f"{scheme}://host-{number}.example/{page}" for page in range(pages)]
        if number % 2 == 0:
            gone = {url for url in urls if random.random() < 0.1}
            steady.update(
                (url, _gone(random) if url in gone else _there(random, url)) for url in urls
            )
            dead |= gone
        elif number % 11 == 0:
            steady.update(dict.fromkeys(urls, Page(dns="nxdomain")))
            dead.update(urls)
        else:
            nature = random.choice(_NATURES)
            wild.update((url, nature(random)) for url in urls)
    certain = list(steady)
    for number in range(0, hosts, 4):
        url = f"https://host-{number}.example/away"
        target = random.choice(certain)
        steady[url] = Page(status=random.choice((301, 302, 307, 308)), location=target)
        if target in dead:
            dead.add(url)
    world = {**steady, **wild}
    urls = list(world)
    random.shuffle(urls)
    return Chaos(world, tuple(urls), frozenset(dead))


def _gone(random: Random) -> Value:
    """Return a dead page that needs several requests to be recognized."""
    page = Page(status=random.choice((404, 410)), head=random.choice((None, 405, 403, 500)))
    ways: tuple[Value, ...] = (
        page,
        [503, page],
        [500, 502, page],
        replace(page, answer="endless"),
        replace(page, answer="reset-in-body"),
        replace(page, headers=_GZIP, body=_BOMB),
        replace(page, headers={"Server": "cloudflare", "CF-Ray": "1"}),
    )
    return random.choice(ways)


def _there(random: Random, url: str) -> Value:
    """Return an existing page that may need several requests to be read."""
    ways: tuple[Value, ...] = (
        200,
        200,
        Page(head=random.choice(_NO_HEAD)),
        Page(head="reset"),
        [503, 200],
        [500, 502, 200],
        [Page(status=302, location=url), 200],
        Page(cookie="seen=1", without=Page(status=302, location=url, headers=_SEEN)),
        Page(head=405, answer=random.choice(("endless", "reset-in-body"))),
        Page(head=405, headers=_GZIP, body=_BOMB),
        Page(head=405, headers=_GZIP, body="no gzip"),
        Page(status=random.choice((400, 403, 418, 451, 999))),
    )
    return random.choice(ways)


def _wall(random: Random) -> Value:
    headers = {"CF-Mitigated": "challenge"}
    return Page(status=random.choice((200, 302, 403, 404, 410, 503)), headers=headers)


def _busy(random: Random) -> Value:
    waits = ("0", "86400", "soon", "Fri, 01 Nov 2024 10:00:00 GMT", "Fri, 01 Nov 2999 10:00:00 GMT")
    return Page(status=429, headers={"Retry-After": random.choice(waits)})


def _broken(random: Random) -> Value:
    return Page(status=random.choice((500, 502, 503, 504, 520, 599, 444, 700)))


def _rude(random: Random) -> Value:
    return Page(answer=random.choice(("reset", "reset-in-headers", "silent")))


def _babbling(random: Random) -> Value:
    # A redirect that can be followed may be proof: it leads to a missing page.
    nowhere = "HTTP/1.1 302 Found\r\nLocation: http://["
    start = random.choice(("", "HTTP/1.1 200 OK\r\n", nowhere))
    return Page(raw=start + random.randbytes(200).decode("latin-1"))


def _lost(random: Random) -> Value:
    return Page(connect=random.choice(("refused", "no-route", "timed-out", "reset")))


def _nameless(_: Random) -> Value:
    return Page(dns="temporary")


def _distrusted(random: Random) -> Value:
    return Page(tls=random.choice(("expired", "wrong-host", "self-signed", "plain")))


def _astray(random: Random) -> Value:
    private = ("http://10.0.0.1/", "//0x7f.1/", "http://[::ffff:a9fe:a9fe]/")
    target = random.choice(("", "#", "//", "http://[", "file:///", *private))
    return Page(status=random.choice((301, 302, 303, 307, 308)), location=target)


_NATURES: tuple[Callable[[Random], Value], ...] = (
    _wall,
    _busy,
    _broken,
    _rude,
    _babbling,
    _lost,
    _nameless,
    _distrusted,
    _astray,
)
