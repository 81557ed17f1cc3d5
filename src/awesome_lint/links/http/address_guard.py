"""Hosts and IP addresses that may be connected to.

The decision on an address is made when the socket for a connection is created, by the address that
it will have, so that no redirect, unusual spelling or change of DNS records gets around it.
"""

from __future__ import annotations

import errno
import socket
from ipaddress import (
    AddressValueError,
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
)
from typing import Final

from awesome_lint import rulebook

AddressInfo = tuple[int, int, int, str, tuple[str, int] | tuple[str, int, int, int]]
"""Result of `socket.getaddrinfo`: family, type, protocol, canonical name, socket address."""

# Python's `is_global` differs between versions, and counts these as global:
_NOT_PUBLIC_V4: Final = (
    IPv4Network("168.63.129.16/32"),  # Azure's platform services
    IPv4Network("192.0.0.0/24"),  # protocol assignments (RFC 6890); Oracle's metadata service
    IPv4Network("192.88.99.0/24"),  # former 6to4 relays (RFC 7526)
)
_NOT_PUBLIC_V6: Final = (
    IPv6Network("2001::/23"),  # protocol assignments, Teredo and ORCHID among them (RFC 2928)
    IPv6Network("3fff::/20"),  # documentation (RFC 9637)
)
_UNICAST_V6: Final = IPv6Network("2000::/3")
"""All of IPv6 that is allocated to the public internet (IANA address space registry)."""
_NAT64: Final = IPv6Network("64:ff9b::/96")  # RFC 6052
_MAPPED: Final = IPv6Network("::ffff:0:0/96")  # RFC 4291, section 2.5.5.2
_6TO4: Final = IPv6Network("2002::/16")  # RFC 3056


class AddressRefusedError(OSError):
    """A connection to an IP address that is not on the public internet was refused.

    It is an OSError because that is what aiohttp passes on from a socket factory. All have one
    text, because aiohttp would combine different ones.
    """

    def __init__(self, address: str) -> None:
        super().__init__(errno.EACCES, "the address is not on the public internet")
        self.address = address


def is_public(address: str) -> bool:
    """Return whether an IP address, in its canonical spelling, is on the public internet.

    IPv6 addresses that stand for an IPv4 address are judged by that. Any other text is not public.
    """
    try:
        if ":" in address:
            return _is_public_v6(IPv6Address(address))
        return _is_public_v4(IPv4Address(address))
    except AddressValueError:
        return False


def why_not_public(host: str) -> str | None:
    """Return why a host is not on the public internet, by its name alone; None if it may be.

    That is a predicate about a URL of the host. Such a host is a private address, a name without a
    dot, or a name below a domain that the public DNS does not have, such as `local` and `onion`.
    """
    if is_public(host):
        return None
    try:
        ip_address(host)
    except ValueError:
        domains = tuple(f".{each}" for each in rulebook.words("urls", "not public"))
        if "." in host and not host.endswith(domains):
            return None
        return f"is on the non-public host `{host}`"
    return f"is at {host}, a non-public address"


def _is_public_v4(address: IPv4Address) -> bool:
    return (
        address.is_global
        and not address.is_multicast
        and not any(address in network for network in _NOT_PUBLIC_V4)
    )


def _is_public_v6(address: IPv6Address) -> bool:
    bits = int.from_bytes(address.packed)
    if address in _NAT64 or address in _MAPPED:
        return _is_public_v4(IPv4Address(bits & 0xFFFFFFFF))
    if address in _6TO4:
        return _is_public_v4(IPv4Address(bits >> 80 & 0xFFFFFFFF))
    return (
        address in _UNICAST_V6
        and address.is_global
        and address.scope_id is None
        and not any(address in network for network in _NOT_PUBLIC_V6)
    )


def guarded_socket(info: AddressInfo) -> socket.socket:
    """Create a socket for a public address. Raises AddressRefusedError for any other."""
    address = info[4][0]
    if not is_public(address):
        raise AddressRefusedError(address)
    return open_socket(info)


def open_socket(info: AddressInfo) -> socket.socket:
    """Create a socket for any address."""
    return socket.socket(info[0], info[1], info[2])
