"""Hosts that must not be requested."""

from __future__ import annotations

from ipaddress import IPv6Address

from fakenet.behaviours.behaviour import PAGE, Behaviour
from fakenet.world import Page

LOOPBACK = "127.0.0.1"
METADATA = "169.254.169.254"
NOWHERE = "0.0.0.0"  # noqa: S104 - nothing is bound to it
IN_IPV4 = (
    *((address, address) for address in ("10.0.0.1", "172.16.0.1", "192.168.0.1", "100.64.0.1")),
    *((address, address) for address in (NOWHERE, LOOPBACK, METADATA, "224.0.0.1")),
    *((address, address) for address in ("100.100.100.200", "192.0.0.192", "168.63.129.16")),
    ("127.1", LOOPBACK),
    ("127.0.0.1.", LOOPBACK),
    ("0", NOWHERE),
    ("0x7f.0.0.1", LOOPBACK),
    ("0x7f000001", LOOPBACK),
    ("0177.0.0.01", LOOPBACK),
    ("017700000001", LOOPBACK),
    ("2852039166", METADATA),
    ("0xa9.254.43518", METADATA),
    ("\u2460\u2461\u2466.\u24ea.\u24ea.\u2460", LOOPBACK),
    ("127\u30020\u30020\u30021", LOOPBACK),
)
IN_IPV6 = (
    *(("::", "::"), ("::1", "::1"), ("fe80::1", "fe80::1"), ("ff02::1", "ff02::1")),
    ("fd00:ec2::254", "fd00:ec2::254"),
    ("::ffff:10.0.0.1", str(IPv6Address("::ffff:10.0.0.1"))),  # Python 3.13 writes it this way
    ("::169.254.169.254", "::a9fe:a9fe"),
    ("::ffff:0:169.254.169.254", "::ffff:0:a9fe:a9fe"),
    ("64:ff9b::169.254.169.254", "64:ff9b::a9fe:a9fe"),
    ("64:ff9b:1::a9fe:a9fe", "64:ff9b:1::a9fe:a9fe"),
    ("2002:a9fe:a9fe::", "2002:a9fe:a9fe::"),
    ("2001:0:4136:e378:8000:63bf:5601:5601", "2001:0:4136:e378:8000:63bf:5601:5601"),
)
BY_NAME = (
    ("169.254.169.254.host.example", METADATA),
    ("inside.example", "fd00::1"),
)
PRIVATE = (
    *((f"http://{written}/", f"http://{plain}/", plain) for written, plain in IN_IPV4),
    *((f"http://[{written}]/", f"http://[{plain}]/", plain) for written, plain in IN_IPV6),
    *((f"https://{name}/", f"https://{name}/", address) for name, address in BY_NAME),
    ("//me@10.0.0.1/", "https://10.0.0.1/", "10.0.0.1"),
    ("http:/10.0.0.1/", "http://10.0.0.1/", "10.0.0.1"),
    ("http://10.0.0.1:8080/x", "http://10.0.0.1:8080/x", "10.0.0.1"),
)
"""The target of a redirect, its description, and its IP address."""

REFUSED = (
    Behaviour(
        "is the machine itself",
        {"http://127.0.0.1/": 200},
        "refused",
        "is at 127.0.0.1, a non-public address",
    ),
    Behaviour(
        "is the machine itself, as one number",
        {"http://2130706433/": 200, "http://127.0.0.1/": 200},
        "refused",
        "is at 127.0.0.1, a non-public address",
    ),
    Behaviour(
        "has a private address",
        {PAGE: Page(dns="192.168.0.1")},
        "refused",
        "is at 192.168.0.1, a non-public address",
    ),
    Behaviour(
        "has the address of a cloud's secrets",
        {PAGE: Page(dns="169.254.169.254")},
        "refused",
        "is at 169.254.169.254, a non-public address",
    ),
    Behaviour(
        "has a private address of IPv6 only",
        {PAGE: Page(dns="fd00::1")},
        "refused",
        "is at fd00::1, a non-public address",
    ),
    Behaviour(
        "redirects to a private address",
        {PAGE: Page(status=302, location="http://10.0.0.1/"), "http://10.0.0.1/": 200},
        "refused",
        "redirects to `http://10.0.0.1/`, which is at 10.0.0.1, a non-public address",
        302,
        "http://10.0.0.1/",
    ),
    Behaviour(
        "redirects to a disguised private address",
        {PAGE: Page(status=302, location="//0x7f.1/"), "https://127.0.0.1/": 200},
        "refused",
        "redirects to `https://127.0.0.1/`, which is at 127.0.0.1, a non-public address",
        302,
        "https://127.0.0.1/",
    ),
    Behaviour(
        "redirects to a file",
        {PAGE: Page(status=302, location="file:///etc/passwd")},
        "refused",
        "redirects to `file:///etc/passwd`, which has the scheme `file`",
        302,
        "file:///etc/passwd",
    ),
    *(
        Behaviour(
            f"redirects to {host}",
            {PAGE: Page(status=302, location=f"//{host}/"), f"https://{host}/": Page(dns=address)},
            "refused",
            f"redirects to `https://{host}/`, which is on the non-public host `{host}`",
            302,
            f"https://{host}/",
        )
        for host, address in (("localhost", LOOPBACK), ("metadata.google.internal", METADATA))
    ),
    # --- private addresses, in all their spellings
    *(
        Behaviour(
            f"redirects to {location}",
            {PAGE: Page(status=302, location=location), shown: Page(dns=address)},
            "refused",
            f"redirects to `{shown}`, which is at {address}, a non-public address",
            302,
            shown,
        )
        for location, shown, address in PRIVATE
    ),
    *(
        Behaviour(
            f"redirects to {location}, which is not even an address",
            {PAGE: Page(status=302, location=location), "http://127.0.0.1/": 200},
            "unreachable",
            f"redirects to `{shown}`, which is not a URL that can be requested",
            302,
            shown,
        )
        for location, shown in (("http://[fe80::1%25eth0]/", "http://[fe80::1%25eth0]/"),)
    ),
)
