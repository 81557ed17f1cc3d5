"""Clients of one run: for pages and APIs, with the settings of a link check."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from awesome_lint.links.cache.memory import LinkCache
from awesome_lint.links.http.address_guard import guarded_socket, open_socket
from awesome_lint.links.http.client import Client
from awesome_lint.links.http.conditional import PageCache
from awesome_lint.links.http.connector import ConnectorFactory
from awesome_lint.links.http.proxy import Proxy, parse_proxy_url
from awesome_lint.links.http.statistics import RequestStatistics
from awesome_lint.links.read_limits import WHOLE_PAGE_BYTES
from awesome_lint.links.registries.client import RegistryClient
from awesome_lint.links.registries.registry import Api
from awesome_lint.links.schedule.clock import Timing
from awesome_lint.links.schedule.slots import Slots
from awesome_lint.links.settings import LinkSettings


def open_client(
    settings: LinkSettings,
    connector_factory: ConnectorFactory,
    statistics: RequestStatistics,
    cache: LinkCache,
) -> Client:
    """Return a client that connects as the settings allow, through the proxy if there is one.

    `statistics` counts its requests, and `cache` stores the pages that it reads whole. Raises
    SettingsError if the proxy's URL cannot be used.
    """
    proxy = None
    if settings.proxy:
        proxy = Proxy(parse_proxy_url(settings.proxy))
    # A proxy may have a private address, and connects to the other addresses itself.
    socket_factory = open_socket if settings.allow_private_hosts or proxy else guarded_socket
    connect = partial(connector_factory, socket_factory)
    pages = PageCache(cache, WHOLE_PAGE_BYTES)
    public_hosts_only = not settings.allow_private_hosts
    return Client(
        connect, settings.timeout, statistics, pages, proxy, public_hosts_only=public_hosts_only
    )


def registry_client(
    api: Api,
    client: Client,
    slots: Slots,
    timing: Timing,
    settings: LinkSettings,
    on_response: Callable[[], None],
) -> RegistryClient:
    """Return what sends the requests to one API, at its pace.

    `on_response` is called when a response has come.
    """
    return RegistryClient(
        api.pace, client, slots, timing, settings.timeout, on_response, retries=api.retries
    )
