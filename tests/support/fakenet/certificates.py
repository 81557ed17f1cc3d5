"""Certificates of the fake internet, valid and invalid ones, and their authority.

All are made once per process.
"""

from __future__ import annotations

import functools
import ssl
from datetime import UTC, datetime, timedelta

import trustme


@functools.cache
def authority() -> trustme.CA:
    """Return the certificate authority of the fake internet."""
    return trustme.CA()


@functools.cache
def trust() -> ssl.SSLContext:
    """Return a client context that trusts the authority."""
    context = ssl.create_default_context()
    authority().configure_trust(context)
    return context


@functools.cache
def certified(host: str, fault: str | None) -> ssl.SSLContext:
    """Return a server context for a host; `fault` is as for `Page.tls`."""
    issuer = trustme.CA() if fault == "self-signed" else authority()
    name = "another.example" if fault == "wrong-host" else host
    end = datetime.now(UTC) + timedelta(days=-10 if fault == "expired" else 10)
    certificate = issuer.issue_cert(name, not_before=end - timedelta(days=90), not_after=end)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context
