"""TLS: certificate authorities of the system and of environment variables, and ciphers."""

from __future__ import annotations

import os
import shutil
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import trustme

from awesome_lint.links import SettingsError
from awesome_lint.links.http import tls
from loopback import Canary

AUTHORITY = trustme.CA()


@pytest.fixture
def server() -> Iterator[Canary]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    AUTHORITY.issue_cert("localhost").configure_cert(context)
    with Canary(context) as canary:
        yield canary


def lint(directory: Path, server: Canary, **environment: str) -> subprocess.CompletedProcess[str]:
    """Check a link to the server in a separate process, whose OpenSSL reads the environment."""
    (directory / "README.md").write_text(f"[here](https://localhost:{server.port}/)\n")
    kept = {key: value for key, value in os.environ.items() if not key.startswith("SSL_CERT_")}
    return subprocess.run(
        [sys.executable, "-m", "awesome_lint", "--allow-private-hosts", "--fail-on=warning"],
        cwd=directory,
        env=kept | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_an_authority_of_ones_own_is_trusted(directory: Path, server: Canary) -> None:
    stranger = lint(directory, server)
    assert "has an invalid certificate (unable to get local issuer certificate)" in stranger.stdout
    assert stranger.returncode == 1
    file = directory / "authority.pem"
    AUTHORITY.cert_pem.write_to_path(str(file))
    trusted = lint(directory, server, SSL_CERT_FILE=str(file), AWESOME_LINT_REFRESH="1")
    assert (trusted.stdout, trusted.stderr) == ("No findings in 1 file; links: 1 ok\n", "")


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl names the files of a directory")
def test_authorities_in_a_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    directory = tmp_path / "authorities"
    directory.mkdir()
    AUTHORITY.cert_pem.write_to_path(str(directory / "authority.pem"))
    subprocess.run(["openssl", "rehash", directory], check=True, capture_output=True)
    monkeypatch.setenv("SSL_CERT_DIR", os.pathsep.join((str(tmp_path), str(directory))))
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    AUTHORITY.issue_cert("localhost").configure_cert(context)
    assert handshake(context).getpeercert()


def handshake(context: ssl.SSLContext) -> ssl.SSLObject:
    """Connect to a server with this context, and return the connection of the client."""
    client, server = ssl.MemoryBIO(), ssl.MemoryBIO()
    ours = tls.ssl_context().wrap_bio(client, server, server_hostname="localhost")
    theirs = context.wrap_bio(server, client, server_side=True)
    for _ in range(3):
        for side in (ours, theirs):
            with suppress(ssl.SSLWantReadError):
                side.do_handshake()
    return ours


@pytest.mark.parametrize(
    "cipher", ["ECDHE-RSA-AES256-SHA", "AES128-GCM-SHA256", "AES256-SHA256", "AES128-SHA"]
)
def test_a_server_with_ciphers_of_browsers_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cipher: str
) -> None:
    AUTHORITY.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    AUTHORITY.issue_cert("localhost", key_type=trustme.KeyType.RSA).configure_cert(context)
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers(cipher)
    used = handshake(context).cipher()
    assert used
    assert used[0] == cipher


def test_a_server_without_secure_renegotiation_is_connected_to() -> None:
    """As browsers do. OpenSSL has no server that lacks it."""
    assert tls.ssl_context().options & 0x4


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "cannot be read: No such file or directory"),
        ("", "holds no certificates"),
        ("no certificate", "holds no certificates"),
        (
            "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
            "holds no certificates",
        ),
    ],
)
def test_a_file_that_is_of_no_use_is_an_error(
    directory: Path, server: Canary, content: str | None, message: str
) -> None:
    if content is not None:
        (directory / "authority.pem").write_text(content)
    result = lint(directory, server, SSL_CERT_FILE="authority.pem")
    assert (result.stdout, result.stderr) == (
        "",
        f"error: SSL_CERT_FILE: authority.pem: {message}\n",
    )
    assert result.returncode == 2
    assert server.visitors == 0


def test_a_directory_that_is_not_there_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_DIR", os.pathsep.join((str(tmp_path), "nowhere")))
    with pytest.raises(SettingsError, match=r"^SSL_CERT_DIR: nowhere: not a directory$"):
        tls.ssl_context()


def test_an_empty_variable_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    AUTHORITY.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    usual = ssl.get_default_verify_paths()
    paths = usual._replace(openssl_cafile=str(tmp_path / "authority.pem"))
    monkeypatch.setattr(ssl, "get_default_verify_paths", lambda: paths)
    monkeypatch.setenv("SSL_CERT_FILE", "")
    monkeypatch.setenv("SSL_CERT_DIR", "")
    assert tls.ssl_context().cert_store_stats()["x509_ca"] == 1
