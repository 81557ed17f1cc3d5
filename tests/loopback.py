"""A web server on this machine that counts who comes."""

from __future__ import annotations

import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self


class Canary:
    """Answers 200 to HEAD requests while it is entered; `visitors` is how many came.

    With `tls`, it does so over TLS.
    """

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        canary = self
        self.visitors = 0

        class Handler(BaseHTTPRequestHandler):
            def do_HEAD(self) -> None:
                canary.visitors += 1
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        if tls:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self.port = self._server.server_port
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
