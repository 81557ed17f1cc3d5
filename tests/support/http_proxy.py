"""A proxy on the loopback interface: CONNECT for https, and absolute URLs for http."""

from __future__ import annotations

import socket
import socketserver
import ssl
import threading
from base64 import b64encode
from collections.abc import Callable
from urllib.parse import urlsplit

from loopback import Served


class HttpProxy(Served):
    """Forwards requests while it is entered.

    `route` returns the port on the loopback interface that serves a host's port, or a status below
    1000 as the response. `credentials`, `user:password`, are required if given. With `tls`, the
    proxy itself is served over TLS. `request_lines` has the first line of each request, `headers`
    everything sent to the proxy.
    """

    def __init__(
        self,
        route: Callable[[str, int], int],
        *,
        credentials: str = "",
        tls: ssl.SSLContext | None = None,
    ) -> None:
        proxy = self
        self.request_lines: list[str] = []
        self.headers: list[str] = []
        token = b64encode(credentials.encode()).decode()

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                head = b""
                while b"\r\n\r\n" not in head:
                    received = self.request.recv(65536)
                    if not received:
                        return
                    head += received
                first, *lines = head.decode("latin-1").split("\r\n")
                proxy.request_lines.append(first)
                proxy.headers += lines
                method, target, _ = first.split(" ")
                if credentials and f"Proxy-Authorization: Basic {token}" not in lines:
                    self.answer(407)
                    return
                parts = urlsplit(target if "://" in target else f"//{target}")
                port = route(parts.hostname or "", parts.port or 80)
                if port < 1000:
                    self.answer(port)
                    return
                with socket.create_connection(("127.0.0.1", port)) as onward:
                    if method != "CONNECT":
                        onward.sendall(f"{method} {parts.path} HTTP/1.1\r\n".encode())
                        onward.sendall("\r\n".join(lines).encode("latin-1"))
                        onward.shutdown(socket.SHUT_WR)  # one request per connection
                        _pump(onward, self.request)
                        return
                    self.request.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
                    pump = threading.Thread(target=_pump, args=(onward, self.request))
                    pump.start()
                    _pump(self.request, onward)
                    pump.join()

            def answer(self, status: int) -> None:
                rest = "Content-Length: 0\r\nConnection: close\r\n\r\n"
                self.request.sendall(f"HTTP/1.1 {status} No\r\n{rest}".encode())

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True

            def get_request(self) -> tuple[socket.socket, object]:
                connection, address = super().get_request()
                return (
                    tls.wrap_socket(connection, server_side=True) if tls else connection
                ), address

            def handle_error(self, *_: object) -> None:
                pass  # the client has disconnected

        super().__init__(Server(("127.0.0.1", 0), Handler))


def _pump(source: socket.socket, target: socket.socket) -> None:
    """Forward data until the connection ends."""
    try:
        while block := source.recv(65536):
            target.sendall(block)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        pass  # one of the two has disconnected
