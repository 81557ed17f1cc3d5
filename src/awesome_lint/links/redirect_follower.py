"""The walk from a link to where it leads: redirects, second tries, no network at all."""

from __future__ import annotations

import asyncio
from typing import Final

from msgspec.structs import replace
from yarl import URL

from awesome_lint.bounded import split_url
from awesome_lint.links.http.client import Client
from awesome_lint.links.http.cookies import Cookies
from awesome_lint.links.http.messages import (
    INVALID_URL,
    NO_CONNECTION_KINDS,
    Hop,
    NoResponse,
    NoResponseKind,
    PageRequest,
    PageResponse,
    Reply,
    host_not_resolved,
)
from awesome_lint.links.http.status import is_server_error
from awesome_lint.links.http.url import (
    InvalidURLError,
    escape_url,
    escaped_fragment,
    request_url,
    resolve_location,
    with_fragment,
)
from awesome_lint.links.read_limits import PAGE_START_BYTES
from awesome_lint.links.schedule.clock import Clock
from awesome_lint.links.schedule.host import MAX_WAIT_SECONDS
from awesome_lint.links.schedule.hosts import Hosts, origin
from awesome_lint.links.schedule.slots import FIRST_RANK, Slots
from awesome_lint.links.settings import LinkSettings
from awesome_lint.links.verdict import verdict

MAX_REDIRECTS: Final = 10
REDIRECT_LOOP: Final = NoResponse("redirect", "closes a circle of redirects")
MAX_RETRIES: Final = 2
PROBE_HOST: Final = "example.com"
"""A name that always exists (RFC 2606). It is looked up, and never visited, where a host cannot be
found: that tells a host that does not exist from a machine that finds nothing."""
HOSTS_BEFORE_PROBE: Final = 3
"""So many hosts that cannot be found, and none that can, raise that question before the end."""


class NoNetworkError(Exception):
    """There is no network, so that nothing can be said about any link; the text may say why."""


class RedirectFollower:
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
        self._replies: dict[PageRequest, asyncio.Future[Reply]] = {}
        self._online = False
        self._unreachable_hosts: dict[str, NoResponseKind] = {}
        self._probe: asyncio.Task[bool] | None = None

    async def start(self, url: URL, rank: int, look: int = 0) -> None:
        """Return when the first request for `url` is under way, or has turned out to be needless.

        Among those that wait for others to end, the lower rank comes first. `look` is as for
        `trail`.
        """
        visit = _first_request(url, look)
        if visit not in self._replies:
            begun = asyncio.Event()
            self._send(visit, rank, begun)
            await begun.wait()

    async def hops(self, url: URL, look: int = 0) -> list[Hop]:
        """Return the hops from `url` to where it leads.

        HEAD requests suffice where they succeed. Whatever else they bring, servers that do not
        know HEAD, or know it badly, are given the benefit of the doubt: the walk begins again
        with GET, and that one counts. With `look`, the first so many bytes of the page are read,
        and there are no HEAD requests at all. Browsers ask for the pages of `http://` links by
        https; so does a last walk where the link itself brought nothing.
        """
        hops: list[Hop] = []
        if not look:
            hops = await self._follow(PageRequest("HEAD", url))
            if verdict.is_settled(hops):
                return hops
        confirmed = await self._follow(PageRequest("GET", url, read_limit=look or PAGE_START_BYTES))
        if hops and _was_not_sent(confirmed[-1].reply) and verdict.blocks_programs(hops[-1].reply):
            return hops  # What this very address answered says more.
        if (
            url.scheme == "http"
            and url.is_default_port()
            and verdict.may_work_over_https(confirmed)
        ):
            return await self._with_https(url, confirmed)
        return confirmed

    async def _with_https(self, url: URL, hops: list[Hop]) -> list[Hop]:
        """Add the hops of the same address with https, if it leads to a page."""
        secure = await self.hops(URL(f"https{str(url).removeprefix('http')}", encoded=True))
        return [*hops, *secure] if verdict.leads_to_page(secure) else hops

    async def _follow(self, visit: PageRequest) -> list[Hop]:
        """Follow redirects; with GET, cookies go back to the hosts on the way that sent them.

        A detour that ends where it began, with a cookie, is left out.
        """
        hops: list[Hop] = []
        way: list[URL] = []
        passed: set[PageRequest] = set()
        shown = str(visit.url)
        cookies = Cookies()
        while True:
            reply = await self._shared_reply(visit)
            hops.append(Hop(shown, reply))
            way.append(visit.url)
            passed.add(visit)
            location = verdict.redirect_location(reply)
            if location is None:
                return hops
            if isinstance(reply, PageResponse) and visit.method == "GET":
                cookies.store(reply.cookies, visit.url)
            shown, url = redirect_target(visit.url, location)
            if isinstance(url, NoResponse):
                return [*hops, Hop(shown, url)]
            visit = replace(visit, url=url, cookies=cookies.header_for(url))
            if visit in passed:
                return [*hops, Hop(shown, REDIRECT_LOOP)]
            if len(passed) > MAX_REDIRECTS:
                failure = NoResponse("redirect", f"is redirect number {len(passed)} in a row")
                return [*hops, Hop(shown, failure)]
            if url in way:
                detour = way.index(url)
                del hops[detour:], way[detour:]

    async def _shared_reply(self, visit: PageRequest) -> Reply:
        if visit not in self._replies:
            self._send(visit)
        return await self._replies[visit]

    def _send(
        self, visit: PageRequest, rank: int = FIRST_RANK, begun: asyncio.Event | None = None
    ) -> None:
        asking = self._request if visit.method == "HEAD" else self._request_with_retries
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

    async def _request_with_retries(
        self, visit: PageRequest, rank: int, begun: asyncio.Event
    ) -> Reply:
        """Ask, and ask again where the reply may be another one later."""
        reply = await self._request(visit, rank, begun)
        host = self._hosts.host_for(visit.url)
        for attempt in range(MAX_RETRIES):
            wait = self._retry_wait(reply, attempt)
            if wait is None or wait > MAX_WAIT_SECONDS or self._clock.now() + wait > self._until:
                break
            if host.known_failure(visit.method, origin(visit.url)):
                break
            await self._clock.sleep(wait)
            again = await self._request(visit, FIRST_RANK, begun)
            if _was_not_sent(again):
                break
            reply = again
        if isinstance(reply, NoResponse) and reply.kind == "name" and not await self._dns_works():
            # Filters and broken resolvers say of every name that it does not exist.
            return host_not_resolved(visit.url.raw_host or "")
        return reply

    def _retry_wait(self, reply: Reply, attempt: int) -> float | None:
        """Return how long to wait before the next try, or None for no other try."""
        if isinstance(reply, NoResponse):
            passing = reply.kind in ("name", "resolver")
            return self._clock.backoff(self._settings.backoff, attempt) if passing else None
        if reply.is_rate_limited:
            return 0.0  # Its host is not visited before the time has come.
        if reply.wall or reply.known_wall or not is_server_error(reply.status):
            return None
        if reply.retry_after is not None:
            return reply.retry_after
        return self._clock.backoff(self._settings.backoff, attempt)

    async def _request(self, visit: PageRequest, rank: int, begun: asyncio.Event) -> Reply:
        """Send a request when its turn has come; what has been begun comes before all else."""
        host = self._hosts.host_for(visit.url)
        server = origin(visit.url)
        async with host.slots:
            known = await host.wait_turn(visit.method, server)
            if known is not None:
                begun.set()
                return known
            async with self._slots.acquire(host, rank):
                begun.set()
                asked = self._clock.now()
                reply = host.with_known_wall(await self._client.request_page(visit))
            host.record(visit.method, server, reply, asked)
        await self._note_network(visit.url.raw_host or "", reply)
        return reply

    async def _note_network(self, host: str, reply: Reply) -> None:
        """Take a reply as evidence for or against a network."""
        if isinstance(reply, PageResponse) or reply.kind in ("tls", "silence", "protocol"):
            self.note_online()
        elif reply.kind == "proxy" and not self._online:
            raise NoNetworkError(reply.detail.partition(": ")[2])
        elif reply.kind in NO_CONNECTION_KINDS:
            self._unreachable_hosts[host] = reply.kind
            if len(self._unreachable_hosts) >= HOSTS_BEFORE_PROBE and not self._online:
                names_work = await self._dns_works()
                if not (names_work or self._online):
                    raise NoNetworkError

    def note_online(self) -> None:
        """Know that there is a network, since somebody has answered."""
        self._online = True

    async def raise_if_offline(self) -> None:
        """Raise NoNetworkError if what was found, after all walks, shows that there is none.

        That is so where no host answered at all and even the known name has no address. Where
        names can be looked up, hosts that do not exist are believed; but where not one of several
        hosts could be connected to, and all of them exist, or there is no route to the only one,
        it is this machine that is cut off.
        """
        if self._online or not self._unreachable_hosts:
            return
        kinds = set(self._unreachable_hosts.values())
        cut_off = kinds == {"route"} or (
            len(self._unreachable_hosts) > 1 and kinds <= {"route", "connection"}
        )
        if cut_off or not await self._dns_works():
            raise NoNetworkError

    async def _dns_works(self) -> bool:
        if self._probe is None:
            self._probe = asyncio.create_task(self._probe_host())
        return await self._probe

    async def _probe_host(self) -> bool:
        try:
            async with asyncio.timeout(self._settings.timeout):
                return await self._client.resolves(PROBE_HOST)
        except TimeoutError:
            return False


def _first_request(url: URL, look: int) -> PageRequest:
    """Return the request that a walk begins with."""
    return PageRequest("GET", url, read_limit=look) if look else PageRequest("HEAD", url)


def _was_not_sent(reply: Reply) -> bool:
    """Tell whether nothing was asked, because the host is to be left alone."""
    return isinstance(reply, NoResponse) and reply.kind in ("busy", "wall")


def redirect_target(url: URL, location: str) -> tuple[str, URL | NoResponse]:
    """Return where a redirect leads, in a form to show and as an address to ask."""
    try:
        target = resolve_location(url, location)
        scheme = split_url(target).scheme
        if scheme not in ("http", "https"):
            detail = f"has the scheme `{escape_url(scheme)}`"
            return escape_url(target), NoResponse("forbidden", detail)
        following = request_url(target)
    except InvalidURLError:
        return escape_url(location), INVALID_URL
    return with_fragment(str(following), escaped_fragment(target)), following
