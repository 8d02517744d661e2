"""A web server on this machine that misbehaves as it is told to, and counts who came."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from socketserver import ThreadingTCPServer
from typing import Any

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Answer:
    """What one address answers, `hold` seconds late, with `drip` seconds between the bytes of the body."""

    body: bytes = b""
    type: str = HTML
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    hold: float = 0.0
    drip: float = 0.0


Resource = Answer | Callable[[str], Answer]
"""An answer, or what makes one of the path (with its query)."""


def page(body: str, title: str = "A page", head: str = "") -> Answer:
    """An HTML page that has nothing wrong but what is put into it."""
    return Answer(
        f'<!doctype html><html lang="en"><head><title>{title}</title>{head}</head><body>{body}</body></html>'.encode()
    )


def links(*targets: str, title: str = "Links") -> Answer:
    """A page of links."""
    return page("".join(f'<p><a href="{target}">To {target}</a></p>' for target in targets), title)


def moved(target: str, status: int = 302) -> Answer:
    """A redirect."""
    return Answer(status=status, headers={"Location": target})


class Server(ThreadingTCPServer):
    """Serves `resources` by path, with or without the query; what is not among them is a 404."""

    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, resources: Mapping[str, Resource], jitter: float) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.resources = dict(resources)
        self.jitter = jitter
        self.port = self.server_address[1]
        self.origin = f"http://127.0.0.1:{self.port}"
        self.hits: Counter[str] = Counter()
        """Requests by method and path: `GET /a`."""
        self.times: list[float] = []
        self.closing = threading.Event()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Says nothing: clients are cut off here as a matter of course."""


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    timeout = 60

    def _answer(self) -> None:
        server = self.server
        server.hits[f"{self.command} {self.path}"] += 1
        server.times.append(time.monotonic())
        found = server.resources.get(self.path) or server.resources.get(self.path.split("?")[0])
        answer = found(self.path) if callable(found) else found or Answer(b"Not found", "text/plain", 404)
        if server.jitter:
            time.sleep(random.uniform(0, server.jitter))  # noqa: S311 - an unreliable network, not a secret
        if server.closing.wait(answer.hold):
            return
        self.close_connection = True
        self.send_response(answer.status)
        if answer.type:
            self.send_header("Content-Type", answer.type)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.status not in (204, 304) and "Content-Length" not in answer.headers:
            self.send_header("Content-Length", str(len(answer.body)))
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command == "HEAD":
            return
        if not answer.drip:
            self.wfile.write(answer.body)
            return
        for byte in answer.body:
            self.wfile.write(bytes([byte]))
            if server.closing.wait(answer.drip):
                return

    do_GET = do_HEAD = do_POST = do_PUT = do_OPTIONS = _answer  # noqa: N815 - names of the library

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@contextmanager
def serve(resources: Mapping[str, Resource] | None = None, *, jitter: float = 0.0) -> Iterator[Server]:
    """Serves while the context lasts; more may be added meanwhile. `jitter`: seconds that an answer may be late."""
    with Server(resources or {}, jitter) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.closing.set()
            server.shutdown()
            thread.join()
