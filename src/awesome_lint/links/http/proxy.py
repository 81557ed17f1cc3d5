"""An HTTP proxy that a check goes by: where it is, and what can be told of its failures."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING

from msgspec import Struct
from yarl import URL

from awesome_lint import rulebook
from awesome_lint.bounded import parse_url
from awesome_lint.links.http.address_guard import is_public
from awesome_lint.links.http.messages import Failure, describe_status
from awesome_lint.links.settings import SettingsError

if TYPE_CHECKING:  # A second run reads the option, too, and asks nothing.
    from aiohttp import ClientConnectorError


class Proxy(Struct, frozen=True):
    """A proxy at `url`, which may hold credentials and is not for showing.

    It looks names up and connects, so that nobody here sees the addresses of the hosts. What is
    private by its very spelling is not asked of one that is `guarded`.
    """

    url: URL
    guarded: bool

    def refused(self, host: str) -> Failure | None:
        """Return why a host must not be asked, if that is so."""
        if not self.guarded or is_public(host):
            return None
        try:
            ip_address(host)
        except ValueError:
            domains = tuple(f".{each}" for each in rulebook.words("urls", "not public"))
            if "." in host and not host.endswith(domains):
                return None
            return Failure("forbidden", f"is on `{host}`, not on the public internet")
        return Failure("forbidden", f"is at {host}, not on the public internet")

    def at_fault(self, error: ClientConnectorError) -> bool:
        """Tell whether it is the proxy that could not be connected to."""
        return (error.host, error.port) == (self.url.host, self.url.port)


def parse(text: str) -> URL:
    """Return the address of a proxy; raise SettingsError, without what it holds, for any other."""
    url = parse_url(text if "://" in text else f"http://{text}")
    right = url and url.scheme in ("http", "https") and url.raw_host and url.port is not None
    if not url or not right or url.raw_path_qs not in ("", "/") or url.raw_fragment:
        raise SettingsError("a proxy is http://HOST:PORT or https://HOST:PORT, socks is not spoken")
    return url


def broken(clause: str) -> Failure:
    """Return the failure of a proxy; `clause` completes the sentence that begins with it."""
    return Failure("proxy", f"could not be asked: the proxy {clause}")


def unwilling(status: int) -> Failure:
    """Return the failure of a request that the proxy answered itself, instead of the host."""
    said = f"answers {describe_status(status)}"
    if status == 407:
        return broken(f"{said}: it wants other credentials")
    # Somebody is there; whether it is the host that fails or the proxy that forbids is not told.
    return Failure("silence", f"could not be reached by way of the proxy, which {said}")
