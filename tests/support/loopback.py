"""Servers on the loopback interface: any server in a thread, and one that counts connections."""

from __future__ import annotations

import socketserver
import ssl
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

from threads import serving


class Served:
    """Runs a server in a thread while it is entered; `port` is its port."""

    def __init__(self, server: socketserver.TCPServer) -> None:
        self.port: int = server.server_address[1]
        self._running = serving(server)

    def __enter__(self) -> Self:
        self._running.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._running.__exit__(kind, error, trace)


class Canary(Served):
    """Answers 200 to HEAD requests while it is entered; `visitors` is the number of connections.

    With `tls`, it does so over TLS.
    """

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        canary = self
        self.visitors = 0

        class Handler(BaseHTTPRequestHandler):
            def do_HEAD(self) -> None:
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            def process_request(self, request: Any, client_address: Any) -> None:
                canary.visitors += 1
                super().process_request(request, client_address)

        server = Server(("127.0.0.1", 0), Handler)
        if tls:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        super().__init__(server)
