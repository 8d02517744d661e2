"""Real sites that Debian packages hold, and a server for them whose pages can be held back batch by batch."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

ROOT = Path("/usr/share/doc")
SITES = ("python3.11/html", "git/html", "debian-handbook/html/en-US")
MORE_SITES = (*SITES, "postgresql-doc-15/html")
"""More than a thousand pages."""
PACKAGES = "python3.11-doc git-doc debian-handbook postgresql-doc-15"


def sample(count: int, sites: Sequence[str] = SITES) -> list[str]:
    """Paths of `count` pages, none smaller than 2 KB: as many of each site, more of the large where one is small."""
    found = {site: _pages(ROOT / site) for site in sites}
    shares: dict[str, int] = {}
    for left, site in zip(range(len(sites), 0, -1), sorted(sites, key=lambda site: len(found[site])), strict=True):
        shares[site] = min(-(-(count - sum(shares.values())) // left), len(found[site]))
    chosen: list[str] = []
    for site in sites:
        step = max(len(found[site]) // max(shares[site], 1), 1)
        chosen += [f"/{page.relative_to(ROOT)}" for page in found[site][::step][: shares[site]]]
    return chosen[:count]


def _pages(folder: Path) -> list[Path]:
    pages = sorted(p for p in folder.rglob("*.html") if 2000 < p.stat().st_size < 400_000)
    if not pages:
        raise SystemExit(f"{folder} has no pages. Install: apt-get install {PACKAGES}")
    return pages


class Gate:
    """Lets the first `open` pages of a list through; who asks for a later one waits."""

    def __init__(self, paths: list[str]) -> None:
        self._index = {path: number for number, path in enumerate(paths)}
        self._condition = threading.Condition()
        self._open = 0

    def open(self, count: int) -> None:
        with self._condition:
            self._open = count
            self._condition.notify_all()

    def wait(self, path: str) -> None:
        number = self._index.get(path, -1)
        with self._condition:
            self._condition.wait_for(lambda: number < self._open, timeout=600)


class _Handler(SimpleHTTPRequestHandler):
    gate: Gate | None = None
    listing: bytes = b""

    def __init__(self, *args: object, gate: Gate | None, listing: bytes, **kwargs: object) -> None:
        self.gate, self.listing = gate, listing
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        if path == "/" and self.listing:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(self.listing)))
            self.end_headers()
            self.wfile.write(self.listing)
            return
        if self.gate is not None:
            self.gate.wait(path)
        with suppress(ConnectionError):  # who asked went away
            super().do_GET()

    def log_message(self, format: str, *args: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64


@contextmanager
def serve(paths: list[str], gate: Gate | None = None) -> Iterator[str]:
    """The origin of a server for the sites; `/` links to all of the paths."""
    links = "".join(f'<li><a href="{path}">{path}</a>' for path in paths)
    listing = f"<!doctype html><html lang=en><title>Pages</title><h1>Pages</h1><ul>{links}</ul>".encode()
    with _listening(partial(_Handler, directory=str(ROOT), gate=gate, listing=listing)) as origin:
        yield origin


@contextmanager
def serve_folder(folder: Path) -> Iterator[str]:
    """The origin of a server for a site in a folder."""
    with _listening(partial(_Handler, directory=str(folder), gate=None, listing=b"")) as origin:
        yield origin


@contextmanager
def _listening(handler: partial[_Handler]) -> Iterator[str]:
    with _Server(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.2}, daemon=True).start()
        time.sleep(0.05)
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
