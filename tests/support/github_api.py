"""GitHub's REST API on the loopback interface, for the commits of a local repository.

After docs.github.com, "REST API endpoints for Git trees", "… for Git blobs", "… for Git commits"
and "… for commits".
"""

from __future__ import annotations

import json
import re
import ssl
import subprocess
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

import trustme
from msgspec import Struct

import fakenet
from fakenet import Page, Service
from loopback import Served
from repositories import git

ORIGIN: Final = "https://api.github.com"
REPOSITORY: Final = "owner/list"

_AUTHORITY: Final = trustme.CA()
_HASH = r"([0-9a-f]{40})"
_RAW = "application/vnd.github.raw+json"


class Request(Struct, frozen=True):
    """A received request."""

    path: str
    """Path and query after that of the repository."""
    authorization: str
    """`Authorization` header; empty for none."""


class GitHubApi(Served):
    """Serves the commits of `repository` over TLS while it is entered.

    `requests` are those received. With a `status`, all are answered with it.
    """

    def __init__(self, repository: Path, status: int = 200) -> None:
        self.requests: list[Request] = []
        self.status = status
        self.body: bytes | None = None
        """Body of all responses, if it is not None."""
        api = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                path = self.path.removeprefix(f"/repos/{REPOSITORY}/")
                api.requests.append(Request(path, self.headers.get("Authorization", "")))
                body = _answer(repository, path, self.headers["Accept"])
                status = api.status if body is not None else 404
                body = body if api.body is None else api.body
                self.send_response(status)
                self.end_headers()
                self.wfile.write(body or b'{"message": "Not Found"}')

            def log_message(self, *_: object) -> None:
                pass

        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        _AUTHORITY.issue_cert("127.0.0.1").configure_cert(context)
        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        super().__init__(server)

    def environment(self, directory: Path) -> dict[str, str]:
        """Return the variables of a workflow that has this API.

        The certificate of its authority is written to the directory.
        """
        authority = directory / "authority.pem"
        _AUTHORITY.cert_pem.write_to_path(str(authority))
        return {
            "GITHUB_API_URL": f"https://127.0.0.1:{self.port}",
            "GITHUB_REPOSITORY": REPOSITORY,
            "SSL_CERT_FILE": str(authority),
        }


def service(repository: Path) -> Service:
    """Return the API as a service of the fake internet."""

    def answer(request: fakenet.Request) -> Page:
        path = request.url.removeprefix(f"{ORIGIN}/repos/{REPOSITORY}/")
        body = _answer(repository, path, request.headers["accept"])
        return Page(status=404) if body is None else Page(body=body.decode("latin-1"))

    return answer


def _answer(top: Path, path: str, media_type: str) -> bytes | None:
    """Return the body of the response to a request; None if there is no such object."""
    try:
        if match := re.fullmatch(rf"git/trees/{_HASH}\?recursive=1", path):
            return json.dumps({"tree": _tree(top, match[1]), "truncated": False}).encode()
        if match := re.fullmatch(rf"git/commits/{_HASH}", path):
            return json.dumps(_commit(top, match[1])).encode()
        if match := re.fullmatch(rf"compare/{_HASH}\.\.\.{_HASH}\?per_page=1", path):
            return json.dumps(_comparison(top, *match.groups())).encode()
        if (match := re.fullmatch(rf"git/blobs/{_HASH}", path)) and media_type == _RAW:
            return subprocess.check_output(["git", "cat-file", "blob", match[1]], cwd=top)
    except subprocess.CalledProcessError:
        pass
    return None


def _tree(top: Path, commit: str) -> list[dict[str, Any]]:
    listing = git(top, "ls-tree", "-r", "-t", "-z", commit)
    entries = []
    for line in listing.split("\0")[:-1]:
        facts, _, path = line.partition("\t")
        mode, kind, name = facts.split()
        entries.append({"path": path, "mode": mode, "type": kind, "sha": name})
    return entries


def _commit(top: Path, commit: str) -> dict[str, Any]:
    parents = git(top, "rev-parse", f"{commit}^@").split()
    return {"sha": commit, "parents": [{"sha": parent} for parent in parents]}


def _comparison(top: Path, base: str, head: str) -> dict[str, Any]:
    merge_base = git(top, "merge-base", base, head)
    changed = git(top, "diff", "--name-status", "--find-renames", "-z", merge_base, head)
    fields = iter(changed.split("\0")[:-1])
    files = []
    for status in fields:
        names = [next(fields)]
        if status[0] == "R":
            names.append(next(fields))
            files.append({"filename": names[1], "previous_filename": names[0]})
        else:
            files.append({"filename": names[0]})
    return {"merge_base_commit": _commit(top, merge_base), "files": files}
