"""HTTP proxy: its URL, and its failures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from yarl import URL

from awesome_lint.bounded import parse_url
from awesome_lint.links.http.messages import NoResponse
from awesome_lint.links.http.status import PROXY_AUTHENTICATION_REQUIRED, describe_status
from awesome_lint.links.settings import SettingsError

if TYPE_CHECKING:  # A run that needs no request parses the proxy's URL as well.
    from aiohttp import ClientConnectorError


class Proxy(Struct, frozen=True):
    """An HTTP proxy.

    It resolves names and connects, so that the IP addresses of hosts are not known here.
    """

    url: URL
    """URL of the proxy. It may hold credentials, and must not be shown."""

    def caused(self, error: ClientConnectorError) -> bool:
        """Return whether it was the proxy that could not be connected to."""
        return (error.host, error.port) == (self.url.host, self.url.port)


def parse_proxy_url(text: str) -> URL:
    """Return the URL of a proxy. Raises SettingsError, without the text, if it is not one."""
    url = parse_url(text if "://" in text else f"http://{text}")
    right = url and url.scheme in ("http", "https") and url.raw_host and url.port is not None
    if not url or not right or url.raw_path_qs not in ("", "/") or url.raw_fragment:
        raise SettingsError(
            "a proxy is http://HOST:PORT or https://HOST:PORT; SOCKS is not supported"
        )
    return url


def proxy_failure(clause: str) -> NoResponse:
    """Return the failure of a proxy; `clause` completes the sentence that begins with it."""
    return NoResponse("proxy", f"could not be requested: the proxy {clause}")


def proxy_refusal(status: int) -> NoResponse:
    """Return the failure of a request that the proxy answered itself."""
    clause = f"returns {describe_status(status)}"
    if status == PROXY_AUTHENTICATION_REQUIRED:
        return proxy_failure(f"{clause}: it requires valid credentials")
    # There is a network; whether the host failed or the proxy refused is not known.
    return NoResponse("no-response", f"could not be reached through the proxy, which {clause}")
