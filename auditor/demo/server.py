"""Serves the demonstration site on this machine."""

from __future__ import annotations

import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import ThreadingTCPServer
from typing import Any
from urllib.parse import unquote, urlsplit

SITE = Path(__file__).resolve().parent / "site"

USUAL_PORT = 50850

REDIRECTS = {"/old-benefits": "/benefits.html"}
"""Addresses that have moved, and where to."""

CONTENT_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".flac": "audio/flac",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".vtt": "text/vtt; charset=utf-8",
    ".webm": "video/webm",
    ".xml": "application/xml",
}
"""Spelled out, since the standard library's guesses differ between machines. A file of another type is not served."""

NAMES_THE_ORIGIN = ("robots.txt", "sitemap.xml")
"""Files that must hold absolute addresses; `{{origin}}` in them becomes the address the site is served at."""


def file_at(path: str) -> Path | None:
    """The file below `SITE` that a URL's path names, or None."""
    name = unquote(path).removeprefix("/") or "index.html"
    if "\0" in name or ".." in Path(name).parts:
        return None
    file = (SITE / name).resolve()
    return file if file.is_relative_to(SITE) and file.suffix in CONTENT_TYPES and file.is_file() else None


class DemoServer(ThreadingTCPServer):
    """Answers each connection in a thread of its own, and asks no DNS for its name as the library's server does."""

    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, host: str, port: int) -> None:
        super().__init__((host, port), DemoHandler)
        self.origin = f"http://{host}:{self.server_address[1]}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Report what went wrong, unless it is only that the client hung up."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class DemoHandler(BaseHTTPRequestHandler):
    """Answers GET and HEAD, and nothing that would change something."""

    server: DemoServer
    protocol_version = "HTTP/1.1"
    timeout = 30

    def do_GET(self) -> None:
        """Send the file, where it has moved to, or the page for what is missing."""
        path = urlsplit(self.path).path
        if path in REDIRECTS:
            self.answer(HTTPStatus.MOVED_PERMANENTLY, b"", {"Location": REDIRECTS[path]})
        elif file := file_at(path):
            self.answer(HTTPStatus.OK, self.body_of(file), {"Content-Type": CONTENT_TYPES[file.suffix]})
        else:
            missing = SITE / "404.html"
            self.answer(HTTPStatus.NOT_FOUND, self.body_of(missing), {"Content-Type": CONTENT_TYPES[missing.suffix]})

    def do_HEAD(self) -> None:
        """Send what `do_GET` sends, without the body."""
        self.do_GET()

    def do_POST(self) -> None:
        """Refuse: the forms are there to be looked at."""
        self.close_connection = True  # the body stays unread
        self.send_error(HTTPStatus.METHOD_NOT_ALLOWED, explain="This is a demonstration. Nothing can be sent here.")

    def body_of(self, file: Path) -> bytes:
        """The file's bytes, naming this server where the file must name its origin."""
        body = file.read_bytes()
        if file.name in NAMES_THE_ORIGIN:
            body = body.replace(b"{{origin}}", self.server.origin.encode())
        return body

    def answer(self, status: HTTPStatus, body: bytes, headers: dict[str, str]) -> None:
        """Send status, headers and, unless only those were asked for, the body."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the audit's own log tells what was fetched."""


def usual_port() -> int:
    """The port that the demonstration likes to have, so that its report has one address; 0 when somebody has it."""
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", USUAL_PORT))
        except OSError:
            return 0
    return USUAL_PORT


@contextmanager
def serve(host: str = "127.0.0.1", port: int = 0) -> Iterator[str]:
    """Serve the site while the context lasts. Yields its origin, with no slash at the end; port 0 takes a free one."""
    with DemoServer(host, port) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield server.origin
        finally:
            server.shutdown()
            thread.join()
