"""A client of the language server: JSON-RPC over the pipes of a real process."""

from __future__ import annotations

import json
import queue
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

TIMEOUT_SECONDS = 60.0

Json = dict[str, Any]

CAPABILITIES: Json = {
    "general": {"positionEncodings": ["utf-16"]},
    "textDocument": {
        "publishDiagnostics": {
            "relatedInformation": True,
            "codeDescriptionSupport": True,
            "tagSupport": {"valueSet": [1, 2]},
        },
        "codeAction": {"resolveSupport": {"properties": ["edit"]}},
    },
    "workspace": {"workspaceEdit": {"documentChanges": True}},
}
"""What editors of today accept."""


class LspClient:
    """A language server and its client, from `initialize` to the end of the context.

    `texts` has the text of each open document by its URI, after all edits.
    """

    def __init__(
        self,
        directory: Path,
        *arguments: str,
        capabilities: Mapping[str, Any] = CAPABILITIES,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.texts: dict[str, str] = {}
        self.versions: dict[str, int] = {}
        self.notifications: list[Json] = []
        """All notifications and requests of the server."""
        self._unread: dict[str, Json] = {}
        """The last diagnostics of each document that arrived while something else was awaited."""
        self._directory = directory
        self._capabilities = dict(capabilities)
        self._received: queue.Queue[Json | None] = queue.Queue()
        self._requests = 0
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed by `end`
        self._process = subprocess.Popen(
            [sys.executable, "-m", "awesome_lint", "server", *arguments],
            cwd=directory,
            env=environment and dict(environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
        )
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def __enter__(self) -> Self:
        """Initialize the server."""
        self.server = self.request(
            "initialize",
            {
                "processId": None,
                "rootUri": self._directory.as_uri(),
                "capabilities": self._capabilities,
            },
        )["result"]
        self.notify("initialized", {})
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Shut the server down, and check its exit status."""
        if kind is not None:
            self._process.kill()
        else:
            self.request("shutdown", None)
            self.notify("exit", None)
        status = self.end()
        assert kind is not None or status == 0, self.log

    def end(self) -> int:
        """Close the connection, and return the exit status; `log` has the standard error then."""
        assert self._process.stdin is not None
        with suppress(BrokenPipeError):
            self._process.stdin.close()
        try:
            status = self._process.wait(TIMEOUT_SECONDS)
        finally:
            self._process.kill()
            self._reader.join()
        self.log = self._stderr()
        self._errors.close()
        return status

    def uri(self, name: str) -> str:
        """Return the URI of a file in the directory."""
        return (self._directory / name).as_uri()

    def open(self, name: str, text: str, language: str = "markdown") -> str:
        """Open a document, and return its URI."""
        uri = name if ":" in name else self.uri(name)
        self.texts[uri], self.versions[uri] = text, 1
        document = {"uri": uri, "languageId": language, "version": 1, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": document})
        return uri

    def change(self, uri: str, *changes: Json, text: str) -> None:
        """Send changes of a document, after which it has a `text`."""
        self.versions[uri] += 1
        self.texts[uri] = text
        document = {"uri": uri, "version": self.versions[uri]}
        params = {"textDocument": document, "contentChanges": list(changes)}
        self.notify("textDocument/didChange", params)

    def replace(self, uri: str, text: str) -> None:
        """Replace the whole text of a document."""
        self.change(uri, {"text": text}, text=text)

    def apply(self, edit: Json) -> None:
        """Apply a workspace edit, as an editor with UTF-16 positions does, and send the changes."""
        versioned: list[Json] = edit.get("documentChanges", [])
        changes: dict[str, list[Json]] = edit.get("changes", {})
        for each in versioned:
            document = each["textDocument"]
            assert document["version"] == self.versions[document["uri"]]
            changes[document["uri"]] = each["edits"]
        for uri, edits in changes.items():
            text = self.texts[uri]
            ordered = sorted(edits, key=lambda each: _key(each["range"]), reverse=True)
            for each in ordered:
                start, end = (offset(text, each["range"][name]) for name in ("start", "end"))
                text = text[:start] + each["newText"] + text[end:]
            self.replace(uri, text)

    def diagnostics(self, uri: str) -> list[Json]:
        """Return the next diagnostics of the current version of a document."""
        version = self.versions.get(uri)

        def is_wanted(message: Json) -> bool:
            params: Json = message.get("params") or {}
            return (
                message.get("method") == "textDocument/publishDiagnostics"
                and params.get("uri") == uri
                and params.get("version") in (None, version)
            )

        message = self._unread.pop(uri, None)
        if message is None or not is_wanted(message):
            message = self.wait(is_wanted)
        found: list[Json] = message["params"]["diagnostics"]
        return found

    def actions(self, uri: str, line: int, *only: str) -> list[Json]:
        """Return the code actions on a line, from 0, of the kinds `only` or all."""
        place = {"start": {"line": line, "character": 0}, "end": {"line": line, "character": 999}}
        context: Json = {"diagnostics": []}
        if only:
            context["only"] = list(only)
        document = {"uri": uri}
        params = {"textDocument": document, "range": place, "context": context}
        actions: list[Json] = self.request("textDocument/codeAction", params)["result"]
        return actions

    def resolve(self, action: Json) -> Json:
        """Return an action with its edit."""
        resolved: Json = self.request("codeAction/resolve", action)["result"]
        return resolved

    def hover(self, uri: str, line: int, character: int) -> str:
        """Return the text of the hover at a position, from 0; empty if there is none."""
        position = {"line": line, "character": character}
        params = {"textDocument": {"uri": uri}, "position": position}
        result = self.request("textDocument/hover", params)["result"]
        return result["contents"]["value"] if result else ""

    def request(self, method: str, params: object) -> Json:
        """Send a request, and return the response."""
        self._requests += 1
        number = self._requests
        self.send({"jsonrpc": "2.0", "id": number, "method": method, "params": params})
        return self.wait(lambda message: message.get("id") == number and "method" not in message)

    def notify(self, method: str, params: object) -> None:
        """Send a notification."""
        self.send({"jsonrpc": "2.0", "method": method, "params": params})

    def send(self, message: object) -> None:
        """Send any message."""
        self.send_bytes(json.dumps(message).encode())

    def send_bytes(self, body: bytes) -> None:
        """Send the body of a message."""
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self._process.stdin.flush()

    def wait(self, is_wanted: Callable[[Json], bool]) -> Json:
        """Return the next message that is wanted; answer the requests of the server."""
        while True:
            message = self._received.get(timeout=TIMEOUT_SECONDS)
            assert message is not None, f"the server ended: {self._stderr()}"
            if "method" in message:
                self.notifications.append(message)
                if "id" in message:
                    self.send({"jsonrpc": "2.0", "id": message["id"], "result": None})
            if is_wanted(message):
                return message
            if message.get("method") == "textDocument/publishDiagnostics":
                self._unread[message["params"]["uri"]] = message

    def shown_messages(self) -> list[str]:
        """Return the messages that the server has shown to the user so far."""
        return [
            each["params"]["message"]
            for each in self.notifications
            if each["method"] == "window/showMessage"
        ]

    def _read(self) -> None:
        stream = self._process.stdout
        assert stream is not None
        while header := stream.readline():
            length = re.fullmatch(rb"Content-Length: (\d+)\r\n", header)
            if length is None:
                raise AssertionError(f"not a header: {header!r}")
            while stream.readline().strip():
                pass
            self._received.put(json.loads(stream.read(int(length[1]))))
        self._received.put(None)
        stream.close()

    def _stderr(self) -> str:
        self._errors.seek(0)
        return self._errors.read().decode("utf-8", "replace")


def offset(text: str, position: Json) -> int:
    """Return the index in a text of a position in UTF-16."""
    lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)
    if position["line"] >= len(lines):
        return len(text)
    line = lines[position["line"]].rstrip("\r\n")
    units = line.encode("utf-16-le", "surrogatepass")[: 2 * position["character"]]
    before = sum(map(len, lines[: position["line"]]))
    return before + len(units.decode("utf-16-le", "surrogatepass"))


def position(text: str, index: int) -> Json:
    """Return the position in UTF-16 of an index in a text."""
    lines = re.split(r"\r\n|\r|\n", text[:index])
    units = len(lines[-1].encode("utf-16-le", "surrogatepass")) // 2
    return {"line": len(lines) - 1, "character": units}


def _key(place: Json) -> tuple[int, int, int, int]:
    start, end = place["start"], place["end"]
    return start["line"], start["character"], end["line"], end["character"]
