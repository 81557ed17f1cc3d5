"""Which authorities are trusted to certify hosts."""

from __future__ import annotations

import os
import ssl
from pathlib import Path

from awesome_lint.links.settings import SettingsError


def ssl_context() -> ssl.SSLContext:
    """Return what verifies certificates: by the system's authorities, or those of the environment.

    `SSL_CERT_FILE` names a file of authorities to take the place of the system's, `SSL_CERT_DIR`
    folders (openssl-verification-options(1)). OpenSSL reads both by itself, where it is built to,
    and says nothing of a file that is not there; so they are read once more here. A variable that
    is empty is none, which OpenSSL does not know. Raises SettingsError for what cannot be read.
    """
    paths = ssl.get_default_verify_paths()
    made = ssl.create_default_context()
    made.set_alpn_protocols(["http/1.1"])
    file = os.environ.get("SSL_CERT_FILE")
    if file:
        _load_authorities(made, file)
    elif file is not None and Path(paths.openssl_cafile).is_file():
        _load_authorities(made, paths.openssl_cafile)
    folders = os.environ.get("SSL_CERT_DIR")
    for folder in folders.split(os.pathsep) if folders else ():
        if not Path(folder).is_dir():
            raise SettingsError(f"SSL_CERT_DIR: {folder}: is no folder")
    if folders is not None:
        made.load_verify_locations(capath=folders or paths.openssl_capath)
    return made


def _load_authorities(made: ssl.SSLContext, file: str) -> None:
    try:
        made.load_verify_locations(cafile=file)
    except ssl.SSLError:  # an OSError, too
        raise SettingsError(f"SSL_CERT_FILE: {file}: holds no certificates") from None
    except OSError as error:
        raise SettingsError(f"SSL_CERT_FILE: {file}: cannot be read: {error.strerror}") from None
