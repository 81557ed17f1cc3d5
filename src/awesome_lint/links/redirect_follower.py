"""The walk from a link to where it leads: redirects, second tries, no network at all."""

from __future__ import annotations

import asyncio
from typing import Final

from msgspec.structs import replace
from yarl import URL

from awesome_lint.bounded import split_url
from awesome_lint.links.http import url as address
from awesome_lint.links.http.client import Client
from awesome_lint.links.http.cookies import Cookies
from awesome_lint.links.http.messages import (
    NO_ADDRESS,
    NO_CONNECTION,
    Answer,
    Failure,
    FailureKind,
    Hop,
    Reply,
    Visit,
    not_found,
)
from awesome_lint.links.http.status import is_server_error
from awesome_lint.links.read_limits import GLANCE
from awesome_lint.links.schedule.clock import Clock
from awesome_lint.links.schedule.host import PATIENCE
from awesome_lint.links.schedule.hosts import Hosts, site
from awesome_lint.links.schedule.slots import FIRST, Slots
from awesome_lint.links.settings import LinkSettings
from awesome_lint.links.verdict import verdict

MOST_REDIRECTS: Final = 10
CIRCLE: Final = Failure("redirect", "closes a circle of redirects")
RETRIES: Final = 2
KNOWN_NAME: Final = "example.com"
"""A name that always exists (RFC 2606). It is looked up, and never visited, where a host cannot be
found: that tells a host that does not exist from a machine that finds nothing."""
HOSTS_TO_DOUBT: Final = 3
"""So many hosts that cannot be found, and none that can, raise that question before the end."""


class NoNetworkError(Exception):
    """There is no network, so that nothing can be said about any link; the text may say why."""


class Walker:
    """Follows links, and asks each address once with each method however many lead to it.

    `tasks` is the group that the requests run in; `slots` limits the requests of the whole check,
    `hosts` those to one host; `until` is when the check must end, by the clock.
    """

    def __init__(
        self,
        client: Client,
        settings: LinkSettings,
        tasks: asyncio.TaskGroup,
        slots: Slots,
        hosts: Hosts,
        clock: Clock,
        until: float,
    ) -> None:
        self._client = client
        self._settings = settings
        self._tasks = tasks
        self._clock = clock
        self._until = until
        self._slots = slots
        self._hosts = hosts
        self._replies: dict[Visit, asyncio.Future[Reply]] = {}
        self._heard = False
        self._missing: dict[str, FailureKind] = {}
        self._known_name: asyncio.Task[bool] | None = None

    async def begin(self, url: URL, rank: int, look: int = 0) -> None:
        """Return when the first request for `url` is under way, or has turned out to be needless.

        Among those that wait for others to end, the lower rank comes first. `look` is as for
        `trail`.
        """
        visit = _first(url, look)
        if visit not in self._replies:
            begun = asyncio.Event()
            self._send(visit, rank, begun)
            await begun.wait()

    async def trail(self, url: URL, look: int = 0) -> list[Hop]:
        """Return the hops from `url` to where it leads.

        HEAD requests suffice where they succeed. Whatever else they bring, servers that do not
        know HEAD, or know it badly, are given the benefit of the doubt: the walk begins again
        with GET, and that one counts. With `look`, the first so many bytes of the page are read,
        and there are no HEAD requests at all. Browsers ask for the pages of `http://` links by
        https; so does a last walk where the link itself brought nothing.
        """
        trail: list[Hop] = []
        if not look:
            trail = await self._walk(Visit("HEAD", url))
            if verdict.settled(trail):
                return trail
        confirmed = await self._walk(Visit("GET", url, look=look or GLANCE))
        if trail and _is_left_alone(confirmed[-1].reply) and verdict.turns_away(trail[-1].reply):
            return trail  # What this very address answered says more.
        if url.scheme == "http" and url.is_default_port() and verdict.may_be_https(confirmed):
            return await self._by_https(url, confirmed)
        return confirmed

    async def _by_https(self, url: URL, trail: list[Hop]) -> list[Hop]:
        """Add the hops of the same address with https, if it leads to a page."""
        secure = await self.trail(URL(f"https{str(url).removeprefix('http')}", encoded=True))
        return [*trail, *secure] if verdict.is_good(secure) else trail

    async def _walk(self, visit: Visit) -> list[Hop]:
        """Follow redirects; with GET, cookies go back to the hosts on the way that sent them.

        A detour that ends where it began, with a cookie, is left out.
        """
        trail: list[Hop] = []
        way: list[URL] = []
        passed: set[Visit] = set()
        shown = str(visit.url)
        cookies = Cookies()
        while True:
            reply = await self._reply(visit)
            trail.append(Hop(shown, reply))
            way.append(visit.url)
            passed.add(visit)
            location = verdict.redirect(reply)
            if location is None:
                return trail
            if isinstance(reply, Answer) and visit.method == "GET":
                cookies.keep(reply.cookies, visit.url)
            shown, url = follow(visit.url, location)
            if isinstance(url, Failure):
                return [*trail, Hop(shown, url)]
            visit = replace(visit, url=url, cookies=cookies.header(url))
            if visit in passed:
                return [*trail, Hop(shown, CIRCLE)]
            if len(passed) > MOST_REDIRECTS:
                failure = Failure("redirect", f"is redirect number {len(passed)} in a row")
                return [*trail, Hop(shown, failure)]
            if url in way:
                detour = way.index(url)
                del trail[detour:], way[detour:]

    async def _reply(self, visit: Visit) -> Reply:
        if visit not in self._replies:
            self._send(visit)
        return await self._replies[visit]

    def _send(self, visit: Visit, rank: int = FIRST, begun: asyncio.Event | None = None) -> None:
        asking = self._ask if visit.method == "HEAD" else self._persist
        begun = begun or asyncio.Event()
        coming: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        self._replies[visit] = coming

        async def ask() -> None:
            try:
                reply = await asking(visit, rank, begun)
            except NoNetworkError:
                raise
            except Exception as error:
                # An internal error costs the links that wait for this reply, not all of the group.
                if not coming.done():
                    coming.set_exception(error)
                    coming.exception()  # there may be nobody who waits
            else:
                if not coming.done():
                    coming.set_result(reply)
            finally:
                begun.set()

        self._tasks.create_task(ask())

    async def _persist(self, visit: Visit, rank: int, begun: asyncio.Event) -> Reply:
        """Ask, and ask again where the reply may be another one later."""
        reply = await self._ask(visit, rank, begun)
        host = self._hosts.of(visit.url)
        for attempt in range(RETRIES):
            wait = self._wait_after(reply, attempt)
            if wait is None or wait > PATIENCE or self._clock.now() + wait > self._until:
                break
            if host.known(visit.method, site(visit.url)):
                break
            await self._clock.sleep(wait)
            again = await self._ask(visit, FIRST, begun)
            if _is_left_alone(again):
                break
            reply = again
        if isinstance(reply, Failure) and reply.kind == "name" and not await self._names_work():
            # Filters and broken resolvers say of every name that it does not exist.
            return not_found(visit.url.raw_host or "")
        return reply

    def _wait_after(self, reply: Reply, attempt: int) -> float | None:
        """Return how long to wait before the next try, or None for no other try."""
        if isinstance(reply, Failure):
            passing = reply.kind in ("name", "resolver")
            return self._clock.backoff(self._settings.backoff, attempt) if passing else None
        if reply.too_many:
            return 0.0  # Its host is not visited before the time has come.
        if reply.wall or reply.known_wall or not is_server_error(reply.status):
            return None
        if reply.retry_after is not None:
            return reply.retry_after
        return self._clock.backoff(self._settings.backoff, attempt)

    async def _ask(self, visit: Visit, rank: int, begun: asyncio.Event) -> Reply:
        """Send a request when its turn has come; what has been begun comes before all else."""
        host = self._hosts.of(visit.url)
        server = site(visit.url)
        async with host.slots:
            known = await host.turn(visit.method, server)
            if known is not None:
                begun.set()
                return known
            async with self._slots.taken(host, rank):
                begun.set()
                asked = self._clock.now()
                reply = host.named(await self._client.ask(visit))
            host.note(visit.method, server, reply, asked)
        await self._weigh(visit.url.raw_host or "", reply)
        return reply

    async def _weigh(self, host: str, reply: Reply) -> None:
        """Take a reply as evidence for or against a network."""
        if isinstance(reply, Answer) or reply.kind in ("tls", "silence", "protocol"):
            self.heard()
        elif reply.kind == "proxy" and not self._heard:
            raise NoNetworkError(reply.detail.partition(": ")[2])
        elif reply.kind in NO_CONNECTION:
            self._missing[host] = reply.kind
            if len(self._missing) >= HOSTS_TO_DOUBT and not self._heard:
                names_work = await self._names_work()
                if not (names_work or self._heard):
                    raise NoNetworkError

    def heard(self) -> None:
        """Know that there is a network, since somebody has answered."""
        self._heard = True

    async def expect_network(self) -> None:
        """Raise NoNetworkError if what was found, after all walks, shows that there is none.

        That is so where no host answered at all and even the known name has no address. Where
        names can be looked up, hosts that do not exist are believed; but where not one of several
        hosts could be connected to, and all of them exist, or there is no route to the only one,
        it is this machine that is cut off.
        """
        if self._heard or not self._missing:
            return
        kinds = set(self._missing.values())
        cut_off = kinds == {"route"} or (
            len(self._missing) > 1 and kinds <= {"route", "connection"}
        )
        if cut_off or not await self._names_work():
            raise NoNetworkError

    async def _names_work(self) -> bool:
        if self._known_name is None:
            self._known_name = asyncio.create_task(self._known_name_resolves())
        return await self._known_name

    async def _known_name_resolves(self) -> bool:
        try:
            async with asyncio.timeout(self._settings.timeout):
                return await self._client.resolves(KNOWN_NAME)
        except TimeoutError:
            return False


def _first(url: URL, look: int) -> Visit:
    """Return the request that a walk begins with."""
    return Visit("GET", url, look=look) if look else Visit("HEAD", url)


def _is_left_alone(reply: Reply) -> bool:
    """Tell whether nothing was asked, because the host is to be left alone."""
    return isinstance(reply, Failure) and reply.kind in ("busy", "wall")


def follow(url: URL, location: str) -> tuple[str, URL | Failure]:
    """Return where a redirect leads, in a form to show and as an address to ask."""
    try:
        target = address.follow(url, location)
        scheme = split_url(target).scheme
        if scheme not in ("http", "https"):
            detail = f"has the scheme `{address.printable(scheme)}`"
            return address.printable(target), Failure("forbidden", detail)
        following = address.parse(target)
    except address.NoAddressError:
        return address.printable(location), NO_ADDRESS
    return address.with_fragment(str(following), address.fragment(target)), following
