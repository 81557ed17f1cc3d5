"""TLS as in browsers, and its certificate authorities."""

from __future__ import annotations

import os
import ssl
from pathlib import Path
from typing import Final

from awesome_lint.links.settings import SettingsError

_CIPHERS: Final = "ECDH+AESGCM:ECDH+CHACHA20:ECDH+AES:RSA+AESGCM:RSA+AES:!aNULL:!AESCCM"
"""Ciphers for TLS 1.2: those of Chrome and Firefox. Python's default lacks RSA key exchange and
SHA-1 MACs, without which some old servers cannot be reached. Browsers no longer offer DHE."""
_LEGACY_SERVER_CONNECT: Final = 0x4
"""OpenSSL's option to connect to servers without RFC 5746, as browsers do (SSL_CTX_set_options(3)).
The ssl module names it since Python 3.12."""


def ssl_context() -> ssl.SSLContext:
    """Return a context with the certificate authorities of the system or the environment.

    `SSL_CERT_FILE` names a file of authorities that replaces the system's, `SSL_CERT_DIR`
    directories (openssl-verification-options(1)). OpenSSL reads both by itself, if built to, but
    ignores files that do not exist; so they are loaded once more here. OpenSSL takes an empty
    variable for a path; here it counts as not set. Raises SettingsError for what cannot be read.
    """
    paths = ssl.get_default_verify_paths()
    context = ssl.create_default_context()
    context.set_alpn_protocols(["http/1.1"])
    context.set_ciphers(_CIPHERS)
    context.options |= _LEGACY_SERVER_CONNECT
    file = os.environ.get("SSL_CERT_FILE")
    if file:
        _load_authorities(context, file)
    elif file is not None and Path(paths.openssl_cafile).is_file():
        _load_authorities(context, paths.openssl_cafile)
    directories = os.environ.get("SSL_CERT_DIR")
    for directory in directories.split(os.pathsep) if directories else ():
        if not Path(directory).is_dir():
            raise SettingsError(f"SSL_CERT_DIR: {directory}: not a directory")
    if directories is not None:
        context.load_verify_locations(capath=directories or paths.openssl_capath)
    return context


def _load_authorities(context: ssl.SSLContext, file: str) -> None:
    try:
        context.load_verify_locations(cafile=file)
    except ssl.SSLError:  # a subclass of OSError
        raise SettingsError(f"SSL_CERT_FILE: {file}: holds no certificates") from None
    except OSError as error:
        raise SettingsError(f"SSL_CERT_FILE: {file}: cannot be read: {error.strerror}") from None
