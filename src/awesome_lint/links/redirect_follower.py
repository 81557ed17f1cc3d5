"""Requests from a link to its page: redirects, retries, and whether there is a network."""

from __future__ import annotations

import asyncio
from collections import deque
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
from awesome_lint.links.schedule.clock import Timing
from awesome_lint.links.schedule.host import MAX_WAIT_SECONDS
from awesome_lint.links.schedule.hosts import Hosts, origin
from awesome_lint.links.schedule.slots import FIRST_RANK, Slots
from awesome_lint.links.settings import LinkSettings
from awesome_lint.links.verdict import verdict

MAX_REDIRECTS: Final = 20
"""Redirects that are followed, as in browsers (Fetch standard, HTTP-redirect fetch)."""
REDIRECT_LOOP: Final = NoResponse("redirect", "completes a redirect loop")
MAX_RETRIES: Final = 2
MAX_KEPT_PAGES: Final = 32
"""Pages that are kept for further links that lead to them. Each may take some megabytes."""
PROBE_HOST: Final = "example.com"
"""A name that always exists (RFC 2606). It is resolved, and never requested, where a host cannot be
found: that tells a host that does not exist from a machine that finds none."""
HOSTS_BEFORE_PROBE: Final = 3
"""Number of hosts that cannot be found, with no response so far, that starts the probe early."""


class NoNetworkError(Exception):
    """There is no network, so that nothing is known of any link; the text may say why."""


class RedirectFollower:
    """Follows redirects. Each request is sent once, however many links lead to it.

    `tasks` is the group in which requests run; `slots` limits the requests of the whole check,
    `hosts` those to one host.
    """

    def __init__(
        self,
        client: Client,
        settings: LinkSettings,
        tasks: asyncio.TaskGroup,
        slots: Slots,
        hosts: Hosts,
        timing: Timing,
    ) -> None:
        self._client = client
        self._settings = settings
        self._tasks = tasks
        self._timing = timing
        self._slots = slots
        self._hosts = hosts
        self._replies: dict[PageRequest, asyncio.Future[Reply]] = {}
        self._kept_pages: deque[PageRequest] = deque()
        self._online = False
        self._unreachable_hosts: dict[str, NoResponseKind] = {}
        self._probe: asyncio.Task[bool] | None = None
        self._probes: dict[str, asyncio.Task[bool]] = {}

    async def start(self, url: URL, rank: int, read_limit: int = 0) -> None:
        """Wait until the first request for a URL is under way, or known not to be needed.

        Of the requests that wait, the one of the lowest rank is sent first. `read_limit` is as for
        `hops`.
        """
        request = _first_request(url, read_limit)
        if request not in self._replies:
            begun = asyncio.Event()
            self._send(request, rank, begun)
            await begun.wait()

    async def hops(self, url: URL, read_limit: int = 0) -> list[Hop]:
        """Return the hops from a URL to its page.

        A HEAD request suffices if it succeeds. If not, the server may not support HEAD: the URL is
        requested again with GET, and that counts. A pause that a server error asks for comes before
        it, or a short one if the connection failed. With a `read_limit`, so many bytes of the page
        are read, and there is no HEAD request. Browsers request `http://` links over HTTPS, so that
        is tried last.
        """
        hops: list[Hop] = []
        if not read_limit:
            hops = await self._follow(PageRequest("HEAD", url))
            if verdict.is_settled(hops) or not await self._wait_before_get(hops[-1].reply):
                return hops
        confirmed = await self._follow(
            PageRequest("GET", url, read_limit=read_limit or PAGE_START_BYTES)
        )
        if hops and _was_not_sent(confirmed[-1].reply) and verdict.blocks_programs(hops[-1].reply):
            return hops  # The response to HEAD says more than that GET was not sent.
        if (
            url.scheme == "http"
            and url.is_default_port()
            and verdict.may_work_over_https(confirmed)
        ):
            return await self._with_https(url, confirmed)
        return confirmed

    async def _with_https(self, url: URL, hops: list[Hop]) -> list[Hop]:
        """Append the hops of the same URL over HTTPS, if they take precedence."""
        secure = await self.hops(request_url(f"https{str(url).removeprefix('http')}"))
        return [*hops, *secure] if verdict.takes_precedence(secure, hops) else hops

    async def _follow(self, request: PageRequest) -> list[Hop]:
        """Follow redirects; with GET, cookies are returned to the hosts that set them.

        Redirects that lead back to an earlier URL, with a cookie, are left out.
        """
        hops: list[Hop] = []
        urls: list[URL] = []
        sent: set[PageRequest] = set()
        shown = str(request.url)
        cookies = Cookies()
        while True:
            reply = await self._shared_reply(request)
            hops.append(Hop(shown, reply))
            urls.append(request.url)
            sent.add(request)
            location = verdict.redirect_location(reply)
            if location is None:
                return hops
            if isinstance(reply, PageResponse) and request.method == "GET":
                cookies.store(reply.cookies, request.url)
            shown, url = redirect_target(request.url, location)
            if isinstance(url, NoResponse):
                return [*hops, Hop(shown, url)]
            request = replace(request, url=url, cookies=cookies.header_for(url))
            if request in sent:
                return [*hops, Hop(shown, REDIRECT_LOOP)]
            if len(sent) > MAX_REDIRECTS:
                failure = NoResponse("redirect", f"exceeds the limit of {MAX_REDIRECTS} redirects")
                return [*hops, Hop(shown, failure)]
            if url in urls:
                detour = urls.index(url)
                del hops[detour:], urls[detour:]

    async def _shared_reply(self, request: PageRequest) -> Reply:
        if request not in self._replies:
            self._send(request)
        return await self._replies[request]

    def _send(
        self, request: PageRequest, rank: int = FIRST_RANK, begun: asyncio.Event | None = None
    ) -> None:
        send = self._request if request.method == "HEAD" else self._request_with_retries
        begun = begun or asyncio.Event()
        future: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        self._replies[request] = future

        async def run() -> None:
            try:
                reply = await send(request, rank, begun)
            except NoNetworkError:
                raise
            except Exception as error:
                # An internal error costs the links that wait for this reply, not all of the group.
                if not future.done():
                    future.set_exception(error)
                    future.exception()  # marks it as retrieved, since there may be no waiter
            else:
                if not future.done():
                    future.set_result(reply)
                if isinstance(reply, PageResponse) and reply.page:
                    self._keep_page(request)
            finally:
                begun.set()

        self._tasks.create_task(run())

    def _keep_page(self, request: PageRequest) -> None:
        """Keep the page of a reply, and forget the oldest one if there are too many."""
        self._kept_pages.append(request)
        if len(self._kept_pages) > MAX_KEPT_PAGES:
            del self._replies[self._kept_pages.popleft()]

    async def _request_with_retries(
        self, request: PageRequest, rank: int, begun: asyncio.Event
    ) -> Reply:
        """Send a request, and retry it while another reply may come later."""
        reply = await self._request(request, rank, begun)
        host = self._hosts.host_for(request.url)
        for attempt in range(MAX_RETRIES):
            wait = self._retry_wait(reply, attempt)
            if wait is None or wait > MAX_WAIT_SECONDS or not self._timing.has_time_for(wait):
                break
            if host.known_failure(request.method, origin(request.url)):
                break
            await self._timing.clock.sleep(wait)
            again = await self._request(request, FIRST_RANK, begun)
            if _was_not_sent(again):
                break
            reply = again
        name = request.url.raw_host or ""
        is_missing = isinstance(reply, NoResponse) and reply.kind == "name"
        if is_missing and not await self._dns_works(name):
            # Filters, and resolvers without a network, say of every name that it does not exist.
            return host_not_resolved(name)
        return reply

    async def _wait_before_get(self, reply: Reply) -> bool:
        """Wait after a reply to HEAD before a GET request; return whether there is time for that.

        A server error may ask for a pause, and a failed connection may succeed after a short one.
        """
        if isinstance(reply, NoResponse):
            if reply.is_temporary:
                await self._timing.clock.sleep(self._timing.retry_wait(0))
            return True
        if not is_server_error(reply.status):
            return True
        if reply.is_rate_limited or not reply.retry_after:  # the queue of the host waits
            return True
        wait = reply.retry_after
        if wait > MAX_WAIT_SECONDS or not self._timing.has_time_for(wait):
            return False
        await self._timing.clock.sleep(wait)
        return True

    def _retry_wait(self, reply: Reply, attempt: int) -> float | None:
        """Return the seconds to wait before the next retry, or None for no retry."""
        if isinstance(reply, NoResponse):
            passing = reply.kind in ("name", "resolver")
            return self._timing.retry_wait(attempt) if passing else None
        if reply.is_rate_limited:
            return 0.0  # The queue of the host waits.
        if reply.wall or reply.known_wall or not is_server_error(reply.status):
            return None
        if reply.retry_after is not None:
            return reply.retry_after
        return self._timing.retry_wait(attempt)

    async def _request(self, request: PageRequest, rank: int, begun: asyncio.Event) -> Reply:
        """Send a request when its turn has come; retries and redirects come first."""
        host = self._hosts.host_for(request.url)
        site = origin(request.url)
        async with host.slots:
            known = await host.wait_turn(request.method, site)
            if known is not None:
                begun.set()
                return known
            async with self._slots.acquire(host, rank):
                begun.set()
                sent = self._timing.clock.now()
                reply = host.with_known_wall(await self._client.request_page(request))
            host.record(request.method, site, reply, sent)
        await self._note_network(request.url.raw_host or "", reply)
        return reply

    async def _note_network(self, host: str, reply: Reply) -> None:
        """Note whether a reply shows that there is a network. Raises NoNetworkError."""
        if isinstance(reply, PageResponse) or reply.kind in ("tls", "no-response", "protocol"):
            self.note_online()
        elif reply.kind == "proxy" and not self._online:
            raise NoNetworkError(reply.detail.partition(": ")[2])
        elif reply.kind in NO_CONNECTION_KINDS:
            self._unreachable_hosts[host] = reply.kind
            if len(self._unreachable_hosts) >= HOSTS_BEFORE_PROBE and not self._online:
                dns_works = await self._dns_works(host)
                if not (dns_works or self._online):
                    raise NoNetworkError

    def note_online(self) -> None:
        """Note that there is a network, since a response has come."""
        self._online = True

    async def raise_if_offline(self) -> None:
        """Raise NoNetworkError if the replies to all requests show that there is no network.

        There is none if no host answered, and not even the probe host can be resolved. If it can,
        hosts that cannot be resolved do not exist. But if several hosts can be resolved and none be
        connected to, or there is no route to the only one, it is this machine that is cut off.
        """
        if self._online or not self._unreachable_hosts:
            return
        kinds = set(self._unreachable_hosts.values())
        cut_off = kinds == {"route"} or (
            len(self._unreachable_hosts) > 1 and kinds <= {"route", "connection"}
        )
        if cut_off or not await self._dns_works(next(reversed(self._unreachable_hosts))):
            raise NoNetworkError

    async def _dns_works(self, host: str) -> bool:
        """Return whether the probe host can be resolved, once `host` could not be connected to.

        Each host needs a probe of its own, because the network may fail during the check. Hosts
        that wait at the same time share one.
        """
        if host not in self._probes:
            if self._probe is None or self._probe.done():
                self._probe = asyncio.create_task(self._resolve_probe_host())
            self._probes[host] = self._probe
        return await self._probes[host]

    async def _resolve_probe_host(self) -> bool:
        try:
            async with asyncio.timeout(self._settings.timeout):
                return await self._client.resolves(PROBE_HOST)
        except TimeoutError:
            return False


def _first_request(url: URL, read_limit: int) -> PageRequest:
    """Return the first request for a URL."""
    return (
        PageRequest("GET", url, read_limit=read_limit) if read_limit else PageRequest("HEAD", url)
    )


def _was_not_sent(reply: Reply) -> bool:
    """Return whether the host gets no more requests, so that none was sent."""
    return isinstance(reply, NoResponse) and reply.kind in ("rate-limit", "bot-wall")


def redirect_target(url: URL, location: str) -> tuple[str, URL | NoResponse]:
    """Return the target of a redirect from a URL, in a form to show and as the URL to request."""
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
