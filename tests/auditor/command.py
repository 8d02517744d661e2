"""The command as a person meets it, run in a process of its own, and a small server for it to visit."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import unquote

from sqlite_utils import Database

from auditor.schema import migrations

PAGE = '<!doctype html><html lang="en"><title>Permits</title><main><h1>Permits</h1>{}</main></html>'
FINE = PAGE.format("<p>Apply for a permit.</p>")
NO_NAME = PAGE.format('<img src="seal.png">')

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str

    @property
    def pages(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(self.out)["pages"]
        return found


def auditor(*arguments: str | Path, cwd: Path, env: dict[str, str] | None = None, file_size: int = 0) -> Done:
    """Runs the command in a folder and says what came of it; a trace of a fault of ours is never a right answer."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (file_size, file_size))

    done = subprocess.run(
        [sys.executable, "-m", "auditor.cli", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), **(env or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        preexec_fn=limit if file_size else None,
    )
    assert "Traceback" not in done.stdout + done.stderr, done.stderr
    return Done(done.returncode, done.stdout, done.stderr)


class Pages(BaseHTTPRequestHandler):
    """A server: `/slow/N` takes its time, `/moved` leads away, `/broken` fails, the rest is in `bodies` or is not.

    The query of an address tells how long the page stays: `/?3` reloads after three seconds.
    """

    bodies: ClassVar[dict[str, str]] = {
        "/": FINE,
        "/fault": NO_NAME,
        "/dead-link": PAGE.format('<a href="/missing">Gone</a>'),
        "/broken-link": PAGE.format('<a href="/broken">Out of order</a>'),
        "/many": PAGE.format("".join(f'<a href="/slow/{n}">Permit {n}</a> ' for n in range(40))),
    }

    def do_GET(self) -> None:
        kind = "text/html; charset=utf-8"
        if self.path == "/moved":
            self.send_response(301)
            self.send_header("Location", f"http://localhost:{self.server.server_port}/")  # type: ignore[attr-defined]
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        if self.path.startswith("/slow/"):
            time.sleep(0.4)
            body = PAGE.format(f"<p>This is permit {self.path}.</p>")
        elif self.path == "/pdf":
            kind, body = "application/pdf", "%PDF-1.7"
        else:
            body = self.bodies.get(self.path.partition("?")[0], "")
        answer = body.encode()
        self.send_response(503 if self.path == "/broken" else 200 if body else 404)
        if "?" in self.path:
            self.send_header("Refresh", unquote(self.path.partition("?")[2]))
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@contextmanager
def served() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def empty_database(path: Path) -> None:
    """A database without an audit."""
    database = Database(path)
    migrations.apply(database)
    database.close()
